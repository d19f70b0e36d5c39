import { expect, test } from 'vitest';
import { asNative, callJit, callNative, jit, native } from './harness.ts';
import { Random } from './random-program.ts';

/*
 * Without a JIT, the high word of a sum of a product and other numbers is computed from the number that all of them are, rounded.
 */

const word = (local: number): string => `(i64.extend_i32_u (i32.wrap_i64 (local.get ${local})))`;
const load = '(i64.load (i32.const 0))';
const product = '(i64.mul (local.get 0) (local.get 1))';
const constant = (i: number): string => `(i64.mul (local.get ${i}) (i64.const 0x9e3779b185ebca87))`;

const BODIES: readonly (readonly [string, string])[] = [
  ['a product and a number', `(i64.add ${product} (local.get 2))`],
  ['the other way round', `(i64.add (local.get 2) ${product})`],
  ['a product and what is loaded', `(i64.store (i32.const 0) (local.get 2)) (i64.add ${product} ${load})`],
  ['words, two of them added', `(i64.add (i64.add (i64.mul ${word(0)} ${word(1)}) ${word(2)}) ${word(0)})`],
  [
    'many numbers',
    `(i64.add (local.get 2) (i64.add (i64.add ${product} (local.get 0)) (i64.add (local.get 1) (local.get 2))))`,
  ],
  ['two products', `(i64.add (i64.mul (local.get 1) (local.get 2)) ${product})`],
  ['a product by a constant', `(i64.add (local.get 1) ${constant(0)})`],
  ['a product by a small constant', `(i64.add (local.get 1) (i64.mul (local.get 0) (i64.const 1000)))`],
  ['a constant', `(i64.add ${constant(1)} (i64.const -2401053089206453570))`],
  [
    'what is set behind it',
    `(i64.add ${product} (local.tee 0 (i64.add ${constant(2)} (local.get 0)))) (local.set 0) (local.get 0)`,
  ],
  [
    'a local that is set in between',
    `(i64.add ${constant(0)} (local.get 1)) (local.set 1 (local.get 2)) (i64.xor (local.get 1))`,
  ],
  ['itself', `(local.set 0 ${product}) (i64.add (local.get 0) (local.get 0))`],
];

const EDGES = [
  0n,
  1n,
  -1n,
  0xffff_ffffn,
  0x1_0000_0000n,
  0x8000_0000n,
  -0x8000_0000n,
  (1n << 63n) - 1n,
  -(1n << 63n),
  0x9e37_79b1_85eb_ca87n,
];

test.each(BODIES)('%s', (_, body) => {
  const text = `(module (memory 1) (func (export "f") (param i64 i64 i64) (result i64) ${body}))`;
  const host = native(text);
  const instance = jit(text, { tune: 'jitless' });
  const random = new Random(7);
  const any = (): bigint =>
    random.below(2) === 0
      ? EDGES[random.below(EDGES.length)]!
      : BigInt.asIntN(64, (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32)));
  for (let i = 0; i < 2000; i++) {
    const values = [any(), any(), any()];
    expect(asNative(callJit(instance, 'f', values)), `f(${values.join(', ')})`).toEqual(callNative(host, 'f', values));
  }
});
