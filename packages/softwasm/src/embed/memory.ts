import { decodeUtf8 } from '@softwasm/decoder';
import { MemoryInstance } from '@softwasm/runtime';
import { memorySizeLimit, PAGE_SIZE_LOG2, ResourceError } from '@softwasm/syntax';
import { describeNumber, describeValue } from './describe-value.ts';
import { limitsOf, type SizeDescriptor } from './descriptors.ts';
import { EmbedError } from './embed-error.ts';
import { type Address, inBounds, toSize } from './memory-bounds.ts';
import { MEMORIES } from './memory-handles.ts';
import { MemoryView } from './memory-view.ts';
import {
  bytesExpected,
  cannotGrow,
  loneSurrogate,
  malformedUtf8,
  SHARED_MAXIMUM,
  stringExpected,
  unterminated,
  ZERO_IN_STRING,
} from './messages.ts';
import { realmOf, type Store } from './store.ts';
import { encodeUtf8, utf8Length } from './utf8.ts';

/** Sizes in pages of 64 KiB. */
export interface MemoryDescriptor extends SizeDescriptor {
  /** Absent: no. */
  readonly shared?: boolean;
}

/** Most pages, by the type of addresses. */
const MAX_PAGES = { i32: 2 ** 16, i64: 2 ** 48 };

/**
 * A memory: the host's own, or one that a guest exports. Every access looks at the bytes as they are now, and asks whether they are in bounds. All methods
 * throw an `EmbedError` where the instance that defines it is disposed.
 */
export class Memory {
  /** @throws EmbedError for sizes that no memory has; ResourceError where the host cannot provide it */
  constructor(descriptor: MemoryDescriptor, store?: Store) {
    const { addressType = 'i32', shared = false } = descriptor;
    const limits = limitsOf(descriptor);
    if (shared && limits.max === undefined) throw new EmbedError('argument', SHARED_MAXIMUM);
    if (limits.min > MAX_PAGES[addressType] || (limits.max ?? 0) > MAX_PAGES[addressType]) {
      throw new EmbedError('argument', memorySizeLimit(addressType, PAGE_SIZE_LOG2));
    }
    const realm = realmOf(store);
    const type = { addressType, limits, shared, pageSizeLog2: PAGE_SIZE_LOG2 };
    MEMORIES.adopt(realm, this, new MemoryInstance(realm.store, type));
  }

  get kind(): 'memory' {
    return 'memory';
  }

  /** Current size in pages. */
  get pages(): number {
    return MEMORIES.use(this).pages;
  }

  /** Current size in bytes. */
  get byteLength(): number {
    const memory = MEMORIES.use(this);
    return memory.pages * memory.pageSize;
  }

  /**
   * Adds pages.
   *
   * @returns the number of pages before
   * @throws ResourceError where it cannot grow that much, by its type, the limits of its instance, or the host; nothing has changed then
   */
  grow(pages: Address): number {
    const memory = MEMORIES.use(this);
    const before = memory.grow(toSize(pages, 'number of pages'));
    if (before < 0) throw new ResourceError(cannotGrow('memory', describeNumber(pages), memory.pages));
    return before;
  }

  /** A copy of bytes. @throws EmbedError where they are out of bounds */
  read(address: Address, length: number): Uint8Array {
    const memory = MEMORIES.use(this);
    const count = toSize(length, 'length');
    const at = inBounds(memory, address, count);
    return memory.bytes.slice(at, at + count);
  }

  /** Writes bytes. @throws EmbedError where they would be out of bounds; nothing is written then */
  write(address: Address, bytes: Uint8Array): void {
    const memory = MEMORIES.use(this);
    if (!(bytes instanceof Uint8Array)) throw new EmbedError('argument', bytesExpected(describeValue(bytes)));
    memory.bytes.set(bytes, inBounds(memory, address, bytes.length));
  }

  /** A string of `length` bytes of UTF-8. @throws EmbedError where it is out of bounds, or not well-formed */
  readString(address: Address, length: number): string {
    const memory = MEMORIES.use(this);
    const count = toSize(length, 'length');
    const at = inBounds(memory, address, count);
    return decode(memory.bytes.slice(at, at + count), address);
  }

  /** A string of UTF-8 up to the zero that ends it. @throws EmbedError where there is none, or it is not well-formed */
  readCString(address: Address): string {
    const memory = MEMORIES.use(this);
    const at = inBounds(memory, address, 0);
    const end = memory.bytes.indexOf(0, at);
    if (end < 0) throw new EmbedError('text', unterminated(describeNumber(address)));
    return decode(memory.bytes.slice(at, end), address);
  }

  /**
   * Writes a string as UTF-8, without a zero at its end.
   *
   * @returns how many bytes
   * @throws EmbedError where it would be out of bounds, or has lone surrogates; nothing is written then
   */
  writeString(address: Address, text: string): number {
    return write(MEMORIES.use(this), address, text, false);
  }

  /** {@link writeString}, and a zero behind it, which counts. */
  writeCString(address: Address, text: string): number {
    return write(MEMORIES.use(this), address, text, true);
  }

  /** A range that follows the memory when it grows. @throws EmbedError where it is out of bounds */
  view(address: Address, length: number): MemoryView {
    return new MemoryView(this, address, length);
  }
}

function decode(bytes: Uint8Array, address: Address): string {
  const text = decodeUtf8(bytes);
  if (text === undefined) throw new EmbedError('text', malformedUtf8(describeNumber(address)));
  return text;
}

function write(memory: MemoryInstance, address: Address, text: string, zero: boolean): number {
  if (typeof text !== 'string') throw new EmbedError('argument', stringExpected(describeValue(text)));
  if (zero && text.includes('\0')) throw new EmbedError('text', ZERO_IN_STRING);
  const length = utf8Length(text);
  if (length < 0) throw new EmbedError('text', loneSurrogate(-1 - length));
  const count = zero ? length + 1 : length;
  const at = inBounds(memory, address, count);
  encodeUtf8(text, memory.bytes.subarray(at, at + length));
  if (zero) memory.bytes[at + length] = 0;
  return count;
}
