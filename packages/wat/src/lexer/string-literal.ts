import { CHARACTER, HEX, hexValue } from './characters.ts';
import { encodeCodePoint, sequenceLength } from './utf8.ts';

/*
 * String literals (§6.3.3): byte sequences with escapes.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Why no string literal could be read: where it went wrong, and which byte was found there (-1 for the end of the text). */
export interface BrokenString {
  readonly at: number;
  readonly kind: 'unclosed' | 'character' | 'utf8';
}

/** The offset after the string literal whose opening quote is at `start`, or why there is none. */
export function scanString(source: Uint8Array, start: number): number | BrokenString {
  const end = source.length;
  for (let at = start + 1; at < end; ) {
    const byte = source[at] as number;
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) {
      const length = escapeLength(source, at);
      if (length === 0) return { at, kind: at + 1 < end ? 'character' : 'unclosed' };
      at += length;
    } else if (byte === 0x0a || byte === 0x0d) return { at, kind: 'unclosed' };
    else if (byte < 0x20 || byte === 0x7f) return { at, kind: 'character' };
    else {
      const length = sequenceLength(source, at, end);
      if (length === 0) return { at, kind: 'utf8' };
      at += length;
    }
  }
  return { at: end, kind: 'unclosed' };
}

/** How many bytes the escape at `at` takes; 0 where it is none. */
function escapeLength(source: Uint8Array, at: number): number {
  const next = at + 1 < source.length ? (source[at + 1] as number) : 0;
  switch (next) {
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
    case BACKSLASH:
    case 0x27: // '
    case QUOTE:
      return 2;
    case 0x75: // u
      return unicodeEscapeLength(source, at);
    default:
      return isHex(source, at + 1) && isHex(source, at + 2) ? 3 : 0;
  }
}

/** The length of `\u{hexnum}`, a Unicode scalar value. */
function unicodeEscapeLength(source: Uint8Array, start: number): number {
  if (source[start + 2] !== 0x7b) return 0;
  let at = start + 3;
  let code = 0;
  while (isHex(source, at)) {
    code = Math.min(code * 16 + hexValue(source[at] as number), 0x110000);
    at++;
    if (source[at] === 0x5f && isHex(source, at + 1)) at++;
  }
  const scalar = code < 0xd800 || (code >= 0xe000 && code < 0x110000);
  return at > start + 3 && source[at] === 0x7d && scalar ? at + 1 - start : 0;
}

function isHex(source: Uint8Array, at: number): boolean {
  return at < source.length && ((CHARACTER[source[at] as number] as number) & HEX) !== 0;
}

/** Writes the bytes that the string literal between these offsets (quotes included) stands for to `out` at `to`; returns where they end. */
export function unescapeString(source: Uint8Array, start: number, end: number, out: Uint8Array, to: number): number {
  for (let at = start + 1; at < end - 1; at++) {
    const byte = source[at] as number;
    if (byte !== BACKSLASH) {
      out[to++] = byte;
      continue;
    }
    const next = source[++at] as number;
    if (next === 0x6e) out[to++] = 0x0a;
    else if (next === 0x72) out[to++] = 0x0d;
    else if (next === 0x74) out[to++] = 0x09;
    else if (next === BACKSLASH || next === 0x27 || next === QUOTE) out[to++] = next;
    else if (next === 0x75) {
      let code = 0;
      for (at += 2; source[at] !== 0x7d; at++) {
        if (source[at] !== 0x5f) code = code * 16 + hexValue(source[at] as number);
      }
      to = encodeCodePoint(out, to, code);
    } else out[to++] = (hexValue(next) << 4) | hexValue(source[++at] as number);
  }
  return to;
}

/** The bytes that a string literal stands for. An escape never makes more bytes than it has characters. */
export function stringBytes(source: Uint8Array, start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start);
  return bytes.slice(0, unescapeString(source, start, end, bytes, 0));
}
