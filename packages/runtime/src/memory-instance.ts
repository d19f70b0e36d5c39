import { type MemoryType, memoryAllocation, ResourceError } from '@softwasm/syntax';
import type { ResourceBudget } from './resource-budget.ts';
import { MAX_SHARED_PAGES, type SharedMemory, SharedSize } from './shared-memory.ts';
import { reserveStack } from './stack-reserve.ts';
import type { Store } from './store.ts';

/** 2^48 pages of 2^16 bytes are the whole of a 64-bit address space; what is really possible, the host decides when it allocates. */
const MAX_BYTES = { i32: 2 ** 32, i64: 2 ** 53 };

/** Buffers of ordinary and of shared memories. */
export type MemoryBuffer = ArrayBuffer | SharedArrayBuffer;

/** What is newer than ES2020 in buffers. */
interface ResizableBuffer extends ArrayBuffer {
  readonly resizable?: boolean;
  resize?(byteLength: number): void;
}

interface GrowableBuffer extends SharedArrayBuffer {
  grow?(byteLength: number): void;
}

type SizedConstructor<B> = new (byteLength: number, options: { readonly maxByteLength: number }) => B;

const RESIZABLE: SizedConstructor<ArrayBuffer> = ArrayBuffer;

/**
 * A memory instance (§4.2.8): a buffer with a view of exactly its bytes. Growing gives it new ones, so whoever keeps them must listen by
 * {@link onRebind}.
 *
 * @see https://webassembly.github.io/spec/core/exec/runtime.html#memory-instances
 */
export class MemoryInstance {
  readonly kind = 'memory';
  readonly store: Store;
  /** The limits are the declared ones: `pages` is the current minimum. */
  readonly type: MemoryType;
  /** At most this many pages, by its type or by the implementation. */
  readonly limit: number;
  /** Bytes. */
  readonly pageSize: number;

  /** Begins with the memory's bytes. Is longer where the memory is shared, and after growth that nobody has looked at, see {@link grow}. */
  private storage: MemoryBuffer;
  /** Whether `storage` may be in other hands, by `buffer`: then it is no longer than the memory, and growth detaches it. */
  private seen = true;
  /** A view of the memory's bytes. */
  view: DataView;
  /** The same bytes. */
  bytes: Uint8Array;
  private pageCount: number;
  /** Of a shared memory: the size for all agents, which `pageCount` follows. */
  private readonly size: SharedSize | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly budget: ResourceBudget | undefined;

  /**
   * @param shared what {@link share} gave, perhaps to another agent; a new memory where there is none
   * @param budget what it may take, which has enough for its beginning; absent: as much as it can get
   * @throws ResourceError when the host cannot provide that many bytes
   */
  constructor(store: Store, type: MemoryType, shared?: SharedMemory, budget?: ResourceBudget) {
    this.store = store;
    this.budget = budget;
    this.type = type;
    this.pageSize = 2 ** type.pageSizeLog2;
    const most = Math.min(MAX_BYTES[type.addressType] / this.pageSize, type.shared ? MAX_SHARED_PAGES : 2 ** 53);
    const { min, max } = type.limits;
    this.limit = max === undefined || max > most ? most : Number(max);
    this.size = shared && new SharedSize(shared.size);
    this.pageCount = this.size?.pages ?? Number(min);
    const bytes = this.pageCount * this.pageSize;
    const buffer = shared?.buffer ?? this.allocate(bytes);
    if (buffer === undefined) throw new ResourceError(memoryAllocation(min, this.pageSize));
    if (shared !== undefined) store.follow(this);
    else if (!(buffer instanceof ArrayBuffer)) this.size = SharedSize.of(this.pageCount);
    this.storage = buffer;
    this.view = new DataView(buffer, 0, bytes);
    this.bytes = new Uint8Array(buffer, 0, bytes);
    if (budget !== undefined) budget.memoryBytes -= type.shared ? this.limit * this.pageSize : bytes;
  }

  /**
   * This memory for other agents, which make an instance of it in a store of theirs. From then on this instance, too, follows what they do.
   *
   * @returns `undefined` where it is not shared, or the host has no shared buffers
   */
  share(): SharedMemory | undefined {
    const { type, storage: buffer, size } = this;
    if (size === undefined || buffer instanceof ArrayBuffer) return undefined;
    this.store.follow(this);
    return { type, buffer, size: size.buffer };
  }

  /** Makes the views as long as other agents have grown the memory. */
  catchUp(): void {
    const pages = this.size?.pages ?? this.pageCount;
    if (pages === this.pageCount) return;
    this.pageCount = pages;
    this.rebind(this.storage, pages * this.pageSize);
  }

  /** Current size in pages. */
  get pages(): number {
    this.catchUp();
    return this.pageCount;
  }

  /** Current size in bytes. */
  get byteLength(): number {
    return this.view.byteLength;
  }

  /**
   * The memory's bytes and nothing more, for whoever is outside; that of a shared memory has room for its maximum.
   *
   * @throws RangeError where the host has no room for a buffer of this length beside the one that there is
   */
  get buffer(): MemoryBuffer {
    const { storage, byteLength } = this;
    if (storage instanceof ArrayBuffer && storage.byteLength > byteLength) {
      this.rebind(this.moved(storage, byteLength), byteLength);
    }
    this.seen = true;
    return this.storage;
  }

  /**
   * `memory.grow`: adds `delta` pages (not negative; larger than any memory is fine). Afterwards, even for a `delta` of 0, `buffer` and `view` are new
   * and the old buffer is detached, as far as the host can. Shared memories keep their buffer, and grow for all agents.
   *
   * Allocators of guests grow by a page at a time, and each time all bytes are copied. So growth that follows upon growth, with no look at `buffer` in
   * between, makes room for more: the copies of many such steps are then a few times the memory's length together, not its square.
   *
   * @returns the size before in pages, or -1 when it cannot grow that much
   */
  grow(delta: number): number {
    reserveStack();
    for (;;) {
      const old = this.pages;
      if (!(delta <= this.limit - old)) return -1;
      const pages = old + delta;
      const bytes = pages * this.pageSize;
      const { storage: buffer } = this;
      if (!this.affords(delta)) return -1;
      const grown = buffer instanceof ArrayBuffer ? this.reallocate(buffer, bytes) : growShared(buffer, bytes);
      if (grown === undefined) return -1;
      // Another agent may have been faster.
      if (this.size?.replace(old, pages) === false) continue;
      this.pageCount = pages;
      if (this.budget !== undefined && !this.type.shared) this.budget.memoryBytes -= delta * this.pageSize;
      this.seen = false;
      this.rebind(grown, bytes);
      return old;
    }
  }

  /** Whether its budget has so many pages; a shared memory has taken all that it can have at once. */
  private affords(delta: number): boolean {
    const { budget } = this;
    return budget === undefined || this.type.shared || delta * this.pageSize <= budget.memoryBytes;
  }

  /** Whether `buffer` is a resizable one: such a buffer stays the same object when the memory grows. */
  get resizable(): boolean {
    return (this.storage as ResizableBuffer).resizable === true;
  }

  /**
   * Moves the bytes into a resizable buffer with room for the maximum, which there must be, or back into one of fixed length. The old buffer is detached, as
   * far as the host can. Accesses to resizable buffers are several times slower on most engines.
   *
   * @throws RangeError where the host cannot provide that much room; nothing has changed then
   */
  setResizable(resizable: boolean): void {
    const { storage: buffer, byteLength, type } = this;
    if (resizable === this.resizable || !(buffer instanceof ArrayBuffer)) return;
    const made = resizable
      ? new RESIZABLE(byteLength, { maxByteLength: Number(type.limits.max) * this.pageSize })
      : new ArrayBuffer(byteLength);
    new Uint8Array(made).set(this.bytes);
    this.store.host.move?.(buffer);
    this.rebind(made, byteLength);
  }

  /**
   * Gives the memory other bytes, as many as there are: what a debugger steps back to. The old buffer is detached, as far as the host can. A shared memory keeps
   * its buffer, and its size.
   *
   * @param bytes whole pages; copied
   * @throws ResourceError where the host has no room; RangeError where a shared memory is not that large
   */
  restore(bytes: Uint8Array): void {
    const { storage: buffer } = this;
    if (!(buffer instanceof ArrayBuffer)) {
      this.bytes.set(bytes);
      return;
    }
    const made = allocate(bytes.length);
    if (made === undefined) {
      throw new ResourceError(memoryAllocation(BigInt(bytes.length / this.pageSize), this.pageSize));
    }
    new Uint8Array(made).set(bytes);
    this.store.host.move?.(buffer);
    this.pageCount = bytes.length / this.pageSize;
    this.rebind(made, bytes.length);
  }

  private rebind(buffer: MemoryBuffer, bytes: number): void {
    this.storage = buffer;
    this.view = new DataView(buffer, 0, bytes);
    this.bytes = new Uint8Array(buffer, 0, bytes);
    for (const listener of this.listeners) listener();
  }

  /**
   * Calls `listener` whenever `buffer` and `view` were replaced.
   *
   * @returns stops that
   */
  onRebind(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private reallocate(buffer: ArrayBuffer, bytes: number): ArrayBuffer | undefined {
    try {
      if (this.resizable) {
        // The method of all buffers: this one may have got its own.
        (ArrayBuffer.prototype as ResizableBuffer).resize?.call(buffer, bytes);
        return buffer;
      }
      if (this.seen) return this.moved(buffer, bytes);
      return bytes <= buffer.byteLength ? buffer : this.movedWithRoom(buffer, bytes);
    } catch {
      return undefined;
    }
  }

  /** {@link moved} into a buffer that is half as long again, up to the maximum and what the budget has, where the host has one. */
  private movedWithRoom(buffer: ArrayBuffer, bytes: number): ArrayBuffer {
    const most = Math.min(this.limit * this.pageSize, this.byteLength + (this.budget?.memoryBytes ?? MAX_BYTES.i64));
    try {
      return this.moved(buffer, Math.min(bytes + Math.ceil(bytes / 2), most));
    } catch {
      return this.moved(buffer, bytes);
    }
  }

  /** The memory's bytes in a new buffer of this length, with zeros behind; the old one is detached. @throws RangeError */
  private moved(buffer: ArrayBuffer, length: number): ArrayBuffer {
    const { move, resize } = this.store.host;
    if (length === buffer.byteLength) return move === undefined ? buffer : move(buffer);
    if (resize !== undefined) return resize(buffer, length);
    const made = new ArrayBuffer(length);
    new Uint8Array(made).set(this.bytes);
    if (this.seen) move?.(buffer);
    return made;
  }

  private allocate(bytes: number): MemoryBuffer | undefined {
    if (bytes > MAX_BYTES.i64 || this.pageCount > this.limit) return undefined;
    return this.type.shared ? this.allocateShared() : allocate(bytes);
  }

  /**
   * Shared memories keep their buffer, for other agents see it: it has room for its maximum at once, and grows within where the host can. Hosts without
   * shared buffers have no other agents; and without bigints there are no atomic operations on 64 bits that other agents could see.
   */
  private allocateShared(): MemoryBuffer | undefined {
    const bytes = this.pageCount * this.pageSize;
    const most = this.limit * this.pageSize;
    if (typeof SharedArrayBuffer === 'undefined' || typeof BigInt64Array === 'undefined') return allocate(bytes);
    try {
      const GROWABLE: SizedConstructor<SharedArrayBuffer> = SharedArrayBuffer;
      if (bytes === most || !('grow' in SharedArrayBuffer.prototype)) return new SharedArrayBuffer(most);
      return new GROWABLE(bytes, { maxByteLength: most });
    } catch {
      return undefined;
    }
  }
}

/** A shared buffer with at least this many bytes: itself. */
function growShared(buffer: SharedArrayBuffer, bytes: number): SharedArrayBuffer | undefined {
  if (bytes <= buffer.byteLength) return buffer;
  try {
    (buffer as GrowableBuffer).grow?.(bytes);
  } catch {
    // It stays as it is.
  }
  return bytes <= buffer.byteLength ? buffer : undefined;
}

function allocate(bytes: number): ArrayBuffer | undefined {
  try {
    return new ArrayBuffer(bytes);
  } catch {
    return undefined;
  }
}
