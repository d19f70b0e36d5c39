/**
 * Shapes of the SIMD functions. A v128 is four little-endian 32-bit words `a0, a1, a2, a3` as int32; a v128 result goes to
 * `V`. Below them are functions of one word, named by its shape (`i8x4_add`, `i16x2_add`), which a compiler that keeps
 * the words in locals can call directly.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#vector-operations
 */
import { HI, V } from '../slots.ts';

export type UnaryVector = (a0: number, a1: number, a2: number, a3: number) => void;

export type BinaryVector = (
  a0: number,
  a1: number,
  a2: number,
  a3: number,
  b0: number,
  b1: number,
  b2: number,
  b3: number,
) => void;

export type TernaryVector = (
  a0: number,
  a1: number,
  a2: number,
  a3: number,
  b0: number,
  b1: number,
  b2: number,
  b3: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
) => void;

/** `count` is taken modulo the width of a lane. */
export type VectorShift = (a0: number, a1: number, a2: number, a3: number, count: number) => void;

/** A reduction to i32: `all_true`, `bitmask`. */
export type VectorTest = (a0: number, a1: number, a2: number, a3: number) => number;

/** Reads the lane `lane`, an immediate. An i64 leaves its high word in `HI[0]`. */
export type LaneExtract = (a0: number, a1: number, a2: number, a3: number, lane: number) => number;

/** The vector with `lane`, an immediate, replaced by `x`. */
export type LaneReplace = (a0: number, a1: number, a2: number, a3: number, lane: number, x: number) => void;

export function setWords(d0: number, d1: number, d2: number, d3: number): void {
  V[0] = d0;
  V[1] = d1;
  V[2] = d2;
  V[3] = d3;
}

/** Stores a 64-bit result, `lo` and `HI[0]`, to the low lane of the result. */
export function setLow(lo: number): void {
  V[0] = lo;
  V[1] = HI[0] as number;
}

/** Stores a 64-bit result, `lo` and `HI[0]`, to the high lane of the result. */
export function setHigh(lo: number): void {
  V[2] = lo;
  V[3] = HI[0] as number;
}
