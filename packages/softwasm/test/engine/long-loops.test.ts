import { describe, expect, test } from 'vitest';
import { asNative, callJit, callNative, jit, native } from './harness.ts';

/*
 * Without a JIT, values of 64 bits that are divided in loops are BigInts (`compiler/src/build/long-choice.ts`).
 */

const VALUES = [
  0n,
  1n,
  -1n,
  2n,
  10n,
  0xffff_ffffn,
  1n << 32n,
  (1n << 53n) - 1n,
  0x1234_5678_9abc_def1n,
  (1n << 63n) - 1n,
  -(1n << 63n),
  -0x1_0000_0003n,
];

/** Compares with the host, for all pairs of values. */
function check(functions: string): void {
  const text = `(module (memory (export "m") 1) (global $g (export "g") (mut i64) (i64.const 5)) ${functions})`;
  const host = native(text);
  const instance = jit(text, { tune: 'jitless' });
  for (const a of VALUES) {
    for (const b of VALUES) {
      const expected = callNative(host, 'f', [a, b]);
      expect(asNative(callJit(instance, 'f', [a, b])), `f(${a}, ${b})`).toEqual(expected);
    }
  }
}

/** Repeats a body ten times, over two i64 parameters, three i64 locals and a counter. */
function repeated(body: string, result = '(local.get 2)'): string {
  return `(func (export "f") (param i64 i64) (result i64) (local i64 i64 i64) (local $n i32)
    (local.set $n (i32.const 10))
    (block $out (loop $again
      ${body}
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
    ${result})`;
}

describe.each(['u', 's'])('dividing with sign %s', (s) => {
  test('common divisors', () => {
    check(
      repeated(
        `(br_if $out (i64.eqz (local.get 1)))
        (i64.rem_${s} (local.get 0) (local.get 1)) (local.set 0 (local.get 1)) (local.set 1)`,
        '(local.get 0)',
      ),
    );
  });

  test('products, sums and differences', () => {
    for (const op of ['mul', 'add', 'sub']) {
      check(
        repeated(
          `(local.set 2 (i64.rem_${s} (i64.${op} (i64.${op} (local.get 2) (local.get 0)) (i64.sub (local.get 0) (i64.add (local.get 2) (local.get 1)))) (local.get 1)))`,
        ),
      );
      check(
        repeated(
          `(local.set 2 (i64.div_${s} (i64.mul (i64.${op} (local.get 0) (local.get 1)) (i64.${op} (local.get 2) (i64.const -3))) (local.get 1)))`,
        ),
      );
    }
  });

  test('quotients, which trap', () => {
    check(repeated(`(local.set 2 (i64.div_${s} (local.get 0) (local.get 1))) (local.set 0 (local.get 2))`));
    check(repeated(`(local.set 0 (i64.div_${s} (local.get 0) (i64.const -1)))`, '(local.get 0)'));
    check(repeated(`(local.set 0 (i64.div_${s} (local.get 0) (i64.const 0)))`, '(local.get 0)'));
  });

  test('comparisons, and choices', () => {
    for (const relation of [`lt_${s}`, `le_${s}`, `gt_${s}`, `ge_${s}`, 'eq', 'ne']) {
      check(
        repeated(
          `(br_if $out (i64.${relation} (local.get 2) (local.get 1)))
          (local.set 2 (i64.div_${s} (i64.add (local.get 2) (local.get 0)) (i64.const 3)))
          (local.set 3 (i64.rem_${s} (local.get 2) (i64.or (local.get 1) (i64.const 1))))
          (local.set 2 (select (local.get 3) (local.get 2) (i64.${relation} (local.get 2) (local.get 3))))`,
        ),
      );
    }
  });

  test('what comes from words, and goes there', () => {
    check(
      repeated(
        `(local.set 2 (i64.rem_${s} (i64.mul (local.get 2) (local.get 0)) (local.get 1)))
        (local.set 2 (i64.rem_${s} (i64.mul (local.get 2) (local.get 2)) (local.get 1)))
        (global.set $g (i64.xor (global.get $g) (local.get 2)))
        (i64.store (i32.const 8) (local.get 2))
        (local.set 2 (i64.add (local.get 2) (i64.extend_i32_s (local.get $n))))
        (local.set 2 (i64.add (local.get 2) (i64.extend_i32_u (i32.wrap_i64 (i64.load (i32.const 8))))))`,
        '(i64.add (local.get 2) (global.get $g))',
      ),
    );
  });

  test('what is on the stack while a local is set', () => {
    check(
      repeated(
        `(i64.mul (local.get 0) (local.get 2)) (local.get 2)
        (local.set 2 (i64.rem_${s} (local.get 0) (local.get 1)))
        (i64.div_${s} (local.tee 3 (i64.add (local.get 2) (i64.const 1)))) (i64.add) (local.set 0)`,
        '(i64.add (local.get 0) (local.get 2))',
      ),
    );
  });

  test('functions that begin anew', () => {
    check(`(func $f (export "f") (param i64 i64) (result i64) (local i64)
      (if (i64.ne (local.get 2) (i64.const 0)) (then (unreachable)))
      (loop $again
        (local.set 2 (i64.rem_${s} (local.get 0) (local.get 1)))
        (local.set 0 (i64.rem_${s} (i64.mul (local.get 2) (local.get 0)) (local.get 1)))
        (br_if $again (i64.eq (local.get 0) (i64.const 12345))))
      (if (i64.eqz (local.get 2)) (then (return (local.get 1))))
      (return_call $f (local.get 1) (local.get 2)))`);
  });

  test('locals that handlers see', () => {
    check(`(tag $t (param i64)) (func $throw (param i64) (throw $t (local.get 0)))
      ${repeated(
        `(try (do
          (local.set 2 (i64.rem_${s} (i64.add (local.get 0) (local.get 2)) (local.get 1)))
          (local.set 3 (i64.rem_${s} (i64.mul (local.get 2) (local.get 2)) (local.get 1)))
          (call $throw (i64.const 1))
          (local.set 3 (i64.const 7))) (catch $t (drop)))
        (local.set 2 (i64.add (local.get 2) (local.get 3)))`,
      )}`);
  });
});
