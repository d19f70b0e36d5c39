import { CHARACTER, DIGIT, HEX } from './characters.ts';
import { FLOAT, INT, NAT, RESERVED } from './token.ts';

const PLUS = 0x2b;
const MINUS = 0x2d;
const DOT = 0x2e;
const UNDERSCORE = 0x5f;

/** Which number `source[start, end)` is (§6.3.1, §6.3.2): NAT, INT, FLOAT, or RESERVED where it is none. */
export function classifyNumber(source: Uint8Array, start: number, end: number): number {
  let at = start;
  const first = source[at] as number;
  const signed = first === PLUS || first === MINUS;
  if (signed) at++;
  const byte = at < end ? (source[at] as number) : 0;
  if (byte === 0x69 || byte === 0x6e) return classifySpecial(source, at, end);
  const hex = byte === 0x30 && at + 1 < end && source[at + 1] === 0x78;
  if (hex) at += 2;
  const bit = hex ? HEX : DIGIT;
  let next = skipDigits(source, at, end, bit);
  if (next === at) return RESERVED;
  at = next;
  if (at === end) return signed ? INT : NAT;
  if (source[at] === DOT) {
    at = skipDigits(source, at + 1, end, bit);
    if (at === end) return FLOAT;
  }
  // Bit 5 aside, `e` and `E`, `p` and `P` are equal.
  if (((source[at] as number) | 0x20) !== (hex ? 0x70 : 0x65)) return RESERVED;
  at++;
  if (at < end && (source[at] === PLUS || source[at] === MINUS)) at++;
  next = skipDigits(source, at, end, DIGIT);
  return next > at && next === end ? FLOAT : RESERVED;
}

/** `inf`, `nan`, `nan:0xhexnum`, at `start` behind a sign. */
function classifySpecial(source: Uint8Array, start: number, end: number): number {
  const is = (text: string): boolean => {
    if (end - start < text.length) return false;
    for (let i = 0; i < text.length; i++) if (source[start + i] !== text.charCodeAt(i)) return false;
    return true;
  };
  if (end - start === 3) return is('inf') || is('nan') ? FLOAT : RESERVED;
  const digits = start + 6;
  return is('nan:0x') && digits < end && skipDigits(source, digits, end, HEX) === end ? FLOAT : RESERVED;
}

/** The offset after the digits at `at`, among which single underscores may stand; `at` where there is none. */
function skipDigits(source: Uint8Array, at: number, end: number, bit: number): number {
  if (at >= end || ((CHARACTER[source[at] as number] as number) & bit) === 0) return at;
  for (at++; at < end; at++) {
    const byte = source[at] as number;
    if (((CHARACTER[byte] as number) & bit) !== 0) continue;
    if (byte !== UNDERSCORE || at + 1 >= end) break;
    if (((CHARACTER[source[at + 1] as number] as number) & bit) === 0) break;
  }
  return at;
}

/** The unsigned integer `source[start, end)`, a NAT, if it is decimal and below 2^31, else -1. */
export function smallNat(source: Uint8Array, start: number, end: number): number {
  if (end - start > 10) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (source[at] as number) - 0x30;
    // An underscore, a point, the x of 0x.
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value <= 0x7fffffff ? value : -1;
}
