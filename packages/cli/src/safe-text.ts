/** Names come from the binary: control characters in them must not reach a terminal. */
export function safeText(name: string): string {
  return name.replaceAll(CONTROL, (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`);
}

/** Controls, and what reorders text. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A name in quotes. */
export function quoted(name: string): string {
  return `"${safeText(name.replaceAll(/["\\]/g, '\\$&'))}"`;
}
