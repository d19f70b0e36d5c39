/**
 * Operations on one word of four i8 lanes, all lanes at once: the top bit of each lane (`TOPS`) is kept out of sums, so that no
 * carry crosses into the next lane. Measured 1.2–2.1 times faster than lane by lane.
 *
 * The commonest ones are written out: V8 inlines only so much into a loop (one of `max_u` and `add_sat_u` became 1.9 times
 * as fast).
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#vector-operations
 */

/** The top bit of each lane. */
const TOPS = -0x7f7f7f80;
/** All other bits. */
const RESTS = 0x7f7f7f7f;
/** The lowest bit of each lane. */
const ONES = 0x01010101;

/** All bits of the lanes whose top bit is set. */
function lanesOf(bits: number): number {
  return (((bits & TOPS) >>> 7) * 0xff) | 0;
}

export function i8x4_add(a: number, b: number): number {
  return ((a & RESTS) + (b & RESTS)) ^ ((a ^ b) & TOPS);
}

export function i8x4_sub(a: number, b: number): number {
  return ((a | TOPS) - (b & RESTS)) ^ ((a ^ ~b) & TOPS);
}

export function i8x4_neg(a: number): number {
  return i8x4_sub(0, a);
}

export function i8x4_abs(a: number): number {
  const negative = lanesOf(a);
  return i8x4_sub(a ^ negative, negative);
}

export function i8x4_add_sat_u(a: number, b: number): number {
  const sum = ((a & RESTS) + (b & RESTS)) ^ ((a ^ b) & TOPS);
  const carries = (a & b) | ((a | b) & ~sum);
  return sum | (((carries & TOPS) >>> 7) * 0xff);
}

export function i8x4_sub_sat_u(a: number, b: number): number {
  return i8x4_sub(a, b) & ~i8x4_lt_u(a, b);
}

/** The result where nothing overflowed, elsewhere the limit on the side of `a`. */
function saturate(a: number, result: number, overflows: number): number {
  const lanes = lanesOf(overflows);
  const limits = ((a >>> 7) & ONES) + RESTS;
  return (result & ~lanes) | (limits & lanes);
}

export function i8x4_add_sat_s(a: number, b: number): number {
  const sum = i8x4_add(a, b);
  return saturate(a, sum, ~(a ^ b) & (a ^ sum));
}

export function i8x4_sub_sat_s(a: number, b: number): number {
  const difference = i8x4_sub(a, b);
  return saturate(a, difference, (a ^ b) & (a ^ difference));
}

/** The rounded average: the larger half of the sum. */
export function i8x4_avgr_u(a: number, b: number): number {
  return ((a | b) - (((a ^ b) >>> 1) & RESTS)) | 0;
}

export function i8x4_eq(a: number, b: number): number {
  const different = a ^ b;
  return lanesOf(~(((different & RESTS) + RESTS) | different));
}

export function i8x4_ne(a: number, b: number): number {
  return ~i8x4_eq(a, b);
}

/** `a` is less where the subtraction borrows. */
export function i8x4_lt_u(a: number, b: number): number {
  const difference = ((a | TOPS) - (b & RESTS)) ^ ((a ^ ~b) & TOPS);
  const borrows = (~a & b) | ((~a | b) & difference);
  return (((borrows & TOPS) >>> 7) * 0xff) | 0;
}

export function i8x4_lt_s(a: number, b: number): number {
  return i8x4_lt_u(a ^ TOPS, b ^ TOPS);
}

export function i8x4_gt_u(a: number, b: number): number {
  return i8x4_lt_u(b, a);
}

export function i8x4_gt_s(a: number, b: number): number {
  return i8x4_lt_s(b, a);
}

export function i8x4_le_u(a: number, b: number): number {
  return ~i8x4_lt_u(b, a);
}

export function i8x4_le_s(a: number, b: number): number {
  return ~i8x4_lt_s(b, a);
}

export function i8x4_ge_u(a: number, b: number): number {
  return ~i8x4_lt_u(a, b);
}

export function i8x4_ge_s(a: number, b: number): number {
  return ~i8x4_lt_s(a, b);
}

export function i8x4_min_u(a: number, b: number): number {
  return b ^ ((a ^ b) & i8x4_lt_u(a, b));
}

export function i8x4_min_s(a: number, b: number): number {
  return b ^ ((a ^ b) & i8x4_lt_s(a, b));
}

export function i8x4_max_u(a: number, b: number): number {
  return a ^ ((a ^ b) & i8x4_lt_u(a, b));
}

export function i8x4_max_s(a: number, b: number): number {
  return a ^ ((a ^ b) & i8x4_lt_s(a, b));
}

export function i8x4_shl(a: number, count: number): number {
  const n = count & 7;
  return (a << n) & (ONES * ((0xff << n) & 0xff));
}

export function i8x4_shr_u(a: number, count: number): number {
  const n = count & 7;
  return (a >>> n) & (ONES * (0xff >>> n));
}

export function i8x4_shr_s(a: number, count: number): number {
  const n = count & 7;
  const signs = TOPS >>> n;
  return i8x4_sub(i8x4_shr_u(a, n) ^ signs, signs);
}

export function i8x4_popcnt(a: number): number {
  const pairs = a - ((a >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (nibbles + (nibbles >>> 4)) & 0x0f0f0f0f;
}

/** The top bits of the four lanes as bits 0 to 3: each partial product lands on a bit of its own. */
export function i8x4_bitmask(a: number): number {
  return Math.imul((a & TOPS) >>> 7, 0x10204080) >>> 28;
}

/** Whether no lane is zero. */
export function i8x4_all_true(a: number): number {
  return i8x4_eq(a, 0) === 0 ? 1 : 0;
}

function clamp_s(x: number): number {
  return (x > 127 ? 127 : x < -128 ? -128 : x) & 0xff;
}

function clamp_u(x: number): number {
  return x > 255 ? 255 : x < 0 ? 0 : x;
}

/** The four i16 lanes of two words, saturated. */
export function i8x4_narrow_i16x2_s(a: number, b: number): number {
  return (
    clamp_s((a << 16) >> 16) | (clamp_s(a >> 16) << 8) | (clamp_s((b << 16) >> 16) << 16) | (clamp_s(b >> 16) << 24)
  );
}

/** The four i16 lanes of two words, signed, saturated to unsigned. */
export function i8x4_narrow_i16x2_u(a: number, b: number): number {
  return (
    clamp_u((a << 16) >> 16) | (clamp_u(a >> 16) << 8) | (clamp_u((b << 16) >> 16) << 16) | (clamp_u(b >> 16) << 24)
  );
}
