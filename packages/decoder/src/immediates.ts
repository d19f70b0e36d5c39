import { CATCH_KINDS, type FeatureSet, type ImmediateKind, MALFORMED, refType, type ValType } from '@softwasm/syntax';
import type { Reader } from './reader.ts';
import type { TypeDecoder } from './types.ts';

/** Where immediates are read from, and where they go. */
export interface ImmediateContext {
  readonly reader: Reader;
  readonly types: TypeDecoder;
  /** Appends a slot to the expression. */
  push(value: number): void;
  /** Called for a data index, which needs a data count section in function bodies. */
  useData(): void;
}

/** Reads one immediate and appends its slots (`immediates.ts` of syntax has the layouts). */
export type ImmediateReader = (context: ImmediateContext) => void;

/** In a memarg's flags: a memory index follows. */
const HAS_MEMORY_INDEX = 0x40;

const index: ImmediateReader = (context) => context.push(context.reader.u32());
const reservedZero: ImmediateReader = (context) => context.push(context.reader.zero());
const lane: ImmediateReader = (context) => context.push(context.reader.u8());

/** §5.4.6: `flags`, optional memory index, offset. */
function memarg(context: ImmediateContext, multiMemory: boolean, memory64: boolean): void {
  const { reader } = context;
  const start = reader.pos;
  const flags = reader.u32();
  if (flags >= 2 * HAS_MEMORY_INDEX || (flags >= HAS_MEMORY_INDEX && !multiMemory)) {
    throw reader.error(MALFORMED.memop, start);
  }
  context.push(flags & (HAS_MEMORY_INDEX - 1));
  context.push(flags >= HAS_MEMORY_INDEX ? reader.u32() : 0);
  if (memory64) {
    reader.u64();
    context.push(reader.low);
    context.push(reader.high);
  } else {
    context.push(reader.u32());
    context.push(0);
  }
}

function labels(context: ImmediateContext): void {
  const { reader } = context;
  const count = reader.length('labels');
  context.push(count);
  for (let i = 0; i <= count; i++) context.push(reader.u32());
}

function valtypes(context: ImmediateContext): void {
  const count = context.reader.length('value types');
  context.push(count);
  for (let i = 0; i < count; i++) context.push(context.types.valType());
}

/** §5.4.2: handlers. */
function catches(context: ImmediateContext): void {
  const { reader } = context;
  const count = reader.length('handlers');
  context.push(count);
  for (let i = 0; i < count; i++) {
    const kind = reader.byte();
    if (kind >= CATCH_KINDS.length) throw reader.error(MALFORMED.catchKind, reader.pos - 1);
    context.push(kind);
    // `catch` and `catch_ref` name a tag.
    context.push(kind <= 1 ? reader.u32() : 0);
    context.push(reader.u32());
  }
}

/** §5.4.2: `br_on_cast` and its like. */
function cast(context: ImmediateContext): void {
  const { reader, types } = context;
  const flags = reader.byte();
  if (flags > 3) throw reader.error(MALFORMED.castFlags, reader.pos - 1);
  context.push(reader.u32());
  const reference = (nullable: boolean): ValType => refType(nullable, types.heapType());
  context.push(reference((flags & 1) !== 0));
  context.push(reference((flags & 2) !== 0));
}

function lanes16(context: ImmediateContext): void {
  for (let word = 0; word < 4; word++) {
    let lanes = 0;
    for (let i = 0; i < 4; i++) lanes |= context.reader.u8() << (8 * i);
    context.push(lanes);
  }
}

function words(count: number): ImmediateReader {
  return (context) => {
    for (let i = 0; i < count; i++) context.push(context.reader.word32());
  };
}

/**
 * How each kind of immediate is read (§5.4), given the features: what multiple memories and reference types made an index was a reserved zero
 * byte before.
 *
 * @see https://webassembly.github.io/spec/core/binary/instructions.html
 */
export function immediateReaders(features: FeatureSet): Readonly<Record<ImmediateKind, ImmediateReader>> {
  const multiMemory = features.has('multi-memory');
  const memory64 = features.has('memory64');
  const memory: ImmediateReader = (context) => memarg(context, multiMemory, memory64);
  return {
    blocktype: (context) => context.push(context.types.blockType()),
    labelidx: index,
    labels,
    funcidx: index,
    typeidx: index,
    tableidx: features.has('reference-types') ? index : reservedZero,
    memidx: multiMemory ? index : reservedZero,
    tagidx: index,
    localidx: index,
    globalidx: index,
    elemidx: index,
    dataidx: (context) => {
      context.useData();
      index(context);
    },
    fieldidx: index,
    u32: index,
    memarg1: memory,
    memarg2: memory,
    memarg4: memory,
    memarg8: memory,
    memarg16: memory,
    lane2: lane,
    lane4: lane,
    lane8: lane,
    lane16: lane,
    lanes16,
    i32: (context) => context.push(context.reader.s32()),
    i64: (context) => {
      context.reader.s64();
      context.push(context.reader.low);
      context.push(context.reader.high);
    },
    f32: words(1),
    f64: words(2),
    v128: words(4),
    heaptype: (context) => context.push(context.types.heapType()),
    cast,
    valtypes,
    catches,
    zero: reservedZero,
  };
}
