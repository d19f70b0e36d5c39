import type { Feature, FeatureSet } from './features.ts';
import { HEADER_SLOTS, IMMEDIATE_SLOTS } from './immediates.ts';
import {
  type ImmediateKind,
  INSTRUCTIONS,
  type InstructionCategory,
  type InstructionName,
  type InstructionRow,
} from './instructions.ts';
import { F32, F64, I31REF, I32, I64, V128, type ValType } from './types.ts';

/*
 * What the table says, column by column, in arrays indexed by instruction id: the forms that hot loops read.
 */

const ROWS: readonly InstructionRow[] = INSTRUCTIONS;

/** How many instructions there are; ids run from 0 to one less. */
export const INSTRUCTION_COUNT: number = ROWS.length;

/** Unique names by id. */
export const INSTRUCTION_NAMES: readonly InstructionName[] = INSTRUCTIONS.map((row) => row[0]);

/** Ids by unique name. For set-up code: hot dispatch indexes arrays by id. */
export const INSTRUCTION_ID: Readonly<Record<InstructionName, number>> = Object.fromEntries(
  INSTRUCTION_NAMES.map((name, id) => [name, id]),
) as Record<InstructionName, number>;

/** Mnemonics by id: what the text format writes. */
export const MNEMONICS: readonly string[] = INSTRUCTION_NAMES.map((name) => name.replace(/ .*/, ''));

/** Opcodes by id: one byte, or `prefix << 12 | sub-opcode`. */
export const OPCODES: readonly number[] = ROWS.map((row) => row[1]);

/** Immediates by id, in binary order. */
export const IMMEDIATES: readonly (readonly ImmediateKind[])[] = ROWS.map(
  (row) => row[2].split(' ').filter((kind) => kind !== '') as ImmediateKind[],
);

/** Categories by id. */
export const CATEGORIES: readonly InstructionCategory[] = ROWS.map((row) => row[4]);

/** Features by id. */
export const INSTRUCTION_FEATURES: readonly Feature[] = ROWS.map((row) => row[5]);

/** The length in slots of an instruction in an `Expr`, header included, by id; 0 where its own count decides. */
export const FIXED_SLOTS: Uint8Array = Uint8Array.from(IMMEDIATES, (kinds) =>
  kinds.some((kind) => IMMEDIATE_SLOTS[kind] < 0)
    ? 0
    : kinds.reduce((slots, kind) => slots + IMMEDIATE_SLOTS[kind], HEADER_SLOTS),
);

/** Stands for the address type of the memory that an instruction names, in {@link Signature}s alone. */
export const ADDR: ValType = 1;

/** The operands that an instruction pops (the last one is on top of the stack) and pushes. */
export interface Signature {
  readonly params: readonly ValType[];
  readonly results: readonly ValType[];
}

const SIGNATURE_TYPES: Readonly<Record<string, ValType>> = {
  i32: I32,
  i64: I64,
  f32: F32,
  f64: F64,
  v128: V128,
  addr: ADDR,
  i31ref: I31REF,
};

function parseSignature(text: string): Signature {
  const [params = '', results = ''] = text.split('->');
  const types = (list: string): ValType[] =>
    list
      .split(' ')
      .filter((name) => name !== '')
      .map((name) => SIGNATURE_TYPES[name] as ValType);
  return { params: types(params), results: types(results) };
}

/** Signatures by id; `null` for the instructions that have a typing rule of their own. */
export const SIGNATURES: readonly (Signature | null)[] = ROWS.map((row) =>
  row[3] === null ? null : parseSignature(row[3]),
);

/** Natural alignment by id, as a power of two (log2 of the bytes accessed); -1 for instructions without a memarg. */
export const NATURAL_ALIGNMENT: Int8Array = Int8Array.from(IMMEDIATES, (kinds) => {
  const memarg = kinds.find((kind) => kind.startsWith('memarg'));
  return memarg === undefined ? -1 : Math.log2(Number(memarg.slice('memarg'.length)));
});

/** Prefix bytes of the binary format's multi-byte opcodes. */
export const OPCODE_PREFIXES: readonly number[] = [0xfb, 0xfc, 0xfd, 0xfe];

/** Sub-opcodes stay below this in every prefix. */
export const SUBOPCODE_LIMIT = 0x200;

/** Instruction ids by opcode, -1 where there is none. */
export interface OpcodeTable {
  /** By the one byte. */
  readonly plain: Int16Array;
  /** By sub-opcode, for each prefix byte; `undefined` for bytes that are no prefix. */
  readonly prefixed: readonly (Int16Array | undefined)[];
}

/** The opcodes of the instructions that these features have. */
export function opcodeTable(features: FeatureSet): OpcodeTable {
  const plain = new Int16Array(256).fill(-1);
  const prefixed: (Int16Array | undefined)[] = new Array(256).fill(undefined);
  for (const prefix of OPCODE_PREFIXES) prefixed[prefix] = new Int16Array(SUBOPCODE_LIMIT).fill(-1);
  OPCODES.forEach((opcode, id) => {
    if (!features.has(INSTRUCTION_FEATURES[id] as Feature)) return;
    if (opcode < 256) plain[opcode] = id;
    else (prefixed[opcode >>> 12] as Int16Array)[opcode & 0xfff] = id;
  });
  return { plain, prefixed };
}
