import { callFunction, type FunctionInstance, type MemoryInstance } from '@softwasm/runtime';
import type { Trap } from '@softwasm/syntax';
import { describe, expect, test } from 'vitest';
import type { JitOptions } from '../../src/engine/jit-engine.ts';
import { asNative, callJit, callNative, jit, native } from './harness.ts';
import { randomMachine } from './random-machine.ts';
import { Random } from './random-program.ts';
import { randomStates } from './random-states.ts';

/*
 * Functions that are too large for a JIT compiler are split. Here small ones are, so that every way into and out of a part is tried.
 */

/** Takes out whatever may be taken out. */
const IN_PARTS: JitOptions = { tune: 'jit', compile: { maxBytecode: 100 } };

const MACHINES = 80;

/** Calls that begin in various states, with more or less fuel. */
const CALLS = [
  [0, 1n, 40],
  [3, -7n, 200],
  [-1, 2n ** 40n, 60],
  [7, 5n, 3],
] as const;

function compare(text: string, options: JitOptions): void {
  const host = native(text);
  const whole = jit(text);
  const instance = jit(text, options);
  for (const args of CALLS) {
    const wanted = callNative(host, 'f', args);
    callJit(whole, 'f', args);
    expect(asNative(callJit(instance, 'f', args)), `f(${args.join()})`).toEqual(wanted);
    const { bytes } = instance.exports.get('memory') as MemoryInstance;
    expect(Buffer.from(bytes).equals(Buffer.from(host.memory.buffer)), 'memory').toBe(true);
  }
}

describe('random state machines', () => {
  test.each(Array.from({ length: MACHINES }, (_, seed) => seed))('seed %i', (seed) => {
    compare(randomMachine(new Random(seed)), IN_PARTS);
  });
});

describe('random state machines whose states are constants', () => {
  test.each(Array.from({ length: MACHINES }, (_, seed) => seed))('seed %i', (seed) => {
    // Runs of one case, and of several.
    for (const maxBytecode of [100, 600]) {
      compare(randomStates(new Random(seed)), { tune: 'jit', compile: { maxBytecode } });
    }
  });
});

/** Statements enough that those around them become parts. */
const FILLER = Array.from(
  { length: 12 },
  (_, i) => `(i32.store (i32.const ${4 * i}) (i32.add (local.get 0) (i32.const ${i})))`,
).join('');

describe('a part', () => {
  test('keeps the values of each activation apart', () => {
    const text = `(module (memory 1) (func $f (export "f") (param i32) (result i32) (local i32 i32)
      (local.set 1 (i32.mul (local.get 0) (i32.const 3)))
      (if (i32.gt_s (local.get 0) (i32.const 0)) (then ${FILLER}
        (local.set 2 (call $f (i32.sub (local.get 0) (i32.const 1))))
        (local.set 1 (i32.add (local.get 1) (local.get 2))) ${FILLER})
        (else ${FILLER} (local.set 2 (i32.const 5))))
      (i32.add (local.get 1) (local.get 2))))`;
    const host = native(text);
    const instance = jit(text, IN_PARTS);
    for (const n of [0, 1, 6]) expect(callJit(instance, 'f', [n])).toEqual(callNative(host, 'f', [n]));
  });

  test('hands NaNs and references on as they are', () => {
    const text = `(module (memory 1) (func (export "f") (param i32 externref) (result i32 i64 externref) (local f32 f64 externref i32)
      (i32.store (i32.const 100) (i32.const 0x7fa00001)) (i64.store (i32.const 104) (i64.const 0xfff4000000001234))
      (block $out (loop (br_if $out (local.get 5)) ${FILLER}
        (local.set 2 (f32.load (i32.const 100))) (local.set 3 (f64.load (i32.const 104))) (local.set 4 (local.get 1))
        (local.set 5 (i32.const 1)) (br 0)))
      ${FILLER}
      (i32.reinterpret_f32 (local.get 2)) (i64.reinterpret_f64 (local.get 3)) (local.get 4)))`;
    const thing = {};
    const got = callJit(jit(text, IN_PARTS), 'f', [1, thing]);
    expect(got).toEqual({ value: [0x7fa00001, BigInt.asIntN(64, 0xfff4000000001234n), thing] });
  });

  test('that throws leaves to the handler what it has set', () => {
    const text = `(module (memory 1) (tag $t) (func $throw (param i32) (if (i32.eqz (local.get 0)) (then (throw $t))))
      (func (export "f") (param i32) (result i32) (local i32)
        (block $caught (try_table (catch_all $caught)
          (local.set 1 (i32.const 1)) ${FILLER} (local.set 1 (i32.const 2))
          (call $throw (local.get 0)) ${FILLER} (local.set 1 (i32.const 3))))
        (local.get 1)))`;
    const instance = jit(text, IN_PARTS);
    expect(callJit(instance, 'f', [0])).toEqual({ value: 2 });
    expect(callJit(instance, 'f', [1])).toEqual({ value: 3 });
  });

  test('is no frame of its own in a trap', () => {
    const text = `(module (memory 1) (func (export "f") (param i32) (result i32) (local i32)
      (loop (if (i32.eq (local.get 0) (i32.const 9)) (then ${FILLER}
        (local.set 1 (i32.load (i32.const -1))) ${FILLER}) (else ${FILLER})))
      (local.get 1)))`;
    const frames = (options: JitOptions): unknown => {
      try {
        callFunction(jit(text, options).exports.get('f') as FunctionInstance, [9]);
      } catch (error) {
        return (error as Trap).frames;
      }
      return undefined;
    };
    const wanted = frames({});
    expect(wanted).toEqual([{ func: 0, offset: expect.any(Number) }]);
    expect(frames(IN_PARTS)).toEqual(wanted);
  });
});
