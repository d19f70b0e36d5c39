import { describe, expect, test } from 'vitest';
import type { JitOptions } from '../../src/engine/jit-engine.ts';
import { asNative, callJit, callNative, jit, native } from './harness.ts';
import { Random } from './random-program.ts';

/*
 * 64-bit divisions are written out in generated code, in branches by what is known of their operands.
 */

const OPERATIONS = ['div_s', 'div_u', 'rem_s', 'rem_u'] as const;
const EDGES = [
  0n,
  1n,
  -1n,
  2n,
  7n,
  10n,
  0x1f_ffffn,
  0x20_0000n,
  0x7fff_ffffn,
  0xffff_ffffn,
  1n << 32n,
  (1n << 53n) - 1n,
  1n << 53n,
  1n << 62n,
  (1n << 63n) - 1n,
  -(1n << 63n),
  -2n,
  -10n,
];

/** Compares with the host, in each way that divisions are written: tuned to engines with a JIT and without one, and without BigInt. */
function check(text: string, calls: readonly (readonly [string, ...bigint[]])[]): void {
  checkWith(text, calls, { tune: 'jit' });
  checkWith(text, calls, { tune: 'jitless' });
  checkWith(text, calls, { tune: 'jitless', compile: { bigInt: false } });
}

function checkWith(text: string, calls: readonly (readonly [string, ...bigint[]])[], options: JitOptions): void {
  const host = native(text);
  const instance = jit(text, options);
  for (const [name, ...values] of calls) {
    expect(
      asNative(callJit(instance, name, values)),
      `${name}(${values.join(', ')}), ${JSON.stringify(options)}`,
    ).toEqual(callNative(host, name, values));
  }
}

function exported(name: string, body: string): string {
  return `(func (export "${name}") (param i64 i64) (result i64) ${body})`;
}

describe('64-bit divisions', () => {
  test('of anything by anything', () => {
    const text = `(module ${OPERATIONS.map((op) => exported(op, `(i64.${op} (local.get 0) (local.get 1))`)).join('\n')})`;
    const calls = OPERATIONS.flatMap((op) => EDGES.flatMap((a) => EDGES.map((b) => [op, a, b] as const)));
    check(text, calls);
  });

  test('by constants, and of constants', () => {
    const functions: string[] = [];
    const calls: (readonly [string, ...bigint[]])[] = [];
    for (const op of OPERATIONS) {
      for (const [i, k] of EDGES.entries()) {
        functions.push(exported(`${op}By${i}`, `(i64.${op} (local.get 0) (i64.const ${k}))`));
        functions.push(exported(`${op}Of${i}`, `(i64.${op} (i64.const ${k}) (local.get 1))`));
        for (const value of EDGES) calls.push([`${op}By${i}`, value, 0n], [`${op}Of${i}`, 0n, value]);
      }
    }
    check(`(module ${functions.join('\n')})`, calls);
  });

  test('of and by words of 32 bits, and where only one half is used', () => {
    const word = (local: number): string => `(i64.extend_i32_u (i32.wrap_i64 (local.get ${local})))`;
    const functions = OPERATIONS.flatMap((op) => [
      exported(`${op}Word`, `(i64.${op} (local.get 0) ${word(1)})`),
      exported(`${op}Low`, `(i64.extend_i32_u (i32.wrap_i64 (i64.${op} (local.get 0) (local.get 1))))`),
      exported(
        `${op}If`,
        `(if (i64.ne (local.get 1) (i64.const 0)) (then (local.set 0 (i64.${op} (local.get 0) (local.get 1))))) (local.get 0)`,
      ),
    ]);
    const calls = OPERATIONS.flatMap((op) =>
      ['Word', 'Low', 'If'].flatMap((kind) => EDGES.flatMap((a) => EDGES.map((b) => [`${op}${kind}`, a, b] as const))),
    );
    check(`(module ${functions.join('\n')})`, calls);
  });

  test('of and beside results of others', () => {
    const nested = OPERATIONS.map((op) =>
      exported(
        `${op}Nested`,
        `(i64.add
          (i64.${op} (local.get 0) (i64.${op} (local.get 1) (i64.const 3)))
          (i64.mul (i64.${op} (local.get 1) (i64.const -5)) (i64.${op} (i64.const 0x123456789abcdef0) (local.get 0))))`,
      ),
    );
    check(
      `(module ${nested.join('\n')})`,
      OPERATIONS.flatMap((op) => EDGES.flatMap((a) => EDGES.map((b) => [`${op}Nested`, a, b] as const))),
    );
  });

  test('trap in order', () => {
    const text = `(module (global $g (mut i64) (i64.const 0)) (memory 1)
      ${OPERATIONS.map((op) =>
        exported(
          op,
          `(global.set $g (i64.const 1))
          (drop (i64.${op} (i64.load (i32.wrap_i64 (local.get 0))) (local.get 1)))
          (global.set $g (i64.const 2))
          (i64.${op} (local.get 0) (local.get 1))`,
        ),
      ).join('\n')}
      (func (export "reached") (result i64) (global.get $g)))`;
    const calls = OPERATIONS.flatMap((op) =>
      EDGES.flatMap((a) => EDGES.flatMap((b) => [[op, a, b] as const, ['reached'] as const])),
    );
    check(text, calls);
  });

  test('hot, where engines have optimised them', () => {
    const text = `(module ${OPERATIONS.map((op) => exported(op, `(i64.${op} (local.get 0) (local.get 1))`)).join('\n')})`;
    const random = new Random(1);
    const word = (): bigint =>
      BigInt.asIntN(64, (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32)));
    const calls: (readonly [string, bigint, bigint])[] = [];
    for (let i = 0; i < 20_000; i++) {
      const [a, b] = [word() >> BigInt(random.below(64)), (word() >> BigInt(random.below(64))) | 1n];
      calls.push([OPERATIONS[i & 3]!, a, b]);
    }
    check(text, calls);
  });
});
