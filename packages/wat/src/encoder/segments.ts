import {
  abstractHeapType,
  type DataSegment,
  type ElementInit,
  type ElementSegment,
  exprOf,
  FUNCREF,
  refType,
  type SegmentMode,
} from '@softwasm/syntax';
import type { ByteWriter } from './byte-writer.ts';
import { encodeExpr } from './expr.ts';
import { encodeValType } from './types.ts';

/** The type of segments of plain function indices: none of them is null. */
const FUNC = refType(false, abstractHeapType('func'));

/** Bits of the flags of element segments (§5.5.12). */
const NOT_ACTIVE = 1;
const EXPLICIT = 2;
const EXPRESSIONS = 4;

/** The table or memory where it is not the first, and the offset. */
function encodePlace(writer: ByteWriter, mode: SegmentMode, explicit: boolean): void {
  if (mode.kind !== 'active') return;
  if (explicit) writer.u32(mode.index);
  encodeExpr(writer, mode.at);
}

/** In the shortest of the eight forms that says what the segment is: indices or expressions, the type where it is not the usual one. */
export function encodeElementSegment(writer: ByteWriter, { type, init, mode }: ElementSegment): void {
  // Indices mean `(ref func)`; of any other type they have to be written as expressions.
  const asExpressions = init.kind === 'exprs' || type !== FUNC;
  const usual = type === (asExpressions ? FUNCREF : FUNC);
  const active = mode.kind === 'active';
  const explicit = active ? mode.index !== 0 || !usual : mode.kind === 'declarative';
  writer.u32((active ? 0 : NOT_ACTIVE) | (explicit ? EXPLICIT : 0) | (asExpressions ? EXPRESSIONS : 0));
  encodePlace(writer, mode, explicit);
  if (!active || explicit) {
    if (asExpressions) encodeValType(writer, type);
    else writer.byte(0);
  }
  encodeElements(writer, init, asExpressions);
}

function encodeElements(writer: ByteWriter, init: ElementInit, asExpressions: boolean): void {
  if (init.kind === 'exprs') {
    writer.u32(init.exprs.length);
    for (const expr of init.exprs) encodeExpr(writer, expr);
    return;
  }
  writer.u32(init.funcs.length);
  for (const func of init.funcs) {
    if (asExpressions) encodeExpr(writer, exprOf(0, ['ref.func', func]));
    else writer.u32(func);
  }
}

/** §5.5.14. */
export function encodeDataSegment(writer: ByteWriter, { init, mode }: DataSegment): void {
  const explicit = mode.kind === 'active' && mode.index !== 0;
  writer.u32(mode.kind !== 'active' ? 1 : explicit ? 2 : 0);
  encodePlace(writer, mode, explicit);
  writer.sized(init);
}
