import type { ImmediateKind } from './instructions.ts';
import type { ValType } from './types.ts';

/** Slots of an instruction in an `Expr` before its immediates: `[instruction id, byte offset]`. */
export const HEADER_SLOTS = 2;

/**
 * How immediates are laid out in an `Expr`, in slots of 32 bits:
 *
 * ```
 * indices, u32, lane, zero   1: the number
 * blocktype                  1: see blocktype* below
 * heaptype                   1: HeapType
 * memargN                    4: alignment (log2), memory index, offset low word, offset high word
 * i32, f32                   1: value or bits           i64, f64   2: low word, high word
 * v128                       4: lanes of 32 bits        lanes16    4: sixteen bytes, little endian
 * cast                       3: label, source reference type, target reference type
 * labels                     1 + n + 1: n, the n labels, the default label
 * valtypes                   1 + n: n, value types
 * catches                    1 + 3n: n, then kind (CATCH_KINDS), tag index (0 where there is none), label
 * ```
 *
 * Here: the slots of each kind, -1 where an instruction's own count decides.
 */
export const IMMEDIATE_SLOTS: Readonly<Record<ImmediateKind, number>> = {
  blocktype: 1,
  labelidx: 1,
  labels: -1,
  funcidx: 1,
  typeidx: 1,
  tableidx: 1,
  memidx: 1,
  tagidx: 1,
  localidx: 1,
  globalidx: 1,
  elemidx: 1,
  dataidx: 1,
  fieldidx: 1,
  u32: 1,
  memarg1: 4,
  memarg2: 4,
  memarg4: 4,
  memarg8: 4,
  memarg16: 4,
  lane2: 1,
  lane4: 1,
  lane8: 1,
  lane16: 1,
  lanes16: 4,
  i32: 1,
  i64: 2,
  f32: 1,
  f64: 2,
  v128: 4,
  heaptype: 1,
  cast: 3,
  valtypes: -1,
  catches: -1,
  zero: 1,
};

/** The blocktype `[] -> []`. */
export const BLOCKTYPE_EMPTY = -0x40;

/** The blocktype `[] -> [type]`. A blocktype that is a type index is that index. */
export function blocktypeOfResult(type: ValType): number {
  return -type;
}

/** Whether a blocktype slot holds a type index. */
export function blocktypeIsIndex(blocktype: number): boolean {
  return blocktype >= 0;
}

/** The one result of a blocktype that is neither empty nor a type index. */
export function blocktypeResult(blocktype: number): ValType {
  return -blocktype;
}

/** The handlers of `try_table` (§2.4.8), indexed by their binary code. */
export const CATCH_KINDS = ['catch', 'catch_ref', 'catch_all', 'catch_all_ref'] as const;
