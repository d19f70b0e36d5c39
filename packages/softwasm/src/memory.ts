import { MemoryInstance } from '@softwasm/runtime';
import { API_ERRORS, memorySizeLimit, PAGE_SIZE_LOG2 } from '@softwasm/syntax';
import type { AddressResult, MemoryConstructor } from './api.ts';
import { allocating } from './errors.ts';
import { readLimits } from './limits.ts';
import type { Realm } from './realm.ts';
import { defineInterface, fromAddress, toDictionary, toIndex, toLength } from './webidl.ts';

/** Most pages, by the type of addresses: what validation allows a module to declare. */
const MAX_PAGES = { i32: 2 ** 16, i64: 2 ** 48 };

function newMemory(realm: Realm, descriptor: unknown): MemoryInstance {
  const dictionary = toDictionary(descriptor);
  const { addressType, limits } = readLimits(realm.int64, dictionary, realm.typeReflection);
  const shared = Boolean(dictionary.shared);
  if (shared && limits.max === undefined) throw new TypeError(API_ERRORS.sharedMaximum);
  if (limits.min > MAX_PAGES[addressType] || (limits.max ?? 0) > MAX_PAGES[addressType]) {
    throw new RangeError(memorySizeLimit(addressType, PAGE_SIZE_LOG2));
  }
  const type = { addressType, limits, shared, pageSizeLog2: PAGE_SIZE_LOG2 };
  return allocating(() => new MemoryInstance(realm.store, type));
}

/** "Grow the memory buffer". @returns pages before. @throws RangeError */
function grow(memory: MemoryInstance, delta: number): number {
  const pages = memory.grow(delta);
  if (pages < 0) throw new RangeError(API_ERRORS.grow);
  return pages;
}

/** The buffer of a shared memory is frozen, as the threads proposal has it. */
function bufferOf({ buffer, type }: MemoryInstance): ArrayBuffer {
  return (type.shared ? Object.freeze(buffer) : buffer) as ArrayBuffer;
}

/**
 * Makes `resize` of a resizable buffer grow its memory (`HostResizeArrayBuffer`). That is a property of its own: what the method of all buffers does, no
 * program can change.
 */
function guardResize(memory: MemoryInstance, buffer: ArrayBuffer): void {
  const resize = (newLength: unknown): void => {
    const delta = (toLength(newLength) - buffer.byteLength) / memory.pageSize;
    if (delta < 0 || !Number.isInteger(delta)) throw new RangeError(API_ERRORS.resize);
    grow(memory, delta);
  };
  Object.defineProperty(buffer, 'resize', { value: resize, configurable: true, writable: true });
}

/** @see https://webassembly.github.io/spec/js-api/index.html#memories */
export function memoryInterface(realm: Realm): MemoryConstructor {
  const { int64, memories } = realm;
  class Memory {
    constructor(descriptor: unknown) {
      memories.adopt(this, newMemory(realm, descriptor));
    }

    grow(delta: unknown): AddressResult {
      const memory = memories.get(this);
      const { addressType } = memory.type;
      return fromAddress(int64, grow(memory, toIndex(int64, delta, addressType, 'delta')), addressType);
    }

    toFixedLengthBuffer(): ArrayBuffer {
      const memory = memories.get(this);
      memory.setResizable(false);
      return bufferOf(memory);
    }

    toResizableBuffer(): ArrayBuffer {
      const memory = memories.get(this);
      if (memory.type.limits.max === undefined) throw new TypeError(API_ERRORS.maximumRequired);
      if (!memory.resizable && !memory.type.shared) {
        memory.setResizable(true);
        guardResize(memory, bufferOf(memory));
      }
      return bufferOf(memory);
    }

    get buffer(): ArrayBuffer {
      return bufferOf(memories.get(this));
    }
  }
  // Whoever asks whether there are these methods shall learn that this host has no resizable buffers.
  if (!('resize' in ArrayBuffer.prototype)) {
    for (const name of ['toFixedLengthBuffer', 'toResizableBuffer']) Reflect.deleteProperty(Memory.prototype, name);
  }
  memories.create = () => Object.create(Memory.prototype) as Memory;
  return defineInterface(Memory, 'Memory');
}
