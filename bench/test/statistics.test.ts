import { describe, expect, it } from 'vitest';
import { geomean, median } from '../src/statistics.ts';

describe('median', () => {
  it('takes the middle of an odd and the mean of the two middles of an even number of values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([10, 9])).toBe(9.5);
  });
  it('is not a number where there is none, and leaves its argument as it is', () => {
    expect(median([])).toBeNaN();
    const values = [2, 1];
    median(values);
    expect(values).toEqual([2, 1]);
  });
});

describe('geomean', () => {
  it('is the root of the product, whichever side is the base', () => {
    expect(geomean([2, 8])).toBeCloseTo(4, 12);
    expect(geomean([1 / 2, 1 / 8])).toBeCloseTo(1 / 4, 12);
    expect(geomean([5])).toBeCloseTo(5, 12);
    expect(geomean([])).toBeNaN();
  });
});
