import { decodeModule } from '@softwasm/decoder';
import { ALL_FEATURES } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { UnitGenerator } from '../src/jit/unit-generator.ts';
import { compileOptions } from '../src/options.ts';

function generator(text: string, whole: boolean): UnitGenerator {
  const features = ALL_FEATURES;
  const module = validateModule(decodeModule(assemble(text, { features }), { features }), { features });
  return new UnitGenerator(module, compileOptions(), whole);
}

/** Needs room for more nodes, statements and variables than arenas have at first. */
const LARGE = `(module (memory 1) (func (param i32) (result i32)
  ${'(i32.store (local.get 0) (i32.add (call 1 (local.get 0)) (i32.load (local.get 0))))'.repeat(400)} (i32.const 0))
  (func (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3))))`;
const SMALL = '(module (func (param f64) (result f64) (f64.add (local.get 0) (f64.const 0.5))))';

describe.each([true, false])('units, one for a whole module: %s', (whole) => {
  it('have the same text, whatever was generated before or in between', () => {
    const alone = generator(SMALL, whole).unit(0).source;
    const large = generator(LARGE, whole);
    const first = large.unit(0).source;
    const small = generator(SMALL, whole);
    expect(small.unit(0).source).toBe(alone);
    expect(large.unit(0).source).toBe(first);
    expect(small.unit(0).source).toBe(alone);
  });

  it('have functions: all of them, or one', () => {
    const { map } = generator(LARGE, whole).unit(0);
    expect(map.functions.map(({ index }) => index)).toEqual(whole ? [0, 1] : [0]);
  });
});

it('bind the helpers they use, each once', () => {
  const text = `(module
    (func (param f32 f64) (result f32) (f32.nearest (f32.nearest (local.get 0))))
    (func (param i32) (result i32) (i32.add (i32.popcnt (local.get 0)) (i32.ctz (local.get 0)))))`;
  const { source } = generator(text, true).unit(0);
  const bound = /^const \{([^}]*)\}=env\.helpers;$/m.exec(source)?.[1]?.split(',') ?? [];
  expect(bound).toEqual([...new Set(bound)]);
  expect(bound).toEqual(expect.arrayContaining(['i32_ctz', 'i32_popcnt', 'f32_nearest']));
});
