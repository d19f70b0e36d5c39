import { type Address, inBounds, toSize } from './memory-bounds.ts';
import { MEMORIES } from './memory-handles.ts';

/** A range of a memory that stays the same range when the memory grows, which an `Uint8Array` does not. */
export class MemoryView {
  /** Bytes. */
  readonly length: number;
  /** In bytes. */
  readonly address: number;
  private readonly memory: object;

  /** @throws EmbedError where the range is not within the memory */
  constructor(memory: object, address: Address, length: number) {
    this.length = toSize(length, 'length');
    this.address = inBounds(MEMORIES.use(memory), address, this.length);
    this.memory = memory;
  }

  /** The range as an array that has the memory's own bytes, until the memory grows. @throws EmbedError where it is disposed */
  get bytes(): Uint8Array {
    // By way of `buffer`, which has the memory's bytes and no more: whoever gets hold of one may look around in it.
    return new Uint8Array(MEMORIES.use(this.memory).buffer, this.address, this.length);
  }

  /** The range as a view, until the memory grows. @throws EmbedError where it is disposed */
  get data(): DataView {
    const { buffer, byteOffset, byteLength } = this.bytes;
    return new DataView(buffer, byteOffset, byteLength);
  }
}
