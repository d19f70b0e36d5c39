import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { ALL_FEATURES } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { transform } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { BROWSER_BUNDLES, buildBrowserBundle, gzippedSize } from '../../../scripts/browser-bundle.mjs';
import { nativeWebAssembly } from '../../../test-support/webassembly.ts';

/*
 * `softwasm/long` runs here in a realm without BigInt, and without any WebAssembly that the loader of `long` could find: the bundle, in which the bundler
 * itself turns down every literal of a bigint. Programs are text, with `WebAssembly` and `Long` in scope; what they return crosses as JSON.
 */

const REMOVE = `
  for (const name of ['BigInt', 'BigInt64Array', 'BigUint64Array', 'WebAssembly']) delete globalThis[name];
  for (const name of ['BigInt64', 'BigUint64']) {
    delete DataView.prototype['get' + name];
    delete DataView.prototype['set' + name];
  }`;

let context: object;
let size: number;

beforeAll(async () => {
  const { code } = await buildBrowserBundle('softwasm.long.min.js');
  size = gzippedSize(code);
  const script = await transform(code, { format: 'iife', globalName: 'softwasm' });
  context = createContext({});
  runInContext(REMOVE, context);
  runInContext(script.code, context);
  runInContext('var { Long } = softwasm; var WebAssembly;', context);
}, 300_000);

it('the bundle is no larger than it was meant to be', () => {
  expect(size).toBeLessThanOrEqual(BROWSER_BUNDLES['softwasm.long.min.js'].ceiling);
});

/** Runs the body of a function on a module's bytes; an error's text stands for the error. */
function run(text: string, body: string): unknown {
  const program = `
    const bytes = new Uint8Array(${JSON.stringify([...assemble(text, { features: ALL_FEATURES })])});
    const outcome = (use) => { try { return String(use()); } catch (error) { return String(error); } };
    const instantiate = (imports) => new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
    ${body}`;
  return JSON.parse(runInContext(`JSON.stringify((() => { ${program} })())`, context));
}

const BINARY = [
  'add',
  'sub',
  'mul',
  'div_s',
  'div_u',
  'rem_s',
  'rem_u',
  'and',
  'or',
  'xor',
  'shl',
  'shr_s',
  'shr_u',
  'rotl',
];
const EDGES = [0n, 1n, -1n, 2n, -3n, 10n, 0x7fff_ffffn, 0x8000_0000n, 0xffff_ffffn, 1n << 32n, (1n << 53n) + 1n];
const VALUES = [
  ...EDGES,
  (1n << 63n) - 1n,
  -(1n << 63n),
  -(1n << 63n) + 1n,
  -(1n << 63n) + 0x1234n,
  0x0123_4567_89ab_cdefn,
];

it('the realm has no BigInt', () => {
  const names = `[typeof BigInt, typeof BigInt64Array, typeof DataView.prototype.getBigInt64, typeof softwasm.WebAssembly]`;
  expect([...runInContext(names, context)]).toEqual(['undefined', 'undefined', 'undefined', 'object']);
});

describe.each(['jit', 'jitless'])('i64 as Long, with code for engines: %s', (tune) => {
  beforeAll(() => {
    runInContext(`WebAssembly = softwasm.createLongWebAssembly({ tune: '${tune}' });`, context);
  });

  const functions = BINARY.map(
    (name) => `(func (export "${name}") (param i64 i64) (result i64) (i64.${name} (local.get 0) (local.get 1)))`,
  );
  const text = `(module ${functions.join('')})`;

  it.each(BINARY)('i64.%s is the host’s', (name) => {
    const native = new (nativeWebAssembly().Instance)(new (nativeWebAssembly().Module)(assemble(text))).exports;
    const pairs = VALUES.flatMap((a) => VALUES.map((b) => [`${a}`, `${b}`] as const));
    const expected = pairs.map(([a, b]) => {
      try {
        return `${native[name](BigInt(a), BigInt(b))}`;
      } catch (error) {
        return `${error}`;
      }
    });
    const calls = `const exports = instantiate();
      return ${JSON.stringify(pairs)}.map(([a, b]) => {
        return outcome(() => exports[${JSON.stringify(name)}](Long.fromString(a), Long.fromString(b)));
      });`;
    const trap = (outcome: string): string =>
      outcome.replace(/^(RuntimeError): (?:divide|remainder) by zero/, '$1: integer divide by zero');
    const overflow = (outcome: string): string =>
      outcome.replace('RuntimeError: divide result unrepresentable', 'RuntimeError: integer overflow');
    expect(run(text, calls)).toEqual(expected.map(trap).map(overflow));
  });

  it('crosses in functions, of any number of results, and through tables', () => {
    const program = `(module
      (import "host" "one" (func $one (param i64 i32) (result i64)))
      (import "host" "two" (func $two (param i64) (result i64 f64 i64)))
      (table (export "table") 1 funcref)
      (elem (i32.const 0) $twice)
      (func $twice (param i64) (result i64) (i64.mul (local.get 0) (i64.const 2)))
      (func (export "one") (param i64) (result i64) (call $one (local.get 0) (i32.const 7)))
      (func (export "two") (param i64) (result i64 f64 i64) (call $two (local.get 0))))`;
    const uses = `
      const seen = [];
      const exports = instantiate({
        host: {
          one(a, b) { seen.push(Long.isLong(a) + ' ' + a + ' ' + b); return a.negate(); },
          two(a) { seen.push(String(a)); return [a.add(1), 0.5, Long.MIN_VALUE]; },
        },
      });
      const table = exports.table;
      return [
        outcome(() => exports.one(Long.fromString('-1234567890123456789'))),
        outcome(() => exports.two(Long.MAX_VALUE)),
        outcome(() => table.get(0)(Long.fromNumber(2 ** 52))),
        outcome(() => exports.one(Long.MAX_UNSIGNED_VALUE)),
        outcome(() => exports.one(1)),
        outcome(() => exports.one('1')),
        outcome(() => exports.one({ low: 1, high: 2 })),
        seen,
      ];`;
    expect(run(program, uses)).toEqual([
      '1234567890123456789',
      '-9223372036854775808,0.5,-9223372036854775808',
      '9007199254740992',
      '1',
      'TypeError: expected a Long',
      'TypeError: expected a Long',
      'TypeError: expected a Long',
      ['true -1234567890123456789 7', '9223372036854775807', 'true -1 7'],
    ]);
  });

  it('a host function that returns no Long', () => {
    const program = `(module (import "host" "f" (func (result i64))) (export "f" (func 0))
      (func (export "g") (result i64) (call 0)))`;
    const uses = `const exports = instantiate({ host: { f: () => 5 } }); return outcome(() => exports.g());`;
    expect(run(program, uses)).toBe('TypeError: expected a Long');
  });

  it('is the value of globals, constant expressions included', () => {
    const program = `(module
      (import "host" "base" (global $base i64))
      (global (export "computed") i64 (i64.add (i64.mul (global.get $base) (i64.const 3)) (i64.sub (i64.const 1) (i64.const 0x100000000))))
      (global (export "mutable") (mut i64) (i64.const -1)))`;
    const uses = `
      const base = new WebAssembly.Global({ value: 'i64' }, Long.MAX_VALUE);
      const { computed, mutable } = instantiate({ host: { base } });
      const none = new WebAssembly.Global({ value: 'i64', mutable: true });
      const before = String(none.value);
      none.value = Long.fromNumber(-5);
      mutable.value = Long.MIN_VALUE;
      const set = outcome(() => { none.value = 5; });
      const plain = instantiate({ host: { base: Long.ONE } });
      const number = outcome(() => instantiate({ host: { base: 1 } }));
      return [computed.value, before, none.value, none.valueOf(), mutable.value, plain.computed.value].map(String).concat(set, number);`;
    expect(run(program, uses)).toEqual([
      `${BigInt.asIntN(64, ((1n << 63n) - 1n) * 3n + 1n - (1n << 32n))}`,
      '0',
      '-5',
      '-5',
      '-9223372036854775808',
      `${3n + 1n - (1n << 32n)}`,
      'TypeError: expected a Long',
      'LinkError: incompatible import type for "host" "base": expected global',
    ]);
  });

  it('is carried by exceptions, in both directions', () => {
    const program = `(module
      (import "host" "f" (func $f))
      (tag $tag (export "tag") (param i32 i64))
      (func (export "throw") (throw $tag (i32.const 3) (i64.const -0x123456789)))
      (func (export "catch") (result i32 i64)
        (block $caught (result i32 i64)
          (try_table (catch $tag $caught) (call $f))
          unreachable)))`;
    const uses = `
      let tag;
      const exports = instantiate({
        host: { f() { throw new WebAssembly.Exception(tag, [1, Long.fromString('-4611686018427387905')]); } },
      });
      ({ tag } = exports);
      let caught;
      try { exports.throw(); } catch (error) { caught = error; }
      return [
        caught.is(tag),
        String(caught.getArg(tag, 1)),
        exports.catch().map(String),
        outcome(() => new WebAssembly.Exception(tag, [1, 2])),
      ];`;
    expect(run(program, uses)).toEqual([
      true,
      `${-0x123456789}`,
      ['1', '-4611686018427387905'],
      'TypeError: expected a Long',
    ]);
  });

  it('is sizes and indices of 64-bit memories and tables, without a sign', () => {
    const program = `(module
      (memory (export "memory") i64 1 4)
      (table (export "table") i64 2 0xffffffffffffffff funcref)
      (data (i64.const 65535) "\\07")
      (func (export "load") (param i64) (result i32) (i32.load8_u (local.get 0))))`;
    const uses = `
      const { memory, table, load } = instantiate();
      const made = new WebAssembly.Memory({ address: 'i64', initial: Long.ONE, maximum: Long.fromNumber(3) });
      return [
        load(Long.fromNumber(65535)),
        outcome(() => load(Long.NEG_ONE)),
        [memory.grow(Long.ONE), memory.buffer.byteLength, table.length, table.length.unsigned].map(String),
        [table.grow(Long.ONE), table.length, table.get(Long.UONE), made.grow(Long.UZERO)].map(String),
        outcome(() => made.grow(1)),
        outcome(() => table.get(Long.NEG_ONE)),
        outcome(() => table.get(Long.MAX_UNSIGNED_VALUE)),
      ];`;
    expect(run(program, uses)).toEqual([
      7,
      'RuntimeError: out of bounds memory access',
      ['1', '131072', '2', 'true'],
      ['2', '3', 'null', '1'],
      'TypeError: expected a Long',
      'TypeError: index must be an integer in range',
      'RangeError: index out of the table’s bounds',
    ]);
  });

  it('fields, elements and atomic operations on 64 bits work', () => {
    const program = `(module
      (type $s (struct (field i32) (field (mut i64))))
      (type $a (array (mut i64)))
      (global $s (ref $s) (struct.new $s (i32.const 1) (i64.const 0x1_0000_0002)))
      (global $a (ref $a) (array.new $a (i64.const -2) (i32.const 3)))
      (memory 1 1 shared)
      (func (export "field") (result i64) (i64.add (struct.get $s 1 (global.get $s)) (array.get $a (global.get $a) (i32.const 2))))
      (func (export "store") (param i64) (i64.atomic.store (i32.const 8) (local.get 0)))
      (func (export "load") (result i64) (i64.atomic.load (i32.const 8)))
      (func (export "add") (param i64) (result i64) (i64.atomic.rmw.add (i32.const 8) (local.get 0)))
      (func (export "sub") (param i64) (result i64) (i64.atomic.rmw.sub (i32.const 8) (local.get 0)))
      (func (export "xor") (param i64) (result i64) (i64.atomic.rmw.xor (i32.const 8) (local.get 0)))
      (func (export "xchg") (param i64) (result i64) (i64.atomic.rmw.xchg (i32.const 8) (local.get 0)))
      (func (export "cmpxchg") (param i64 i64) (result i64) (i64.atomic.rmw.cmpxchg (i32.const 8) (local.get 0) (local.get 1)))
      (func (export "wait") (param i64) (result i32) (memory.atomic.wait64 (i32.const 8) (local.get 0) (i64.const 1)))
      (func (export "out") (result i64) (i64.atomic.load (i32.const 65536))))`;
    const uses = `
      const e = instantiate();
      const long = (text) => Long.fromString(text);
      e.store(long('4294967295'));
      return [
        e.field(),
        e.add(long('1')), e.load(),
        e.sub(long('4294967297')), e.load(),
        e.xor(long('-2')), e.load(),
        e.xchg(long('81985529216486895')), e.load(),
        e.cmpxchg(long('81985529216486896'), long('1')), e.load(),
        e.cmpxchg(long('81985529216486895'), long('-1')), e.load(),
        e.wait(long('0')), e.wait(long('-1')),
        outcome(() => e.out()),
      ].map(String);`;
    expect(run(program, uses)).toEqual([
      '4294967296',
      ...['4294967295', '4294967296', '4294967296', '-1', '-1', '1', '1', '81985529216486895'],
      ...['81985529216486895', '81985529216486895', '81985529216486895', '-1'],
      '1',
      '2',
      'RuntimeError: out of bounds memory access',
    ]);
  });
});

it('the built package is loaded and run by a process without BigInt', () => {
  const bytes = [
    ...assemble('(module (func (export "f") (param i64) (result i64) (i64.div_s (i64.const 1000) (local.get 0))))'),
  ];
  const program = `${REMOVE}
    const { Long, WebAssembly } = await import('softwasm/long');
    const { instance } = await WebAssembly.instantiate(new Uint8Array(${JSON.stringify(bytes)}));
    console.log(String(instance.exports.f(Long.fromNumber(-7))), typeof BigInt, typeof globalThis.WebAssembly);`;
  const options = { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8' } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], options);
  expect(stderr).toBe('');
  expect(stdout).toBe('-142 undefined undefined\n');
});
