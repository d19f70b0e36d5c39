import { countTooLarge, DecodeError, MALFORMED, overLimit, type U64, u64OfWords } from '@softwasm/syntax';
import { decodeUtf8 } from './utf8.ts';

/**
 * A cursor over the bytes of a module (§5.2). Like the specification's own decoder it reads on past the end of a section or function, up to the
 * end of the module: that an entity's size was wrong shows afterwards, and the official suite expects the messages that follow from it.
 *
 * All methods throw a DecodeError where the bytes are malformed. Integers in LEB128 need not be minimal, but may neither be longer than their
 * type allows ("representation too long") nor have bits beyond it ("too large").
 *
 * @see https://webassembly.github.io/spec/core/binary/values.html
 */
export class Reader {
  readonly bytes: Uint8Array;
  /** Byte offset of what is read next. */
  pos: number;
  /** Low and high word of the 64-bit integer read last. */
  low = 0;
  high = 0;

  constructor(bytes: Uint8Array, pos = 0) {
    this.bytes = bytes;
    this.pos = pos;
  }

  /** An error about these bytes, for the caller to throw. */
  error(reason: string, offset: number = this.pos): DecodeError {
    return new DecodeError(reason, offset);
  }

  get atEnd(): boolean {
    return this.pos >= this.bytes.length;
  }

  /** The next byte without consuming it, -1 at the end. */
  peek(): number {
    return this.pos < this.bytes.length ? (this.bytes[this.pos] as number) : -1;
  }

  byte(): number {
    if (this.pos >= this.bytes.length) throw this.error(MALFORMED.unexpectedEndOfSection, this.bytes.length);
    return this.bytes[this.pos++] as number;
  }

  /** A byte that has to be zero. */
  zero(): number {
    const byte = this.byte();
    if (byte !== 0) throw this.error(MALFORMED.zeroByte, this.pos - 1);
    return byte;
  }

  skip(size: number): void {
    const end = this.pos + size;
    if (size < 0 || end > this.bytes.length) throw this.error(MALFORMED.unexpectedEndOfSection, this.bytes.length);
    this.pos = end;
  }

  /** The next `size` bytes, as a view. */
  take(size: number): Uint8Array {
    const start = this.pos;
    this.skip(size);
    return this.bytes.subarray(start, this.pos);
  }

  /** An integer whose bits all lie in one word: `bits` of them. The last byte may only have those that remain. */
  private unsigned(bits: number): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      if (shift >= bits) throw this.error(MALFORMED.leb128TooLong);
      const byte = this.byte();
      if (shift + 7 > bits && (byte & 0x7f) >>> (bits - shift) !== 0) {
        throw this.error(MALFORMED.leb128TooLarge, this.pos - 1);
      }
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  u32(): number {
    const { bytes, pos } = this;
    const first = bytes[pos] as number;
    if (first < 0x80) {
      this.pos = pos + 1;
      return first;
    }
    const second = bytes[pos + 1] as number;
    if (second < 0x80) {
      this.pos = pos + 2;
      return (first & 0x7f) | (second << 7);
    }
    return this.unsigned(32);
  }

  /** A lane index: eight bits. */
  u8(): number {
    return this.unsigned(8);
  }

  s32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (shift === 28) this.checkSign(byte, 4);
      if (byte < 0x80) return shift < 28 ? (value << (25 - shift)) >> (25 - shift) : value;
    }
    throw this.error(MALFORMED.leb128TooLong);
  }

  /** A 33-bit integer: type indices where negative values stand for something else. */
  s33(): number {
    let value = 0;
    let scale = 1;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (shift === 28) this.checkSign(byte, 5);
      if (byte < 0x80) return (byte & 0x40) === 0 ? value : value - scale;
    }
    throw this.error(MALFORMED.leb128TooLong);
  }

  /** The unused bits of a final byte must repeat the sign, which is bit `bits - 1`. */
  private checkSign(byte: number, bits: number): void {
    const unused = (byte & 0x7f) >>> (bits - 1);
    if (unused !== 0 && unused !== 0x7f >>> (bits - 1)) throw this.error(MALFORMED.leb128TooLarge, this.pos - 1);
  }

  /** Reads into {@link low} and {@link high}. */
  s64(): void {
    this.wide(true);
  }

  /** Reads into {@link low} and {@link high}. */
  u64(): void {
    this.wide(false);
  }

  private wide(signed: boolean): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else high |= bits << (shift - 32);
      if (shift === 63) this.checkLastOfWide(byte, signed);
      if (byte >= 0x80) continue;
      if (signed && (byte & 0x40) !== 0) {
        if (shift < 28) {
          low |= -0x80 << shift;
          high = -1;
        } else if (shift < 63) high |= -1 << (shift - 25);
      }
      this.low = low;
      this.high = high;
      return;
    }
    throw this.error(MALFORMED.leb128TooLong);
  }

  private checkLastOfWide(byte: number, signed: boolean): void {
    const bits = byte & 0x7f;
    if (bits !== 0 && bits !== (signed ? 0x7f : 1)) throw this.error(MALFORMED.leb128TooLarge, this.pos - 1);
  }

  /** Also left in {@link low} and {@link high}. */
  u64Value(): U64 {
    this.u64();
    return u64OfWords(this.low, this.high);
  }

  /** Four bytes, little endian, as a signed word: the bits of an f32. */
  word32(): number {
    const { bytes, pos } = this;
    if (pos + 4 > bytes.length) throw this.error(MALFORMED.unexpectedEndOfSection, bytes.length);
    this.pos = pos + 4;
    return (
      (bytes[pos] as number) |
      ((bytes[pos + 1] as number) << 8) |
      ((bytes[pos + 2] as number) << 16) |
      ((bytes[pos + 3] as number) << 24)
    );
  }

  /** A length in bytes or items, at least one byte each, which what remains of the module could hold (§5.1.3). */
  length(what: string): number {
    // Counted from the length itself on, as the official suite expects: 1 item, 0 bytes left is an unexpected end.
    const start = this.pos;
    const count = this.u32();
    const most = this.bytes.length - start;
    if (count > most) throw this.error(countTooLarge(what, count, most), start);
    return count;
  }

  /** The length of a vector, bounded by an implementation limit, too. */
  count(what: string, limit: number): number {
    const start = this.pos;
    const count = this.length(what);
    if (count > limit) throw this.error(overLimit(what, count, limit), start);
    return count;
  }

  /** A name (§5.2.4): a length and UTF-8. */
  name(): string {
    const start = this.pos;
    const bytes = this.take(this.length('bytes'));
    const name = decodeUtf8(bytes);
    if (name === undefined) throw this.error(MALFORMED.utf8, start);
    return name;
  }
}
