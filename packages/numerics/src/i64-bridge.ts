/**
 * Heavy i64 operations as one signed BigInt expression, stored to a `BigInt64Array` whose halves an aliased
 * `Int32Array` reads. V8's optimising compiler turns this into raw 64-bit code, for signed operations inside
 * `asIntN(64, …)` only: 1.5 ns a product and 2 ns a quotient measured, against 1.8 and 14–20 on pairs. It allocates until
 * optimised, so that code for hosts without a JIT does not call these functions.
 *
 * `BigInt(x | 0)` and not `BigInt(x)`: where a call is not inlined a parameter has no type, and without one the whole
 * expression stays BigInt (34 ns a quotient against 6).
 *
 * The one file with BigInt in it, and an entry of its own: its literals are errors of syntax for hosts without them. It
 * presupposes a little-endian host. Divisors are presupposed not to be zero.
 */
import { HI } from './slots.ts';

const buffer = new ArrayBuffer(8);
const words = new Int32Array(buffer);
const long = new BigInt64Array(buffer);
const asIntN: (bits: number, value: bigint) => bigint = BigInt.asIntN;

/** `i64.mul`. */
export function i64_mul_bridge(al: number, ah: number, bl: number, bh: number): number {
  long[0] = BigInt(al >>> 0) * BigInt(bl >>> 0);
  HI[0] = (words[1] as number) + Math.imul(al, bh) + Math.imul(ah, bl);
  return Math.imul(al, bl);
}

/** `i64.div_s`. Presupposes not `i64_div_s_overflows` either (the result is then −2^63). */
export function i64_div_s_bridge(al: number, ah: number, bl: number, bh: number): number {
  long[0] =
    asIntN(64, BigInt(ah | 0) * 4294967296n + BigInt(al >>> 0)) /
    asIntN(64, BigInt(bh | 0) * 4294967296n + BigInt(bl >>> 0));
  HI[0] = words[1] as number;
  return words[0] as number;
}

/** `i64.rem_s`. The remainder of −2^63 and −1 is 0. */
export function i64_rem_s_bridge(al: number, ah: number, bl: number, bh: number): number {
  // Divided by −1 in raw code, −2^63 would fault in hardware; engines guard it, and the answer is known anyway.
  if ((bl & bh) === -1) {
    HI[0] = 0;
    return 0;
  }
  long[0] =
    asIntN(64, BigInt(ah | 0) * 4294967296n + BigInt(al >>> 0)) %
    asIntN(64, BigInt(bh | 0) * 4294967296n + BigInt(bl >>> 0));
  HI[0] = words[1] as number;
  return words[0] as number;
}

/** `i64.div_u`. */
export function i64_div_u_bridge(al: number, ah: number, bl: number, bh: number): number {
  if ((ah | bh) === 0) {
    HI[0] = 0;
    return ((al >>> 0) / (bl >>> 0)) | 0;
  }
  if ((ah | bh) >= 0) {
    long[0] =
      asIntN(64, BigInt(ah | 0) * 4294967296n + BigInt(al >>> 0)) /
      asIntN(64, BigInt(bh | 0) * 4294967296n + BigInt(bl >>> 0));
    HI[0] = words[1] as number;
    return words[0] as number;
  }
  return divideWithSignBit(al, ah, bl, bh);
}

/** `i64.rem_u`. */
export function i64_rem_u_bridge(al: number, ah: number, bl: number, bh: number): number {
  if ((ah | bh) === 0) {
    HI[0] = 0;
    return ((al >>> 0) % (bl >>> 0)) | 0;
  }
  if ((ah | bh) >= 0) {
    long[0] =
      asIntN(64, BigInt(ah | 0) * 4294967296n + BigInt(al >>> 0)) %
      asIntN(64, BigInt(bh | 0) * 4294967296n + BigInt(bl >>> 0));
    HI[0] = words[1] as number;
    return words[0] as number;
  }
  return remainderWithSignBit(al, ah, bl, bh);
}

/** Unsigned remainder where an operand has the sign bit: that of half the dividend, doubled, and reduced once more. */
function remainderWithSignBit(al: number, ah: number, bl: number, bh: number): number {
  if (bh < 0) {
    const isLess = ah >>> 0 < bh >>> 0 || (ah === bh && al >>> 0 < bl >>> 0);
    HI[0] = isLess ? ah : ah - bh - +(al >>> 0 < bl >>> 0);
    return isLess ? al : (al - bl) | 0;
  }
  long[0] =
    asIntN(64, BigInt(ah >>> 1) * 4294967296n + BigInt(((al >>> 1) | (ah << 31)) >>> 0)) %
    asIntN(64, BigInt(bh | 0) * 4294967296n + BigInt(bl >>> 0));
  const lo = ((words[0] as number) << 1) | (al & 1);
  const hi = ((words[1] as number) << 1) | ((words[0] as number) >>> 31);
  const isLess = hi >>> 0 < bh || (hi === bh && lo >>> 0 < bl >>> 0);
  HI[0] = isLess ? hi : hi - bh - +(lo >>> 0 < bl >>> 0);
  return isLess ? lo : (lo - bl) | 0;
}

/** Unsigned quotient where an operand has the sign bit: halve the dividend, divide signed, double, correct by one. */
function divideWithSignBit(al: number, ah: number, bl: number, bh: number): number {
  if (bh < 0) {
    HI[0] = 0;
    return ah >>> 0 > bh >>> 0 || (ah === bh && al >>> 0 >= bl >>> 0) ? 1 : 0;
  }
  long[0] =
    asIntN(64, BigInt(ah >>> 1) * 4294967296n + BigInt(((al >>> 1) | (ah << 31)) >>> 0)) /
    asIntN(64, BigInt(bh | 0) * 4294967296n + BigInt(bl >>> 0));
  const lo = (words[0] as number) << 1;
  const hi = ((words[1] as number) << 1) | ((words[0] as number) >>> 31);
  long[0] = BigInt(lo >>> 0) * BigInt(bl >>> 0);
  const productLow = words[0] as number;
  const restLow = (al - productLow) | 0;
  const productHigh = (words[1] as number) + Math.imul(lo, bh) + Math.imul(hi, bl);
  const restHigh = (ah - productHigh - +(al >>> 0 < productLow >>> 0)) | 0;
  HI[0] = hi;
  // `lo` is even, so that one more cannot carry.
  return restHigh >>> 0 > bh || (restHigh === bh && restLow >>> 0 >= bl >>> 0) ? lo + 1 : lo;
}
