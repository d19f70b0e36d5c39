import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import type { Exports } from '../../src/api.ts';
import { createJitEngine, createWebAssembly } from '../../src/index.ts';

/* Ten million tail calls, of every kind and with every shape of words. */

const HOPS = 10_000_000;

/** Both ways to put functions into units: all in one, and each by itself. */
const ENGINES = [
  ['one unit', {}],
  ['a unit each', { wholeModuleBytes: 0 }],
] as const;

/** How a hop is made, to `$a` or `$b`: the rest of the instruction, and of the operands. */
const KINDS: readonly (readonly [kind: string, (target: 'a' | 'b', args: string) => string])[] = [
  ['direct', (target, args) => `(return_call $${target} ${args})`],
  ['indirect', (target, args) => `(return_call_indirect (type $t) ${args} (i32.const ${target === 'a' ? 0 : 1}))`],
  ['by reference', (target, args) => `(return_call_ref $t ${args} (ref.func $${target}))`],
];

interface Shape {
  readonly name: string;
  /** Parameters beyond the count, and results. */
  readonly signature: string;
  readonly done: string;
  readonly next: string;
  readonly args: readonly unknown[];
  readonly result: unknown;
}

const SHAPES: readonly Shape[] = [
  {
    name: 'i64',
    signature: '(param i64) (result i64)',
    done: '(local.get 1)',
    next: '(i64.add (local.get 1) (i64.const 0x1_0000_0001))',
    args: [-1n],
    result: BigInt.asIntN(64, BigInt(HOPS) * 0x1_0000_0001n - 1n),
  },
  {
    name: 'v128',
    signature: '(param v128) (result i32)',
    done: '(i32x4.extract_lane 2 (local.get 1))',
    next: '(i32x4.add (local.get 1) (v128.const i32x4 1 2 3 4))',
    args: [],
    result: (3 * HOPS) | 0,
  },
  {
    name: 'several values',
    signature: '(param i32 f64 i64) (result i64 f64 i32)',
    done: '(local.get 3) (local.get 2) (local.get 1)',
    next: '(i32.sub (local.get 1) (i32.const 1)) (f64.add (local.get 2) (f64.const 0.5)) (i64.xor (local.get 3) (i64.const -1))',
    args: [7, 0.25, 5n],
    result: [5n, HOPS / 2 + 0.25, 7 - HOPS],
  },
];

/** `f` makes the hops: of one function to itself, or of two in turns. */
function moduleText(shape: Shape, hop: (target: 'a' | 'b', args: string) => string, self: boolean): string {
  const body = (target: 'a' | 'b'): string =>
    `(if (i32.eqz (local.get 0)) (then (return ${shape.done}))) ${hop(target, `(i32.sub (local.get 0) (i32.const 1)) ${shape.next}`)}`;
  const locals =
    shape.name === 'v128' ? '(v128.const i32x4 0 0 0 0)' : shape.args.map((_, i) => `(local.get ${i + 1})`).join(' ');
  const signature = shape.name === 'v128' ? '(result i32)' : shape.signature;
  return `(module (type $t (func (param i32) ${shape.signature})) (table funcref (elem $a $b)) (elem declare func $a $b)
    (func $a (type $t) ${body(self ? 'a' : 'b')}) (func $b (type $t) ${body('a')})
    (func (export "f") (param i32) ${signature} (call $a (local.get 0) ${locals}))
    (func (export "tail") (param i32) ${signature} (return_call $a (local.get 0) ${locals})))`;
}

describe.each(ENGINES)('ten million tail calls, %s', (_, options) => {
  const { Instance, Module } = createWebAssembly({ engine: createJitEngine(options) });
  for (const [kind, hop] of KINDS) {
    for (const shape of SHAPES) {
      for (const self of [true, false]) {
        test(`${kind}, ${self ? 'to itself' : 'to each other'}, with ${shape.name}`, () => {
          const exports: Exports = new Instance(new Module(assemble(moduleText(shape, hop, self)))).exports;
          expect(exports.f(HOPS, ...shape.args)).toEqual(shape.result);
          expect(exports.tail(0, ...shape.args)).toEqual(exports.f(0, ...shape.args));
          expect(exports.tail(2, ...shape.args)).toEqual(exports.f(2, ...shape.args));
        }, 60_000);
      }
    }
  }
});
