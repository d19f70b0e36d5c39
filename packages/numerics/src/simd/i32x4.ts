/**
 * Operations on four i32 lanes. The stores to `V` take sums and negations modulo 2^32.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#vector-operations
 */
import { i32_trunc_sat_f32_s, i32_trunc_sat_f32_u, i32_trunc_sat_f64_s, i32_trunc_sat_f64_u } from '../convert.ts';
import { f32OfBits, f64OfBits } from '../float-bits.ts';
import { type BinaryVector, setWords, type UnaryVector, type VectorShift, type VectorTest } from './v128.ts';

export const i32x4_eq: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(a0 === b0 ? -1 : 0, a1 === b1 ? -1 : 0, a2 === b2 ? -1 : 0, a3 === b3 ? -1 : 0);

export const i32x4_ne: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(a0 !== b0 ? -1 : 0, a1 !== b1 ? -1 : 0, a2 !== b2 ? -1 : 0, a3 !== b3 ? -1 : 0);

export const i32x4_lt_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(a0 < b0 ? -1 : 0, a1 < b1 ? -1 : 0, a2 < b2 ? -1 : 0, a3 < b3 ? -1 : 0);

export const i32x4_lt_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    a0 >>> 0 < b0 >>> 0 ? -1 : 0,
    a1 >>> 0 < b1 >>> 0 ? -1 : 0,
    a2 >>> 0 < b2 >>> 0 ? -1 : 0,
    a3 >>> 0 < b3 >>> 0 ? -1 : 0,
  );

export const i32x4_gt_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(a0 > b0 ? -1 : 0, a1 > b1 ? -1 : 0, a2 > b2 ? -1 : 0, a3 > b3 ? -1 : 0);

export const i32x4_gt_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    a0 >>> 0 > b0 >>> 0 ? -1 : 0,
    a1 >>> 0 > b1 >>> 0 ? -1 : 0,
    a2 >>> 0 > b2 >>> 0 ? -1 : 0,
    a3 >>> 0 > b3 >>> 0 ? -1 : 0,
  );

export const i32x4_le_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(a0 <= b0 ? -1 : 0, a1 <= b1 ? -1 : 0, a2 <= b2 ? -1 : 0, a3 <= b3 ? -1 : 0);

export const i32x4_le_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    a0 >>> 0 <= b0 >>> 0 ? -1 : 0,
    a1 >>> 0 <= b1 >>> 0 ? -1 : 0,
    a2 >>> 0 <= b2 >>> 0 ? -1 : 0,
    a3 >>> 0 <= b3 >>> 0 ? -1 : 0,
  );

export const i32x4_ge_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(a0 >= b0 ? -1 : 0, a1 >= b1 ? -1 : 0, a2 >= b2 ? -1 : 0, a3 >= b3 ? -1 : 0);

export const i32x4_ge_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    a0 >>> 0 >= b0 >>> 0 ? -1 : 0,
    a1 >>> 0 >= b1 >>> 0 ? -1 : 0,
    a2 >>> 0 >= b2 >>> 0 ? -1 : 0,
    a3 >>> 0 >= b3 >>> 0 ? -1 : 0,
  );

export const i32x4_add: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => setWords(a0 + b0, a1 + b1, a2 + b2, a3 + b3);

export const i32x4_sub: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => setWords(a0 - b0, a1 - b1, a2 - b2, a3 - b3);

export const i32x4_mul: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(Math.imul(a0, b0), Math.imul(a1, b1), Math.imul(a2, b2), Math.imul(a3, b3));

export const i32x4_min_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(a0 < b0 ? a0 : b0, a1 < b1 ? a1 : b1, a2 < b2 ? a2 : b2, a3 < b3 ? a3 : b3);

export const i32x4_min_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    a0 >>> 0 < b0 >>> 0 ? a0 : b0,
    a1 >>> 0 < b1 >>> 0 ? a1 : b1,
    a2 >>> 0 < b2 >>> 0 ? a2 : b2,
    a3 >>> 0 < b3 >>> 0 ? a3 : b3,
  );

export const i32x4_max_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(a0 > b0 ? a0 : b0, a1 > b1 ? a1 : b1, a2 > b2 ? a2 : b2, a3 > b3 ? a3 : b3);

export const i32x4_max_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    a0 >>> 0 > b0 >>> 0 ? a0 : b0,
    a1 >>> 0 > b1 >>> 0 ? a1 : b1,
    a2 >>> 0 > b2 >>> 0 ? a2 : b2,
    a3 >>> 0 > b3 >>> 0 ? a3 : b3,
  );

export const i32x4_abs: UnaryVector = (a0, a1, a2, a3) =>
  setWords(a0 < 0 ? -a0 : a0, a1 < 0 ? -a1 : a1, a2 < 0 ? -a2 : a2, a3 < 0 ? -a3 : a3);

export const i32x4_neg: UnaryVector = (a0, a1, a2, a3) => setWords(-a0, -a1, -a2, -a3);

export const i32x4_shl: VectorShift = (a0, a1, a2, a3, count) =>
  setWords(a0 << count, a1 << count, a2 << count, a3 << count);

export const i32x4_shr_s: VectorShift = (a0, a1, a2, a3, count) =>
  setWords(a0 >> count, a1 >> count, a2 >> count, a3 >> count);

export const i32x4_shr_u: VectorShift = (a0, a1, a2, a3, count) =>
  setWords(a0 >>> count, a1 >>> count, a2 >>> count, a3 >>> count);

export const i32x4_extadd_pairwise_i16x8_s: UnaryVector = (a0, a1, a2, a3) =>
  setWords(
    ((a0 << 16) >> 16) + (a0 >> 16),
    ((a1 << 16) >> 16) + (a1 >> 16),
    ((a2 << 16) >> 16) + (a2 >> 16),
    ((a3 << 16) >> 16) + (a3 >> 16),
  );

export const i32x4_extend_low_i16x8_s: UnaryVector = (a0, a1) =>
  setWords((a0 << 16) >> 16, a0 >> 16, (a1 << 16) >> 16, a1 >> 16);

export const i32x4_extmul_low_i16x8_s: BinaryVector = (a0, a1, _a2, _a3, b0, b1) =>
  setWords(
    Math.imul((a0 << 16) >> 16, (b0 << 16) >> 16),
    Math.imul(a0 >> 16, b0 >> 16),
    Math.imul((a1 << 16) >> 16, (b1 << 16) >> 16),
    Math.imul(a1 >> 16, b1 >> 16),
  );

export const i32x4_extend_high_i16x8_s: UnaryVector = (_a0, _a1, a2, a3) =>
  setWords((a2 << 16) >> 16, a2 >> 16, (a3 << 16) >> 16, a3 >> 16);

export const i32x4_extmul_high_i16x8_s: BinaryVector = (_a0, _a1, a2, a3, _b0, _b1, b2, b3) =>
  setWords(
    Math.imul((a2 << 16) >> 16, (b2 << 16) >> 16),
    Math.imul(a2 >> 16, b2 >> 16),
    Math.imul((a3 << 16) >> 16, (b3 << 16) >> 16),
    Math.imul(a3 >> 16, b3 >> 16),
  );

export const i32x4_extadd_pairwise_i16x8_u: UnaryVector = (a0, a1, a2, a3) =>
  setWords(
    (a0 & 0xffff) + (a0 >>> 16),
    (a1 & 0xffff) + (a1 >>> 16),
    (a2 & 0xffff) + (a2 >>> 16),
    (a3 & 0xffff) + (a3 >>> 16),
  );

export const i32x4_extend_low_i16x8_u: UnaryVector = (a0, a1) =>
  setWords(a0 & 0xffff, a0 >>> 16, a1 & 0xffff, a1 >>> 16);

export const i32x4_extmul_low_i16x8_u: BinaryVector = (a0, a1, _a2, _a3, b0, b1) =>
  setWords(
    Math.imul(a0 & 0xffff, b0 & 0xffff),
    Math.imul(a0 >>> 16, b0 >>> 16),
    Math.imul(a1 & 0xffff, b1 & 0xffff),
    Math.imul(a1 >>> 16, b1 >>> 16),
  );

export const i32x4_extend_high_i16x8_u: UnaryVector = (_a0, _a1, a2, a3) =>
  setWords(a2 & 0xffff, a2 >>> 16, a3 & 0xffff, a3 >>> 16);

export const i32x4_extmul_high_i16x8_u: BinaryVector = (_a0, _a1, a2, a3, _b0, _b1, b2, b3) =>
  setWords(
    Math.imul(a2 & 0xffff, b2 & 0xffff),
    Math.imul(a2 >>> 16, b2 >>> 16),
    Math.imul(a3 & 0xffff, b3 & 0xffff),
    Math.imul(a3 >>> 16, b3 >>> 16),
  );

function dot(a: number, b: number): number {
  return Math.imul((a << 16) >> 16, (b << 16) >> 16) + Math.imul(a >> 16, b >> 16);
}

export const i32x4_dot_i16x8_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(dot(a0, b0), dot(a1, b1), dot(a2, b2), dot(a3, b3));

export const i32x4_trunc_sat_f32x4_s: UnaryVector = (a0, a1, a2, a3) =>
  setWords(
    i32_trunc_sat_f32_s(f32OfBits(a0)),
    i32_trunc_sat_f32_s(f32OfBits(a1)),
    i32_trunc_sat_f32_s(f32OfBits(a2)),
    i32_trunc_sat_f32_s(f32OfBits(a3)),
  );

export const i32x4_trunc_sat_f64x2_s_zero: UnaryVector = (a0, a1, a2, a3) =>
  setWords(i32_trunc_sat_f64_s(f64OfBits(a0, a1)), i32_trunc_sat_f64_s(f64OfBits(a2, a3)), 0, 0);

export const i32x4_trunc_sat_f32x4_u: UnaryVector = (a0, a1, a2, a3) =>
  setWords(
    i32_trunc_sat_f32_u(f32OfBits(a0)),
    i32_trunc_sat_f32_u(f32OfBits(a1)),
    i32_trunc_sat_f32_u(f32OfBits(a2)),
    i32_trunc_sat_f32_u(f32OfBits(a3)),
  );

export const i32x4_trunc_sat_f64x2_u_zero: UnaryVector = (a0, a1, a2, a3) =>
  setWords(i32_trunc_sat_f64_u(f64OfBits(a0, a1)), i32_trunc_sat_f64_u(f64OfBits(a2, a3)), 0, 0);

export const i32x4_all_true: VectorTest = (a0, a1, a2, a3) => (a0 !== 0 && a1 !== 0 && a2 !== 0 && a3 !== 0 ? 1 : 0);

export const i32x4_bitmask: VectorTest = (a0, a1, a2, a3) =>
  (a0 >>> 31) | ((a1 >>> 31) << 1) | ((a2 >>> 31) << 2) | ((a3 >>> 31) << 3);
