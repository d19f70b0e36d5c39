import {
  heapTypeOf,
  IMMEDIATES,
  INSTRUCTION_ID,
  INSTRUCTION_NAMES,
  type InstructionName,
  isNullable,
  MALFORMED_TEXT,
  NATURAL_ALIGNMENT,
} from '@softwasm/syntax';
import type { Cursor } from '../../cursor.ts';
import { KEYWORD as K } from '../../lexer/keywords.ts';
import { ALIGN, ID, NAT, OFFSET } from '../../lexer/token.ts';
import {
  highWord,
  lowWord,
  parseF32Constant,
  parseF64Constant,
  parseI64Constant,
  parseIntegerConstant,
  parseVectorConstant,
  startsNumber,
} from '../../numbers/constants.ts';
import { IndexSpace } from '../index-space.ts';
import type { ModuleContext } from '../module-context.ts';
import { parseTypeUse } from '../type-use.ts';
import { parseHeapType, parseRefType, parseValType } from '../types.ts';
import type { LabelScope } from './labels.ts';
import type { PendingInstructions } from './pending.ts';

/** What an instruction's immediates are read from and written to. */
export interface ImmediateContext {
  readonly module: ModuleContext;
  readonly cursor: Cursor;
  readonly labels: LabelScope;
  readonly pending: PendingInstructions;
}

/** Reads the immediates of the instruction whose first slot is `from`. */
type ImmediateParser = (context: ImmediateContext, id: number, from: number) => void;

/** The index spaces of a module that an instruction's only index may be in. */
type SpaceName = 'funcIds' | 'typeIds' | 'tagIds' | 'localIds' | 'globalIds' | 'elemIds' | 'dataIds';

function index(space: SpaceName): ImmediateParser {
  return ({ module, cursor, pending }) => pending.push(module[space].use(cursor));
}

/** A table or memory index, 0 where there is none. */
function optionalIndex(space: 'tableIds' | 'memoryIds'): ImmediateParser {
  return ({ module, cursor, pending }) => pending.push(useOptional(module[space], cursor));
}

function startsIndex({ kind }: Cursor): boolean {
  return kind === NAT || kind === ID;
}

function useOptional(space: IndexSpace, cursor: Cursor): number {
  return startsIndex(cursor) ? space.use(cursor) : 0;
}

/** Two indices, or none for 0 and 0. */
function copyIndices(space: 'tableIds' | 'memoryIds'): ImmediateParser {
  return ({ module, cursor, pending }) => {
    const some = startsIndex(cursor);
    pending.push(some ? module[space].use(cursor) : 0);
    pending.push(some ? module[space].use(cursor) : 0);
  };
}

/** `x? y` in text, `y x` in binary: a segment, behind the table or memory if one is named. */
function segment(segments: 'elemIds' | 'dataIds', target: 'tableIds' | 'memoryIds'): ImmediateParser {
  return ({ module, cursor, pending }) => {
    const { kinds } = cursor.tokens;
    const next = startsIndex(cursor) ? kinds[cursor.at + 1] : undefined;
    const named = next === NAT || next === ID;
    const targetIndex = named ? module[target].use(cursor) : 0;
    pending.push(module[segments].use(cursor));
    pending.push(targetIndex);
  };
}

function typeAnd(space: 'typeIds' | 'elemIds' | 'dataIds'): ImmediateParser {
  return ({ module, cursor, pending }) => {
    pending.push(module.typeIds.use(cursor));
    pending.push(module[space].use(cursor));
  };
}

const NO_FIELDS = new IndexSpace('field');

function field({ module, cursor, pending }: ImmediateContext): void {
  const type = module.typeIds.use(cursor);
  pending.push(type);
  pending.push((module.fieldIds.get(type) ?? NO_FIELDS).use(cursor));
}

function callIndirect({ module, cursor, pending }: ImmediateContext): void {
  const table = useOptional(module.tableIds, cursor);
  pending.push(parseTypeUse(module));
  pending.push(table);
}

function brTable({ cursor, labels, pending }: ImmediateContext): void {
  const countSlot = pending.length;
  pending.push(0);
  let count = -1;
  do {
    pending.push(labels.use(cursor));
    count++;
  } while (startsIndex(cursor));
  pending.set(countSlot, count);
}

/** Alignment and offset of `memarg`, behind the memory index. */
function memargTail({ module, cursor, pending }: ImmediateContext, id: number, memory: number): void {
  let offset = 0n;
  if (cursor.kind === OFFSET) {
    offset = cursor.natValue(cursor.at, 'offset='.length);
    const wide = module.features.has('memory64');
    if (offset >> (wide ? 64n : 32n) !== 0n) {
      cursor.fail(wide ? MALFORMED_TEXT.i64OutOfRange : MALFORMED_TEXT.i32OutOfRange);
    }
    cursor.at++;
  }
  let alignment = NATURAL_ALIGNMENT[id] as number;
  if (cursor.kind === ALIGN) {
    const bytes = cursor.natValue(cursor.at, 'align='.length);
    if (bytes === 0n || (bytes & (bytes - 1n)) !== 0n) cursor.fail(MALFORMED_TEXT.alignment);
    if (bytes >> 64n !== 0n) cursor.fail(MALFORMED_TEXT.i64OutOfRange);
    alignment = bytes.toString(2).length - 1;
    cursor.at++;
  }
  pending.push(alignment);
  pending.push(memory);
  pending.push(lowWord(offset));
  pending.push(highWord(offset));
}

function memarg(context: ImmediateContext, id: number): void {
  memargTail(context, id, useOptional(context.module.memoryIds, context.cursor));
}

/** A memarg and a lane: a lone number is the lane. */
function memargAndLane(context: ImmediateContext, id: number): void {
  const { module, cursor, pending } = context;
  const next = cursor.tokens.kinds[cursor.at + 1];
  const named = cursor.kind === ID || (cursor.kind === NAT && (next === NAT || next === OFFSET || next === ALIGN));
  memargTail(context, id, named ? module.memoryIds.use(cursor) : 0);
  pending.push(cursor.u8());
}

function shuffle({ cursor, pending }: ImmediateContext): void {
  const start = cursor.at;
  while (startsNumber(cursor)) cursor.at++;
  cursor.checkLexical();
  const end = cursor.at;
  cursor.at = start;
  if (end - start !== 16) cursor.fail(MALFORMED_TEXT.laneLength, end);
  for (let word = 0; word < 4; word++) {
    let bytes = 0;
    for (let i = 0; i < 4; i++) {
      if (cursor.kind !== NAT) cursor.fail(MALFORMED_TEXT.i8OutOfRange);
      bytes |= cursor.u8() << (8 * i);
    }
    pending.push(bytes);
  }
}

/** `select`, which becomes `select t` if it says what its results are. */
function select({ module, cursor, pending }: ImmediateContext, _id: number, from: number): void {
  if (!cursor.isClause(K.result)) return;
  pending.set(from, INSTRUCTION_ID['select t']);
  const countSlot = pending.length;
  pending.push(0);
  while (cursor.takeClause(K.result)) {
    while (!cursor.isClosing()) pending.push(parseValType(module));
    cursor.close();
  }
  pending.set(countSlot, pending.length - countSlot - 1);
}

/** A reference type: its nullability chooses between two instructions. */
function castTarget(nullable: InstructionName): ImmediateParser {
  const nullableId = INSTRUCTION_ID[nullable];
  return ({ module, pending }, _id, from) => {
    const type = parseRefType(module);
    if (isNullable(type)) pending.set(from, nullableId);
    pending.push(heapTypeOf(type));
  };
}

function branchOnCast({ module, cursor, labels, pending }: ImmediateContext): void {
  pending.push(labels.use(cursor));
  pending.push(parseRefType(module));
  pending.push(parseRefType(module));
}

function pushI64(pending: PendingInstructions, value: bigint): void {
  pending.push(lowWord(value));
  pending.push(highWord(value));
}

/** By what a row of the table says about immediates. */
const BY_KINDS: Readonly<Record<string, ImmediateParser>> = {
  '': () => {},
  labelidx: ({ cursor, labels, pending }) => pending.push(labels.use(cursor)),
  labels: brTable,
  funcidx: index('funcIds'),
  typeidx: index('typeIds'),
  tagidx: index('tagIds'),
  localidx: index('localIds'),
  globalidx: index('globalIds'),
  elemidx: index('elemIds'),
  dataidx: index('dataIds'),
  tableidx: optionalIndex('tableIds'),
  memidx: optionalIndex('memoryIds'),
  'tableidx tableidx': copyIndices('tableIds'),
  'memidx memidx': copyIndices('memoryIds'),
  'elemidx tableidx': segment('elemIds', 'tableIds'),
  'dataidx memidx': segment('dataIds', 'memoryIds'),
  'typeidx tableidx': callIndirect,
  'typeidx typeidx': typeAnd('typeIds'),
  'typeidx dataidx': typeAnd('dataIds'),
  'typeidx elemidx': typeAnd('elemIds'),
  'typeidx fieldidx': field,
  'typeidx u32': ({ module, cursor, pending }) => {
    pending.push(module.typeIds.use(cursor));
    pending.push(cursor.u32());
  },
  lane: ({ cursor, pending }) => pending.push(cursor.u8()),
  lanes16: shuffle,
  memarg,
  'memarg lane': memargAndLane,
  i32: ({ cursor, pending }) => pending.push(parseIntegerConstant(cursor, 32)),
  i64: ({ cursor, pending }) => pushI64(pending, parseI64Constant(cursor)),
  f32: ({ cursor, pending }) => pending.push(parseF32Constant(cursor)),
  f64: ({ cursor, pending }) => pushI64(pending, parseF64Constant(cursor)),
  v128: ({ cursor, pending }) => {
    for (const word of parseVectorConstant(cursor)) pending.push(word);
  },
  heaptype: ({ module, pending }) => pending.push(parseHeapType(module)),
  cast: branchOnCast,
  // The reserved byte of the binary format has no text.
  zero: ({ pending }) => pending.push(0),
};

/** Where one mnemonic names two instructions, the immediates decide. */
const BY_NAME: Readonly<Partial<Record<InstructionName, ImmediateParser>>> = {
  select,
  'ref.test': castTarget('ref.test null'),
  'ref.cast': castTarget('ref.cast null'),
  'ref.cast_desc_eq': castTarget('ref.cast_desc_eq null'),
};

/** By instruction id; `undefined` for blocks and the like, and for the second instructions of a mnemonic. */
export const IMMEDIATE_PARSERS: readonly (ImmediateParser | undefined)[] = IMMEDIATES.map((kinds, id) => {
  const generic = kinds.join(' ').replace(/(memarg|lane)\d+/g, '$1');
  return BY_NAME[INSTRUCTION_NAMES[id] as InstructionName] ?? BY_KINDS[generic];
});
