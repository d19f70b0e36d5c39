/**
 * Operations on four f32 lanes, as bits. NaNs that arithmetic gives are quiet: reading a lane as a number or operating on it
 * quiets it.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#vector-operations
 */
import { f32_ceil, f32_floor, f32_max, f32_min, f32_nearest, f32_sqrt, f32_trunc } from '../f32.ts';
import { bitsOfF32, f32OfBits, f64OfBits } from '../float-bits.ts';
import { type BinaryVector, setWords, type UnaryVector } from './v128.ts';

function add(a: number, b: number): number {
  return bitsOfF32(f32OfBits(a) + f32OfBits(b));
}

export const f32x4_add: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(add(a0, b0), add(a1, b1), add(a2, b2), add(a3, b3));

function sub(a: number, b: number): number {
  return bitsOfF32(f32OfBits(a) - f32OfBits(b));
}

export const f32x4_sub: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(sub(a0, b0), sub(a1, b1), sub(a2, b2), sub(a3, b3));

function mul(a: number, b: number): number {
  return bitsOfF32(f32OfBits(a) * f32OfBits(b));
}

export const f32x4_mul: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(mul(a0, b0), mul(a1, b1), mul(a2, b2), mul(a3, b3));

function div(a: number, b: number): number {
  return bitsOfF32(f32OfBits(a) / f32OfBits(b));
}

export const f32x4_div: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(div(a0, b0), div(a1, b1), div(a2, b2), div(a3, b3));

function min(a: number, b: number): number {
  return bitsOfF32(f32_min(f32OfBits(a), f32OfBits(b)));
}

export const f32x4_min: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(min(a0, b0), min(a1, b1), min(a2, b2), min(a3, b3));

function max(a: number, b: number): number {
  return bitsOfF32(f32_max(f32OfBits(a), f32OfBits(b)));
}

export const f32x4_max: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(max(a0, b0), max(a1, b1), max(a2, b2), max(a3, b3));

// The pseudo-minimum and -maximum hand back the very bits of an operand.

function pmin(a: number, b: number): number {
  return f32OfBits(b) < f32OfBits(a) ? b : a;
}

export const f32x4_pmin: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(pmin(a0, b0), pmin(a1, b1), pmin(a2, b2), pmin(a3, b3));

function pmax(a: number, b: number): number {
  return f32OfBits(a) < f32OfBits(b) ? b : a;
}

export const f32x4_pmax: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(pmax(a0, b0), pmax(a1, b1), pmax(a2, b2), pmax(a3, b3));

function sqrt(a: number): number {
  return bitsOfF32(f32_sqrt(f32OfBits(a)));
}

export const f32x4_sqrt: UnaryVector = (a0, a1, a2, a3) => setWords(sqrt(a0), sqrt(a1), sqrt(a2), sqrt(a3));

function ceil(a: number): number {
  return bitsOfF32(f32_ceil(f32OfBits(a)));
}

export const f32x4_ceil: UnaryVector = (a0, a1, a2, a3) => setWords(ceil(a0), ceil(a1), ceil(a2), ceil(a3));

function floor(a: number): number {
  return bitsOfF32(f32_floor(f32OfBits(a)));
}

export const f32x4_floor: UnaryVector = (a0, a1, a2, a3) => setWords(floor(a0), floor(a1), floor(a2), floor(a3));

function trunc(a: number): number {
  return bitsOfF32(f32_trunc(f32OfBits(a)));
}

export const f32x4_trunc: UnaryVector = (a0, a1, a2, a3) => setWords(trunc(a0), trunc(a1), trunc(a2), trunc(a3));

function nearest(a: number): number {
  return bitsOfF32(f32_nearest(f32OfBits(a)));
}

export const f32x4_nearest: UnaryVector = (a0, a1, a2, a3) =>
  setWords(nearest(a0), nearest(a1), nearest(a2), nearest(a3));

export const f32x4_abs: UnaryVector = (a0, a1, a2, a3) =>
  setWords(a0 & 0x7fffffff, a1 & 0x7fffffff, a2 & 0x7fffffff, a3 & 0x7fffffff);

export const f32x4_neg: UnaryVector = (a0, a1, a2, a3) =>
  setWords(a0 ^ -0x80000000, a1 ^ -0x80000000, a2 ^ -0x80000000, a3 ^ -0x80000000);

function eq(a: number, b: number): number {
  return f32OfBits(a) === f32OfBits(b) ? -1 : 0;
}

export const f32x4_eq: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(eq(a0, b0), eq(a1, b1), eq(a2, b2), eq(a3, b3));

function ne(a: number, b: number): number {
  return f32OfBits(a) !== f32OfBits(b) ? -1 : 0;
}

export const f32x4_ne: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(ne(a0, b0), ne(a1, b1), ne(a2, b2), ne(a3, b3));

function lt(a: number, b: number): number {
  return f32OfBits(a) < f32OfBits(b) ? -1 : 0;
}

export const f32x4_lt: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(lt(a0, b0), lt(a1, b1), lt(a2, b2), lt(a3, b3));

function gt(a: number, b: number): number {
  return f32OfBits(a) > f32OfBits(b) ? -1 : 0;
}

export const f32x4_gt: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(gt(a0, b0), gt(a1, b1), gt(a2, b2), gt(a3, b3));

function le(a: number, b: number): number {
  return f32OfBits(a) <= f32OfBits(b) ? -1 : 0;
}

export const f32x4_le: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(le(a0, b0), le(a1, b1), le(a2, b2), le(a3, b3));

function ge(a: number, b: number): number {
  return f32OfBits(a) >= f32OfBits(b) ? -1 : 0;
}

export const f32x4_ge: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(ge(a0, b0), ge(a1, b1), ge(a2, b2), ge(a3, b3));

export const f32x4_convert_i32x4_s: UnaryVector = (a0, a1, a2, a3) =>
  setWords(bitsOfF32(a0), bitsOfF32(a1), bitsOfF32(a2), bitsOfF32(a3));

export const f32x4_convert_i32x4_u: UnaryVector = (a0, a1, a2, a3) =>
  setWords(bitsOfF32(a0 >>> 0), bitsOfF32(a1 >>> 0), bitsOfF32(a2 >>> 0), bitsOfF32(a3 >>> 0));

export const f32x4_demote_f64x2_zero: UnaryVector = (a0, a1, a2, a3) =>
  setWords(bitsOfF32(f64OfBits(a0, a1)), bitsOfF32(f64OfBits(a2, a3)), 0, 0);
