import {
  abstractHeapType,
  type DataSegment,
  type ElementInit,
  type ElementSegment,
  type Expr,
  type FeatureSet,
  FUNCREF,
  LIMITS,
  MALFORMED,
  refType,
  type SegmentMode,
  type ValType,
} from '@softwasm/syntax';
import type { ExprDecoder } from '../expr.ts';
import type { Reader } from '../reader.ts';
import type { TypeDecoder } from '../types.ts';

/** Bits of an element segment's flags (§5.5.12). */
const NOT_ACTIVE = 1;
/** With {@link NOT_ACTIVE}: declarative; else: a table index follows. */
const EXPLICIT = 2;
const EXPRESSIONS = 4;

/** Plain function indices cannot be null. */
const FUNC = refType(false, abstractHeapType('func'));

/** §5.5.12. */
export function decodeElementSection(
  reader: Reader,
  types: TypeDecoder,
  exprs: ExprDecoder,
  features: FeatureSet,
): readonly ElementSegment[] {
  const count = reader.count('element segments', LIMITS.elementSegments);
  const segments: ElementSegment[] = [];
  const largest = features.has('bulk-memory') ? NOT_ACTIVE | EXPLICIT | EXPRESSIONS : 0;
  for (let i = 0; i < count; i++) {
    const offset = reader.pos;
    const flags = reader.u32();
    if (flags > largest) throw reader.error(MALFORMED.segmentFlags, offset);
    const mode = decodeElementMode(reader, exprs, flags);
    const typed = (flags & (NOT_ACTIVE | EXPLICIT)) !== 0;
    const type = decodeElementType(reader, types, (flags & EXPRESSIONS) !== 0, typed);
    const init = (flags & EXPRESSIONS) !== 0 ? decodeExprs(reader, exprs) : decodeFuncs(reader);
    segments.push({ type, init, mode, offset });
  }
  return segments;
}

function decodeElementMode(reader: Reader, exprs: ExprDecoder, flags: number): SegmentMode {
  if ((flags & NOT_ACTIVE) !== 0) return { kind: (flags & EXPLICIT) !== 0 ? 'declarative' : 'passive' };
  const index = (flags & EXPLICIT) !== 0 ? reader.u32() : 0;
  return { kind: 'active', index, at: exprs.constantExpression() };
}

function decodeElementType(reader: Reader, types: TypeDecoder, expressions: boolean, typed: boolean): ValType {
  if (!typed) return expressions ? FUNCREF : FUNC;
  if (expressions) return types.refType();
  if (reader.byte() !== 0) throw reader.error(MALFORMED.elementKind, reader.pos - 1);
  return FUNC;
}

function decodeFuncs(reader: Reader): ElementInit {
  const count = reader.count('elements', LIMITS.tableElements);
  const funcs = new Uint32Array(count);
  for (let i = 0; i < count; i++) funcs[i] = reader.u32();
  return { kind: 'funcs', funcs };
}

function decodeExprs(reader: Reader, exprs: ExprDecoder): ElementInit {
  const count = reader.count('elements', LIMITS.tableElements);
  const list: Expr[] = [];
  for (let i = 0; i < count; i++) list.push(exprs.constantExpression());
  return { kind: 'exprs', exprs: list };
}

/** A segment that makes the view of its bytes when somebody asks for it: modules of Go have a hundred thousand. */
class DecodedDataSegment implements DataSegment {
  private readonly bytes: Uint8Array;
  private readonly start: number;
  private readonly end: number;
  readonly mode: SegmentMode;
  readonly offset: number;

  constructor(bytes: Uint8Array, start: number, end: number, mode: SegmentMode, offset: number) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.mode = mode;
    this.offset = offset;
  }

  get init(): Uint8Array {
    return this.bytes.subarray(this.start, this.end);
  }
}

/** §5.5.14. */
export function decodeDataSection(reader: Reader, exprs: ExprDecoder, features: FeatureSet): readonly DataSegment[] {
  const count = reader.count('data segments', LIMITS.dataSegments);
  const segments: DataSegment[] = [];
  const { bytes } = reader;
  const largest = features.has('bulk-memory') ? 2 : 0;
  for (let i = 0; i < count; i++) {
    const offset = reader.pos;
    const flags = reader.u32();
    if (flags > largest) throw reader.error(MALFORMED.segmentFlags, offset);
    const mode: SegmentMode =
      flags === 1
        ? { kind: 'passive' }
        : { kind: 'active', index: flags === 2 ? reader.u32() : 0, at: exprs.constantExpression() };
    const size = reader.length('bytes');
    const start = reader.pos;
    reader.skip(size);
    segments.push(new DecodedDataSegment(bytes, start, reader.pos, mode, offset));
  }
  return segments;
}
