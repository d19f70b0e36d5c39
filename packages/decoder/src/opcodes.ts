import {
  type FeatureSet,
  IMMEDIATES,
  INSTRUCTION_COUNT,
  INSTRUCTION_NAMES,
  type InstructionName,
  opcodeTable,
} from '@softwasm/syntax';
import { type ImmediateReader, immediateReaders } from './immediates.ts';

/**
 * What the loop that decodes expressions does with an opcode byte. The loop switches on literals, which is faster by far where there is no JIT
 * than comparing with imported constants; these are their names.
 */
const FORMS = {
  plain: 0,
  /** One u32. */
  index: 1,
  memarg: 2,
  i32: 3,
  block: 4,
  end: 5,
  /** Anything else without influence on nesting. */
  immediates: 6,
  prefix: 7,
  illegal: 8,
  else: 9,
  handler: 10,
  delegate: 11,
  tryTable: 12,
} as const;

/** Kinds of structured instructions that are open, for the loop's stack. */
export const NESTING = { plain: 0, if: 1, try: 2 } as const;

const CONTROL_FORMS: Partial<Record<InstructionName, number>> = {
  block: FORMS.block,
  loop: FORMS.block,
  if: FORMS.block,
  try: FORMS.block,
  try_table: FORMS.tryTable,
  end: FORMS.end,
  else: FORMS.else,
  catch: FORMS.handler,
  catch_all: FORMS.handler,
  delegate: FORMS.delegate,
};

/** Tables for decoding the instructions that a set of features has. */
export interface OpcodeForms {
  /** Instruction ids by opcode byte. */
  readonly ids: Int16Array;
  /** Forms by opcode byte. */
  readonly forms: Uint8Array;
  /** Instruction ids by sub-opcode, by prefix byte. */
  readonly prefixed: readonly (Int16Array | undefined)[];
  /** What reads the immediates, by instruction id. */
  readonly readers: readonly (readonly ImmediateReader[])[];
}

function formOf(id: number): number {
  const control = CONTROL_FORMS[INSTRUCTION_NAMES[id] as InstructionName];
  if (control !== undefined) return control;
  const kinds = IMMEDIATES[id] as (typeof IMMEDIATES)[number];
  if (kinds.length === 0) return FORMS.plain;
  if (kinds.length > 1) return FORMS.immediates;
  switch (kinds[0]) {
    case 'labelidx':
    case 'funcidx':
    case 'typeidx':
    case 'localidx':
    case 'globalidx':
      return FORMS.index;
    case 'memarg1':
    case 'memarg2':
    case 'memarg4':
    case 'memarg8':
      return FORMS.memarg;
    case 'i32':
      return FORMS.i32;
    default:
      return FORMS.immediates;
  }
}

/** The tables for these features. */
export function opcodeForms(features: FeatureSet): OpcodeForms {
  const { plain, prefixed } = opcodeTable(features);
  const byKind = immediateReaders(features);
  const readers = IMMEDIATES.map((kinds) => kinds.map((kind) => byKind[kind]));
  const forms = new Uint8Array(256);
  for (let opcode = 0; opcode < 256; opcode++) {
    const id = plain[opcode] as number;
    if (prefixed[opcode] !== undefined) forms[opcode] = FORMS.prefix;
    else forms[opcode] = id < 0 || id >= INSTRUCTION_COUNT ? FORMS.illegal : formOf(id);
  }
  return { ids: plain, forms, prefixed, readers };
}
