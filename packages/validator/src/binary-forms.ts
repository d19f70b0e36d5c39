import {
  type FeatureSet,
  INSTRUCTION_NAMES,
  type InstructionName,
  NATURAL_ALIGNMENT,
  OPCODE_PREFIXES,
  opcodeTable,
  type ValType,
} from '@softwasm/syntax';
import { FAST_MEMARG, FAST_SLOTS, fastSignatures } from './fast-signatures.ts';

/** Names for what {@link BodyAcceptor} does with an opcode. It spells them out. */
const FORMS = {
  /** Somebody else has to look at it. */
  other: 0,
  /** No immediates, but a fast signature. */
  plain: 1,
  'local.get': 2,
  'local.set': 3,
  'local.tee': 4,
  'i32.const': 5,
  /** A memarg, and a fast signature. */
  memarg: 6,
  block: 7,
  loop: 8,
  if: 9,
  else: 10,
  end: 11,
  br: 12,
  br_if: 13,
  br_table: 14,
  return: 15,
  unreachable: 16,
  call: 17,
  call_indirect: 18,
  drop: 19,
  select: 20,
  'global.get': 21,
  'global.set': 22,
  'i64.const': 23,
  'f32.const': 24,
  'f64.const': 25,
  'memory.size': 26,
  'memory.grow': 27,
  /** The opcode goes on. */
  prefix: 28,
  'memory.copy': 29,
  'memory.fill': 30,
  'v128.const': 31,
} as const;

const FORM_OF_NAME: Readonly<Partial<Record<string, number>>> = FORMS;

/**
 * By opcode: a fast signature with a form in the place of the slots, and the natural alignment (log2) in the highest three bits. 0 for opcodes that the
 * features have not.
 */
export interface BinaryForms {
  readonly plain: Int32Array;
  /** By prefix byte, then by sub-opcode. */
  readonly prefixed: readonly (Int32Array | undefined)[];
}

const TABLES = new WeakMap<FeatureSet, Map<ValType | undefined, BinaryForms>>();

/** @param memory the address type of memory 0 */
export function binaryForms(features: FeatureSet, memory: ValType | undefined): BinaryForms {
  let tables = TABLES.get(features);
  if (tables === undefined) {
    tables = new Map();
    TABLES.set(features, tables);
  }
  let forms = tables.get(memory);
  if (forms === undefined) {
    forms = makeForms(features, memory);
    tables.set(memory, forms);
  }
  return forms;
}

function makeForms(features: FeatureSet, memory: ValType | undefined): BinaryForms {
  const fast = fastSignatures(memory);
  const formOf = (id: number): number => (id < 0 ? 0 : pack(id, fast[id] as number));
  const { plain, prefixed } = opcodeTable(features);
  const forms = Int32Array.from(plain, formOf);
  for (const prefix of OPCODE_PREFIXES) forms[prefix] = FORMS.prefix << 3;
  return { plain: forms, prefixed: prefixed.map((ids) => ids && Int32Array.from(ids, formOf)) };
}

function pack(id: number, signature: number): number {
  const own = FORM_OF_NAME[INSTRUCTION_NAMES[id] as InstructionName];
  const slots = (signature >> 3) & FAST_SLOTS;
  let form: number | undefined = own;
  if (signature < 0) return (form ?? FORMS.other) << 3;
  if ((signature & FAST_MEMARG) !== 0) form = FORMS.memarg;
  else if (slots === 2) form = FORMS.plain;
  const alignment = Math.max(0, NATURAL_ALIGNMENT[id] as number);
  return (signature & ~(FAST_SLOTS << 3)) | ((form ?? FORMS.other) << 3) | (alignment << 29);
}
