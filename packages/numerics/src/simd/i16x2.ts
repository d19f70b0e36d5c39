/**
 * Operations on one word of two i16 lanes, all lanes at once: the top bit of each lane (`TOPS`) is kept out of sums, so that no
 * carry crosses into the next lane. Measured 1.2–2.1 times faster than lane by lane.
 *
 * The commonest ones are written out: V8 inlines only so much into a loop (one of `max_u` and `add_sat_u` became 1.9 times
 * as fast).
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#vector-operations
 */

/** The top bit of each lane. */
const TOPS = -0x7fff8000;
/** All other bits. */
const RESTS = 0x7fff7fff;
/** The lowest bit of each lane. */
const ONES = 0x00010001;

/** All bits of the lanes whose top bit is set. */
function lanesOf(bits: number): number {
  return (((bits & TOPS) >>> 15) * 0xffff) | 0;
}

export function i16x2_add(a: number, b: number): number {
  return ((a & RESTS) + (b & RESTS)) ^ ((a ^ b) & TOPS);
}

export function i16x2_sub(a: number, b: number): number {
  return ((a | TOPS) - (b & RESTS)) ^ ((a ^ ~b) & TOPS);
}

export function i16x2_neg(a: number): number {
  return i16x2_sub(0, a);
}

export function i16x2_abs(a: number): number {
  const negative = lanesOf(a);
  return i16x2_sub(a ^ negative, negative);
}

export function i16x2_add_sat_u(a: number, b: number): number {
  const sum = ((a & RESTS) + (b & RESTS)) ^ ((a ^ b) & TOPS);
  const carries = (a & b) | ((a | b) & ~sum);
  return sum | (((carries & TOPS) >>> 15) * 0xffff);
}

export function i16x2_sub_sat_u(a: number, b: number): number {
  return i16x2_sub(a, b) & ~i16x2_lt_u(a, b);
}

/** The result where nothing overflowed, elsewhere the limit on the side of `a`. */
function saturate(a: number, result: number, overflows: number): number {
  const lanes = lanesOf(overflows);
  const limits = ((a >>> 15) & ONES) + RESTS;
  return (result & ~lanes) | (limits & lanes);
}

export function i16x2_add_sat_s(a: number, b: number): number {
  const sum = i16x2_add(a, b);
  return saturate(a, sum, ~(a ^ b) & (a ^ sum));
}

export function i16x2_sub_sat_s(a: number, b: number): number {
  const difference = i16x2_sub(a, b);
  return saturate(a, difference, (a ^ b) & (a ^ difference));
}

/** The rounded average: the larger half of the sum. */
export function i16x2_avgr_u(a: number, b: number): number {
  return ((a | b) - (((a ^ b) >>> 1) & RESTS)) | 0;
}

export function i16x2_eq(a: number, b: number): number {
  const different = a ^ b;
  return lanesOf(~(((different & RESTS) + RESTS) | different));
}

export function i16x2_ne(a: number, b: number): number {
  return ~i16x2_eq(a, b);
}

/** `a` is less where the subtraction borrows. */
export function i16x2_lt_u(a: number, b: number): number {
  const difference = ((a | TOPS) - (b & RESTS)) ^ ((a ^ ~b) & TOPS);
  const borrows = (~a & b) | ((~a | b) & difference);
  return (((borrows & TOPS) >>> 15) * 0xffff) | 0;
}

export function i16x2_lt_s(a: number, b: number): number {
  return i16x2_lt_u(a ^ TOPS, b ^ TOPS);
}

export function i16x2_gt_u(a: number, b: number): number {
  return i16x2_lt_u(b, a);
}

export function i16x2_gt_s(a: number, b: number): number {
  return i16x2_lt_s(b, a);
}

export function i16x2_le_u(a: number, b: number): number {
  return ~i16x2_lt_u(b, a);
}

export function i16x2_le_s(a: number, b: number): number {
  return ~i16x2_lt_s(b, a);
}

export function i16x2_ge_u(a: number, b: number): number {
  return ~i16x2_lt_u(a, b);
}

export function i16x2_ge_s(a: number, b: number): number {
  return ~i16x2_lt_s(a, b);
}

export function i16x2_min_u(a: number, b: number): number {
  return b ^ ((a ^ b) & i16x2_lt_u(a, b));
}

export function i16x2_min_s(a: number, b: number): number {
  return b ^ ((a ^ b) & i16x2_lt_s(a, b));
}

export function i16x2_max_u(a: number, b: number): number {
  return a ^ ((a ^ b) & i16x2_lt_u(a, b));
}

export function i16x2_max_s(a: number, b: number): number {
  return a ^ ((a ^ b) & i16x2_lt_s(a, b));
}

export function i16x2_shl(a: number, count: number): number {
  const n = count & 15;
  return (a << n) & (ONES * ((0xffff << n) & 0xffff));
}

export function i16x2_shr_u(a: number, count: number): number {
  const n = count & 15;
  return (a >>> n) & (ONES * (0xffff >>> n));
}

export function i16x2_shr_s(a: number, count: number): number {
  const n = count & 15;
  const signs = TOPS >>> n;
  return i16x2_sub(i16x2_shr_u(a, n) ^ signs, signs);
}

/** The top bits of the two lanes as bits 0 and 1. */
export function i16x2_bitmask(a: number): number {
  return ((a >>> 15) & 1) | ((a >>> 30) & 2);
}

/** Whether no lane is zero. */
export function i16x2_all_true(a: number): number {
  return (a & 0xffff) !== 0 && a >>> 16 !== 0 ? 1 : 0;
}

export function i16x2_mul(a: number, b: number): number {
  return (Math.imul(a, b) & 0xffff) | (Math.imul(a >>> 16, b >>> 16) << 16);
}

function q15(a: number, b: number): number {
  const product = (Math.imul(a, b) + 0x4000) >> 15;
  return product > 0x7fff ? 0x7fff : product;
}

export function i16x2_q15mulr_sat_s(a: number, b: number): number {
  return (q15((a << 16) >> 16, (b << 16) >> 16) & 0xffff) | (q15(a >> 16, b >> 16) << 16);
}

function clamp_s(x: number): number {
  return (x > 0x7fff ? 0x7fff : x < -0x8000 ? -0x8000 : x) & 0xffff;
}

function clamp_u(x: number): number {
  return x > 0xffff ? 0xffff : x < 0 ? 0 : x;
}

/** Two i32 lanes, saturated. */
export function i16x2_narrow_i32_s(a: number, b: number): number {
  return clamp_s(a) | (clamp_s(b) << 16);
}

/** Two i32 lanes, signed, saturated to unsigned. */
export function i16x2_narrow_i32_u(a: number, b: number): number {
  return clamp_u(a) | (clamp_u(b) << 16);
}

/** The two lower i8 lanes of a word, widened. */
export function i16x2_extend_low_i8x4_s(a: number): number {
  return (((a << 24) >> 24) & 0xffff) | (((a << 16) >> 24) << 16);
}

/** The two upper i8 lanes of a word, widened. */
export function i16x2_extend_high_i8x4_s(a: number): number {
  return (((a << 8) >> 24) & 0xffff) | ((a >> 24) << 16);
}

/** The two lower i8 lanes of a word, widened. */
export function i16x2_extend_low_i8x4_u(a: number): number {
  return (a & 0xff) | ((a & 0xff00) << 8);
}

/** The two upper i8 lanes of a word, widened. */
export function i16x2_extend_high_i8x4_u(a: number): number {
  return ((a >>> 16) & 0xff) | ((a >>> 24) << 16);
}

export function i16x2_extadd_pairwise_i8x4_s(a: number): number {
  return ((((a << 24) >> 24) + ((a << 16) >> 24)) & 0xffff) | ((((a << 8) >> 24) + (a >> 24)) << 16);
}

export function i16x2_extadd_pairwise_i8x4_u(a: number): number {
  return (a & 0x00ff00ff) + ((a >>> 8) & 0x00ff00ff);
}
