/**
 * Operations on two i64 lanes.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#vector-operations
 */
import {
  i64_add,
  i64_eq,
  i64_ge_s,
  i64_gt_s,
  i64_le_s,
  i64_lt_s,
  i64_ne,
  i64_shl,
  i64_shr_s,
  i64_shr_u,
  i64_sub,
} from '../i64.ts';
import { i64_mul, u32_mul_high } from '../i64-multiply.ts';
import { HI } from '../slots.ts';
import {
  type BinaryVector,
  setHigh,
  setLow,
  setWords,
  type UnaryVector,
  type VectorShift,
  type VectorTest,
} from './v128.ts';

export const i64x2_add: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  setLow(i64_add(a0, a1, b0, b1));
  setHigh(i64_add(a2, a3, b2, b3));
};

export const i64x2_sub: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  setLow(i64_sub(a0, a1, b0, b1));
  setHigh(i64_sub(a2, a3, b2, b3));
};

export const i64x2_mul: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  setLow(i64_mul(a0, a1, b0, b1));
  setHigh(i64_mul(a2, a3, b2, b3));
};

export const i64x2_neg: UnaryVector = (a0, a1, a2, a3) => {
  setLow(i64_sub(0, 0, a0, a1));
  setHigh(i64_sub(0, 0, a2, a3));
};

function i64_abs(lo: number, hi: number): number {
  if (hi < 0) return i64_sub(0, 0, lo, hi);
  HI[0] = hi;
  return lo;
}

export const i64x2_abs: UnaryVector = (a0, a1, a2, a3) => {
  setLow(i64_abs(a0, a1));
  setHigh(i64_abs(a2, a3));
};

export const i64x2_shl: VectorShift = (a0, a1, a2, a3, count) => {
  setLow(i64_shl(a0, a1, count));
  setHigh(i64_shl(a2, a3, count));
};

export const i64x2_shr_s: VectorShift = (a0, a1, a2, a3, count) => {
  setLow(i64_shr_s(a0, a1, count));
  setHigh(i64_shr_s(a2, a3, count));
};

export const i64x2_shr_u: VectorShift = (a0, a1, a2, a3, count) => {
  setLow(i64_shr_u(a0, a1, count));
  setHigh(i64_shr_u(a2, a3, count));
};

/** Two lanes of all ones or zeros, from 1 or 0. */
function setMasks(low: number, high: number): void {
  setWords(-low, -low, -high, -high);
}

export const i64x2_eq: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(i64_eq(a0, a1, b0, b1), i64_eq(a2, a3, b2, b3));

export const i64x2_ne: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(i64_ne(a0, a1, b0, b1), i64_ne(a2, a3, b2, b3));

export const i64x2_lt_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(i64_lt_s(a0, a1, b0, b1), i64_lt_s(a2, a3, b2, b3));

export const i64x2_gt_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(i64_gt_s(a0, a1, b0, b1), i64_gt_s(a2, a3, b2, b3));

export const i64x2_le_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(i64_le_s(a0, a1, b0, b1), i64_le_s(a2, a3, b2, b3));

export const i64x2_ge_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(i64_ge_s(a0, a1, b0, b1), i64_ge_s(a2, a3, b2, b3));

/** The full product of two signed words. */
function multiply_s(a: number, b: number): number {
  HI[0] = u32_mul_high(a, b) - (a < 0 ? b : 0) - (b < 0 ? a : 0);
  return Math.imul(a, b);
}

/** The full product of two unsigned words. */
function multiply_u(a: number, b: number): number {
  HI[0] = u32_mul_high(a, b);
  return Math.imul(a, b);
}

export const i64x2_extend_low_i32x4_s: UnaryVector = (a0, a1) => setWords(a0, a0 >> 31, a1, a1 >> 31);

export const i64x2_extmul_low_i32x4_s: BinaryVector = (a0, a1, _a2, _a3, b0, b1) => {
  setLow(multiply_s(a0, b0));
  setHigh(multiply_s(a1, b1));
};

export const i64x2_extend_high_i32x4_s: UnaryVector = (_a0, _a1, a2, a3) => setWords(a2, a2 >> 31, a3, a3 >> 31);

export const i64x2_extmul_high_i32x4_s: BinaryVector = (_a0, _a1, a2, a3, _b0, _b1, b2, b3) => {
  setLow(multiply_s(a2, b2));
  setHigh(multiply_s(a3, b3));
};

export const i64x2_extend_low_i32x4_u: UnaryVector = (a0, a1) => setWords(a0, 0, a1, 0);

export const i64x2_extmul_low_i32x4_u: BinaryVector = (a0, a1, _a2, _a3, b0, b1) => {
  setLow(multiply_u(a0, b0));
  setHigh(multiply_u(a1, b1));
};

export const i64x2_extend_high_i32x4_u: UnaryVector = (_a0, _a1, a2, a3) => setWords(a2, 0, a3, 0);

export const i64x2_extmul_high_i32x4_u: BinaryVector = (_a0, _a1, a2, a3, _b0, _b1, b2, b3) => {
  setLow(multiply_u(a2, b2));
  setHigh(multiply_u(a3, b3));
};

export const i64x2_all_true: VectorTest = (a0, a1, a2, a3) => ((a0 | a1) !== 0 && (a2 | a3) !== 0 ? 1 : 0);

export const i64x2_bitmask: VectorTest = (_a0, a1, _a2, a3) => (a1 >>> 31) | ((a3 >>> 31) << 1);
