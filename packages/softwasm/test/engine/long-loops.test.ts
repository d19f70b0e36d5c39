import { GlobalInstance } from '@softwasm/runtime';
import { I64 } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { asNative, callJit, callNative, jit, jitInstance, native } from './harness.ts';

/*
 * Without a JIT, values of 64 bits that are divided in loops are BigInts (`compiler/src/build/long-choice.ts`); where small integers have 31 bits, others are,
 * too.
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
  const instances = ([31, 32] as const).map((smallIntegers) =>
    jit(text, { tune: 'jitless', compile: { smallIntegers } }),
  );
  for (const a of VALUES) {
    for (const b of VALUES) {
      const expected = callNative(host, 'f', [a, b]);
      for (const instance of instances) {
        expect(asNative(callJit(instance, 'f', [a, b])), `f(${a}, ${b})`).toEqual(expected);
      }
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

/** What makes the locals of {@link repeated} BigInts where small integers have 31 bits, whatever else is done to them. */
const SUMS = `(local.set 2 (i64.mul (i64.add (local.get 2) (local.get 0)) (i64.const 0x9e3779b97f4a7c15)))
  (local.set 3 (i64.mul (i64.add (local.get 3) (local.get 2)) (i64.add (local.get 1) (local.get 3))))`;

const mixed = (body: string, result?: string): string => repeated(`${SUMS} ${body}`, result);

describe('where small integers have 31 bits', () => {
  test('shifts and rotations', () => {
    for (const op of ['shl', 'shr_u', 'shr_s', 'rotl', 'rotr']) {
      for (const count of [0, 1, 31, 32, 33, 63, 64, -1]) {
        check(
          mixed(
            `(local.set 2 (i64.xor (local.get 2) (i64.${op} (local.get 3) (i64.const ${count}))))
            (local.set 3 (i64.${op} (i64.sub (local.get 0) (local.get 3)) (i64.const ${count})))`,
          ),
        );
      }
      check(mixed(`(local.set 2 (i64.xor (local.get 2) (i64.${op} (local.get 3) (local.get 0))))`));
      check(
        mixed('', `(i64.extend_i32_s (i32.wrap_i64 (i64.${op} (i64.add (local.get 2) (local.get 3)) (i64.const 60))))`),
      );
    }
  });

  test('bits of what is not cut off', () => {
    for (const op of ['and', 'or', 'xor']) {
      for (const other of [
        '(i64.const 255)',
        '(i64.const -2)',
        '(local.get 3)',
        '(i64.sub (local.get 1) (local.get 3))',
      ]) {
        check(
          mixed(
            `(local.set 2 (i64.shr_u (i64.${op} (i64.sub (local.get 0) (local.get 2)) ${other}) (i64.const 3)))
            (br_if $out (i64.gt_u (i64.${op} (i64.add (local.get 2) (local.get 3)) ${other}) (local.get 0)))`,
          ),
        );
      }
    }
  });

  test('differences of short numbers, which are negative', () => {
    check(
      mixed(
        `(local.set 2 (i64.add (local.get 2) (i64.shr_u
          (i64.sub (i64.shr_u (local.get 2) (i64.const 40)) (i64.shr_u (local.get 3) (i64.const 35))) (i64.const 20))))`,
      ),
    );
  });

  test('products of products', () => {
    const square = (value: string): string => `(i64.mul ${value} ${value})`;
    check(
      mixed(`(local.set 2 (i64.add (local.get 2) ${square(square(square('(i64.add (local.get 2) (local.get 3))')))}))`),
    );
  });

  test('signs, which functions have one of', () => {
    for (const s of ['u', 's']) {
      check(
        mixed(
          `(local.set 2 (i64.rotl (local.get 2) (i64.const 7)))
          (local.set 3 (i64.shr_u (i64.shl (local.get 3) (i64.const 9)) (i64.const 2)))
          (local.set 3 (i64.add (local.get 3) (i64.div_${s} (local.get 2) (i64.or (local.get 3) (i64.const 1)))))
          (br_if $out (i64.lt_${s} (local.get 2) (local.get 3)))
          (i64.store offset=8 (i32.const 8) (local.get 3))
          (local.set 2 (i64.xor (local.get 2) (i64.load (i32.const 16))))`,
        ),
      );
    }
  });

  test('loads and stores, at any address', () => {
    for (const align of ['', ' align=4', ' align=1']) {
      for (const address of [
        '(i32.const 16)',
        '(i32.shl (local.get $n) (i32.const 3))',
        '(local.get $n)',
        '(i32.const 65532)',
      ]) {
        check(
          mixed(
            `(i64.store offset=8${align} ${address} (i64.add (local.get 2) (local.get 3)))
            (local.set 3 (i64.xor (local.get 3) (i64.load offset=8${align} ${address})))
            (local.set 3 (i64.add (local.get 3) (i64.load32_u offset=4 ${address})))
            (local.set 2 (i64.add (local.get 2) (i64.load8_s offset=9 ${address})))
            (i64.store16 offset=11 ${address} (local.get 2))
            (drop (i64.load ${address}))`,
          ),
        );
      }
    }
  });

  test('results of constructs', () => {
    check(
      mixed(
        `(local.set 2 (if (result i64) (i64.lt_u (local.get 2) (local.get 3))
          (then (i64.sub (local.get 3) (local.get 2)))
          (else (local.set 3 (i64.add (local.get 3) (i64.const 1))) (local.get 2))))
        (local.set 3 (block $b (result i64)
          (br_if $b (local.get 2) (i64.eqz (i64.and (local.get 3) (i64.const 1))))
          (drop)
          (br_if $b (i64.extend_i32_u (local.get $n)) (i64.eq (local.get 2) (local.get 0)))
          (i64.add (local.get 3))))
        (local.set 2 (block $b (result i64) (block $c (result i64)
          (br_table $b $c $b (i64.xor (local.get 2) (local.get 3)) (local.get $n)))
          (i64.add (i64.const 5))))
        (local.set 3 (if (result i64) (local.get $n) (then (local.get 3)) (else (unreachable))))`,
      ),
    );
  });

  test('values that are chosen among, before they are cut off', () => {
    for (const op of ['xor', 'or', 'and', 'add']) {
      check(
        mixed(
          `(local.set 3 (i64.shr_u (i64.${op}
            (select (i64.add (local.get 2) (local.get 3)) (i64.sub (local.get 0) (local.get 2)) (i32.and (local.get $n) (i32.const 1)))
            (local.get 1)) (i64.const 1)))
          (local.set 2 (i64.rotl (i64.${op}
            (if (result i64) (i64.lt_u (local.get 2) (local.get 3)) (then (i64.add (local.get 2) (local.get 3))) (else (i64.mul (local.get 2) (local.get 3))))
            (local.get 0)) (i64.const 5)))`,
        ),
      );
    }
  });

  test('one global under two names', () => {
    const text = (module: string): string => `(module ${module}
      (func (export "f") (param i64) (result i64) (local i64 i64) (local $n i32)
        (local.set $n (i32.const 5))
        (loop $again
          (local.set 1 (i64.mul (i64.add (local.get 1) (local.get 0)) (i64.const 0x9e3779b97f4a7c15)))
          (global.set 0 (local.get 1))
          (global.set 1 (i64.add (local.get 1) (i64.const 1)))
          (local.set 2 (i64.add (local.get 2) (global.get 0)))
          (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (local.get 2)))`;
    const imports = '(import "m" "g" (global (mut i64))) (import "m" "g" (global (mut i64)))';
    const global = new GlobalInstance({ type: I64, mutable: true }, 0n);
    const instance = jitInstance(assemble(text(imports)), { tune: 'jitless', compile: { smallIntegers: 31 } }, [
      global,
      global,
    ]);
    for (const value of VALUES) {
      let [product, sum] = [0n, 0n];
      for (let n = 0; n < 5; n++) {
        product = BigInt.asIntN(64, (product + value) * 0x9e3779b97f4a7c15n);
        sum = BigInt.asIntN(64, sum + product + 1n);
      }
      expect(callJit(instance, 'f', [value])).toEqual({ value: sum });
    }
  });

  test('what is on the stack while control goes elsewhere', () => {
    check(
      mixed(
        `(local.get 2) (i64.add (local.get 2) (local.get 3))
        (local.set 2 (i64.add (local.get 2) (i64.const 3)))
        (if (i32.and (local.get $n) (i32.const 1)) (then (local.set 3 (i64.mul (local.get 2) (local.get 3)))))
        (call $none)
        (local.set 2 (i64.xor (local.get 2))) (local.set 3 (i64.add (local.get 3)))`,
      ).replace('(func', '(func $none) (func'),
    );
  });

  test('globals', () => {
    check(
      mixed(
        `(global.set $g (i64.add (local.get 2) (local.get 3)))
        (local.set 2 (i64.mul (global.get $g) (local.get 2)))
        (if (i64.lt_u (local.get 2) (global.get $g)) (then (global.set $g (local.get 3))))
        (local.set 3 (i64.add (local.get 3) (global.get $g)))
        (global.set $g (local.get 2)) (call $change)
        (local.set 3 (i64.add (local.get 3) (global.get $g)))
        (global.set $g (local.get 2)) (global.set $g (i64.extend_i32_s (local.get $n)))
        (local.set 3 (i64.add (local.get 3) (global.get $g)))`,
      ).replace('(func', '(func $change (global.set $g (i64.const 77))) (func'),
    );
  });

  test('truths and their words', () => {
    check(
      mixed(
        `(local.set 2 (i64.add (local.get 2) (i64.extend_i32_u (i64.lt_u (local.get 2) (local.get 3)))))
        (local.set 3 (i64.sub (local.get 3) (i64.extend_i32_u (i32.wrap_i64 (local.get 2)))))
        (br_if $out (i32.and (i32.wrap_i64 (local.get 2)) (i32.const 0x80000000)))
        (br_if $out (i32.eqz (i32.and (i32.wrap_i64 (local.get 3)) (i32.const 7))))
        (local.set 2 (select (local.get 2) (local.get 3) (i32.and (i32.wrap_i64 (local.get 3)) (i32.const -4))))`,
      ),
    );
  });

  test('handlers', () => {
    check(
      `(tag $t (param i64)) ${mixed(
        `(try (do
        (local.set 2 (i64.add (local.get 2) (local.get 3)))
        (if (i64.lt_u (local.get 2) (local.get 1)) (then (throw $t (local.get 2))))
        (local.set 3 (i64.add (local.get 3) (i64.const 7)))) (catch $t (local.set 3 (i64.add (local.get 3)))))`,
      )}`,
    );
  });
});
