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
    return MEMORIES.use(this.memory).bytes.subarray(this.address, this.address + this.length);
  }

  /** The range as a view, until the memory grows. @throws EmbedError where it is disposed */
  get data(): DataView {
    const { buffer, byteOffset, byteLength } = this.bytes;
    return new DataView(buffer, byteOffset, byteLength);
  }
}
