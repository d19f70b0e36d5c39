import { FUNCREF } from '@softwasm/syntax';
import { describe, expect, test } from 'vitest';
import { MemoryInstance, ResourceBudget, Store, TableInstance } from '../src/index.ts';

describe('a budget', () => {
  const store = new Store();
  const memoryType = (min: number, shared = false) =>
    ({ addressType: 'i32', limits: { min, max: 4 }, shared, pageSizeLog2: 16 }) as const;
  test('is taken by memories when they are made and grow', () => {
    const budget = new ResourceBudget(4 * 65536, 0);
    const first = new MemoryInstance(store, memoryType(1), undefined, budget);
    const second = new MemoryInstance(store, memoryType(0), undefined, budget);
    expect(second.grow(4)).toBe(-1);
    expect([second.grow(2), first.grow(1), first.grow(1), first.grow(0)]).toEqual([0, 1, -1, 2]);
    expect([first.pages, second.pages, budget.memoryBytes]).toEqual([2, 2, 0]);
  });
  test('bounds the room that growing memories make', () => {
    const budget = new ResourceBudget(11 * 65536, 0);
    const type = { addressType: 'i32', limits: { min: 8 }, shared: false, pageSizeLog2: 16 } as const;
    const memory = new MemoryInstance(store, type, undefined, budget);
    for (let pages = 8; pages < 11; pages++) {
      expect(memory.grow(1)).toBe(pages);
      expect(memory.view.buffer.byteLength).toBeLessThanOrEqual(11 * 65536);
    }
    expect(memory.grow(1)).toBe(-1);
  });
  test('what a type does not allow costs nothing', () => {
    const budget = new ResourceBudget(10 * 65536, 0);
    const memory = new MemoryInstance(store, memoryType(1), undefined, budget);
    expect([memory.grow(4), memory.grow(Number.POSITIVE_INFINITY), budget.memoryBytes]).toEqual([-1, -1, 9 * 65536]);
  });
  test('is taken by a shared memory all at once', () => {
    const budget = new ResourceBudget(4 * 65536, 0);
    const memory = new MemoryInstance(store, memoryType(1, true), undefined, budget);
    expect([budget.memoryBytes, memory.grow(3), budget.memoryBytes]).toEqual([0, 1, 0]);
  });
  test('is taken by tables', () => {
    const budget = new ResourceBudget(0, 5);
    const type = { addressType: 'i32', limits: { min: 2 }, element: FUNCREF } as const;
    const table = new TableInstance(store, type, null, budget);
    expect([table.grow(4, null), table.grow(3, null), table.grow(1, null), table.grow(0, null)]).toEqual([
      -1, 2, -1, 5,
    ]);
    expect([table.size, budget.tableElements]).toEqual([5, 0]);
  });
  test('counts custom pages by their bytes', () => {
    const budget = new ResourceBudget(100, 0);
    const type = { addressType: 'i32', limits: { min: 60 }, shared: false, pageSizeLog2: 0 } as const;
    const memory = new MemoryInstance(store, type, undefined, budget);
    expect([memory.grow(41), memory.grow(40)]).toEqual([-1, 60]);
  });
});
