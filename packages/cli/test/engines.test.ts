import { ALL_PASSES } from '@softwasm/compiler';
import type { createJitEngine } from 'softwasm';
import { describe, expect, test } from 'vitest';
import { engineNamed, passesNamed } from '../src/engines.ts';

describe('passes', () => {
  test('all, none, and all but some', () => {
    expect(passesNamed('all')).toEqual(ALL_PASSES);
    expect(Object.values(passesNamed('none'))).not.toContain(true);
    expect(passesNamed('-demand,-slots')).toEqual({ ...ALL_PASSES, demand: false, slots: false });
  });

  test('that there are not', () => {
    expect(() => passesNamed('-demnd')).toThrow('there is no pass "demnd"');
    expect(() => engineNamed('jit', 'jit', '')).toThrow(RangeError);
  });
});

test('small integers have as many bits as they are said to have', () => {
  const bits = (text: string): number =>
    (engineNamed('jit', 'jitless', 'all', text) as ReturnType<typeof createJitEngine>).options.smallIntegers;
  expect([bits('31'), bits('32'), bits('auto')]).toEqual([31, 32, 32]);
});

test('engines that there are not', () => {
  expect(() => engineNamed('jet')).toThrow('there is no engine jet');
});
