import type { MemoryType } from '@softwasm/syntax';

/**
 * A shared memory as agents hand it to each other (threads proposal): all of it can be cloned by `postMessage`, and the clones are the same memory.
 */
export interface SharedMemory {
  readonly type: MemoryType;
  /** Its bytes, with room for as many pages as it can have. */
  readonly buffer: SharedArrayBuffer;
  /** The current size in pages: a word without a sign that every growth changes. */
  readonly size: SharedArrayBuffer;
}

/** Most pages that the size can say. */
export const MAX_SHARED_PAGES: number = 2 ** 32 - 1;

/** The size in pages that a shared memory has for all agents. */
export class SharedSize {
  private readonly word: Uint32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.word = new Uint32Array(buffer);
  }

  /** Of a new memory. @param pages at most {@link MAX_SHARED_PAGES} */
  static of(pages: number): SharedSize {
    const size = new SharedSize(new SharedArrayBuffer(4));
    Atomics.store(size.word, 0, pages);
    return size;
  }

  get buffer(): SharedArrayBuffer {
    return this.word.buffer as SharedArrayBuffer;
  }

  get pages(): number {
    return Atomics.load(this.word, 0);
  }

  /** @returns whether the size was `old` still, and is `pages` now */
  replace(old: number, pages: number): boolean {
    return Atomics.compareExchange(this.word, 0, old, pages) === old;
  }
}
