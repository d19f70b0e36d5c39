/** A short text that tells modules apart: two hashes (FNV-1a, and one like it) and the length. */
export function moduleKey(bytes: Uint8Array): string {
  let first = 0x811c9dc5;
  let second = 0;
  for (const byte of bytes) {
    first = Math.imul(first ^ byte, 0x01000193);
    second = (Math.imul(second, 31) + byte) | 0;
  }
  return [bytes.length, first >>> 0, second >>> 0].map((number) => number.toString(36)).join('-');
}
