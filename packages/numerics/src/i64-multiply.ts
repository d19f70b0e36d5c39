/**
 * `i64.mul` and the high word of a 32 × 32 bit product, without BigInt.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#op-imul
 */
import { HI } from './slots.ts';

/**
 * The high word of the unsigned product of two words, as int32.
 *
 * The product of the doubles is off by at most 2^10 and the difference by as much again; what remains is a multiple
 * of 2^32, so rounding to the nearest one is exact.
 */
export function u32_mul_high(a: number, b: number): number {
  const lo = Math.imul(a, b);
  return (((a >>> 0) * (b >>> 0) - (lo >>> 0)) * 2 ** -32 + 0.5) | 0;
}

export function i64_mul(al: number, ah: number, bl: number, bh: number): number {
  const lo = Math.imul(al, bl);
  const carry = (((al >>> 0) * (bl >>> 0) - (lo >>> 0)) * 2 ** -32 + 0.5) >>> 0;
  HI[0] = (carry + Math.imul(al, bh) + Math.imul(ah, bl)) | 0;
  return lo;
}

/** {@link i64_mul} by 16-bit limbs, for code in which doubles are the slower choice. */
export function i64_mul_limbs(al: number, ah: number, bl: number, bh: number): number {
  const a0 = al & 0xffff;
  const a1 = al >>> 16;
  const b0 = bl & 0xffff;
  const b1 = bl >>> 16;
  const p01 = Math.imul(a0, b1);
  const p10 = Math.imul(a1, b0);
  const middle = (Math.imul(a0, b0) >>> 16) + (p01 & 0xffff) + (p10 & 0xffff);
  const carry = Math.imul(a1, b1) + (p01 >>> 16) + (p10 >>> 16) + (middle >>> 16);
  HI[0] = (carry + Math.imul(al, bh) + Math.imul(ah, bl)) | 0;
  return Math.imul(al, bl);
}
