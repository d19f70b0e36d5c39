import { createHash } from 'node:crypto';

/**
 * What is left of an answer that is too long to be written down: the first 16 digits of its SHA-256. The ones that programs compare with were recorded on
 * the host's own WebAssembly (`npm run programs -- --engine native` checks that they still hold there).
 */
export function digest(answer: string | Uint8Array): string {
  return createHash('sha256').update(answer).digest('hex').slice(0, 16);
}

/** Bytes that look random and compress a little, the same on every run. */
export function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = 12345;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = (state >>> 16) & (i % 7 === 0 ? 255 : 15);
  }
  return bytes;
}
