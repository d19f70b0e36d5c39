import {
  type FeatureSet,
  IMMEDIATES,
  type ImmediateKind,
  INSTRUCTION_NAMES,
  type InstructionName,
  opcodeTable,
} from '@softwasm/syntax';
import { type ImmediateReader, immediateReaders } from './immediates.ts';

/** Names for what the loop that decodes expressions does with an opcode byte. */
const FORMS = {
  plain: 0,
  /** One u32. */
  index: 1,
  memarg: 2,
  i32: 3,
  i64: 4,
  /** A blocktype, alone. */
  block: 5,
  end: 6,
  /** Changes the nesting in another way. */
  nest: 7,
  /** Anything else. */
  immediates: 8,
  /** A prefix byte, or no opcode at all. */
  prefix: 9,
} as const;

/** Kinds of open blocks: `if` may have an `else`, `try` a handler. */
export const NESTING = { none: 0, plain: 1, if: 2, try: 3 } as const;

/** Which kind the innermost block must be of (`none`: a new one is opened), and of which it is afterwards (`none`: it is closed). */
const NESTING_RULES: Partial<Record<InstructionName, readonly [wants: number, leaves: number]>> = {
  block: [NESTING.none, NESTING.plain],
  loop: [NESTING.none, NESTING.plain],
  if: [NESTING.none, NESTING.if],
  else: [NESTING.if, NESTING.plain],
  try_table: [NESTING.none, NESTING.plain],
  try: [NESTING.none, NESTING.try],
  catch: [NESTING.try, NESTING.try],
  catch_all: [NESTING.try, NESTING.plain],
  delegate: [NESTING.try, NESTING.none],
};

/** Tables for decoding the instructions that a set of features has. */
export interface OpcodeForms {
  /** By opcode byte: `FORMS`, instruction ids, nesting before and after. */
  readonly forms: Uint8Array;
  readonly ids: Int16Array;
  readonly wants: Uint8Array;
  readonly leaves: Uint8Array;
  /** Instruction ids by sub-opcode, by prefix byte. */
  readonly prefixed: readonly (Int16Array | undefined)[];
  /** What reads the immediates, by instruction id. */
  readonly readers: readonly (readonly ImmediateReader[])[];
}

const FORM_OF_KIND: Partial<Record<ImmediateKind, number>> = {
  labelidx: FORMS.index,
  funcidx: FORMS.index,
  typeidx: FORMS.index,
  localidx: FORMS.index,
  globalidx: FORMS.index,
  memarg1: FORMS.memarg,
  memarg2: FORMS.memarg,
  memarg4: FORMS.memarg,
  memarg8: FORMS.memarg,
  i32: FORMS.i32,
  i64: FORMS.i64,
  blocktype: FORMS.block,
};

function formOf(id: number): number {
  const [kind, another] = IMMEDIATES[id] as readonly ImmediateKind[];
  const name = INSTRUCTION_NAMES[id] as InstructionName;
  if (name === 'end') return FORMS.end;
  if (NESTING_RULES[name] !== undefined && (kind !== 'blocktype' || another !== undefined)) return FORMS.nest;
  if (kind === undefined) return FORMS.plain;
  return another === undefined ? (FORM_OF_KIND[kind] ?? FORMS.immediates) : FORMS.immediates;
}

/** Tables made so far, by the features in them: many small modules would spend more time on tables than on bytes. */
const KNOWN = new Map<string, OpcodeForms>();

/** The tables for these features. */
export function opcodeForms(features: FeatureSet): OpcodeForms {
  const key = [...features].join();
  let forms = KNOWN.get(key);
  if (forms === undefined) {
    forms = makeForms(features);
    KNOWN.set(key, forms);
  }
  return forms;
}

function makeForms(features: FeatureSet): OpcodeForms {
  const { plain, prefixed } = opcodeTable(features);
  const byKind = immediateReaders(features);
  const readers = IMMEDIATES.map((kinds) => kinds.map((kind) => byKind[kind]));
  const forms = new Uint8Array(256).fill(FORMS.prefix);
  const wants = new Uint8Array(256);
  const leaves = new Uint8Array(256);
  plain.forEach((id, opcode) => {
    if (id < 0) return;
    forms[opcode] = formOf(id);
    const [before = NESTING.none, after = NESTING.none] = NESTING_RULES[INSTRUCTION_NAMES[id] as InstructionName] ?? [];
    wants[opcode] = before;
    leaves[opcode] = after;
  });
  return { ids: plain, forms, wants, leaves, prefixed, readers };
}
