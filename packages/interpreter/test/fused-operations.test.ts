import { callFunction } from '@softwasm/runtime';
import { Trap } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { nativeWebAssembly } from '../../../test-support/webassembly.ts';
import { func, interpret } from './guest.ts';

type Value = number | bigint;

/** Results of an exported function, or that it traps; of a host's own implementation and of the interpreter. */
function outcomes(text: string, calls: readonly (readonly Value[])[]): { native: unknown[]; ours: unknown[] } {
  const { Module, Instance } = nativeWebAssembly();
  const { exports } = new Instance(new Module(assemble(text) as Uint8Array<ArrayBuffer>));
  const run = exports.run as (...values: readonly Value[]) => unknown;
  const instance = interpret(text);
  const native = calls.map((values) => {
    try {
      return [run(...values)].flat();
    } catch {
      return 'trap';
    }
  });
  const ours = calls.map((values) => {
    try {
      // NaNs that are not canonical are objects; their bits are not compared.
      return callFunction(func(instance, 'run'), values).map((value) =>
        typeof value === 'object' ? Number(value) : value,
      );
    } catch (error) {
      if (error instanceof Trap) return 'trap';
      throw error;
    }
  });
  return { native, ours };
}

function agree(text: string, calls: readonly (readonly Value[])[]): void {
  const { native, ours } = outcomes(text, calls);
  expect(ours).toEqual(native);
}

function pairs<T extends Value>(values: readonly T[]): T[][] {
  return values.flatMap((a) => values.map((b) => [a, b]));
}

const WORDS = [0, 1, -1, 2, 7, 31, -0x8000_0000, 0x7fff_ffff, 0x1234_5678];
const LONGS = [0n, 1n, -1n, 0xffff_ffffn, 0x1_0000_0000n, -(2n ** 63n), 2n ** 63n - 1n, 0x1234_5678_9abc_def0n];
const DOUBLES = [0, -0, 1, -1.5, 3, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 0.1];

describe('operations that include others', () => {
  it('take the contrary of a comparison', () => {
    const signs = ['eq', 'ne', 'lt_s', 'lt_u', 'gt_s', 'gt_u', 'le_s', 'le_u', 'ge_s', 'ge_u'];
    const uses = ['(i32.eqz T)', '(if (result i32) (i32.eqz T) (then (i32.const 5)) (else (i32.const 6)))'];
    for (const [type, values] of [
      ['i32', WORDS],
      ['i64', LONGS],
    ] as const) {
      for (const use of uses) {
        const run = (test: string): string =>
          `(module (func (export "run") (param ${type} ${type}) (result i32) ${use.replace('T', test)}))`;
        for (const sign of signs) {
          agree(run(`(${type}.${sign} (local.get 0) (local.get 1))`), pairs<Value>(values));
          agree(run(`(${type}.${sign} (local.get 0) (${type}.const 7))`), pairs<Value>(values));
        }
        agree(run(`(${type}.eqz (local.get 0))`), pairs<Value>(values));
        agree(run(`(i32.eqz (${type}.eqz (local.get 0)))`), pairs<Value>(values));
      }
    }
    agree(
      `(module (func (export "run") (param f64 f64) (result i32) (i32.eqz (f64.lt (local.get 0) (local.get 1)))))`,
      pairs(DOUBLES),
    );
  });

  it('compare a word that was extended', () => {
    for (const test of [
      '(i64.eqz (i64.extend_i32_u (local.get 0)))',
      '(i32.eqz (i64.eqz (i64.extend_i32_u (local.get 0))))',
    ]) {
      agree(
        `(module (func (export "run") (param i32) (result i32) ${test}))`,
        WORDS.map((a) => [a]),
      );
    }
  });

  it('compute with constant pairs', () => {
    const constants = [1n, -1n, 0xffff_ffffn, 0x8000_0000n, -0x8000_0000n, 0x1234_5678_9abc_def0n, -(2n ** 63n)];
    for (const constant of constants) {
      for (const operation of ['add', 'and']) {
        const calls = LONGS.map((a) => [a]);
        agree(
          `(module (func (export "run") (param i64) (result i64) (i64.${operation} (local.get 0) (i64.const ${constant}))))`,
          calls,
        );
      }
      const text = `(module (memory 1) (func (export "run") (param i32) (result i64)
        (i64.store offset=4 (local.get 0) (i64.const ${constant})) (i64.load offset=4 (local.get 0))))`;
      agree(text, [[0], [16], [65524], [65525], [-8], [-1]]);
    }
    agree(
      `(module (memory 1) (func (export "run") (param i32) (result i64)
        (f64.store (local.get 0) (f64.const nan:0x4000000000001)) (i64.load (local.get 0))))`,
      [[8], [65529]],
    );
  });

  it('compute addresses as those that they include', () => {
    const bytes = Array.from({ length: 255 }, (_, i) => `\\${(i + 1).toString(16).padStart(2, '0')}`).join('');
    const addresses = [
      '(i32.add (local.get 0) (i32.const 12))',
      '(i32.sub (local.get 0) (i32.const 12))',
      '(i32.add (local.get 0) (local.get 1))',
      '(i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 2)))',
      '(i32.add (i32.shl (local.get 1) (i32.const 2)) (local.get 0))',
      '(i32.add (i32.shl (local.get 0) (i32.const 3)) (i32.const 16))',
      '(i32.add (i32.const 16) (i32.mul (local.get 0) (local.get 1)))',
    ];
    for (const load of ['i32.load', 'i32.load8_u', 'i64.load', 'i32.load16_s', 'f64.load offset=9']) {
      const type = /^\w+/.exec(load)![0];
      for (const address of addresses) {
        agree(
          `(module (memory 1) (data (i32.const 0) "${bytes}")
            (func (export "run") (param i32 i32) (result ${type}) (${load} ${address})))`,
          pairs([0, 4, 12, 13, -12, -13, 20, 65_528, 0x4000_0000, -0x8000_0000]),
        );
      }
    }
  });

  it('do sums of products and shifts in any order of operands', () => {
    for (const sum of [
      '(i32.add (i32.mul (local.get 0) (local.get 1)) (local.get 1))',
      '(i32.add (local.get 1) (i32.mul (local.get 0) (local.get 0)))',
      '(i32.add (i32.shl (local.get 0) (i32.const 33)) (local.get 1))',
      '(i32.add (i32.add (local.get 1) (i32.const 5)) (i32.shl (local.get 0) (i32.const 4)))',
      '(i32.sub (i32.shl (local.get 0) (i32.const 4)) (i32.const -0x80000000))',
      '(i32.sub (local.get 0) (i32.mul (local.get 0) (local.get 1)))',
      '(i32.rotr (local.get 0) (i32.const 5))',
      '(i32.rotl (local.get 0) (i32.const 32))',
      '(i32.rotr (local.get 0) (local.get 1))',
      '(i32.rotl (local.get 0) (local.get 1))',
      '(i32.ctz (local.get 0))',
    ]) {
      agree(`(module (func (export "run") (param i32 i32) (result i32) ${sum}))`, pairs(WORDS));
    }
  });

  it('round twice where floats are multiplied and added', () => {
    for (const type of ['f32', 'f64']) {
      for (const sum of [
        'add (x.mul (local.get 0) (local.get 1)) (local.get 1)',
        'add (local.get 0) (x.mul (local.get 1) (local.get 1))',
        'add (x.mul (local.get 0) (local.get 1)) (x.const 0.3)',
        'sub (local.get 0) (x.mul (local.get 1) (local.get 1))',
        'sub (x.mul (local.get 1) (local.get 1)) (local.get 0)',
        'sub (x.const 1) (x.mul (local.get 1) (local.get 0))',
      ]) {
        const body = `(${type}.${sum.replaceAll('x.', `${type}.`)})`;
        agree(
          `(module (func (export "run") (param ${type} ${type}) (result ${type}) ${body}))`,
          pairs([...DOUBLES, 1.0000001, 16_777_217]),
        );
      }
    }
  });

  it('shift and rotate pairs by every constant', () => {
    for (const name of ['shl', 'shr_s', 'shr_u', 'rotl', 'rotr']) {
      const bodies = Array.from({ length: 66 }, (_, k) => `(i64.${name} (local.get 0) (i64.const ${k}))`);
      agree(
        `(module (func (export "run") (param i64) (result ${'i64 '.repeat(66)}) ${bodies.join('\n')}))`,
        LONGS.map((value) => [value]),
      );
    }
  });

  it('carry, multiply and compare pairs', () => {
    for (const name of ['add', 'sub', 'mul']) {
      agree(
        `(module (func (export "run") (param i64 i64) (result i64) (i64.${name} (local.get 0) (local.get 1))))`,
        pairs(LONGS),
      );
    }
    for (const name of ['eq', 'ne', ...['lt', 'gt', 'le', 'ge'].flatMap((order) => [`${order}_s`, `${order}_u`])]) {
      agree(
        `(module (func (export "run") (param i64 i64) (result i32 i32)
          (i64.${name} (local.get 0) (local.get 1))
          (if (result i32) (i64.${name} (local.get 0) (local.get 1)) (then (i32.const 1)) (else (i32.const 0)))))`,
        pairs(LONGS),
      );
    }
  });

  it('branch on comparisons of floats as these are, also of NaNs', () => {
    for (const name of ['eq', 'ne', 'lt', 'gt', 'le', 'ge']) {
      agree(
        `(module (func (export "run") (param f64 f64) (result i32 i32)
          (f64.${name} (local.get 0) (local.get 1))
          (block (result i32)
            (drop (br_if 0 (i32.const 1) (f64.${name} (local.get 0) (local.get 1))))
            (if (result i32) (i32.eqz (f64.${name} (local.get 0) (local.get 1)))
              (then (i32.const 2)) (else (i32.const 3))))))`,
        pairs(DOUBLES),
      );
    }
    for (const test of ['(i32.and (local.get 0) (local.get 1))', '(i32.and (local.get 0) (i32.const 6))']) {
      agree(
        `(module (func (export "run") (param i32 i32) (result i32)
          (block (br_if 0 ${test}) (return (if (result i32) ${test} (then (i32.const 1)) (else (i32.const 2)))))
          (i32.const 3)))`,
        pairs(WORDS),
      );
    }
  });

  it('move one value after the other', () => {
    for (const type of ['i32', 'i64']) {
      agree(
        `(module (func (export "run") (param ${type} ${type}) (result ${type} ${type}) (local ${type} ${type})
          (local.set 2 (local.get 0)) (local.set 0 (local.get 1)) (local.set 1 (local.get 2))
          (local.set 3 (local.get 1)) (local.set 2 (local.get 3))
          (block (br_if 0 (i32.const 0)) (local.set 0 (local.get 1)))
          (local.set 1 (local.get 0)) (local.get 0) (local.get 1)))`,
        type === 'i32' ? pairs([1, 2]) : pairs([1n, 2n]),
      );
    }
  });
});

describe('loops', () => {
  it('count up to where their tests say', () => {
    for (const test of [
      ...['lt_s', 'lt_u', 'ne'].flatMap((name) => [
        `(i32.${name} (local.get $i) (local.get 1))`,
        `(i32.${name} (local.get $i) (i32.const 40))`,
      ]),
      '(i32.gt_s (local.get 1) (local.get $i))',
      '(i32.le_u (local.get $i) (i32.const 40))',
    ]) {
      // Tested at the end; and at the beginning, with another way back.
      agree(
        `(module (func (export "run") (param $i i32) (param i32) (result i32 i32) (local $n i32) (local $start i32)
          (local.set $start (local.get $i))
          (loop
            (local.set $n (i32.add (local.get $n) (i32.const 1)))
            (local.set $i (i32.add (local.get $i) (i32.const 4)))
            (br_if 0 (i32.and ${test} (i32.lt_u (local.get $n) (i32.const 50)))))
          (local.set $i (local.get $start))
          (loop
            (local.set $n (i32.add (local.get $n) (i32.const 1)))
            (local.set $i (i32.add (local.get $i) (i32.const 4)))
            (br_if 0 ${test}))
          (local.get $n) (local.get $i)))`,
        [
          [0, 40],
          [-8, 40],
          [36, 40],
          [4, 40],
        ],
      );
      agree(
        `(module (func (export "run") (param $i i32) (param i32) (result i32 i32) (local $n i32)
          (block
            (loop
              (br_if 1 (i32.eqz ${test}))
              (local.set $n (i32.add (local.get $n) (i32.const 1)))
              (local.set $i (i32.add (local.get $i) (i32.const 4)))
              (br_if 0 (i32.and (local.get $n) (i32.const 1)))
              (local.set $i (i32.add (local.get $i) (i32.const 4)))
              (br 0)))
          (local.get $n) (local.get $i)))`,
        [
          [0, 40],
          [-8, 40],
          [36, 40],
          [40, 40],
        ],
      );
    }
  });

  it('have their constants in every activation', () => {
    agree(
      `(module
        (func $f (export "run") (param $depth i32) (result i64 f64) (local $i i32) (local $sum i64) (local $product f64)
          (local.set $product (f64.const 1))
          (loop
            (local.set $sum (i64.xor (i64.add (local.get $sum) (i64.const 0x123456789)) (i64.const 0x5555)))
            (local.set $product (f64.mul (local.get $product) (f64.const 1.5)))
            (if (local.get $depth)
              (then
                (call $f (i32.sub (local.get $depth) (i32.const 1)))
                (local.set $product (f64.add (local.get $product)))
                (local.set $sum (i64.rotl (local.get $sum)))))
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br_if 0 (i32.lt_u (local.get $i) (i32.const 5))))
          (local.get $sum) (local.get $product)))`,
      [[0], [1], [3]],
    );
  });
});
