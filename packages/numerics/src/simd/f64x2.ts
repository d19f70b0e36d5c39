/**
 * Operations on two f64 lanes, as bits.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#vector-operations
 */
import { f64_ceil, f64_floor, f64_max, f64_min, f64_nearest, f64_sqrt, f64_trunc } from '../f64.ts';
import { bitsOfF64, f32OfBits, f64OfBits } from '../float-bits.ts';
import { type BinaryVector, setHigh, setLow, setWords, type UnaryVector } from './v128.ts';

export const f64x2_add: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  setLow(bitsOfF64(f64OfBits(a0, a1) + f64OfBits(b0, b1)));
  setHigh(bitsOfF64(f64OfBits(a2, a3) + f64OfBits(b2, b3)));
};

export const f64x2_sub: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  setLow(bitsOfF64(f64OfBits(a0, a1) - f64OfBits(b0, b1)));
  setHigh(bitsOfF64(f64OfBits(a2, a3) - f64OfBits(b2, b3)));
};

export const f64x2_mul: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  setLow(bitsOfF64(f64OfBits(a0, a1) * f64OfBits(b0, b1)));
  setHigh(bitsOfF64(f64OfBits(a2, a3) * f64OfBits(b2, b3)));
};

export const f64x2_div: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  setLow(bitsOfF64(f64OfBits(a0, a1) / f64OfBits(b0, b1)));
  setHigh(bitsOfF64(f64OfBits(a2, a3) / f64OfBits(b2, b3)));
};

export const f64x2_min: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  setLow(bitsOfF64(f64_min(f64OfBits(a0, a1), f64OfBits(b0, b1))));
  setHigh(bitsOfF64(f64_min(f64OfBits(a2, a3), f64OfBits(b2, b3))));
};

export const f64x2_max: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  setLow(bitsOfF64(f64_max(f64OfBits(a0, a1), f64OfBits(b0, b1))));
  setHigh(bitsOfF64(f64_max(f64OfBits(a2, a3), f64OfBits(b2, b3))));
};

// The pseudo-minimum and -maximum hand back the very bits of an operand.

export const f64x2_pmin: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  const low = f64OfBits(b0, b1) < f64OfBits(a0, a1);
  const high = f64OfBits(b2, b3) < f64OfBits(a2, a3);
  setWords(low ? b0 : a0, low ? b1 : a1, high ? b2 : a2, high ? b3 : a3);
};

export const f64x2_pmax: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  const low = f64OfBits(a0, a1) < f64OfBits(b0, b1);
  const high = f64OfBits(a2, a3) < f64OfBits(b2, b3);
  setWords(low ? b0 : a0, low ? b1 : a1, high ? b2 : a2, high ? b3 : a3);
};

export const f64x2_sqrt: UnaryVector = (a0, a1, a2, a3) => {
  setLow(bitsOfF64(f64_sqrt(f64OfBits(a0, a1))));
  setHigh(bitsOfF64(f64_sqrt(f64OfBits(a2, a3))));
};

export const f64x2_ceil: UnaryVector = (a0, a1, a2, a3) => {
  setLow(bitsOfF64(f64_ceil(f64OfBits(a0, a1))));
  setHigh(bitsOfF64(f64_ceil(f64OfBits(a2, a3))));
};

export const f64x2_floor: UnaryVector = (a0, a1, a2, a3) => {
  setLow(bitsOfF64(f64_floor(f64OfBits(a0, a1))));
  setHigh(bitsOfF64(f64_floor(f64OfBits(a2, a3))));
};

export const f64x2_trunc: UnaryVector = (a0, a1, a2, a3) => {
  setLow(bitsOfF64(f64_trunc(f64OfBits(a0, a1))));
  setHigh(bitsOfF64(f64_trunc(f64OfBits(a2, a3))));
};

export const f64x2_nearest: UnaryVector = (a0, a1, a2, a3) => {
  setLow(bitsOfF64(f64_nearest(f64OfBits(a0, a1))));
  setHigh(bitsOfF64(f64_nearest(f64OfBits(a2, a3))));
};

export const f64x2_abs: UnaryVector = (a0, a1, a2, a3) => setWords(a0, a1 & 0x7fffffff, a2, a3 & 0x7fffffff);

export const f64x2_neg: UnaryVector = (a0, a1, a2, a3) => setWords(a0, a1 ^ -0x80000000, a2, a3 ^ -0x80000000);

function setMasks(low: number, high: number): void {
  setWords(low, low, high, high);
}

export const f64x2_eq: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(f64OfBits(a0, a1) === f64OfBits(b0, b1) ? -1 : 0, f64OfBits(a2, a3) === f64OfBits(b2, b3) ? -1 : 0);

export const f64x2_ne: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(f64OfBits(a0, a1) !== f64OfBits(b0, b1) ? -1 : 0, f64OfBits(a2, a3) !== f64OfBits(b2, b3) ? -1 : 0);

export const f64x2_lt: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(f64OfBits(a0, a1) < f64OfBits(b0, b1) ? -1 : 0, f64OfBits(a2, a3) < f64OfBits(b2, b3) ? -1 : 0);

export const f64x2_gt: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(f64OfBits(a0, a1) > f64OfBits(b0, b1) ? -1 : 0, f64OfBits(a2, a3) > f64OfBits(b2, b3) ? -1 : 0);

export const f64x2_le: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(f64OfBits(a0, a1) <= f64OfBits(b0, b1) ? -1 : 0, f64OfBits(a2, a3) <= f64OfBits(b2, b3) ? -1 : 0);

export const f64x2_ge: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setMasks(f64OfBits(a0, a1) >= f64OfBits(b0, b1) ? -1 : 0, f64OfBits(a2, a3) >= f64OfBits(b2, b3) ? -1 : 0);

export const f64x2_convert_low_i32x4_s: UnaryVector = (a0, a1) => {
  setLow(bitsOfF64(a0));
  setHigh(bitsOfF64(a1));
};

export const f64x2_convert_low_i32x4_u: UnaryVector = (a0, a1) => {
  setLow(bitsOfF64(a0 >>> 0));
  setHigh(bitsOfF64(a1 >>> 0));
};

export const f64x2_promote_low_f32x4: UnaryVector = (a0, a1) => {
  setLow(bitsOfF64(f32OfBits(a0)));
  setHigh(bitsOfF64(f32OfBits(a1)));
};
