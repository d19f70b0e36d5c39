import type { MemoryInstance } from '@softwasm/runtime';
import { describe, expect, test } from 'vitest';
import { asNative, callJit, callNative, jit, native } from './harness.ts';

/*
 * In which order things happen: which of two traps strikes, and what was done before it. Memory, a global and a counter of calls are compared afterwards.
 */

const OUT = '(i32.const 70000)';

function check(body: string, result = 'i32', args: readonly number[] = [0]): void {
  const text = `(module (memory (export "memory") 1) (global $g (export "g") (mut i32) (i32.const 5)) (global $calls (mut i32) (i32.const 0))
    (type $t (func (param i32 i32) (result i32))) (table 3 funcref) (elem (i32.const 0) $two)
    (func $two (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    (func $called (param i32) (result i32) (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
      (i32.store (i32.const 8) (local.get 0)) (global.set $g (local.get 0)) (local.get 0))
    (func $long (result i64) (global.set $calls (i32.add (global.get $calls) (i32.const 1))) (i64.store (i32.const 16) (i64.const -2)) (i64.const 0x100000003))
    (func (export "f") (param i32) ${result === '' ? '' : `(result ${result})`} (local $l i32) (local $q i64) ${body})
    (func (export "state") (result i32) (i32.add (i32.mul (global.get $g) (i32.const 1000)) (global.get $calls))))`;
  const host = native(text);
  const instance = jit(text);
  for (const arg of args) {
    const wanted = callNative(host, 'f', [arg]);
    expect(
      asNative(callJit(instance, 'f', [arg]), 'trap' in wanted && wanted.trap === 'truncation'),
      `f(${arg})`,
    ).toEqual(wanted);
    expect(callJit(instance, 'state', [])).toEqual(callNative(host, 'state', []));
    const memory = instance.exports.get('memory') as MemoryInstance;
    expect(Buffer.from(memory.bytes).equals(Buffer.from(host.memory.buffer)), 'memory').toBe(true);
  }
}

describe('traps', () => {
  const DIVIDE = '(i32.div_s (i32.const 1) (local.get 0))';
  const LOAD = `(i32.load ${OUT})`;
  const CALL = '(call $called (i32.const 77))';
  const TRUNC = '(i32.trunc_f32_s (f32.const nan))';
  const INDIRECT = '(call_indirect (type $t) (i32.const 1) (i32.const 2) (i32.const 9))';
  const pairs = [DIVIDE, LOAD, CALL, TRUNC, INDIRECT, '(unreachable)'];
  test.each(pairs.flatMap((a) => pairs.map((b) => [a, b] as const)))('%s, then %s', (a, b) => {
    check(`(i32.add ${a} ${b})`);
    check(`(i32.store ${a} ${b}) (i32.const 1)`);
    check(`(select ${a} ${b} (i32.const 1))`);
    check(`(call $two ${a} ${b})`);
    check(`(call_indirect (type $t) ${a} ${b} (i32.const 1))`);
    check(`(drop ${a}) (global.set $g ${b}) (i32.const 2)`);
    check(`(local.set $l ${a}) (if (result i32) ${b} (then (i32.const 1)) (else (local.get $l)))`);
    check(`(block (result i32) (drop (br_if 0 ${a} ${b})) (i32.const 3))`);
    check(`(block (result i32) (br_table 0 0 ${a} ${b}))`);
  });
});

describe('pending operands', () => {
  test('a load keeps its value across a store', () => {
    check(
      '(i32.add (i32.load (i32.const 0)) (block (result i32) (i32.store (i32.const 0) (i32.const 9)) (i32.load (i32.const 0))))',
    );
  });
  test('a global keeps its value across a call', () => {
    check('(i32.sub (global.get $g) (call $called (i32.const 3)))');
    check('(i32.sub (global.get $g) (block (result i32) (global.set $g (i32.const 8)) (global.get $g)))');
  });
  test('a local keeps its value across a set', () => {
    check('(i32.sub (local.get 0) (local.tee 0 (i32.const 3)))', 'i32', [10, 3]);
    check('(i32.sub (i32.mul (local.get 0) (local.get 0)) (local.tee 0 (i32.const 3)))', 'i32', [10, 3]);
    check('(local.get 0) (local.set 0 (i32.const 4)) (local.get 0) (i32.sub)', 'i32', [10, 3]);
    check(
      '(local.get 0) (if (local.get 0) (then (local.set 0 (i32.const 4)))) (local.get 0) (i32.sub)',
      'i32',
      [10, 0],
    );
    check(
      '(local.get 0) (loop (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if 0 (i32.gt_s (local.get 0) (i32.const 0)))) (local.get 0) (i32.sub)',
      'i32',
      [10, 0],
    );
  });
  test('the words of an i64 are set together', () => {
    check(
      '(local.set $q (i64.const 0x500000007)) (local.set $q (i64.or (i64.shl (local.get $q) (i64.const 32)) (i64.shr_u (local.get $q) (i64.const 32)))) (local.get $q)',
      'i64',
    );
    check(
      '(local.set $q (i64.const 0x7fffffff)) (local.set $q (i64.add (local.get $q) (i64.mul (local.get $q) (local.get $q)))) (local.get $q)',
      'i64',
    );
  });
  test('the high word of a result survives other calls', () => {
    check('(i64.sub (call $long) (call $long))', 'i64');
    check('(i64.add (call $long) (i64.extend_i32_s (call $called (i32.const -1))))', 'i64');
  });
  test('the size of a memory is read before it grows', () => {
    check('(i32.add (i32.mul (memory.size) (i32.const 100)) (i32.add (memory.grow (i32.const 1)) (memory.size)))');
  });
});

describe('dropped halves of 64-bit loads', () => {
  // Bytes 65528 to 65535 are the last eight.
  const edges = [65520, 65527, 65528, 65529, 65532, 65533, 65536, -8, -4, -1];
  test.each([
    ['i32.wrap_i64 (i64.load (local.get 0))', 'i32'],
    ['i32.wrap_i64 (i64.shr_u (i64.load (local.get 0)) (i64.const 32))', 'i32'],
    ['i32.wrap_i64 (i64.add (i64.load (local.get 0)) (i64.const 7))', 'i32'],
    ['i32.wrap_i64 (i64.shl (i64.shr_u (i64.load (local.get 0)) (i64.const 32)) (i64.const 32))', 'i32'],
    ['i64.lt_s (i64.load (local.get 0)) (i64.const 0)', 'i32'],
    ['i64.extend8_s (i64.load (local.get 0))', 'i64'],
    ['block (result i32) (drop (i64.load (local.get 0))) (i32.const 1)', 'i32'],
    ['block (result i32) (local.set $q (i64.load (local.get 0))) (i32.const 1)', 'i32'],
    ['block (result i32) (local.set $q (i64.load (local.get 0))) (i32.wrap_i64 (local.get $q))', 'i32'],
    ['block (result i32) (i64.store (i32.const 0) (i64.load (local.get 0))) (i32.load (i32.const 4))', 'i32'],
    ['block (result i32) (f64.store (i32.const 0) (f64.load (local.get 0))) (i32.load (i32.const 4))', 'i32'],
    ['block (result i32) (i64.store (local.get 0) (i64.const -1)) (i32.load (i32.const 65528))', 'i32'],
    ['block (result i32) (f64.store (local.get 0) (f64.const 1.1)) (i32.load (i32.const 65528))', 'i32'],
  ])('%s', (body, result) => {
    check(
      `(i64.store (i32.const 65520) (i64.const 0x123456789abcdef0)) (i64.store (i32.const 65528) (i64.const -3)) (${body})`,
      result,
      edges,
    );
  });
});

describe('branches with values', () => {
  test('parameters of a loop are set at once', () => {
    const body = `(i32.const 1) (i32.const 2) (local.get 0)
      (loop (param i32 i32 i32) (result i32)
        (local.set $l) (local.set 0)
        (local.get 0) (i32.xor (i32.const 0))
        (if (param i32) (result i32) (local.get $l) (then (i32.add (i32.const 3))) (else (i32.add (i32.const 100))))
        (i32.add))`;
    check(body, 'i32', [0, 1]);
  });
  test('swapped parameters', () => {
    const body = `(i32.const 1) (i32.const 2) (loop (param i32 i32) (result i32)
      (local.set 0 (i32.add (local.get 0) (i32.const 1)))
      (if (param i32 i32) (result i32 i32) (i32.lt_s (local.get 0) (i32.const 5))
        (then (local.set $l) (local.set $q (i64.extend_i32_s)) (local.get $l) (i32.wrap_i64 (local.get $q)) (br 1)))
      (i32.mul (i32.const 10)) (i32.add))`;
    check(body, 'i32', [0, 1, 2, 3, 4, 9]);
  });
  test('a value that stays on the stack where the branch is not taken', () => {
    check(
      '(block (result i32) (br_if 0 (i32.const 7) (local.get 0)) (br_if 0 (i32.const 8) (i32.eqz (local.get 0))) (i32.add))',
      'i32',
      [0, 1],
    );
  });
});
