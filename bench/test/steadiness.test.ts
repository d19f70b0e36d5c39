import { describe, expect, it } from 'vitest';
import { isSteady, steadyOf } from '../src/programs/steadiness.ts';

/** Tasks of which each stage's take so long, so many of them. */
function tasks(...stages: readonly (readonly [ms: number, count: number])[]): number[] {
  return stages.flatMap(([ms, count]) => new Array<number>(count).fill(ms));
}

describe('isSteady', () => {
  it('holds of tasks that always take as long', () => {
    expect(isSteady(tasks([10, 100]))).toBe(true);
  });

  it('does not hold while tasks get faster, and does when the faster ones have taken most of the time', () => {
    expect(isSteady(tasks([100, 40], [50, 60]))).toBe(false);
    expect(isSteady(tasks([100, 40], [50, 200]))).toBe(true);
  });

  it('bears slower ones in between, but needs some tasks', () => {
    expect(isSteady(tasks([10, 50], [80, 5], [10, 100], [300, 1], [10, 50]))).toBe(true);
    expect(isSteady(tasks([10, 8]))).toBe(false);
    expect(isSteady([])).toBe(false);
  });
});

describe('steadyOf', () => {
  it('is the median of the later half', () => {
    expect(steadyOf([9, 9, 2, 3, 4])).toBe(3);
    expect(steadyOf([9, 9, 4, 2])).toBe(3);
  });
});
