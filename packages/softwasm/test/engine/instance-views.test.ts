import { MemoryInstance, Store } from '@softwasm/runtime';
import { expect, test } from 'vitest';
import { InstanceViews } from '../../src/engine/instance-views.ts';

test('code that is made after a growth has views that were never assigned, and all views follow the memory', () => {
  const limits = { min: 1, max: 100 };
  const memory = new MemoryInstance(new Store(), { addressType: 'i32', limits, shared: false, pageSizeLog2: 16 });
  let growths = 0;
  const instanceViews = new InstanceViews([memory], () => growths++);
  const made = new Set([instanceViews.of(0)]);
  for (let i = 0; i < 60; i++) {
    memory.grow(1);
    expect(made.has(instanceViews.of(0))).toBe(false);
    made.add(instanceViews.of(0));
  }
  expect([made.size, growths]).toEqual([61, 60]);
  for (const { v, n } of made) {
    expect(v).toBe(memory.view);
    expect(n.byteLength).toBe(61 * 65536 - 4);
  }
});
