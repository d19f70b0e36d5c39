import {
  callFunction,
  ExceptionInstance,
  type FunctionInstance,
  hostFuncType,
  hostFunction,
  jsTagOf,
  Store,
} from '@softwasm/runtime';
import { ALL_FEATURES, I32, Trap } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { callJit, jit, jitInstance } from './harness.ts';

describe('payloads', () => {
  test('keep every word, and the bits of NaNs', () => {
    const instance = jit(`(module
      (tag $e (param f32 f64 i64 v128 externref i32))
      (func (export "f") (param externref) (result i32 i64 i64 i32 externref i32)
        (local $a f32) (local $b f64) (local $c i64) (local $d v128) (local $e externref) (local $f i32)
        (block $h (result f32 f64 i64 v128 externref i32)
          (try_table (catch $e $h)
            (throw $e (f32.reinterpret_i32 (i32.const 0xffa0_1234)) (f64.reinterpret_i64 (i64.const 0x7ff0_0000_dead_beef))
              (i64.const -2) (v128.const i32x4 1 2 3 4) (local.get 0) (i32.const 9)))
          (unreachable))
        (local.set $f) (local.set $e) (local.set $d) (local.set $c) (local.set $b) (local.set $a)
        (i32.reinterpret_f32 (local.get $a)) (i64.reinterpret_f64 (local.get $b)) (local.get $c)
        (i32x4.extract_lane 2 (local.get $d)) (local.get $e) (local.get $f)))`);
    const expected = [0xffa0_1234 | 0, 0x7ff0_0000_dead_beefn, -2n, 3, 'x', 9];
    for (let i = 0; i < 3; i++) expect(callJit(instance, 'f', ['x'])).toEqual({ value: expected });
  });
});

describe('locals', () => {
  test('set inside a body are read in handlers, whatever instruction threw', () => {
    const instance = jit(`(module (tag $e)
      (func $maybe (param i32) (if (local.get 0) (then (throw $e))))
      (func (export "f") (param i32) (result i32) (local i32 i64)
        (block $h
          (try_table (catch_all $h)
            (local.set 1 (i32.const 1)) (call $maybe (i32.eq (local.get 0) (i32.const 1)))
            (local.set 1 (i32.const 2)) (local.set 2 (i64.const 10))
            (call $maybe (i32.eq (local.get 0) (i32.const 2)))
            (local.set 1 (i32.add (local.get 1) (i32.const 1))) (call $maybe (i32.eq (local.get 0) (i32.const 3))))
          (local.set 1 (i32.const 100)))
        (i32.add (local.get 1) (i32.wrap_i64 (local.get 2)))))`);
    expect([0, 1, 2, 3].map((i) => callJit(instance, 'f', [i]))).toEqual([
      { value: 110 },
      { value: 1 },
      { value: 12 },
      { value: 13 },
    ]);
  });

  test('keep operands that were pending before', () => {
    const instance = jit(`(module (memory 1) (tag $e (param i32))
      (func $f (param i32) (result i32) (i32.store (i32.const 0) (i32.const 50)) (throw $e (local.get 0)))
      (func (export "f") (param i32) (result i32)
        (i32.store (i32.const 0) (i32.const 7))
        (i32.load (i32.const 0)) (local.get 0)
        (block $h (result i32)
          (try_table (result i32) (catch $e $h) (local.set 0 (i32.const 1000)) (call $f (local.get 0))))
        (i32.mul) (i32.add)))`);
    expect(callJit(instance, 'f', [3])).toEqual({ value: 3007 });
  });
});

describe('what handlers catch', () => {
  const text = `(module
    (import "m" "host" (func $host (result i32)))
    (memory 1)
    (func $overflow (result i32) (i32.add (call $overflow) (i32.const 1)))
    (func (export "host") (result i32)
      (block $h (try_table (catch_all $h) (return (call $host)))) (i32.const -1))
    (func (export "bounds") (result i32)
      (block $h (try_table (catch_all $h) (return (i32.load (i32.const -1))))) (i32.const -1))
    (func (export "divide") (result i32)
      (block $h (try_table (catch_all $h) (return (i32.div_s (i32.const 1) (i32.const 0))))) (i32.const -1))
    (func (export "overflow") (result i32)
      (block $h (try_table (catch_all $h) (return (call $overflow)))) (i32.const -1))
    (func (export "legacy") (result i32)
      (try (result i32) (do (call $overflow)) (catch_all (i32.const -1))))
    (func (export "again") (result i32)
      (throw_ref (block $h (result exnref) (try_table (catch_all_ref $h) (return (call $host))) (unreachable)))))`;

  function instanceWith(throws: () => never): ReturnType<typeof jit> {
    const store = new Store();
    return jitInstance(
      assemble(text, { features: ALL_FEATURES }),
      {},
      [hostFunction(store, hostFuncType(store, [], [I32]), throws)],
      store,
    );
  }

  test('are no traps', () => {
    const instance = instanceWith(() => {
      throw new RangeError();
    });
    expect(callJit(instance, 'bounds', [])).toEqual({ trap: 'memory-out-of-bounds' });
    expect(callJit(instance, 'divide', [])).toEqual({ trap: 'integer-divide-by-zero' });
    expect(callJit(instance, 'overflow', [])).toEqual({ trap: 'stack-exhausted' });
    expect(callJit(instance, 'legacy', [])).toEqual({ trap: 'stack-exhausted' });
  });

  test.each([
    new RangeError('Offset is outside the bounds of the DataView'),
    new Error('x'),
    'a string',
    null,
    undefined,
  ])('are errors of the host: %s', (error) => {
    const instance = instanceWith(() => {
      throw error;
    });
    expect(callJit(instance, 'host', [])).toEqual({ value: -1 });
    let thrown: unknown = 'nothing';
    try {
      callFunction(instance.exports.get('again') as FunctionInstance, []);
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toBe(error);
  });

  test('are no traps that come through the host', () => {
    const instance = instanceWith(() => {
      throw new Trap('unreachable');
    });
    expect(callJit(instance, 'host', [])).toEqual({ trap: 'unreachable' });
  });

  test('are host errors with the JavaScript tag', () => {
    const store = new Store();
    const error = { some: 'object' };
    const instance = jitInstance(
      assemble(`(module (import "m" "host" (func $host)) (import "m" "tag" (tag $js (param externref))) (tag $other)
        (func (export "f") (result externref)
          (block $h (result externref) (block $o (try_table (catch $other $o) (catch $js $h) (call $host))) (unreachable)))
        (func (export "throw") (param externref) (throw $js (local.get 0))))`),
      {},
      [
        hostFunction(store, hostFuncType(store, [], []), () => {
          throw error;
        }),
        jsTagOf(store),
      ],
      store,
    );
    expect(callJit(instance, 'f', [])).toEqual({ value: error });
    let thrown: unknown;
    try {
      callFunction(instance.exports.get('throw') as FunctionInstance, [error]);
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown === error || thrown instanceof ExceptionInstance).toBe(true);
  });
});

describe('delegate', () => {
  test('passes by the handlers between, and arrives where it is sent', () => {
    const instance = jit(`(module (tag $e (param i32))
      (func (export "f") (param i32) (result i32) (local i32)
        (try $outer (result i32)
          (do
            (try $middle (result i32)
              (do
                (try $inner (result i32)
                  (do
                    (try (result i32)
                      (do (try (result i32) (do (throw $e (local.get 0))) (delegate $outer)))
                      (catch_all (i32.const 1))))
                  (catch_all (i32.const 2))))
              (catch_all (i32.const 3))))
          (catch $e (i32.add (i32.const 40)))))
      (func (export "function") (param i32) (result i32)
        (try (result i32)
          (do (try (result i32) (do (try (result i32) (do (throw $e (local.get 0))) (delegate 2))) (catch_all (i32.const 1))))
          (catch_all (i32.const 2))))
      (func (export "chain") (param i32) (result i32)
        (try (result i32)
          (do
            (try $b (result i32)
              (do
                (try $c (result i32)
                  (do (try (result i32) (do (throw $e (local.get 0))) (delegate $b)))
                  (catch_all (i32.const 1))))
              (delegate 0)))
          (catch $e (i32.add (i32.const 60)))))
      (func (export "bare") (param i32) (result i32)
        (try $a (result i32)
          (do
            (try $b (result i32)
              (do
                (try (result i32)
                  (do (try (result i32) (do (throw $e (local.get 0))) (delegate $b)))
                  (catch_all (i32.const 1))))))
          (catch $e (i32.add (i32.const 80))))))`);
    expect(callJit(instance, 'f', [2])).toEqual({ value: 42 });
    expect(callJit(instance, 'chain', [2])).toEqual({ value: 62 });
    expect(callJit(instance, 'bare', [2])).toEqual({ value: 82 });
    expect(() => callFunction(instance.exports.get('function') as FunctionInstance, [1])).toThrow(
      expect.objectContaining({ words: [1] }),
    );
  });
});

describe('control flow', () => {
  test('leaves bodies and handlers by branches, in loops and switches', () => {
    const instance = jit(`(module (tag $e (param i32))
      (func $f (param i32) (if (i32.and (local.get 0) (i32.const 1)) (then (throw $e (local.get 0)))))
      (func (export "f") (param i32) (result i32) (local i32)
        (block $done
          (loop $next
            (block $h (result i32)
              (try_table (catch $e $h)
                (br_if $done (i32.eqz (local.get 0)))
                (call $f (local.get 0))
                (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                (br $next))
              (unreachable))
            (local.set 1 (i32.add (local.get 1)))
            (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
            (br $next)))
        (local.get 1))
      (func (export "legacy") (param i32) (result i32) (local i32)
        (loop $next
          (try
            (do (call $f (local.get 0)))
            (catch $e (local.set 1 (i32.add (local.get 1))) )
            (catch_all (unreachable)))
          (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
        (local.get 1))
      (func (export "rethrow") (param i32) (result i32)
        (try (result i32)
          (do
            (try (result i32)
              (do (throw $e (local.get 0)))
              (catch $e
                (drop)
                (try (do (throw $e (i32.const 100))) (catch_all (rethrow 1)))
                (unreachable))))
          (catch $e))))`);
    expect(callJit(instance, 'f', [100])).toEqual({ value: 2500 });
    expect(callJit(instance, 'legacy', [100])).toEqual({ value: 2500 });
    expect(callJit(instance, 'rethrow', [7])).toEqual({ value: 7 });
  });
});
