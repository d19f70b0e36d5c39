import { describe, expect, it } from 'vitest';
import { atomicLoad, atomicNotify, atomicStore, MemoryInstance, type SharedMemory, Store } from '../src/index.ts';
import { memoryType } from './modules.ts';

const PAGE = 65536;

/** A shared memory and its instance in a store of another agent. */
function pair(min: number, max: number): [MemoryInstance, MemoryInstance] {
  const one = new MemoryInstance(new Store(), { ...memoryType(min, max), shared: true });
  const handed = structuredClone(one.share()) as SharedMemory;
  return [one, new MemoryInstance(new Store(), handed.type, handed)];
}

describe('a memory of several agents', () => {
  it('has the same bytes', () => {
    const [one, other] = pair(1, 1);
    one.view.setInt32(8, 0x1234, true);
    expect(atomicLoad(other, 8, 4)).toBe(0x1234);
  });

  it('grows for all, whoever grows it', () => {
    const [one, other] = pair(1, 4);
    expect(one.grow(1)).toBe(1);
    expect(other.pages).toBe(2);
    expect(other.grow(2)).toBe(2);
    expect(one.pages).toBe(4);
    expect(one.grow(1)).toBe(-1);
    expect([one.byteLength, other.byteLength]).toEqual([4 * PAGE, 4 * PAGE]);
    one.view.setInt8(4 * PAGE - 1, 7);
    expect(other.view.getInt8(4 * PAGE - 1)).toBe(7);
  });

  it('catches up with an atomic operation, on whatever memory, and tells who keeps views', () => {
    const [one, other] = pair(1, 2);
    const flag = new MemoryInstance(other.store, { ...memoryType(1, 1), shared: true });
    const lengths: number[] = [];
    other.onRebind(() => lengths.push(other.view.byteLength));
    one.grow(1);
    expect(other.view.byteLength).toBe(PAGE);
    atomicLoad(flag, 0, 4);
    expect(other.view.byteLength).toBe(2 * PAGE);
    expect(lengths).toEqual([2 * PAGE]);
    atomicLoad(flag, 0, 4);
    expect(lengths).toEqual([2 * PAGE]);
  });

  it('has atomic operations on what was added', () => {
    const [one, other] = pair(1, 2);
    atomicStore(other, 0, 4, 1);
    expect(() => atomicStore(other, PAGE, 4, 1)).toThrow('out of bounds memory access');
    one.grow(1);
    expect(atomicNotify(other, 0, 1)).toBe(0);
    atomicStore(other, 2 * PAGE - 4, 4, 5);
    expect(atomicLoad(one, 2 * PAGE - 4, 4)).toBe(5);
    expect(() => atomicStore(other, 2 * PAGE, 4, 1)).toThrow('out of bounds memory access');
  });

  it('is one that is shared', () => {
    expect(new MemoryInstance(new Store(), memoryType(1, 1)).share()).toBeUndefined();
  });
});
