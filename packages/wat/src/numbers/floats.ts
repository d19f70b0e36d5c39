import { CHARACTER, DIGIT, HEX, hexValue } from '../lexer/characters.ts';
import { isNegative, skipSign } from './integers.ts';

/*
 * Floating-point literals (§6.3.2): rounded once, to nearest, ties to even, straight into the target format. Going through a double on the way to an
 * f32 would round twice; the host's own conversion is not asked, because a host may look at the first twenty digits only.
 */

/** A binary interchange format of IEEE 754. */
export interface FloatFormat {
  /** Bits of the significand, the implicit one included. */
  readonly precision: number;
  /** The exponent of the largest finite numbers, which is the bias as well. */
  readonly maxExponent: number;
}

export const BINARY32: FloatFormat = { precision: 24, maxExponent: 127 };
export const BINARY64: FloatFormat = { precision: 53, maxExponent: 1023 };

const DOT = 0x2e;
const MINUS = 0x2d;
const UNDERSCORE = 0x5f;

/** Digits beyond these cannot decide a rounding otherwise than by being zero or not: halfway cases of binary64 have at most 768. */
const DECIMAL_DIGITS = 800;
const HEX_DIGITS = 40;

/** Exponents are held here: whatever is beyond overflows or vanishes all the same, however many digits there are. */
const EXPONENT_LIMIT = 1e12;

/**
 * The bits of the literal `source[start, end)` (a NAT, INT or FLOAT token) in a format, or `undefined` where its magnitude is out of range or
 * its NaN payload does not fit.
 */
export function parseFloatBits(
  source: Uint8Array,
  start: number,
  end: number,
  format: FloatFormat,
): bigint | undefined {
  const at = skipSign(source, start);
  const bits = magnitudeBits(source, at, end, format);
  if (bits === undefined || !isNegative(source, start)) return bits;
  return bits | (1n << BigInt(signShift(format)));
}

function signShift({ precision, maxExponent }: FloatFormat): number {
  return precision - 1 + exponentBits(maxExponent);
}

function exponentBits(maxExponent: number): number {
  return 32 - Math.clz32(maxExponent) + 1;
}

function magnitudeBits(source: Uint8Array, at: number, end: number, format: FloatFormat): bigint | undefined {
  const fraction = BigInt(format.precision - 1);
  const infinity = BigInt(2 * format.maxExponent + 1) << fraction;
  if (source[at] === 0x69) return infinity;
  if (source[at] === 0x6e) {
    if (end - at === 3) return infinity | (1n << (fraction - 1n));
    const payload = readDigits(source, at + 6, end, HEX, HEX_DIGITS);
    if (payload.digits === 0n || payload.dropped > 0 || payload.digits >> fraction !== 0n) return undefined;
    return infinity | payload.digits;
  }
  const hex = source[at + 1] === 0x78;
  const literal = hex
    ? readDigits(source, at + 2, end, HEX, HEX_DIGITS)
    : readDigits(source, at, end, DIGIT, DECIMAL_DIGITS);
  if (literal.digits === 0n) return 0n;
  const exponent = readExponent(source, literal.end, end);
  const { digits, sticky } = literal;
  if (hex) return round(digits, sticky, exponent + 4 * (literal.dropped - literal.afterPoint), format);
  return roundDecimal(digits, sticky, exponent + literal.dropped - literal.afterPoint, format);
}

/** The digits of a literal: it is `digits × base^(dropped - afterPoint + exponent)`, and a little more if `sticky`. */
interface Digits {
  readonly digits: bigint;
  /** Whether a digit that was dropped is not zero. */
  readonly sticky: boolean;
  /** How many digits were dropped. */
  readonly dropped: number;
  /** How many digits stand behind the point, dropped ones included. */
  readonly afterPoint: number;
  /** The offset after them. */
  readonly end: number;
}

function readDigits(source: Uint8Array, start: number, end: number, bit: number, most: number): Digits {
  let text = '';
  let dropped = 0;
  let afterPoint = 0;
  let sticky = false;
  let point = false;
  let at = start;
  for (; at < end; at++) {
    const byte = source[at] as number;
    if (byte === UNDERSCORE) continue;
    if (byte === DOT) {
      point = true;
      continue;
    }
    if (((CHARACTER[byte] as number) & bit) === 0) break;
    if (point) afterPoint++;
    if (text.length < most) {
      // Leading zeros do not count.
      if (byte !== 0x30 || text !== '') text += String.fromCharCode(byte);
    } else {
      dropped++;
      if (byte !== 0x30) sticky = true;
    }
  }
  const digits = text === '' ? 0n : BigInt(bit === HEX ? `0x${text}` : text);
  return { digits, sticky, dropped, afterPoint, end: at };
}

/** The exponent behind `e` or `p` at `at`; 0 where there is none. */
function readExponent(source: Uint8Array, at: number, end: number): number {
  if (at >= end) return 0;
  const negative = source[at + 1] === MINUS;
  let exponent = 0;
  for (let i = skipSign(source, at + 1); i < end; i++) {
    const byte = source[i] as number;
    if (byte !== UNDERSCORE) exponent = Math.min(exponent * 10 + hexValue(byte), EXPONENT_LIMIT);
  }
  return negative ? -exponent : exponent;
}

/** `digits × 10^exponent` in the format. */
function roundDecimal(digits: bigint, sticky: boolean, exponent: number, format: FloatFormat): bigint | undefined {
  // Beyond these, the magnitude is above every finite number or below half the smallest: no need to compute the power.
  const magnitude = digits.toString().length + exponent;
  if (magnitude > 400) return undefined;
  if (magnitude < -400) return 0n;
  // A power of ten is a power of five, and an exponent of two.
  if (exponent >= 0) return round(digits * 5n ** BigInt(exponent), sticky, exponent, format);
  // A quotient with more bits than the format keeps, the remainder sticking to it.
  const divisor = 5n ** BigInt(-exponent);
  const extra = Math.max(0, bitLength(divisor) - bitLength(digits) + format.precision + 2);
  const dividend = digits << BigInt(extra);
  const quotient = dividend / divisor;
  return round(quotient, sticky || quotient * divisor !== dividend, exponent - extra, format);
}

/** `significand × 2^exponent` in the format; `sticky` says that the number is a little larger, by less than one in the last place of `significand`. */
function round(significand: bigint, sticky: boolean, exponent: number, format: FloatFormat): bigint | undefined {
  const { precision, maxExponent } = format;
  const minExponent = 1 - maxExponent;
  const length = bitLength(significand);
  const top = exponent + length - 1;
  if (top > maxExponent) return undefined;
  if (top < minExponent - precision) return 0n;
  // The exponent of the last bit that is kept: subnormal numbers have no more bits than the smallest exponent leaves them.
  const last = Math.max(top, minExponent) - (precision - 1);
  const shift = last - exponent;
  let kept: bigint;
  if (shift <= 0) kept = significand << BigInt(-shift);
  else {
    const n = BigInt(shift);
    kept = significand >> n;
    const rest = significand - (kept << n);
    const half = 1n << (n - 1n);
    if (rest > half || (rest === half && (sticky || (kept & 1n) === 1n))) kept++;
  }
  // A carry out of the significand raises the exponent by itself, from subnormal to normal and from normal to the next binade.
  const biased = BigInt(Math.max(top, minExponent) + maxExponent - 1) << BigInt(precision - 1);
  const bits = biased + kept;
  const infinity = BigInt(2 * maxExponent + 1) << BigInt(precision - 1);
  return bits >= infinity ? undefined : bits;
}

function bitLength(value: bigint): number {
  const hex = value.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex[0] as string, 16)) + 28;
}
