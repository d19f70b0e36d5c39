import { GlobalInstance } from '@softwasm/runtime';
import { I32 } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { expect, test } from 'vitest';
import { asNative, callJit, callNative, jit, jitInstance, native } from './harness.ts';

/*
 * Without a JIT, functions keep the values of globals that they read often. They must not be old ones: others write globals, too.
 */

const MODULE = `(module
  (global $a (export "a") (mut i32) (i32.const 1))
  (global $b (mut i64) (i64.const -1))
  (global $c (mut f64) (f64.const 0.5))
  (global $r (mut funcref) (ref.null func))
  (table 1 funcref) (elem (i32.const 0) $change)
  (elem declare func $change)
  (tag $tag)
  (memory 1)
  (func $change (param $x i32)
    (global.set $a (i32.add (i32.mul (global.get $a) (i32.const 31)) (local.get $x)))
    (global.set $b (i64.mul (global.get $b) (i64.const 0x123456789)))
    (global.set $c (f64.mul (global.get $c) (f64.const -1.25)))
    (if (i32.and (global.get $a) (i32.const 1)) (then (global.set $r (ref.func $change))) (else (global.set $r (ref.null func)))))
  (func $changeAndThrow (param $x i32)
    (call $change (local.get $x))
    (throw $tag))
  (func (export "loop") (param $n i32) (result i32) (local $i i32) (local $sum i32)
    (loop $again
      (if (i32.lt_s (local.get $i) (local.get $n)) (then
        (local.set $sum (i32.add (local.get $sum) (i32.add (global.get $a) (i32.add (global.get $a) (global.get $a)))))
        (global.set $a (i32.add (global.get $a) (i32.load8_u (global.get $a))))
        (global.set $b (i64.add (global.get $b) (i64.add (global.get $b) (i64.extend_i32_s (global.get $a)))))
        (global.set $c (f64.add (global.get $c) (f64.mul (global.get $c) (f64.const 0.5))))
        (if (i32.eqz (i32.rem_u (local.get $i) (i32.const 7))) (then (call $change (local.get $i))))
        (global.set $a (i32.and (global.get $a) (i32.const 0xffff)))
        (local.set $sum (i32.add (local.get $sum) (ref.is_null (global.get $r))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $again))))
    (i32.add (local.get $sum) (i32.add (i32.wrap_i64 (global.get $b)) (i32.trunc_sat_f64_s (global.get $c)))))
  (func (export "indirect") (param $n i32) (result i32) (local $sum i32)
    (loop $again
      (local.set $sum (i32.add (i32.mul (global.get $a) (global.get $a)) (i32.add (global.get $a) (local.get $sum))))
      (if (i32.and (local.get $n) (i32.const 4)) (then (call_indirect (param i32) (local.get $n) (i32.const 0))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "caught") (param $n i32) (result i32) (local $sum i32)
    (loop $again
      (try
        (do
          (global.set $a (i32.add (global.get $a) (global.get $a)))
          (if (i32.and (local.get $n) (i32.const 1)) (then (call $changeAndThrow (local.get $n)))))
        (catch $tag))
      (local.set $sum (i32.add (i32.mul (global.get $a) (i32.const 3)) (i32.xor (global.get $a) (local.get $sum))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "trapped") (param $n i32) (local $i i32)
    (loop $again
      (global.set $a (i32.add (global.get $a) (i32.load (i32.mul (local.get $i) (i32.const 1000)))))
      (global.set $a (i32.add (global.get $a) (i32.mul (global.get $a) (i32.const 3))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_s (local.get $i) (local.get $n)))))
  (func (export "get") (result i32) (global.get $a)))`;

test.each(['jit', 'jitless'] as const)('values of globals that others write, tuned for %s', (tune) => {
  const host = native(MODULE);
  const instance = jit(MODULE, { tune });
  const calls: [string, number[]][] = [
    ['loop', [100]],
    ['get', []],
    ['indirect', [50]],
    ['get', []],
    ['caught', [20]],
    ['get', []],
    ['trapped', [60]],
    ['get', []],
    ['trapped', [100]],
    ['get', []],
    ['loop', [33]],
  ];
  for (const [name, values] of calls) {
    expect(asNative(callJit(instance, name, values)), `${name}(${values})`).toEqual(callNative(host, name, values));
  }
});

test.each(['jit', 'jitless'] as const)('one global that is imported twice, tuned for %s', (tune) => {
  const text = `(module (import "m" "g" (global $a (mut i32))) (import "m" "g" (global $b (mut i32)))
    (func (export "f") (param $n i32) (result i32) (local $sum i32)
      (loop $again
        (global.set $a (i32.add (global.get $a) (i32.const 1)))
        (global.set $b (i32.add (global.get $b) (i32.const 10)))
        (local.set $sum (i32.add (local.get $sum) (global.get $a)))
        (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
      (local.get $sum)))`;
  const global = new GlobalInstance({ type: I32, mutable: true }, 0);
  const instance = jitInstance(assemble(text), { tune }, [global, global]);
  expect(callJit(instance, 'f', [3])).toEqual({ value: 11 + 22 + 33 });
});
