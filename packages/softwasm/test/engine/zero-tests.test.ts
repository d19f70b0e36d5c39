import { expect, test } from 'vitest';
import { asNative, callJit, callNative, jit, native } from './harness.ts';

/*
 * Without a JIT, loops that end where what is loaded is 0 take the element of a typed array for an answer unless it is 0 or none.
 */

const LOADS = ['i32.load8_u', 'i32.load8_s', 'i32.load16_u', 'i32.load16_s', 'i32.load', 'i32.load offset=8'] as const;
const DATA =
  '(data (i32.const 0) "abc\\00\\ff\\80\\00\\00def\\00\\00\\00\\00\\00ghijklm\\00\\00\\00\\00\\00\\00") (data (i32.const 65520) "no end here, sir")';

/** How a loop may go on from what is loaded, in local 1. */
const LOOPS = [
  (load: string): string => `(block $out (loop $l
    (br_if $out (i32.eqz (local.tee 1 (${load} (local.get 0)))))
    (local.set 2 (i32.add (i32.mul (local.get 2) (i32.const 31)) (local.get 1)))
    (local.set 0 (i32.add (local.get 0) (i32.const 1))) (br $l)))`,
  (load: string): string => `(loop $l (if (${load} (local.get 0)) (then
    (local.set 2 (i32.add (local.get 2) (i32.const 1)))
    (local.set 0 (i32.add (local.get 0) (i32.const 1))) (br $l))))`,
  (load: string): string => `(block $out (loop $l
    (local.set 0 (i32.add (local.get 0) (i32.const 1)))
    (block $in
      (br_if $out (i32.eqz (local.tee 1 (${load} (i32.sub (local.get 0) (i32.const 1))))))
      (br_if $in (i32.eq (local.get 1) (i32.const 98)))
      (local.set 2 (i32.add (local.get 2) (local.get 1))))
    (br $l)))`,
];

test.each(LOADS)('%s', (load) => {
  for (const loop of LOOPS) {
    const text = `(module (memory 1) ${DATA} (func (export "f") (param i32) (result i32) (local i32 i32)
      ${loop(load)} (i32.xor (i32.add (local.get 2) (local.get 1)) (i32.mul (local.get 0) (i32.const 1000)))))`;
    const host = native(text);
    const instance = jit(text, { tune: 'jitless' });
    for (const at of [0, 1, 3, 4, 5, 8, 11, 16, 22, 65_520, 65_533, 65_535, 65_536, -1, -0x8000_0000]) {
      expect(asNative(callJit(instance, 'f', [at])), `f(${at}), ${loop(load)}`).toEqual(callNative(host, 'f', [at]));
    }
  }
});
