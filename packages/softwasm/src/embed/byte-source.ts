import { artefactFailure } from './artefact.ts';

/** Reads what a `ByteSink` wrote. Every method throws an EmbedError where the bytes end before, or are none that it wrote. */
export class ByteSource {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    if (this.at >= this.bytes.length) throw artefactFailure('structure');
    return this.bytes[this.at++] as number;
  }

  unsigned(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw artefactFailure('structure');
  }

  signed(): number {
    const value = this.unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  /** How many things follow, each of at least `size` bytes. */
  count(size: number): number {
    const count = this.unsigned();
    if (count * size > this.bytes.length - this.at) throw artefactFailure('structure');
    return count;
  }

  /** A view of bytes that follow with their length. */
  block(): Uint8Array {
    const length = this.count(1);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** Has it all been read? */
  end(): void {
    if (this.at !== this.bytes.length) throw artefactFailure('structure');
  }
}
