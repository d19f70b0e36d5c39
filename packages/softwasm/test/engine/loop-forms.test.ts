import { describe, expect, test } from 'vitest';
import { asNative, callJit, callNative, jit, native } from './harness.ts';

/*
 * Loops that end in an `if` which ends in the repetition are written without it. Whatever stands in them must lead where it led.
 */

/** A loop over local 1 that counts what it does in local 2: `before`, then the last `if`, whose arm begins with `arm`. */
function loop(before: string, arm: string): string {
  return `(loop $again
    ${before}
    (if $test (i32.lt_s (local.get 1) (local.get 0)) (then
      (local.set 1 (i32.add (local.get 1) (i32.const 1)))
      ${arm}
      (br $again))))`;
}

const count = (n: number): string => `(local.set 2 (i32.add (i32.mul (local.get 2) (i32.const 3)) (i32.const ${n})))`;
const is = (n: number): string => `(i32.eq (i32.and (local.get 1) (i32.const 7)) (i32.const ${n}))`;

const BEFORE: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['something', count(1)],
  ['a way out', `${count(1)} (br_if $out ${is(6)})`],
  ['a block that is left', `(block $b (br_if $b ${is(2)}) ${count(2)})`],
  [
    'a loop',
    `(local.set 3 (i32.const 0)) (loop $l ${count(1)} (local.set 3 (i32.add (local.get 3) (i32.const 1))) (br_if $l (i32.lt_s (local.get 3) (i32.const 2))))`,
  ],
];

const ARMS: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['something', count(4)],
  ['a repetition', `(br_if $again ${is(3)}) ${count(4)}`],
  ['a way out', `${count(4)} (br_if $out ${is(5)})`],
  ['a way out of the test', `(br_if $test ${is(4)}) ${count(5)}`],
  ['a return', `(if ${is(5)} (then (return (i32.const 77)))) ${count(6)}`],
  [
    'a switch',
    `(block $b (block $a (br_table $a $b $again $out $b (i32.and (local.get 1) (i32.const 7)))) ${count(7)}) ${count(8)}`,
  ],
  [
    'a loop of the same form',
    `(local.set 3 (i32.const 0)) (loop $l ${count(1)} (if (i32.lt_s (local.get 3) (local.get 1)) (then
    (local.set 3 (i32.add (local.get 3) (i32.const 1))) (br_if $again ${is(1)}) (br $l))))`,
  ],
];

describe.each(['jit', 'jitless'] as const)('tuned for %s', (tune) => {
  describe.each(BEFORE)('%s before the test', (_, before) => {
    test.each(ARMS)('%s in the arm', (__, arm) => {
      const text = `(module (func (export "f") (param i32) (result i32) (local i32 i32 i32)
        (block $out ${loop(before, arm)} ${count(9)}) (local.get 2)))`;
      const host = native(text);
      const instance = jit(text, { tune });
      for (const n of [0, 1, 2, 5, 9]) {
        expect(asNative(callJit(instance, 'f', [n])), `f(${n})`).toEqual(callNative(host, 'f', [n]));
      }
    });
  });
});
