/*
 * String literals and identifiers (§6.3.3, §6.3.5) out of bytes and names.
 */

const HEX_DIGITS = '0123456789abcdef';

/** By byte: itself where it is printable ASCII, else its escape. */
const BYTE_TEXTS: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\${HEX_DIGITS[byte >> 4]}${HEX_DIGITS[byte & 15]}`;
});

/** The string literal of `bytes[from, to)`. */
export function bytesLiteral(bytes: Uint8Array, from = 0, to: number = bytes.length): string {
  let text = '"';
  for (let i = from; i < to; i++) text += BYTE_TEXTS[bytes[i] as number];
  return `${text}"`;
}

/**
 * Characters that are not shown as they are: controls, quote and backslash, what has no width or turns the direction of writing, surrogates without
 * their other half (all that the pattern sees of them).
 */
const HIDDEN =
  /["\\\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]/gu;

function escapeCharacter(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  const code = character.charCodeAt(0);
  // A lone surrogate is no scalar value; names out of a binary have none.
  return code >= 0xd800 && code < 0xe000 ? '\\u{fffd}' : `\\u{${code.toString(16)}}`;
}

/** The string literal of a name. */
export function nameLiteral(name: string): string {
  return `"${name.replace(HIDDEN, escapeCharacter)}"`;
}

const PLAIN_IDENTIFIER = /^[0-9A-Za-z!#$%&'*+\-./:<=>?@\\^_`|~]+$/;

/** The identifier of a name that is not empty; in quotes where it has other characters than identifiers may have. */
export function identifier(name: string): string {
  return PLAIN_IDENTIFIER.test(name) ? `$${name}` : `$${nameLiteral(name)}`;
}
