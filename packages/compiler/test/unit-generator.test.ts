import { decodeModule } from '@softwasm/decoder';
import { ALL_FEATURES } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { UnitGenerator } from '../src/jit/unit-generator.ts';
import { compileOptions, type PartialCompileOptions } from '../src/options.ts';

function generator(text: string, whole: boolean, options: PartialCompileOptions = {}): UnitGenerator {
  const features = ALL_FEATURES;
  const module = validateModule(decodeModule(assemble(text, { features }), { features }), { features });
  return new UnitGenerator(module, compileOptions(options), whole);
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

/** Loops, counters, floats, switches with code in their cases, results that are joined: all that analyses keep something of. */
function assorted(size: number): string {
  const cases = Array.from({ length: size }, (_, i) => i);
  return `(func (param $n i32) (param $x f64) (result i32) (local $i i32) (local $l i64) (local $y f64)
    (block $out ${cases.map((i) => `(block $${i}`).join(' ')}
      (br_table ${cases.map((i) => `$${i}`).join(' ')} $out (local.get $n))
    ${cases
      .map(
        (i) => `) (loop $again
          (local.set $y (f64.add (local.get $y) (f64.load offset=${8 * i} (local.get $i))))
          (local.set $l (i64.mul (i64.extend_i32_u (local.get $i)) (i64.const ${i + 3})))
          (i64.store (local.get $i) (local.get $l))
          (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const ${64 * i + 64}))))
        (if (f64.lt (local.get $y) (local.get $x)) (then (br $out)))`,
      )
      .join('\n')})
    (if (result i32) (local.get $i) (then (i32.wrap_i64 (local.get $l))) (else (i32.trunc_sat_f64_s (local.get $y)))))`;
}

describe.each(['jit', 'jitless'] as const)('code with the tuning %s', (tune) => {
  it('is the same in whichever order functions are generated', () => {
    const text = `(module (memory 1) ${[2, 40, 1, 9, 3].map(assorted).join('\n')})`;
    // Functions of more than a few cases are split, where that is done at all.
    const options = { tune, maxBytecode: 3000 };
    const keys = [0, 1, 2, 3, 4];
    const alone = keys.map((key) => generator(text, false, options).unit(key).source);
    const one = generator(text, false, options);
    expect(keys.map((key) => one.unit(key).source)).toEqual(alone);
    expect([...keys].reverse().map((key) => one.unit(key).source)).toEqual([...alone].reverse());
    expect(alone[1]!.includes('f1$1(')).toBe(tune === 'jit');
  });
});
