import { expect, it } from 'vitest';
import { Scratch } from '../src/ir/scratch.ts';

it('gives zeros, whatever was written before, and long ones after short ones', () => {
  const scratch = new Scratch();
  for (const length of [3, 5000, 40]) {
    const words = scratch.words(length);
    const bytes = scratch.bytes(length);
    expect(words.length).toBeGreaterThanOrEqual(length);
    expect(bytes.length).toBeGreaterThanOrEqual(length);
    expect([...words.subarray(0, length), ...bytes.subarray(0, length)].every((item) => item === 0)).toBe(true);
    words.fill(7);
    bytes.fill(7);
    scratch.release();
  }
});

it('gives nothing twice before it is released', () => {
  const scratch = new Scratch();
  const first = scratch.words(10);
  const mark = scratch.mark();
  const second = scratch.words(10);
  expect(second).not.toBe(first);
  scratch.release(mark);
  expect(scratch.words(10)).toBe(second);
  expect(scratch.words(10)).not.toBe(first);
  scratch.release();
  expect(scratch.words(10)).toBe(first);
});
