/**
 * Floating-point operations on f64. Operands are `FloatValue`s of type f64; NaN results keep the rules of `nan.ts`.
 * JavaScript's own operators are IEEE 754 double arithmetic.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#floating-point-operations
 */
import { type FloatValue, f64FromBits, f64ToBits } from './nan.ts';
import { HI } from './slots.ts';

export function f64_add(a: FloatValue, b: FloatValue): number {
  return +a + +b;
}

export function f64_sub(a: FloatValue, b: FloatValue): number {
  return +a - +b;
}

export function f64_mul(a: FloatValue, b: FloatValue): number {
  return +a * +b;
}

export function f64_div(a: FloatValue, b: FloatValue): number {
  return +a / +b;
}

export function f64_sqrt(x: FloatValue): number {
  const root = Math.sqrt(+x);
  return root >= 0 ? root : Number.NaN;
}

/** NaN if either operand is; −0 is less than +0. */
export function f64_min(a: FloatValue, b: FloatValue): number {
  const x = +a;
  const y = +b;
  if (x < y) return x;
  if (y < x) return y;
  return x === y ? Math.min(x, y) : Number.NaN;
}

/** NaN if either operand is; −0 is less than +0. */
export function f64_max(a: FloatValue, b: FloatValue): number {
  const x = +a;
  const y = +b;
  if (x > y) return x;
  if (y > x) return y;
  return x === y ? Math.max(x, y) : Number.NaN;
}

export function f64_ceil(x: FloatValue): number {
  const result = Math.ceil(+x);
  return result >= 0 || result < 0 ? result : Number.NaN;
}

export function f64_floor(x: FloatValue): number {
  const result = Math.floor(+x);
  return result >= 0 || result < 0 ? result : Number.NaN;
}

export function f64_trunc(x: FloatValue): number {
  const result = Math.trunc(+x);
  return result >= 0 || result < 0 ? result : Number.NaN;
}

/** Rounds to the nearest integer, ties to even: adding 2^52 leaves no room for fraction bits. */
export function f64_nearest(x: FloatValue): number {
  const value = +x;
  if (value > 0) return value < 2 ** 52 ? value + 2 ** 52 - 2 ** 52 : value;
  // Mirrored, for the sign of −0.
  if (value < 0) return value > -(2 ** 52) ? -(2 ** 52 - value - 2 ** 52) : value;
  return value === 0 ? value : Number.NaN;
}

/** Clears the sign bit, also of a NaN. */
export function f64_abs(x: FloatValue): FloatValue {
  const value = +x;
  if (value >= 0 || value < 0) return Math.abs(value);
  const lo = f64ToBits(x);
  return f64FromBits(lo, (HI[0] as number) & 0x7fffffff);
}

/** Flips the sign bit, also of a NaN. */
export function f64_neg(x: FloatValue): FloatValue {
  const value = +x;
  if (value >= 0 || value < 0) return -value;
  const lo = f64ToBits(x);
  return f64FromBits(lo, (HI[0] as number) ^ -0x80000000);
}

/** `a` with the sign bit of `b`, also of NaNs. */
export function f64_copysign(a: FloatValue, b: FloatValue): FloatValue {
  const magnitude = Math.abs(+a);
  const sign = +b;
  if (magnitude >= 0) {
    if (sign > 0) return magnitude;
    if (sign < 0) return -magnitude;
  }
  f64ToBits(b);
  const signBit = (HI[0] as number) & -0x80000000;
  const lo = f64ToBits(a);
  return f64FromBits(lo, ((HI[0] as number) & 0x7fffffff) | signBit);
}

export function f64_eq(a: FloatValue, b: FloatValue): number {
  return +a === +b ? 1 : 0;
}

export function f64_ne(a: FloatValue, b: FloatValue): number {
  return +a !== +b ? 1 : 0;
}

export function f64_lt(a: FloatValue, b: FloatValue): number {
  return +a < +b ? 1 : 0;
}

export function f64_gt(a: FloatValue, b: FloatValue): number {
  return +a > +b ? 1 : 0;
}

export function f64_le(a: FloatValue, b: FloatValue): number {
  return +a <= +b ? 1 : 0;
}

export function f64_ge(a: FloatValue, b: FloatValue): number {
  return +a >= +b ? 1 : 0;
}
