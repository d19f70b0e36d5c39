import { hexValue } from '../lexer/characters.ts';

const MINUS = 0x2d;
const PLUS = 0x2b;
const UNDERSCORE = 0x5f;

/** The unsigned integer literal `source[start, end)`. */
export function parseNat(source: Uint8Array, start: number, end: number): bigint {
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = source[at] as number;
    if (byte !== UNDERSCORE) text += String.fromCharCode(byte);
  }
  return BigInt(text);
}

/** Whether the literal starts with `-`. */
export function isNegative(source: Uint8Array, start: number): boolean {
  return source[start] === MINUS;
}

/** The offset after the sign of a literal. */
export function skipSign(source: Uint8Array, start: number): number {
  const byte = source[start];
  return byte === MINUS || byte === PLUS ? start + 1 : start;
}

/**
 * The integer literal `source[start, end)` as a signed number of `bits` (at most 32) bits, or `undefined` where it is neither a signed nor an unsigned
 * integer of that size (§6.3.1).
 */
export function parseInteger(source: Uint8Array, start: number, end: number, bits: number): number | undefined {
  const digits = skipSign(source, start);
  const hex = source[digits + 1] === 0x78;
  const base = hex ? 16 : 10;
  const limit = 2 ** bits;
  let value = 0;
  for (let at = hex ? digits + 2 : digits; at < end; at++) {
    const byte = source[at] as number;
    if (byte === UNDERSCORE) continue;
    value = value * base + hexValue(byte);
    if (value >= limit) return undefined;
  }
  if (!isNegative(source, start)) return value >= limit / 2 ? value - limit : value;
  return value > limit / 2 ? undefined : -value | 0;
}

/** The 64-bit integer literal `source[start, end)` as an unsigned number, or `undefined` where it is out of range. */
export function parseInteger64(source: Uint8Array, start: number, end: number): bigint | undefined {
  const value = parseNat(source, skipSign(source, start), end);
  if (isNegative(source, start)) return value > 1n << 63n ? undefined : BigInt.asUintN(64, -value);
  return value >= 1n << 64n ? undefined : value;
}
