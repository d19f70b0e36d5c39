/**
 * Integer operations on i64, a pair of int32 words. A binary operation takes `(al, ah, bl, bh)`; a 64-bit result
 * returns its low word and leaves the high word in `HI[0]`; comparisons return 0 or 1 and leave `HI` alone.
 * Multiplication and division are in `i64-multiply.ts`, `i64-divide.ts` and, over BigInt, `i64-bridge.ts`.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#integer-operations
 */
import { i32_ctz, i32_popcnt } from './i32.ts';
import { HI } from './slots.ts';

export function i64_add(al: number, ah: number, bl: number, bh: number): number {
  const lo = (al + bl) | 0;
  HI[0] = ah + bh + +(lo >>> 0 < bl >>> 0);
  return lo;
}

export function i64_sub(al: number, ah: number, bl: number, bh: number): number {
  HI[0] = ah - bh - +(al >>> 0 < bl >>> 0);
  return (al - bl) | 0;
}

export function i64_and(al: number, ah: number, bl: number, bh: number): number {
  HI[0] = ah & bh;
  return al & bl;
}

export function i64_or(al: number, ah: number, bl: number, bh: number): number {
  HI[0] = ah | bh;
  return al | bl;
}

export function i64_xor(al: number, ah: number, bl: number, bh: number): number {
  HI[0] = ah ^ bh;
  return al ^ bl;
}

// Shifts and rotations need the low word of the count alone. The bits that cross the words are written `>>> 1 >>> ~n`
// and not `>>> (32 - n)`, which JavaScript takes modulo 32: at n = 0 nothing must cross.

export function i64_shl(al: number, ah: number, count: number): number {
  if (count & 32) {
    HI[0] = al << count;
    return 0;
  }
  HI[0] = (ah << count) | ((al >>> 1) >>> ~count);
  return al << count;
}

export function i64_shr_s(al: number, ah: number, count: number): number {
  if (count & 32) {
    HI[0] = ah >> 31;
    return ah >> count;
  }
  HI[0] = ah >> count;
  return (al >>> count) | ((ah << 1) << ~count);
}

export function i64_shr_u(al: number, ah: number, count: number): number {
  if (count & 32) {
    HI[0] = 0;
    return (ah >>> count) | 0;
  }
  HI[0] = ah >>> count;
  return (al >>> count) | ((ah << 1) << ~count);
}

export function i64_rotl(al: number, ah: number, count: number): number {
  if (count & 32) {
    HI[0] = (al << count) | ((ah >>> 1) >>> ~count);
    return (ah << count) | ((al >>> 1) >>> ~count);
  }
  HI[0] = (ah << count) | ((al >>> 1) >>> ~count);
  return (al << count) | ((ah >>> 1) >>> ~count);
}

export function i64_rotr(al: number, ah: number, count: number): number {
  if (count & 32) {
    HI[0] = (al >>> count) | ((ah << 1) << ~count);
    return (ah >>> count) | ((al << 1) << ~count);
  }
  HI[0] = (ah >>> count) | ((al << 1) << ~count);
  return (al >>> count) | ((ah << 1) << ~count);
}

export function i64_clz(al: number, ah: number): number {
  HI[0] = 0;
  return ah === 0 ? 32 + Math.clz32(al) : Math.clz32(ah);
}

export function i64_ctz(al: number, ah: number): number {
  HI[0] = 0;
  return al === 0 ? 32 + i32_ctz(ah) : i32_ctz(al);
}

export function i64_popcnt(al: number, ah: number): number {
  HI[0] = 0;
  return i32_popcnt(al) + i32_popcnt(ah);
}

export function i64_extend8_s(al: number): number {
  const lo = (al << 24) >> 24;
  HI[0] = lo >> 31;
  return lo;
}

export function i64_extend16_s(al: number): number {
  const lo = (al << 16) >> 16;
  HI[0] = lo >> 31;
  return lo;
}

export function i64_extend32_s(al: number): number {
  HI[0] = al >> 31;
  return al;
}

export function i64_eqz(al: number, ah: number): number {
  return (al | ah) === 0 ? 1 : 0;
}

export function i64_eq(al: number, ah: number, bl: number, bh: number): number {
  return al === bl && ah === bh ? 1 : 0;
}

export function i64_ne(al: number, ah: number, bl: number, bh: number): number {
  return al !== bl || ah !== bh ? 1 : 0;
}

export function i64_lt_s(al: number, ah: number, bl: number, bh: number): number {
  return (ah === bh ? al >>> 0 < bl >>> 0 : ah < bh) ? 1 : 0;
}

export function i64_lt_u(al: number, ah: number, bl: number, bh: number): number {
  return (ah === bh ? al >>> 0 < bl >>> 0 : ah >>> 0 < bh >>> 0) ? 1 : 0;
}

export function i64_gt_s(al: number, ah: number, bl: number, bh: number): number {
  return (ah === bh ? al >>> 0 > bl >>> 0 : ah > bh) ? 1 : 0;
}

export function i64_gt_u(al: number, ah: number, bl: number, bh: number): number {
  return (ah === bh ? al >>> 0 > bl >>> 0 : ah >>> 0 > bh >>> 0) ? 1 : 0;
}

export function i64_le_s(al: number, ah: number, bl: number, bh: number): number {
  return (ah === bh ? al >>> 0 <= bl >>> 0 : ah < bh) ? 1 : 0;
}

export function i64_le_u(al: number, ah: number, bl: number, bh: number): number {
  return (ah === bh ? al >>> 0 <= bl >>> 0 : ah >>> 0 < bh >>> 0) ? 1 : 0;
}

export function i64_ge_s(al: number, ah: number, bl: number, bh: number): number {
  return (ah === bh ? al >>> 0 >= bl >>> 0 : ah > bh) ? 1 : 0;
}

export function i64_ge_u(al: number, ah: number, bl: number, bh: number): number {
  return (ah === bh ? al >>> 0 >= bl >>> 0 : ah >>> 0 > bh >>> 0) ? 1 : 0;
}
