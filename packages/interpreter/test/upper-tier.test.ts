import { decodeModule } from '@softwasm/decoder';
import {
  type Code,
  callFunction,
  type FunctionInstance,
  instantiate,
  type ModuleInstance,
  type PreparedModule,
  rawHostFunction,
  Store,
} from '@softwasm/runtime';
import { ALL_FEATURES } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { activate, createInterpreterEngine, machineOf, prepareLowerTier, type UpperTier } from '../src/index.ts';
import { func } from './guest.ts';

/** An upper tier whose functions are given by the test. */
class Upper implements UpperTier {
  readonly asked: string[] = [];
  codes: Record<number, Code | undefined> = {};
  entries: Record<number, Code | undefined> = {};
  steps = 1000;

  patience(): number {
    return this.steps;
  }
  code(index: number): Code | undefined {
    this.asked.push(`code ${index}`);
    return this.codes[index];
  }
  entry(index: number): { code: Code; operands: [] } | undefined {
    this.asked.push(`entry ${index}`);
    const code = this.entries[index];
    return code && { code, operands: [] };
  }
  name(index: number): string {
    return `function ${index}`;
  }
}

function below(upper: Upper, text: string): ModuleInstance {
  const features = ALL_FEATURES;
  const module = validateModule(decodeModule(assemble(text), { features }), { features });
  const tier = prepareLowerTier(module);
  const prepared: PreparedModule = {
    engine: createInterpreterEngine(),
    module,
    link: (instance) => tier.linkBelow(instance, upper, { steps: 10, jit: true }),
  };
  return instantiate(new Store(), prepared, []);
}

const SUM = `(module (func $sum (export "sum") (param $n i32) (result i32) (local $sum i32)
  (loop $l (local.set $sum (i32.add (local.get $sum) (local.get $n)))
    (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
  (local.get $sum))
  (func (export "twice") (param i32) (result i32) (i32.mul (call $sum (local.get 0)) (i32.const 2))))`;

describe('an upper tier', () => {
  it('is not asked before a function is warm', () => {
    const upper = new Upper();
    const sum = func(below(upper, SUM), 'sum');
    expect(callFunction(sum, [10])).toEqual([55]);
    expect(upper.asked).toEqual([]);
  });

  it('takes over calls', () => {
    const upper = new Upper();
    upper.codes[0] = (n: number) => n + 1000;
    const instance = below(upper, SUM);
    expect(callFunction(func(instance, 'sum'), [400])).toEqual([80_200]);
    expect(upper.asked).toEqual([]);
    // From inside and from outside.
    expect(callFunction(func(instance, 'twice'), [5])).toEqual([2010]);
    expect(callFunction(func(instance, 'sum'), [6])).toEqual([1006]);
    expect(upper.asked).toEqual(['code 0']);
  });

  it('takes over a call that goes on and on, in its loop, with its locals', () => {
    const upper = new Upper();
    const seen: unknown[] = [];
    upper.entries[0] = (n: number, sum: number) => {
      seen.push(n, sum);
      return -7;
    };
    expect(callFunction(func(below(upper, SUM), 'twice'), [100_000])).toEqual([-14]);
    expect(upper.asked).toEqual(['entry 0']);
    const [n, sum] = seen as [number, number];
    // As many iterations as were executed before.
    let expected = 0;
    for (let i = 100_000; i > n; i--) expected = (expected + i) | 0;
    expect(sum).toBe(expected);
    expect(n).toBeGreaterThan(90_000);
  });

  it('may refuse: the function stays where it is', () => {
    const upper = new Upper();
    const instance = below(upper, SUM);
    const [sum, twice] = [func(instance, 'sum'), func(instance, 'twice')];
    expect(callFunction(sum, [3000])).toEqual([4_501_500]);
    expect(callFunction(twice, [3000])).toEqual([9_003_000]);
    expect(callFunction(sum, [10])).toEqual([55]);
    expect(upper.asked).toContain('entry 0');
    expect(upper.asked).toContain('code 0');
  });

  it('throws past the handlers of the function that it has taken over', () => {
    const upper = new Upper();
    const instance = below(
      upper,
      `(module (tag $e (export "e"))
        (func $f (export "f") (param $n i32) (result i32)
          (block $h (try_table (catch_all $h)
            (loop $l (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (throw $e)))
          (i32.const 1))
        (func (export "g") (param i32) (result i32)
          (block $h (try_table (catch_all $h) (return (call $f (local.get 0))))) (i32.const 2)))`,
    );
    const thrower: Code = () => callFunction(thrown, []);
    const thrown = func(
      instantiate(
        instance.store,
        createInterpreterEngine().prepare(
          validateModule(decodeModule(assemble('(module (tag $e) (func (export "t") (throw $e)))'))),
        ),
        [],
      ),
      't',
    );
    upper.entries[0] = thrower;
    upper.codes[0] = thrower;
    expect(callFunction(func(instance, 'f'), [3])).toEqual([1]);
    for (let i = 0; i < 3; i++) expect(callFunction(func(instance, 'g'), [100_000])).toEqual([2]);
    expect(upper.asked).toEqual(['entry 0', 'code 0']);
    expect(machineOf(instance.store).depth).toBe(0);
  });

  it('has the functions that make tail calls from the beginning: calls between the two take stack', () => {
    const upper = new Upper();
    upper.codes[0] = () => 5;
    const instance = below(
      upper,
      '(module (func (export "f") (result i32) (return_call $g)) (func $g (result i32) (i32.const 4)))',
    );
    expect(callFunction(func(instance, 'f'), [])).toEqual([5]);
  });

  it('leaves nothing to watch', () => {
    const instance = below(new Upper(), SUM);
    expect(() => activate(func(instance, 'sum'), [1])).toThrow(RangeError);
  });
});

describe('a tail call of a host function', () => {
  const TEXT = `(module (import "m" "f" (func $f)) (memory (export "memory") 1)
    (func $tail (block $h (try_table (catch_all $h) (return_call $f))))
    (func (export "run") (result i32)
      (block $h (try_table (catch_all $h) (call $tail) (return (i32.load8_u (i32.const 65536))))) (i32.const 2)))`;

  function run(f: (instance: ModuleInstance) => void): unknown {
    const store = new Store();
    const module = validateModule(decodeModule(assemble(TEXT)));
    let instance: ModuleInstance | undefined;
    // The import's type is the first one.
    const host = rawHostFunction(store, store.typesOf(module)[0]!, () => f(instance!));
    instance = instantiate(store, createInterpreterEngine().prepare(module), [host]);
    return callFunction(instance.exports.get('run') as FunctionInstance, []);
  }

  it('leaves the handlers of its function', () => {
    expect(
      run(({ store }) => {
        const thrower = validateModule(decodeModule(assemble('(module (tag $e) (func (export "t") (throw $e)))')));
        callFunction(func(instantiate(store, createInterpreterEngine().prepare(thrower), []), 't'), []);
      }),
    ).toEqual([2]);
  });

  it('may make the memory larger', () => {
    expect(run((instance) => void instance.memories[0]!.grow(1))).toEqual([0]);
  });
});
