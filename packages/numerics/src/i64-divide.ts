/**
 * 64-bit division on pairs of words and doubles, without BigInt: for hosts that lack it, and for constant folding. Every function presupposes a divisor other than zero.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#op-idiv-u
 */
import { HI } from './slots.ts';

const TWO_32 = 4294967296;
/** Below this high word a 64-bit value is an exact double (< 2^53). */
const EXACT_HIGH = 0x200000;

/** Whether `i64.div_s` traps with an overflow: the quotient would be 2^63. */
export function i64_div_s_overflows(al: number, ah: number, bl: number, bh: number): boolean {
  return (bl & bh) === -1 && al === 0 && ah === -0x80000000;
}

export function i64_div_u(al: number, ah: number, bl: number, bh: number): number {
  if ((ah | bh) === 0) {
    HI[0] = 0;
    return ((al >>> 0) / (bl >>> 0)) | 0;
  }
  if (ah >>> 0 < EXACT_HIGH) {
    // The floor of a rounded quotient of integers below 2^53 is exact; a divisor from 2^53 up gives 0 however rounded.
    const quotient = Math.floor(((ah >>> 0) * TWO_32 + (al >>> 0)) / ((bh >>> 0) * TWO_32 + (bl >>> 0)));
    HI[0] = quotient / TWO_32;
    return quotient | 0;
  }
  return bh === 0 ? divideByWord(al, ah, bl) : divideWide(al, ah, bl, bh);
}

/** Divides by one word, schoolbook: the high word, then the remainder with the low word. */
function divideByWord(al: number, ah: number, bl: number): number {
  const divisor = bl >>> 0;
  const high = ((ah >>> 0) / divisor) >>> 0;
  const rest = (ah - Math.imul(high, bl)) >>> 0;
  HI[0] = high;
  if (divisor < EXACT_HIGH) return ((rest * TWO_32 + (al >>> 0)) / divisor) | 0;
  const upper = rest * 65536 + (al >>> 16);
  const upperQuotient = Math.floor(upper / divisor);
  const lower = (upper - upperQuotient * divisor) * 65536 + (al & 0xffff);
  return (upperQuotient * 65536 + Math.floor(lower / divisor)) | 0;
}

/** Divides by 2^32 and more: the quotient fits one word. */
function divideWide(al: number, ah: number, bl: number, bh: number): number {
  HI[0] = 0;
  if (bh < 0) return ah >>> 0 > bh >>> 0 || (ah === bh && al >>> 0 >= bl >>> 0) ? 1 : 0;
  // Four roundings, each within 2^-53, against a bias of 2^-51: the estimate is right or one too small.
  const estimate = (((ah >>> 0) * TWO_32 + (al >>> 0)) / (bh * TWO_32 + (bl >>> 0))) * (1 - 2 ** -51);
  const quotient = Math.floor(estimate) | 0;
  const productLow = Math.imul(quotient, bl);
  const carry = (((quotient >>> 0) * (bl >>> 0) - (productLow >>> 0)) * 2 ** -32 + 0.5) >>> 0;
  const restLow = (al - productLow) | 0;
  const restHigh = (ah - carry - Math.imul(quotient, bh) - +(al >>> 0 < productLow >>> 0)) | 0;
  const oneMore = restHigh >>> 0 > bh || (restHigh === bh && restLow >>> 0 >= bl >>> 0);
  return oneMore ? (quotient + 1) | 0 : quotient;
}

export function i64_rem_u(al: number, ah: number, bl: number, bh: number): number {
  if ((ah | bh) === 0) {
    HI[0] = 0;
    return ((al >>> 0) % (bl >>> 0)) | 0;
  }
  if (ah >>> 0 < EXACT_HIGH) {
    const dividend = (ah >>> 0) * TWO_32 + (al >>> 0);
    const divisor = (bh >>> 0) * TWO_32 + (bl >>> 0);
    const rest = dividend - Math.floor(dividend / divisor) * divisor;
    HI[0] = rest / TWO_32;
    return rest | 0;
  }
  const quotient = bh === 0 ? divideByWord(al, ah, bl) : divideWide(al, ah, bl, bh);
  const productLow = Math.imul(quotient, bl);
  if (bh === 0) {
    HI[0] = 0;
    return (al - productLow) | 0;
  }
  const carry = (((quotient >>> 0) * (bl >>> 0) - (productLow >>> 0)) * 2 ** -32 + 0.5) >>> 0;
  HI[0] = ah - carry - Math.imul(quotient, bh) - +(al >>> 0 < productLow >>> 0);
  return (al - productLow) | 0;
}

/** Presupposes not {@link i64_div_s_overflows} either (the result is then −2^63). */
export function i64_div_s(al: number, ah: number, bl: number, bh: number): number {
  if ((ah + 0x100000) >>> 0 < EXACT_HIGH && (bh + 0x100000) >>> 0 < EXACT_HIGH) {
    const quotient = Math.trunc((ah * TWO_32 + (al >>> 0)) / (bh * TWO_32 + (bl >>> 0)));
    HI[0] = Math.floor(quotient / TWO_32);
    return quotient | 0;
  }
  const lo = i64_div_u(lowOfAbs(al, ah), highOfAbs(al, ah), lowOfAbs(bl, bh), highOfAbs(bl, bh));
  return (ah ^ bh) < 0 ? negate(lo) : lo;
}

/** The remainder of −2^63 and −1 is 0. */
export function i64_rem_s(al: number, ah: number, bl: number, bh: number): number {
  if ((ah + 0x100000) >>> 0 < EXACT_HIGH && (bh + 0x100000) >>> 0 < EXACT_HIGH) {
    const dividend = ah * TWO_32 + (al >>> 0);
    const divisor = bh * TWO_32 + (bl >>> 0);
    const rest = dividend - Math.trunc(dividend / divisor) * divisor;
    HI[0] = Math.floor(rest / TWO_32);
    return rest | 0;
  }
  const lo = i64_rem_u(lowOfAbs(al, ah), highOfAbs(al, ah), lowOfAbs(bl, bh), highOfAbs(bl, bh));
  return ah < 0 ? negate(lo) : lo;
}

function lowOfAbs(lo: number, hi: number): number {
  return hi < 0 ? -lo | 0 : lo;
}

function highOfAbs(lo: number, hi: number): number {
  return hi < 0 ? (~hi + +(lo === 0)) | 0 : hi;
}

/** Negates the pair of `lo` and `HI[0]` in place. */
function negate(lo: number): number {
  HI[0] = ~(HI[0] as number) + +(lo === 0);
  return -lo | 0;
}
