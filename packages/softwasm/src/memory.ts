import { MemoryInstance } from '@softwasm/runtime';
import { API_ERRORS, memorySizeLimit, PAGE_SIZE_LOG2 } from '@softwasm/syntax';
import type { AddressValue, MemoryConstructor } from './api.ts';
import { allocating } from './errors.ts';
import { readLimits } from './limits.ts';
import type { Realm } from './realm.ts';
import { defineInterface, fromAddress, toAddress, toDictionary } from './webidl.ts';

/** Most pages, by the type of addresses: what validation allows a module to declare. */
const MAX_PAGES = { i32: 2n ** 16n, i64: 2n ** 48n };

function newMemory(realm: Realm, descriptor: unknown): MemoryInstance {
  const dictionary = toDictionary(descriptor);
  const { addressType, limits } = readLimits(dictionary);
  const shared = Boolean(dictionary.shared);
  if (shared && limits.max === undefined) throw new TypeError(API_ERRORS.sharedMaximum);
  if (limits.min > MAX_PAGES[addressType] || (limits.max ?? 0n) > MAX_PAGES[addressType]) {
    throw new RangeError(memorySizeLimit(addressType, PAGE_SIZE_LOG2));
  }
  const type = { addressType, limits, shared, pageSizeLog2: PAGE_SIZE_LOG2 };
  return allocating(() => new MemoryInstance(realm.store, type));
}

/** @see https://webassembly.github.io/spec/js-api/index.html#memories */
export function memoryInterface(realm: Realm): MemoryConstructor {
  const { memories } = realm;
  class Memory {
    constructor(descriptor: unknown) {
      memories.adopt(this, newMemory(realm, descriptor));
    }

    grow(delta: unknown): AddressValue {
      const memory = memories.get(this);
      const { addressType } = memory.type;
      const pages = memory.grow(Number(toAddress(delta, addressType, 'delta')));
      if (pages < 0) throw new RangeError(API_ERRORS.grow);
      return fromAddress(pages, addressType);
    }

    get buffer(): ArrayBuffer {
      return memories.get(this).buffer as ArrayBuffer;
    }
  }
  memories.create = () => Object.create(Memory.prototype) as Memory;
  return defineInterface(Memory, 'Memory');
}
