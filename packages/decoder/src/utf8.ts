/** Longer runs of code units overflow the argument list of some engines. */
const CHUNK = 4096;

/** Whether a byte is none that continues a sequence; also for `undefined`, past the end. */
function isNoContinuation(byte: number | undefined): boolean {
  return byte === undefined || (byte & 0xc0) !== 0x80;
}

/** The code point at `at` of a multi-byte sequence, or -1. How long it is follows from its value. */
function codePointAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  const second = bytes[at + 1];
  if (first < 0xc2 || first > 0xf4 || isNoContinuation(second)) return -1;
  const tail = (second as number) & 0x3f;
  if (first < 0xe0) return ((first & 0x1f) << 6) | tail;
  const third = bytes[at + 2];
  if (isNoContinuation(third)) return -1;
  const longer = (tail << 6) | ((third as number) & 0x3f);
  if (first < 0xf0) {
    const point = ((first & 0x0f) << 12) | longer;
    return point < 0x800 || (point >= 0xd800 && point < 0xe000) ? -1 : point;
  }
  const fourth = bytes[at + 3];
  if (isNoContinuation(fourth)) return -1;
  const point = ((first & 0x07) << 18) | (longer << 6) | ((fourth as number) & 0x3f);
  return point < 0x10000 || point > 0x10ffff ? -1 : point;
}

/**
 * The text of strict UTF-8 (§5.2.4): no overlong forms, no surrogates, nothing beyond U+10FFFF; a byte order mark is a character. (Hosts without
 * a DOM need not have a TextDecoder.)
 *
 * @returns `undefined` where the bytes are malformed
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (bytes.length <= CHUNK && isAscii(bytes)) return textOf(bytes);
  let text = '';
  const units = new Uint16Array(Math.min(bytes.length, CHUNK + 1));
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] as number;
    if (byte < 0x80) {
      units[length++] = byte;
      at++;
    } else {
      const point = codePointAt(bytes, at);
      if (point < 0) return undefined;
      if (point < 0x10000) {
        units[length++] = point;
        at += point < 0x800 ? 2 : 3;
      } else {
        units[length++] = 0xd7c0 + (point >>> 10);
        units[length++] = 0xdc00 | (point & 0x3ff);
        at += 4;
      }
    }
    if (length >= CHUNK) {
      text += textOf(units.subarray(0, length));
      length = 0;
    }
  }
  return text + textOf(units.subarray(0, length));
}

/** Most names are: their bytes are code units, and need no copy. */
function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) >= 0x80) return false;
  return true;
}

function textOf(units: Uint8Array | Uint16Array): string {
  return Reflect.apply(String.fromCharCode, undefined, units) as string;
}
