import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import {
  type Exports,
  Global,
  type HostContext,
  hostFunction,
  type Imports,
  type Instance,
  instantiateSync,
  Memory,
  Store,
  Table,
  Tag,
  Trap,
} from '../../src/embed/index.ts';
import { failure } from './failure.ts';

/*
 * Host functions with a context, checked both ways; imports that do not fit are named.
 */

function load(text: string, imports?: unknown, data?: unknown): Instance<Exports> {
  return instantiateSync(assemble(text), imports as Imports, { data });
}

const CALLER = (type: string): string => `(module
  (import "env" "f" (func $f ${type}))
  (export "f" (func $f))
  (func (export "call") ${type} ${[...type.matchAll(/\(param ([^)]*)\)/g)]
    .flatMap(([, list]) => list!.split(' '))
    .map((_, i) => `(local.get ${i})`)
    .join(' ')} (call $f)))`;

describe('host functions', () => {
  test('get their context and arguments, and give a result', () => {
    const seen: unknown[] = [];
    const sum = hostFunction({ params: ['i32', 'i64'], results: ['i64'] }, (context: HostContext<string>, x, y) => {
      seen.push(context.instance, context.data);
      return BigInt(x) + y;
    });
    const instance = load(CALLER('(param i32 i64) (result i64)'), { env: { f: sum } }, 'user data');
    expect(instance.exports.call(-2, 2n ** 40n)).toBe(2n ** 40n - 2n);
    expect(seen).toEqual([instance, 'user data']);
  });
  test('each instance has a context of its own', () => {
    const id = hostFunction({ params: [], results: ['i32'] }, ({ data }: HostContext<number>) => data);
    const instances = [1, 2].map((data) => load(CALLER('(result i32)'), { env: { f: id } }, data));
    expect(instances.map(({ exports }) => exports.call())).toEqual([1, 2]);
  });
  test('see the memory, exported or not, also in the start function', () => {
    const texts: string[] = [];
    const print = hostFunction({ params: ['i32', 'i32'], results: [] }, ({ memory, instance }, at, length) => {
      texts.push(memory.readString(at, length), typeof instance.exports);
    });
    load(
      `(module (import "env" "print" (func $print (param i32 i32))) (memory 1) (data (i32.const 8) "hello")
        (func $main (call $print (i32.const 8) (i32.const 5))) (start $main))`,
      { env: { print } },
    );
    // Active segments have not run when the instance comes into being, but have before its start function.
    expect(texts).toEqual(['hello', 'object']);
  });
  test('where there is no memory', () => {
    const f = hostFunction({ params: [], results: [] }, ({ memory }) => void memory);
    const { exports } = load(CALLER(''), { env: { f } });
    expect(failure(() => exports.call())).toBe('EmbedError: The instance has no memory.');
  });
  test('several results, all kinds of values', () => {
    const f = hostFunction({ params: ['f32', 'externref'], results: ['externref', 'f64', 'v128'] }, (_, x, y) => [
      y,
      x,
      new Uint8Array(16).fill(x),
    ]);
    const { exports } = load(CALLER('(param f32 externref) (result externref f64 v128)'), { env: { f } });
    expect(exports.call(3, 'ref')).toEqual(['ref', 3, new Uint8Array(16).fill(3)]);
  });
  test('what they throw comes out as it went in', () => {
    const error = new RangeError('mine');
    const f = hostFunction({ params: [], results: [] }, () => {
      throw error;
    });
    const { exports } = load(CALLER(''), { env: { f } });
    expect(() => exports.call()).toThrow(error);
    expect(() => exports.f()).toThrow(error);
  });
  test('plain functions have the type that the module wants, and no context', () => {
    const { exports } = load(CALLER('(param i64 i32) (result i64)'), {
      env: { f: (x: bigint, y: number, ...rest: unknown[]) => x * BigInt(y) + BigInt(rest.length) },
    });
    expect(exports.call(6n, 7)).toBe(42n);
  });
});

describe('results of host functions', () => {
  const result = '#1 of the `env.f` host function is';
  test.each<[string, unknown, string]>([
    ['i32', '5', `Result ${result} of the wrong type; expected i32, given string.`],
    ['i32', undefined, `Result ${result} of the wrong type; expected i32, given undefined.`],
    ['i32', 2 ** 31, `Result ${result} out of range; expected i32 (from -2147483648 to 2147483647), given 2147483648.`],
    ['i64', 5, `Result ${result} of the wrong type; expected i64, given number 5.`],
    ['i32 i32', [1, 'x'], 'Result #2 of the `env.f` host function is of the wrong type; expected i32, given string.'],
    ['i32 i32', [1], 'The `env.f` host function must return an array of 2 results; given array of 1.'],
    ['i32 i32', 1, 'The `env.f` host function must return an array of 2 results; given number 1.'],
    ['', 0, 'The `env.f` host function must return no result (undefined); given number 0.'],
    ['', [], 'The `env.f` host function must return no result (undefined); given array of 0.'],
  ])('%s given %s', (types, value, message) => {
    const { exports } = load(CALLER(`(result ${types})`), { env: { f: () => value } });
    expect(failure(() => exports.call())).toBe(`EmbedError: ${message}`);
    expect(() => exports.call()).toThrow(expect.objectContaining({ code: 'result' }));
  });
});

describe('declarations', () => {
  test('of types that are none', () => {
    const declare = (type: unknown): string =>
      failure(() => hostFunction({ params: [type as 'i32'], results: [] }, () => undefined));
    expect(declare('int')).toBe('EmbedError: Expected a value type such as i32 or funcref; given "int".');
    expect(declare('i8')).toBe('EmbedError: Expected a value type such as i32 or funcref; given "i8".');
    expect(declare('__proto__')).toBe('EmbedError: Expected a value type such as i32 or funcref; given "__proto__".');
    expect(declare(5)).toBe('EmbedError: Expected a value type such as i32 or funcref; given number 5.');
  });
  test('without a function', () => {
    expect(failure(() => hostFunction({ params: [], results: [] }, 5 as never))).toBe(
      'EmbedError: A host function needs a function that implements it; given number 5.',
    );
  });
});

const FUNC = '(module (import "env" "f" (func (param i32) (result i64))))';
const GLOBAL = '(module (import "env" "g" (global i32)))';
const MUTABLE = '(module (import "env" "g" (global (mut i32))))';
const MEMORY = '(module (import "env" "m" (memory 1 2)))';
const TABLE = '(module (import "env" "t" (table 1 funcref)))';
const TAG = '(module (import "env" "e" (tag (param i32))))';

describe('imports that do not fit', () => {
  const memory = new Memory({ initial: 1 });
  test.each<[string, string, unknown, string]>([
    ['nothing', FUNC, undefined, 'Missing import `env.f`; expected func [i32] -> [i64], given nothing.'],
    ['no module', FUNC, {}, 'Missing import `env.f`; expected func [i32] -> [i64], given nothing.'],
    ['no name', FUNC, { env: {} }, 'Missing import `env.f`; expected func [i32] -> [i64], given nothing.'],
    [
      'inherited',
      FUNC,
      { env: Object.create({ f: () => 0n }) },
      'Missing import `env.f`; expected func [i32] -> [i64], given nothing.',
    ],
    ['no object', FUNC, 5, 'The imports must be an object of objects; given number 5.'],
    [
      'a module that is none',
      FUNC,
      { env: 5 },
      'Missing import `env.f`; expected an object of imports under `env`, given number 5.',
    ],
    [
      'a number for a function',
      FUNC,
      { env: { f: 5 } },
      'The import `env.f` does not fit; expected func [i32] -> [i64], given number 5.',
    ],
    [
      'a memory for a function',
      FUNC,
      { env: { f: memory } },
      'The import `env.f` does not fit; expected func [i32] -> [i64], given memory.',
    ],
    [
      'a string for a global',
      GLOBAL,
      { env: { g: 'x' } },
      'The import `env.g` is of the wrong type; expected i32, given string.',
    ],
    [
      'a number out of range',
      GLOBAL,
      { env: { g: 2 ** 31 } },
      'The import `env.g` is out of range; expected i32 (from -2147483648 to 2147483647), given 2147483648.',
    ],
    [
      'a number for a mutable global',
      MUTABLE,
      { env: { g: 5 } },
      'The import `env.g` does not fit; expected global mut i32, given number 5.',
    ],
    [
      'a table for a global',
      GLOBAL,
      { env: { g: new Table({ element: 'funcref', initial: 1 }) } },
      'The import `env.g` does not fit; expected global i32, given table.',
    ],
    [
      'an object for a memory',
      MEMORY,
      { env: { m: {} } },
      'The import `env.m` does not fit; expected memory 1..2, given object.',
    ],
    [
      'a function for a table',
      TABLE,
      { env: { t: () => 0 } },
      'The import `env.t` does not fit; expected table 1.. funcref, given function.',
    ],
    [
      'a declared function for a tag',
      TAG,
      { env: { e: hostFunction({ params: [], results: [] }, () => undefined) } },
      'The import `env.e` does not fit; expected tag [i32], given function.',
    ],
  ])('%s', (_, text, imports, message) => {
    expect(failure(() => load(text, imports))).toBe(`LinkError: ${message}`);
  });
  test.each<[string, string, unknown, string]>([
    [
      'another function type',
      FUNC,
      { f: hostFunction({ params: ['i32'], results: ['i32'] }, (_, x) => x) },
      '"f": expected func [i32] -> [i64], given func [i32] -> [i32]',
    ],
    ['a memory without a maximum', MEMORY, { m: memory }, '"m": expected memory 1..2, given memory 1..'],
    [
      'a table of another type',
      TABLE,
      { t: new Table({ element: 'externref', initial: 1 }) },
      '"t": expected table 1.. funcref, given table 1.. externref',
    ],
    [
      'a global of another type',
      GLOBAL,
      { g: new Global({ type: 'i64' }) },
      '"g": expected global i32, given global i64',
    ],
    ['a tag of another type', TAG, { e: new Tag({ params: [] }) }, '"e": expected tag [i32], given tag []'],
  ])('%s', (_, text, env, message) => {
    expect(failure(() => load(text, { env }))).toBe(`LinkError: incompatible import type for "env" ${message}`);
  });
  test('of another store', () => {
    const other = new Store();
    const env = {
      m: new Memory({ initial: 1, maximum: 2 }, other),
      f: instantiateSync(assemble(CALLER('(param i32) (result i64)')), { env: { f: () => 0n } }, { store: other })
        .exports.f,
    };
    expect(failure(() => load(MEMORY, { env }))).toBe(
      'LinkError: The import `env.m` belongs to another store than the instance.',
    );
    expect(failure(() => load(FUNC, { env }))).toBe(
      'LinkError: The import `env.f` belongs to another store than the instance.',
    );
    const { exports } = load('(module (func (export "f") (param funcref)))');
    expect(failure(() => exports.f(env.f))).toMatch(/expected funcref, given function/);
  });
});

test('instances import from each other', () => {
  const first = load(`(module (memory (export "m") 1 2) (global (export "g") i32 (i32.const 7))
    (func (export "f") (param i32) (result i64) (i64.extend_i32_s (local.get 0))))`);
  const second = load(
    `(module (import "a" "m" (memory 1 2)) (import "a" "g" (global i32)) (import "a" "f" (func $f (param i32) (result i64)))
      (export "f" (func $f)) (export "m" (memory 0))
      (func (export "run") (result i64) (i32.store (i32.const 0) (global.get 0)) (call $f (i32.load (i32.const 0)))))`,
    { a: first.exports },
  );
  expect(second.exports.run()).toBe(7n);
  expect(second.exports.f).toBe(first.exports.f);
  expect(second.exports.m).toBe(first.exports.m);
  expect(first.exports.m.read(0, 4)).toEqual(Uint8Array.of(7, 0, 0, 0));
});

test('plain values are immutable globals', () => {
  const { exports } = load('(module (import "env" "g" (global i64)) (export "g" (global 0)))', { env: { g: 5n } });
  expect(exports.g).toBeInstanceOf(Global);
  expect(exports.g.value).toBe(5n);
  expect(exports.g.mutable).toBe(false);
});

test('a trap of the host cannot be caught by the guest', () => {
  const trap = new Trap('unreachable', 'stopped by the host');
  const f = hostFunction({ params: [], results: [] }, () => {
    throw trap;
  });
  const { exports } = load(
    `(module (import "env" "f" (func $f)) (func (export "call") (result i32)
      (block $caught (try_table (catch_all $caught) (call $f)) (return (i32.const 0))) (i32.const 1)))`,
    { env: { f } },
  );
  expect(() => exports.call()).toThrow(trap);
});
