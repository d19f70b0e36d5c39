import { defaultEvaluator, type Evaluator } from '@softwasm/compiler';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import type { Exports } from '../src/api.ts';
import { createWebAssembly } from '../src/create-webassembly.ts';
import { EXTERNREF, exportOf, F64, funcType, I64, importOf } from './binary.ts';
import { newWorld } from './hand-engine.ts';

describe('functions between JavaScript and guests', () => {
  it('are generated once for each signature', () => {
    const texts: string[] = [];
    const counting: Evaluator = (parameter, body) => {
      texts.push(body);
      return defaultEvaluator(parameter, body);
    };
    const world = newWorld(counting);
    const imports = { m: { f: (x: bigint) => x, g: (x: bigint) => x + 1n } };
    const make = (): Exports => {
      const { exports } = world.instance(
        {
          types: [funcType([I64], [I64]), funcType([F64, EXTERNREF], [F64])],
          imports: [importOf('m', 'f', 'func', 0), importOf('m', 'g', 'func', 0)],
          funcs: [1, 1],
          exports: ['a', 'b', 'c', 'd'].map((name, i) => exportOf(name, 'func', i)),
        },
        imports,
        () => [(x) => x, (x) => -x],
      );
      return exports;
    };
    const { a, b, c, d } = make();
    make();
    expect([a(5n), b(5n), c(0.5), d(0.5)]).toEqual([5n, 6n, 0.5, -0.5]);
    // Of the first type both directions, of the second one only.
    expect(texts).toHaveLength(3);
    expect(new Set(texts).size).toBe(3);
  });

  it.each([100, 101, 150])('take %i parameters and results', (count) => {
    const types = Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 'i64' : 'f64'));
    const { Module, Instance } = createWebAssembly();
    const module = new Module(
      assemble(`(module
        (type $t (func (param ${types.join(' ')}) (result ${types.join(' ')})))
        (import "m" "f" (func $f (type $t)))
        (func (export "f") (type $t) ${types.map((_, i) => `(local.get ${i})`).join(' ')} (call $f)))`),
    );
    const values = types.map((type, i) => (type === 'i64' ? BigInt(i) << 31n : i + 0.5));
    const { f } = new Instance(module, { m: { f: (...args: unknown[]) => args.reverse().reverse() } }).exports;
    expect(f.length).toBe(count);
    expect(f(...values)).toEqual(values);
  });
});

it('calls into another instance go straight to its code once that is generated', () => {
  const { Module, Instance } = createWebAssembly();
  const stacks: string[] = [];
  const env = { note: () => void stacks.push(new Error().stack ?? '') };
  const callee = new Instance(
    new Module(assemble('(module (import "env" "note" (func $note)) (func (export "f") (call $note) (nop)))')),
    { env },
  );
  const caller = new Instance(
    new Module(assemble('(module (import "m" "f" (func $f)) (func (export "g") (call $f) (nop)))')),
    { m: { f: callee.exports.f } },
  );
  caller.exports.g();
  caller.exports.g();
  expect(stacks.map((stack) => /\bstub\b/.test(stack))).toEqual([true, false]);
});
