/**
 * Floating-point operations on f32. Operands are `FloatValue`s of type f32; NaN results keep the rules of `nan.ts`.
 * A double has more than twice the precision of an f32 plus two bits, so that rounding a double result once more by
 * `Math.fround` gives the correctly rounded f32 for `+ - * / sqrt`.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#floating-point-operations
 */
import { type FloatValue, f32FromBits, f32ToBits } from './nan.ts';

export function f32_add(a: FloatValue, b: FloatValue): number {
  return Math.fround(+a + +b);
}

export function f32_sub(a: FloatValue, b: FloatValue): number {
  return Math.fround(+a - +b);
}

export function f32_mul(a: FloatValue, b: FloatValue): number {
  return Math.fround(+a * +b);
}

export function f32_div(a: FloatValue, b: FloatValue): number {
  return Math.fround(+a / +b);
}

export function f32_sqrt(x: FloatValue): number {
  const root = Math.fround(Math.sqrt(+x));
  return root >= 0 ? root : Number.NaN;
}

/** NaN if either operand is; −0 is less than +0. */
export function f32_min(a: FloatValue, b: FloatValue): number {
  const x = +a;
  const y = +b;
  if (x < y) return x;
  if (y < x) return y;
  return x === y ? Math.min(x, y) : Number.NaN;
}

/** NaN if either operand is; −0 is less than +0. */
export function f32_max(a: FloatValue, b: FloatValue): number {
  const x = +a;
  const y = +b;
  if (x > y) return x;
  if (y > x) return y;
  return x === y ? Math.max(x, y) : Number.NaN;
}

export function f32_ceil(x: FloatValue): number {
  const result = Math.ceil(+x);
  return result >= 0 || result < 0 ? result : Number.NaN;
}

export function f32_floor(x: FloatValue): number {
  const result = Math.floor(+x);
  return result >= 0 || result < 0 ? result : Number.NaN;
}

export function f32_trunc(x: FloatValue): number {
  const result = Math.trunc(+x);
  return result >= 0 || result < 0 ? result : Number.NaN;
}

/** Rounds to the nearest integer, ties to even: adding 2^52 leaves no room for fraction bits. */
export function f32_nearest(x: FloatValue): number {
  const value = +x;
  if (value > 0) return value < 2 ** 52 ? value + 2 ** 52 - 2 ** 52 : value;
  // Mirrored, for the sign of −0.
  if (value < 0) return value > -(2 ** 52) ? -(2 ** 52 - value - 2 ** 52) : value;
  return value === 0 ? value : Number.NaN;
}

/** Clears the sign bit, also of a NaN. */
export function f32_abs(x: FloatValue): FloatValue {
  const value = +x;
  return value >= 0 || value < 0 ? Math.abs(value) : f32FromBits(f32ToBits(x) & 0x7fffffff);
}

/** Flips the sign bit, also of a NaN. */
export function f32_neg(x: FloatValue): FloatValue {
  const value = +x;
  return value >= 0 || value < 0 ? -value : f32FromBits(f32ToBits(x) ^ -0x80000000);
}

/** `a` with the sign bit of `b`, also of NaNs. */
export function f32_copysign(a: FloatValue, b: FloatValue): FloatValue {
  const magnitude = Math.abs(+a);
  const sign = +b;
  if (magnitude >= 0) {
    if (sign > 0) return magnitude;
    if (sign < 0) return -magnitude;
  }
  return f32FromBits((f32ToBits(a) & 0x7fffffff) | (f32ToBits(b) & -0x80000000));
}

export function f32_eq(a: FloatValue, b: FloatValue): number {
  return +a === +b ? 1 : 0;
}

export function f32_ne(a: FloatValue, b: FloatValue): number {
  return +a !== +b ? 1 : 0;
}

export function f32_lt(a: FloatValue, b: FloatValue): number {
  return +a < +b ? 1 : 0;
}

export function f32_gt(a: FloatValue, b: FloatValue): number {
  return +a > +b ? 1 : 0;
}

export function f32_le(a: FloatValue, b: FloatValue): number {
  return +a <= +b ? 1 : 0;
}

export function f32_ge(a: FloatValue, b: FloatValue): number {
  return +a >= +b ? 1 : 0;
}
