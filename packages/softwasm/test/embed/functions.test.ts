import { assemble } from '@softwasm/wat';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { EmbedError, hostFunction, instantiate, instantiateSync } from '../../src/embed/index.ts';
import { failure } from './failure.ts';

/*
 * Exported functions are plain functions that convert nothing, and say exactly what is wrong with their arguments.
 */

const BYTES = assemble(`(module
  (func $sum (export "sum") (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "none"))
  (func (export "i64") (param i64) (result i64) (local.get 0))
  (func (export "f32") (param f32) (result f32) (local.get 0))
  (func (export "f64") (param f64) (result f64) (local.get 0))
  (func (export "v128") (param v128) (result v128) (i8x16.add (local.get 0) (local.get 0)))
  (func (export "funcref") (param funcref) (result funcref) (local.get 0))
  (func (export "externref") (param externref) (result externref) (local.get 0))
  (func (export "i31") (param i31ref) (result i32) (i31.get_s (local.get 0)))
  (func (export "anyref") (param anyref) (result anyref) (local.get 0))
  (func (export "pair") (param i64 f32) (result f32 i64) (local.get 1) (local.get 0))
  (type $binary (func (param i32 i32) (result i32)))
  (func (export "binary") (param (ref null $binary)) (result i32)
    (call_ref $binary (i32.const 40) (i32.const 2) (local.get 0)))
  (func (export "extern") (param (ref extern)))
  (type $point (struct (field i32)))
  (func (export "point") (param i32) (result (ref $point)) (struct.new $point (local.get 0)))
  (func (export "x") (param (ref $point)) (result i32) (struct.get $point 0 (local.get 0)))
  (func (export "na\`me\\0a") (param i32))
  (func $hidden (param i32))
  (elem declare func $hidden)
  (func (export "hidden") (result funcref) (ref.func $hidden)))`);

const { exports } = instantiateSync(BYTES);
/** Functions with arguments of any type. */
type Loose = Record<string, (...args: unknown[]) => unknown>;
const loose = exports as Loose;

describe('how many arguments', () => {
  test.each([
    ['sum', [1], 'Missing 1 argument(s) when calling the `sum` exported function; expected 2 argument(s), given 1.'],
    ['sum', [], 'Missing 2 argument(s) when calling the `sum` exported function; expected 2 argument(s), given 0.'],
    [
      'sum',
      [1, 2, 3],
      'Given 1 extra argument(s) when calling the `sum` exported function; expected 2 argument(s), given 3.',
    ],
    [
      'none',
      [undefined],
      'Given 1 extra argument(s) when calling the `none` exported function; expected 0 argument(s), given 1.',
    ],
  ])('%s %j', (name, args, message) => {
    expect(failure(() => loose[name]!(...args))).toBe(`EmbedError: ${message}`);
  });
});

const argument = (name: string): string => `EmbedError: Argument #1 of the \`${name}\` exported function`;
const wrong = (name: string, expected: string, given: string): string =>
  `${argument(name)} is of the wrong type; expected ${expected}, given ${given}.`;
const beyond = (name: string, type: string, range: string, given: string): string =>
  `${argument(name)} is out of range; expected ${type} (${range}), given ${given}.`;

const I32 = 'from -2147483648 to 2147483647';
const I64 = 'from -9223372036854775808 to 9223372036854775807';
const I31 = 'from -1073741824 to 1073741823';

describe('an argument of another type', () => {
  const one = (name: string, value: unknown): string => failure(() => loose[name]!(value));
  const first = (value: unknown): string => failure(() => loose.sum!(value, 0));
  test.each<[unknown, string]>([
    ['5', 'string'],
    [1n, 'bigint 1'],
    [1.5, 'number 1.5'],
    [Number.NaN, 'number NaN'],
    [Number.POSITIVE_INFINITY, 'number Infinity'],
    [true, 'boolean'],
    [null, 'null'],
    [undefined, 'undefined'],
    [Symbol('s'), 'symbol'],
    [{}, 'object'],
    [[1, 2], 'array of 2'],
    [() => 0, 'function'],
  ])('i32: %s', (value, given) => expect(first(value)).toBe(wrong('sum', 'i32', given)));
  test('i32: objects that would convert', () => {
    expect(first({ valueOf: () => 1 })).toBe(wrong('sum', 'i32', 'object'));
    expect(first(new Number(1))).toBe(wrong('sum', 'i32', 'object'));
  });
  test('i32: which argument', () => {
    expect(failure(() => loose.sum!(0, '5'))).toBe(
      'EmbedError: Argument #2 of the `sum` exported function is of the wrong type; expected i32, given string.',
    );
  });
  test.each([2 ** 31, -(2 ** 31) - 1, 2 ** 53])('i32 out of range: %d', (value) => {
    expect(first(value)).toBe(beyond('sum', 'i32', I32, `${value}`));
  });
  test('i64', () => {
    expect(one('i64', 5)).toBe(wrong('i64', 'i64', 'number 5'));
    expect(one('i64', 2n ** 63n)).toBe(beyond('i64', 'i64', I64, '9223372036854775808'));
    expect(one('i64', -(2n ** 63n) - 1n)).toBe(beyond('i64', 'i64', I64, '-9223372036854775809'));
    expect(one('i64', 2n ** 1000n)).toMatch(/given 107150860718626732094842504906000…\.$/);
  });
  test('f32 and f64', () => {
    expect(one('f32', 1n)).toBe(wrong('f32', 'f32', 'bigint 1'));
    expect(one('f32', 1e300)).toBe(beyond('f32', 'f32', 'finite numbers up to 3.4028234663852886e+38', '1e+300'));
    expect(one('f64', '1')).toBe(wrong('f64', 'f64', 'string'));
  });
  test('v128', () => {
    expect(one('v128', new Uint8Array(15))).toBe(wrong('v128', 'v128 (a Uint8Array of 16 bytes)', 'object'));
    expect(one('v128', 0)).toBe(wrong('v128', 'v128 (a Uint8Array of 16 bytes)', 'number 0'));
  });
  test('references', () => {
    expect(one('funcref', () => 0)).toBe(wrong('funcref', 'funcref', 'function'));
    expect(one('funcref', undefined)).toBe(wrong('funcref', 'funcref', 'undefined'));
    expect(one('i31', 'x')).toBe(wrong('i31', 'i31ref', 'string'));
    expect(one('i31', 2 ** 30)).toBe(beyond('i31', 'i31', I31, '1073741824'));
    expect(one('extern', null)).toBe(wrong('extern', '(ref extern)', 'null'));
    expect(one('binary', exports.none)).toBe(wrong('binary', '(ref null (func [i32 i32] -> [i32]))', 'function'));
    expect(one('x', {})).toBe(wrong('x', '(ref struct)', 'object'));
    expect(one('x', null)).toBe(wrong('x', '(ref struct)', 'null'));
  });
  test('names are one line, whatever they hold', () => {
    expect(one('na`me\n', 'x')).toBe(wrong('na\ufffdme\ufffd', 'i32', 'string'));
  });
  test('a function without a name is known by its index', () => {
    const hidden = exports.hidden();
    expect(failure(() => hidden())).toBe(
      'EmbedError: Missing 1 argument(s) when calling the `wasm-function[16]` exported function; expected 1 argument(s), given 0.',
    );
  });
  test('has a code', () => {
    expect(() => loose.sum!(1)).toThrow(expect.objectContaining({ code: 'argument', name: 'EmbedError' }));
    expect(() => loose.sum!(1)).toThrow(EmbedError);
  });
});

describe('values', () => {
  test('arrive in order, however many they are', () => {
    const types = ['i32', 'i64', 'f32', 'f64', 'externref', 'v128', 'i32', 'i64'];
    const values = [1, 2n ** 40n, 0.5, -0.25, 'x', new Uint8Array(16).fill(7), -1, -2n];
    for (let length = 0; length <= types.length; length++) {
      for (let from = 0; from + length <= types.length; from++) {
        const some = types.slice(from, from + length);
        const text = `(module (func (export "f") ${some.map((type) => `(param ${type})`).join(' ')} ${some
          .map((type) => `(result ${type})`)
          .join(' ')} ${some.map((_, k) => `(local.get ${k})`).join(' ')}))`;
        const given = values.slice(from, from + length);
        const result = instantiateSync(assemble(text)).exports.f(...given);
        expect(length > 1 ? result : [result]).toEqual(length === 0 ? [undefined] : given);
      }
    }
  });
  test('pass unchanged', () => {
    expect(exports.sum(2 ** 31 - 1, 1)).toBe(-(2 ** 31));
    for (const value of [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)]) expect(exports.i64(value)).toBe(value);
    for (const value of [0.1, -0, Number.NaN, Number.NEGATIVE_INFINITY]) {
      expect(exports.f64(value)).toBe(value);
      expect(exports.f32(value)).toBe(Math.fround(value));
    }
    expect(exports.pair(-5n, 0.5)).toEqual([0.5, -5n]);
    expect(exports.none()).toBeUndefined();
    expect(exports.v128(Uint8Array.from({ length: 16 }, (_, i) => i))).toEqual(
      Uint8Array.from({ length: 16 }, (_, i) => 2 * i),
    );
    expect(exports.i31(-(2 ** 30))).toBe(-(2 ** 30));
  });
  test('references keep their identity', () => {
    expect(exports.funcref(exports.sum)).toBe(exports.sum);
    expect(exports.add).toBe(exports.sum);
    expect(exports.binary(exports.sum)).toBe(42);
    for (const value of [null, undefined, 'text', 5, exports]) {
      expect(exports.externref(value)).toBe(value);
      expect(exports.anyref(value)).toBe(value);
    }
    expect(exports.funcref(null)).toBeNull();
    const point = exports.point(7);
    expect(exports.x(point)).toBe(7);
    expect(exports.anyref(point)).toBe(point);
    expect(exports.externref(point)).toBe(point);
    expect(Object.keys(point)).toEqual([]);
  });
  test('exports are frozen, and have no prototype', () => {
    expect(Object.isFrozen(exports)).toBe(true);
    expect(Object.getPrototypeOf(exports)).toBeNull();
    expect([exports.sum.name, exports.sum.length]).toEqual(['sum', 2]);
  });
});

test('exports have types', async () => {
  interface Sum {
    sum(x: number, y: number): number;
  }
  const instance = await instantiate<Sum>(BYTES);
  expect(instance.exports.sum(5, 37)).toBe(42);
  expectTypeOf(instance.exports.sum).toEqualTypeOf<(x: number, y: number) => number>();
  expectTypeOf(instanceTypes).returns.toEqualTypeOf<void>();
});

/** Compiled, not run: what a host function gets and gives follows from its declaration. */
function instanceTypes(): void {
  hostFunction({ params: ['i32', 'i64'], results: ['f64'] }, (context, x, y) => {
    expectTypeOf(x).toEqualTypeOf<number>();
    expectTypeOf(y).toEqualTypeOf<bigint>();
    expectTypeOf(context.memory.pages).toEqualTypeOf<number>();
    return 1;
  });
  hostFunction({ params: [], results: ['i32', 'i64'] }, () => [1, 2n]);
}
