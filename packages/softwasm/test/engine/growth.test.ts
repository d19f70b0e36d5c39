import type { Evaluator } from '@softwasm/compiler';
import { decodeModule } from '@softwasm/decoder';
import { callFunction, type FunctionInstance, instantiate, Store } from '@softwasm/runtime';
import { Trap } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { createJitEngine } from '../../src/engine/create-jit-engine.ts';
import type { JitOptions } from '../../src/engine/jit-engine.ts';
import { callJit, jit } from './harness.ts';

/*
 * With a JIT, views of memories are constants of generated code. When a memory grows, code that runs goes on with the new view, and what is called later is
 * made anew.
 */

const TEXT = `(module (memory (export "memory") 1)
  (table (export "table") 2 funcref)
  (elem (i32.const 0) $read $fill)
  (func $read (export "read") (param i32) (result i32) (i32.load8_u (local.get 0)))
  (func $fill (export "fill") (param $from i32) (param $to i32)
    (loop $next
      (i32.store8 (local.get $from) (i32.const 7))
      (br_if $next (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 1))) (local.get $to)))))
  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
  ;; Grows while it runs, and reads what is behind the old end by itself, by a call and by an indirect one.
  (func (export "growAndRead") (result i32)
    (local $end i32)
    (local.set $end (i32.shl (memory.size) (i32.const 16)))
    (drop (memory.grow (i32.const 1)))
    (call $fill (local.get $end) (i32.add (local.get $end) (i32.const 3)))
    (i32.add (i32.load8_u offset=2 (local.get $end))
      (i32.add (call $read (i32.add (local.get $end) (i32.const 1)))
        (call_indirect (param i32) (result i32) (local.get $end) (i32.const 0))))))`;

/** An evaluator that counts. */
function counting(): { readonly evaluate: Evaluator; count: number } {
  const counter = {
    count: 0,
    evaluate: (parameter: string, body: string): unknown => {
      if (body.includes('function f')) counter.count++;
      return new Function(parameter, body);
    },
  };
  return counter;
}

function trapsOn(instance: ReturnType<typeof jit>, address: number): readonly number[] {
  try {
    callFunction(instance.exports.get('read') as FunctionInstance, [address]);
  } catch (error) {
    expect(error).toBeInstanceOf(Trap);
    return (error as Trap).frames.map(({ func }) => func);
  }
  throw new Error('no trap');
}

const CONFIGURATIONS: readonly (readonly [string, JitOptions])[] = [
  ['one unit', { tune: 'jit' }],
  ['function by function', { tune: 'jit', wholeModuleBytes: 0 }],
  ['without JIT', { tune: 'jitless' }],
];

describe.each(CONFIGURATIONS)('%s', (_, options) => {
  test('code sees all of a memory that grows, again and again', () => {
    const instance = jit(TEXT, options);
    for (let pages = 2; pages < 12; pages++) {
      expect(callJit(instance, 'growAndRead', [])).toEqual({ value: 21 });
      const end = pages * 65_536;
      callJit(instance, 'fill', [end - 2, end]);
      expect(callJit(instance, 'read', [end - 1])).toEqual({ value: 7 });
      expect(trapsOn(instance, end)).toEqual([0]);
    }
  });
});

describe('functions are made anew', () => {
  test('one unit: at the first call after a growth, then later each time', () => {
    const counter = counting();
    const instance = jit(TEXT, { tune: 'jit', evaluate: counter.evaluate });
    callJit(instance, 'read', [0]);
    expect(counter.count).toBe(1);
    callJit(instance, 'grow', []);
    callJit(instance, 'read', [0]);
    callJit(instance, 'read', [0]);
    expect(counter.count).toBe(2);
    callJit(instance, 'grow', []);
    for (let call = 0; call < 3; call++) callJit(instance, 'read', [0]);
    expect(counter.count).toBe(2);
    callJit(instance, 'read', [0]);
    expect(counter.count).toBe(3);
  });

  test('function by function: those that are called often, each after many calls of its own', () => {
    const counter = counting();
    const instance = jit(TEXT, { tune: 'jit', evaluate: counter.evaluate, wholeModuleBytes: 0 });
    callJit(instance, 'read', [0]);
    callJit(instance, 'fill', [0, 1]);
    callJit(instance, 'grow', []);
    expect(counter.count).toBe(3);
    for (let call = 0; call < 100; call++) callJit(instance, 'read', [0]);
    expect(counter.count).toBe(3);
    callJit(instance, 'fill', [0, 1]);
    expect(counter.count).toBe(3);
    callJit(instance, 'read', [0]);
    callJit(instance, 'read', [0]);
    expect(counter.count).toBe(4);
    // What is called seldom stays as it is, and sees all of the memory.
    const end = 2 * 65_536;
    callJit(instance, 'fill', [end - 2, end]);
    expect(counter.count).toBe(4);
    expect(callJit(instance, 'read', [end - 1])).toEqual({ value: 7 });
    expect(trapsOn(instance, end)).toEqual([0]);
  });

  test('function by function: later after the next growth, and those that were not made anew before, too', () => {
    const counter = counting();
    const instance = jit(TEXT, { tune: 'jit', evaluate: counter.evaluate, wholeModuleBytes: 0 });
    callJit(instance, 'read', [0]);
    callJit(instance, 'fill', [0, 1]);
    callJit(instance, 'grow', []);
    for (let call = 0; call <= 100; call++) callJit(instance, 'read', [0]);
    callJit(instance, 'grow', []);
    for (let call = 0; call < 400; call++) callJit(instance, 'read', [0]);
    expect(counter.count).toBe(4);
    callJit(instance, 'read', [0]);
    expect(counter.count).toBe(5);
    for (let call = 0; call <= 100; call++) callJit(instance, 'fill', [0, 1]);
    expect(counter.count).toBe(6);
    expect(trapsOn(instance, 3 * 65_536)).toEqual([0]);
  });

  test('without a JIT never', () => {
    const counter = counting();
    const instance = jit(TEXT, { tune: 'jitless', evaluate: counter.evaluate });
    for (let growths = 0; growths < 3; growths++) {
      callJit(instance, 'grow', []);
      callJit(instance, 'read', [0]);
    }
    expect(counter.count).toBe(1);
  });
});

describe('the units of an instance are its own', () => {
  test.each(['jit', 'jitless'] as const)('%s', (tune) => {
    const counter = counting();
    const engine = createJitEngine({ tune, evaluate: counter.evaluate });
    const module = engine.prepare(validateModule(decodeModule(assemble(TEXT))));
    for (let i = 0; i < 10; i++) {
      const instance = instantiate(new Store(), module, []);
      expect(callJit(instance, 'read', [0])).toEqual({ value: 0 });
    }
    // With a JIT, for the first ones.
    expect(counter.count).toBe(tune === 'jit' ? 8 : 1);
  });
});
