import {
  callFunction,
  type FunctionInstance,
  hostFuncType,
  hostFunction,
  Store,
  type TableInstance,
} from '@softwasm/runtime';
import { I32 } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { callJit, jit, jitInstance } from './harness.ts';

const HOPS = 10_000_000;

/** Both ways to put functions into units: all in one, and each by itself. */
const UNITS = [
  ['one unit', {}],
  ['a unit each', { wholeModuleBytes: 0 }],
] as const;

describe.each(UNITS)('tail calls, %s', (_, options) => {
  test('of the function itself reset its locals', () => {
    const instance = jit(
      `(module (func $f (export "f") (param i32 i64 f64 f32) (result i64 f64 i32) (local i32 i64 f32 funcref)
        (if (i32.or (local.get 4) (i32.eqz (ref.is_null (local.get 7)))) (then (unreachable)))
        (local.set 4 (i32.const 1)) (local.set 7 (ref.func $f))
        (if (i32.eqz (local.get 0)) (then (return (local.get 1) (local.get 2) (i32.reinterpret_f32 (local.get 3)))))
        (return_call $f (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (i64.const 0x1_0000_0001))
          (f64.convert_i32_s (local.get 0)) (f32.convert_i32_u (local.get 0)))))`,
      options,
    );
    const { value } = callJit(instance, 'f', [1000, -1n, 0, 0]) as { value: unknown };
    expect(value).toEqual([1000n * 0x1_0000_0001n - 1n, 1, 0x3f800000]);
  });

  test('of the function itself swap its parameters', () => {
    const instance = jit(
      `(module (func $f (export "f") (param i32 i32 i32) (result i32)
        (if (i32.eqz (local.get 2)) (then (return (i32.sub (local.get 0) (local.get 1)))))
        (return_call $f (local.get 1) (local.get 0) (i32.sub (local.get 2) (i32.const 1)))))`,
      options,
    );
    expect(callJit(instance, 'f', [10, 3, 5])).toEqual({ value: -7 });
    expect(callJit(instance, 'f', [10, 3, HOPS])).toEqual({ value: 7 });
  });

  test('of others, directly, through a table and through references, take constant stack', () => {
    const instance = jit(
      `(module (type $t (func (param i32 i32) (result i32)))
        (table funcref (elem $a $b $c))
        (elem declare func $a)
        (func $a (export "f") (type $t)
          (if (i32.le_s (local.get 0) (i32.const 0)) (then (return (local.get 1))))
          (return_call $b (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 1))))
        (func $b (type $t) (return_call_indirect (type $t)
          (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 1)) (i32.const 2)))
        (func $c (type $t) (return_call_ref $t
          (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 1)) (ref.func $a))))`,
      options,
    );
    expect(callJit(instance, 'f', [HOPS, 0])).toEqual({ value: HOPS + 2 });
  });

  test('carry all types of words', () => {
    const instance = jit(
      `(module (type $t (func (param i32 i64 f32 f64 externref v128 i64) (result i64 f32 f64 externref i64 i32)))
        (func $f (export "f") (param i32 i64 f32 f64 externref) (result i64 f32 f64 externref i64 i32)
          (return_call $a (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4)
            (v128.const i32x4 1 2 3 4) (i64.const 0x7_0000_0001)))
        (func $a (type $t)
          (if (i32.eqz (local.get 0)) (then (return (local.get 1) (local.get 2) (local.get 3) (local.get 4)
            (local.get 6) (i32x4.extract_lane 3 (local.get 5)))))
          (return_call $b (local.get 0) (i64.add (local.get 1) (local.get 6)) (local.get 2) (local.get 3) (local.get 4)
            (i32x4.add (local.get 5) (local.get 5)) (local.get 6)))
        (func $b (type $t) (return_call $a (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (local.get 2)
          (f64.neg (local.get 3)) (local.get 4) (local.get 5) (local.get 6))))`,
      options,
    );
    const { value } = callJit(instance, 'f', [3, 5n, 1.5, 2.25, 'host']) as { value: unknown };
    expect(value).toEqual([5n + 3n * 0x7_0000_0001n, 1.5, -2.25, 'host', 0x7_0000_0001n, 32]);
  });

  test('inside a try are not under its handlers', () => {
    const instance = jit(
      `(module (tag $e (param i32))
        (func $throws (param i32) (throw $e (local.get 0)))
        (func $loops (param i32) (result i32)
          (block $h (result i32)
            (try_table (catch $e $h)
              (if (i32.eqz (local.get 0)) (then (return (i32.const 77))))
              (return_call $back (i32.sub (local.get 0) (i32.const 1))))
            (unreachable)))
        (func $back (param i32) (result i32) (return_call $loops (local.get 0)))
        (func $tail (param i32) (result i32)
          (block $h (result i32)
            (try_table (catch $e $h) (call $throws (local.get 0)) (return_call $value))
            (unreachable)))
        (func $value (result i32) (i32.const 1))
        (func $caught (param i32) (result i32)
          (block $h (result i32) (try_table (catch $e $h) (return_call $raise (local.get 0))) (unreachable)))
        (func $raise (param i32) (result i32) (throw $e (local.get 0)))
        (func (export "outer") (param i32) (result i32)
          (block $h (result i32)
            (try_table (catch $e $h) (return (call $caught (local.get 0))))
            (unreachable))
          (i32.add (i32.const 100)))
        (export "loops" (func $loops)) (export "tail" (func $tail)))`,
      options,
    );
    expect(callJit(instance, 'loops', [100_000])).toEqual({ value: 77 });
    expect(callJit(instance, 'tail', [5])).toEqual({ value: 5 });
    // The handler of $caught must not see it.
    expect(callJit(instance, 'outer', [5])).toEqual({ value: 105 });
  });

  test('across instances and to host functions', () => {
    const store = new Store();
    const type = hostFuncType(store, [I32, I32], [I32]);
    const host = hostFunction(store, type, ([a, b]) => [(a as number) + (b as number)]);
    const first = jitInstance(
      assemble(`(module (type $t (func (param i32 i32) (result i32)))
        (import "m" "f" (func $host (type $t)))
        (table (export "table") 1 funcref)
        (func (export "f") (type $t)
          (if (i32.eqz (local.get 0)) (then (return_call $host (i32.const 1000) (local.get 1))))
          (return_call_indirect (type $t)
            (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 1)) (i32.const 0))))`),
      options,
      [host],
      store,
    );
    const func = first.exports.get('f') as FunctionInstance;
    const second = jitInstance(
      assemble(`(module (import "m" "f" (func $f (param i32 i32) (result i32)))
        (func (export "g") (param i32 i32) (result i32)
          (return_call $f (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 1)))))`),
      options,
      [func],
      store,
    );
    (first.exports.get('table') as TableInstance).set(0, second.exports.get('g'));
    expect(callFunction(func, [1_000_000, 0])).toEqual([1_001_000]);
  });

  test('through more functions than the stack could hold', () => {
    const count = 5_000;
    const parts = [
      '(module (func (export "f") (param i64 f32) (result i64 f32) (return_call 1 (local.get 0) (local.get 1)))',
    ];
    for (let i = 1; i < count; i++) {
      parts.push(`(func (param i64 f32) (result i64 f32)
        (return_call ${i + 1} (i64.add (local.get 0) (i64.const 0x1_0000_0001)) (local.get 1)))`);
    }
    parts.push('(func (param i64 f32) (result i64 f32) (local.get 0) (local.get 1)))');
    const { value } = callJit(jit(parts.join('\n'), options), 'f', [0n, 1.5]) as { value: unknown };
    expect(value).toEqual([BigInt(count - 1) * 0x1_0000_0001n, 1.5]);
  });
});
