import type { U64 } from '@softwasm/syntax';

/** Appends to a growing run of bytes; integers as the shortest LEB128 (§5.2.2). */
export class ByteWriter {
  private bytes: Uint8Array;
  private size = 0;

  constructor(capacity = 256) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.size;
  }

  /** Forgets everything written, keeping the storage. */
  reset(): void {
    this.size = 0;
  }

  /** What was written, as a view that the next write may invalidate. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.size);
  }

  /** A copy of what was written. */
  toBytes(): Uint8Array {
    return this.bytes.slice(0, this.size);
  }

  byte(value: number): void {
    if (this.size === this.bytes.length) this.reserve(1);
    this.bytes[this.size++] = value;
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.size);
    this.size += bytes.length;
  }

  private reserve(more: number): void {
    if (this.size + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.size + more));
    grown.set(this.bytes.subarray(0, this.size));
    this.bytes = grown;
  }

  /** Any integer of 32 bits, as unsigned. */
  u32(value: number): void {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  s32(value: number): void {
    let rest = value | 0;
    while (rest < -0x40 || rest >= 0x40) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    this.byte(rest & 0x7f);
  }

  /** A type index, where negative numbers would mean something else. */
  index33(value: number): void {
    this.s64(value, 0);
  }

  /** A 64-bit integer of two words. */
  u64(low: number, high: number): void {
    while (high !== 0 || low >>> 0 >= 0x80) {
      this.byte((low & 0x7f) | 0x80);
      low = (low >>> 7) | (high << 25);
      high >>>= 7;
    }
    this.byte(low);
  }

  /** A 64-bit integer of two words. */
  s64(low: number, high: number): void {
    for (;;) {
      const fits = (high === 0 && low >= 0 && low < 0x40) || (high === -1 && low < 0 && low >= -0x40);
      if (fits) break;
      this.byte((low & 0x7f) | 0x80);
      low = (low >>> 7) | (high << 25);
      high >>= 7;
    }
    this.byte(low & 0x7f);
  }

  u64Value(value: U64): void {
    const wide = BigInt(value);
    this.u64(Number(wide & 0xffffffffn) | 0, Number(wide >> 32n) | 0);
  }

  /** Four bytes, little endian. */
  word32(value: number): void {
    this.byte(value & 0xff);
    this.byte((value >>> 8) & 0xff);
    this.byte((value >>> 16) & 0xff);
    this.byte(value >>> 24);
  }

  /** A length, then the bytes. */
  sized(bytes: Uint8Array): void {
    this.u32(bytes.length);
    this.append(bytes);
  }

  /** §5.2.4: a length and UTF-8. */
  name(text: string): void {
    this.u32(utf8Length(text));
    for (let i = 0; i < text.length; i++) {
      const point = text.codePointAt(i) as number;
      if (point >= 0x10000) i++;
      this.utf8(point);
    }
  }

  private utf8(point: number): void {
    if (point < 0x80) {
      this.byte(point);
      return;
    }
    if (point < 0x800) this.byte(0xc0 | (point >>> 6));
    else {
      if (point < 0x10000) this.byte(0xe0 | (point >>> 12));
      else {
        this.byte(0xf0 | (point >>> 18));
        this.byte(0x80 | ((point >>> 12) & 0x3f));
      }
      this.byte(0x80 | ((point >>> 6) & 0x3f));
    }
    this.byte(0x80 | (point & 0x3f));
  }
}

function utf8Length(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    if (point >= 0x10000) i++;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}
