import { engineNamed } from '@softwasm/cli/wast';
import { describe, expect, test } from 'vitest';
import { differs } from '../src/fuzz/differential.ts';
import { nativeApi } from '../src/fuzz/host-side.ts';
import { Random } from '../src/fuzz/random.ts';
import { structuredModule, structuredText } from '../src/fuzz/structured/program.ts';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

describe('structured modules', () => {
  test('the same seed gives the same module, another seed another', () => {
    expect(structuredModule(3)).toEqual(structuredModule(3));
    expect(structuredModule(3)).not.toEqual(structuredModule(4));
  });

  test('the host takes every one', () => {
    for (const seed of SEEDS) expect(nativeApi?.validate(structuredModule(seed)), `seed ${seed}`).toBe(true);
  });

  test.each([
    'return_call $f',
    'call_indirect',
    'br_table',
    '(try $l',
    '(throw $tag',
    'memory.grow',
    'i64.rem_u',
    'trunc_sat_f64',
    'i32.load8_s',
    ') (else (br $l',
    '(param i64) (result i64) (local.set',
  ])('have %s in them', (form) => {
    expect(SEEDS.some((seed) => structuredText(seed).includes(form))).toBe(true);
  });

  test.each(['jit', 'interpreter', 'aot'])('%s and the host agree about them', (name) => {
    for (const seed of SEEDS.slice(0, 7)) {
      expect(differs(structuredModule(seed), new Random(seed), engineNamed(name)), `seed ${seed}`).toBeUndefined();
    }
  });
});
