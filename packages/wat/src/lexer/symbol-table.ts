import { decodeUtf8 } from './utf8.ts';

/** Starts the hash of an identifier, whose bytes {@link hashByte} then adds. */
export const HASH_SEED = 0;

/** Adds a byte to a hash. */
export function hashByte(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0;
}

/**
 * Identifiers as small integers, *symbols*: equal identifiers have equal symbols, `$a` and `$"a"` among them. No string is made until one asks for it,
 * so that looking an identifier up costs no allocation.
 */
export class SymbolTable {
  /** Open addressing: symbol + 1, or 0. */
  private slots = new Int32Array(256);
  private hashes = new Int32Array(128);
  /** Where each symbol's bytes start in `bytes`; one more entry than symbols. */
  private offsets = new Int32Array(129);
  private bytes = new Uint8Array(1024);
  private count = 0;

  /** The symbol of `source[start, end)`, whose hash is `hash`. */
  intern(source: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.slots.length - 1;
    const length = end - start;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const symbol = (this.slots[slot] as number) - 1;
      if (symbol < 0) break;
      if (this.hashes[symbol] === hash && this.matches(symbol, source, start, length)) return symbol;
      slot = (slot + 1) & mask;
    }
    const symbol = this.add(source, start, end, hash);
    this.slots[slot] = symbol + 1;
    if (this.count * 2 > this.slots.length) this.rehash();
    return symbol;
  }

  /** The identifier without its `$`. */
  name(symbol: number): string {
    // Interned identifiers are valid UTF-8.
    return decodeUtf8(this.bytes, this.offsets[symbol], this.offsets[symbol + 1]) as string;
  }

  private matches(symbol: number, source: Uint8Array, start: number, length: number): boolean {
    const offset = this.offsets[symbol] as number;
    if ((this.offsets[symbol + 1] as number) - offset !== length) return false;
    for (let i = 0; i < length; i++) if (this.bytes[offset + i] !== source[start + i]) return false;
    return true;
  }

  private add(source: Uint8Array, start: number, end: number, hash: number): number {
    const symbol = this.count++;
    const offset = this.offsets[symbol] as number;
    const after = offset + end - start;
    if (symbol === this.hashes.length) {
      this.hashes = grown(this.hashes, symbol * 2);
      this.offsets = grown(this.offsets, symbol * 2 + 1);
    }
    if (after > this.bytes.length) {
      const bytes = new Uint8Array(Math.max(after, this.bytes.length * 2));
      bytes.set(this.bytes);
      this.bytes = bytes;
    }
    this.bytes.set(source.subarray(start, end), offset);
    this.hashes[symbol] = hash;
    this.offsets[symbol + 1] = after;
    return symbol;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let symbol = 0; symbol < this.count; symbol++) {
      const hash = this.hashes[symbol] as number;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = symbol + 1;
    }
    this.slots = slots;
  }
}

function grown(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}
