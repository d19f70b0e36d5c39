/**
 * Relaxed SIMD. Of the results the specification allows, always the one of the deterministic profile: that of the
 * strict instruction where there is one; a multiplication and an addition, each rounded; signed products, their sum saturated.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#vector-operations
 */
import { bitsOfF32, bitsOfF64, f32OfBits, f64OfBits } from '../float-bits.ts';
import { v128_bitselect } from './bitwise.ts';
import { f32x4_max, f32x4_min } from './f32x4.ts';
import { f64x2_max, f64x2_min } from './f64x2.ts';
import { i16x8_q15mulr_sat_s } from './i16x8.ts';
import {
  i32x4_trunc_sat_f32x4_s,
  i32x4_trunc_sat_f32x4_u,
  i32x4_trunc_sat_f64x2_s_zero,
  i32x4_trunc_sat_f64x2_u_zero,
} from './i32x4.ts';
import { i8x16_swizzle } from './lanes.ts';
import { type BinaryVector, setHigh, setLow, setWords, type TernaryVector, type UnaryVector } from './v128.ts';

export const i8x16_relaxed_swizzle: BinaryVector = i8x16_swizzle;

export const i32x4_relaxed_trunc_f32x4_s: UnaryVector = i32x4_trunc_sat_f32x4_s;

export const i32x4_relaxed_trunc_f64x2_s_zero: UnaryVector = i32x4_trunc_sat_f64x2_s_zero;

export const i32x4_relaxed_trunc_f32x4_u: UnaryVector = i32x4_trunc_sat_f32x4_u;

export const i32x4_relaxed_trunc_f64x2_u_zero: UnaryVector = i32x4_trunc_sat_f64x2_u_zero;

export const i8x16_relaxed_laneselect: TernaryVector = v128_bitselect;

export const i16x8_relaxed_laneselect: TernaryVector = v128_bitselect;

export const i32x4_relaxed_laneselect: TernaryVector = v128_bitselect;

export const i64x2_relaxed_laneselect: TernaryVector = v128_bitselect;

export const f32x4_relaxed_min: BinaryVector = f32x4_min;

export const f32x4_relaxed_max: BinaryVector = f32x4_max;

export const f64x2_relaxed_min: BinaryVector = f64x2_min;

export const f64x2_relaxed_max: BinaryVector = f64x2_max;

export const i16x8_relaxed_q15mulr_s: BinaryVector = i16x8_q15mulr_sat_s;

function madd(a: number, b: number, c: number): number {
  return bitsOfF32(Math.fround(f32OfBits(a) * f32OfBits(b)) + f32OfBits(c));
}

export const f32x4_relaxed_madd: TernaryVector = (a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3) =>
  setWords(madd(a0, b0, c0), madd(a1, b1, c1), madd(a2, b2, c2), madd(a3, b3, c3));

export const f32x4_relaxed_nmadd: TernaryVector = (a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3) =>
  setWords(
    madd(a0 ^ -0x80000000, b0, c0),
    madd(a1 ^ -0x80000000, b1, c1),
    madd(a2 ^ -0x80000000, b2, c2),
    madd(a3 ^ -0x80000000, b3, c3),
  );

export const f64x2_relaxed_madd: TernaryVector = (a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3) => {
  setLow(bitsOfF64(f64OfBits(a0, a1) * f64OfBits(b0, b1) + f64OfBits(c0, c1)));
  setHigh(bitsOfF64(f64OfBits(a2, a3) * f64OfBits(b2, b3) + f64OfBits(c2, c3)));
};

export const f64x2_relaxed_nmadd: TernaryVector = (a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3) => {
  setLow(bitsOfF64(-f64OfBits(a0, a1) * f64OfBits(b0, b1) + f64OfBits(c0, c1)));
  setHigh(bitsOfF64(-f64OfBits(a2, a3) * f64OfBits(b2, b3) + f64OfBits(c2, c3)));
};

/** Two sums of two i8 products each, saturated to i16: only −128 · −128 twice exceeds it. */
export function i16x2_relaxed_dot_i8x4_i7x4_s(a: number, b: number): number {
  const low = Math.imul((a << 24) >> 24, (b << 24) >> 24) + Math.imul((a << 16) >> 24, (b << 16) >> 24);
  const high = Math.imul((a << 8) >> 24, (b << 8) >> 24) + Math.imul(a >> 24, b >> 24);
  return (Math.min(low, 0x7fff) & 0xffff) | (Math.min(high, 0x7fff) << 16);
}

function dotAdd(a: number, b: number, c: number): number {
  const pair = i16x2_relaxed_dot_i8x4_i7x4_s(a, b);
  return ((pair << 16) >> 16) + (pair >> 16) + c;
}

export const i16x8_relaxed_dot_i8x16_i7x16_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    i16x2_relaxed_dot_i8x4_i7x4_s(a0, b0),
    i16x2_relaxed_dot_i8x4_i7x4_s(a1, b1),
    i16x2_relaxed_dot_i8x4_i7x4_s(a2, b2),
    i16x2_relaxed_dot_i8x4_i7x4_s(a3, b3),
  );

export const i32x4_relaxed_dot_i8x16_i7x16_add_s: TernaryVector = (a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3) =>
  setWords(dotAdd(a0, b0, c0), dotAdd(a1, b1, c1), dotAdd(a2, b2, c2), dotAdd(a3, b3, c3));
