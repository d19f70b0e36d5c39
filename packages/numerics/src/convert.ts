/**
 * Conversions. i64 results return the low word and leave the high word in `HI[0]`; i64 operands are `(lo, hi)`.
 *
 * A truncation presupposes an operand in range, which its predicate `…_fits` tells; where it does not fit, the trap is an
 * invalid conversion for a NaN and an integer overflow for the rest. An f32 is a number like any other, so that its
 * truncations and predicates are those of f64.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#conversions
 */
import { type FloatValue, f32FromBits, f32ToBits, f64FromBits, f64ToBits } from './nan.ts';
import { HI } from './slots.ts';

const TWO_31 = 2 ** 31;
const TWO_32 = 2 ** 32;
const TWO_63 = 2 ** 63;
const TWO_64 = 2 ** 64;

type Predicate = (x: FloatValue) => boolean;
type Truncation = (x: FloatValue) => number;

export function i32_wrap_i64(lo: number): number {
  return lo;
}

export function i64_extend_i32_s(x: number): number {
  HI[0] = x >> 31;
  return x;
}

export function i64_extend_i32_u(x: number): number {
  HI[0] = 0;
  return x;
}

export function i32_trunc_f64_s_fits(x: FloatValue): boolean {
  const value = +x;
  return value > -TWO_31 - 1 && value < TWO_31;
}

export function i32_trunc_f64_u_fits(x: FloatValue): boolean {
  const value = +x;
  return value > -1 && value < TWO_32;
}

export function i64_trunc_f64_s_fits(x: FloatValue): boolean {
  const value = +x;
  return value >= -TWO_63 && value < TWO_63;
}

export function i64_trunc_f64_u_fits(x: FloatValue): boolean {
  const value = +x;
  return value > -1 && value < TWO_64;
}

export const i32_trunc_f32_s_fits: Predicate = i32_trunc_f64_s_fits;
export const i32_trunc_f32_u_fits: Predicate = i32_trunc_f64_u_fits;
export const i64_trunc_f32_s_fits: Predicate = i64_trunc_f64_s_fits;
export const i64_trunc_f32_u_fits: Predicate = i64_trunc_f64_u_fits;

export function i32_trunc_f64_s(x: FloatValue): number {
  return +x | 0;
}

/** As {@link i32_trunc_f64_s}: `|` takes its operand modulo 2^32. */
export function i32_trunc_f64_u(x: FloatValue): number {
  return +x | 0;
}

export function i64_trunc_f64_s(x: FloatValue): number {
  const value = +x;
  HI[0] = Math.floor(Math.trunc(value) / TWO_32);
  return value | 0;
}

export function i64_trunc_f64_u(x: FloatValue): number {
  const value = +x;
  HI[0] = value / TWO_32;
  return value | 0;
}

export const i32_trunc_f32_s: Truncation = i32_trunc_f64_s;
export const i32_trunc_f32_u: Truncation = i32_trunc_f64_u;
export const i64_trunc_f32_s: Truncation = i64_trunc_f64_s;
export const i64_trunc_f32_u: Truncation = i64_trunc_f64_u;

export function i32_trunc_sat_f64_s(x: FloatValue): number {
  const value = +x;
  if (value >= TWO_31) return 0x7fffffff;
  return value <= -TWO_31 ? -0x80000000 : value | 0;
}

export function i32_trunc_sat_f64_u(x: FloatValue): number {
  const value = +x;
  if (value >= TWO_32) return -1;
  return value > 0 ? value | 0 : 0;
}

export function i64_trunc_sat_f64_s(x: FloatValue): number {
  const value = +x;
  if (value >= -TWO_63 && value < TWO_63) return i64_trunc_f64_s(value);
  if (value > 0) {
    HI[0] = 0x7fffffff;
    return -1;
  }
  HI[0] = value < 0 ? -0x80000000 : 0;
  return 0;
}

export function i64_trunc_sat_f64_u(x: FloatValue): number {
  const value = +x;
  if (value >= TWO_64) {
    HI[0] = -1;
    return -1;
  }
  if (value > 0) return i64_trunc_f64_u(value);
  HI[0] = 0;
  return 0;
}

export const i32_trunc_sat_f32_s: Truncation = i32_trunc_sat_f64_s;
export const i32_trunc_sat_f32_u: Truncation = i32_trunc_sat_f64_u;
export const i64_trunc_sat_f32_s: Truncation = i64_trunc_sat_f64_s;
export const i64_trunc_sat_f32_u: Truncation = i64_trunc_sat_f64_u;

export function f32_convert_i32_s(x: number): number {
  return Math.fround(x);
}

export function f32_convert_i32_u(x: number): number {
  return Math.fround(x >>> 0);
}

export function f64_convert_i32_s(x: number): number {
  return x;
}

export function f64_convert_i32_u(x: number): number {
  return x >>> 0;
}

// `hi * 2^32` is exact, so that only the sum rounds.

export function f64_convert_i64_s(lo: number, hi: number): number {
  return hi * TWO_32 + (lo >>> 0);
}

export function f64_convert_i64_u(lo: number, hi: number): number {
  return (hi >>> 0) * TWO_32 + (lo >>> 0);
}

/**
 * The low word with its 11 lowest bits folded into the next one. Rounding a 64-bit integer to double and then to f32
 * rounds twice; from 2^53 up, where an f32 ends above bit 29, what is left is an exact double on the same side of
 * every tie.
 */
function foldLowBits(lo: number): number {
  return ((lo & -0x800) | ((lo & 0x7ff) === 0 ? 0 : 0x800)) >>> 0;
}

export function f32_convert_i64_s(lo: number, hi: number): number {
  const isExact = (hi + 0x200000) >>> 0 < 0x400000;
  return Math.fround(hi * TWO_32 + (isExact ? lo >>> 0 : foldLowBits(lo)));
}

export function f32_convert_i64_u(lo: number, hi: number): number {
  const high = hi >>> 0;
  return Math.fround(high * TWO_32 + (high < 0x200000 ? lo >>> 0 : foldLowBits(lo)));
}

/** `Math.fround` drops f32 bits that a NaN carries and quiets it. */
export function f32_demote_f64(x: FloatValue): number {
  return Math.fround(+x);
}

/** What travels as an f32 NaN is a quiet f64 NaN already, canonical if the f32 was. */
export function f64_promote_f32(x: FloatValue): number {
  return +x;
}

export const i32_reinterpret_f32: (x: FloatValue) => number = f32ToBits;
export const f32_reinterpret_i32: (bits: number) => FloatValue = f32FromBits;
export const i64_reinterpret_f64: (x: FloatValue) => number = f64ToBits;
export const f64_reinterpret_i64: (lo: number, hi: number) => FloatValue = f64FromBits;
