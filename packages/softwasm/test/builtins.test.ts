import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import type { Exports, WebAssemblyCompileOptions } from '../src/api.ts';
import { WebAssembly } from '../src/index.ts';

const OPTIONS: WebAssemblyCompileOptions = { builtins: ['js-string'] };

/** Imports every string builtin, exports it again, and calls it by a function of its own, too. */
function stringModule(): Uint8Array {
  const types: Readonly<Record<string, string>> = {
    cast: '(param externref) (result (ref extern))',
    test: '(param externref) (result i32)',
    fromCharCodeArray: '(param (ref null $a) i32 i32) (result (ref extern))',
    intoCharCodeArray: '(param externref (ref null $a) i32) (result i32)',
    fromCharCode: '(param i32) (result (ref extern))',
    fromCodePoint: '(param i32) (result (ref extern))',
    charCodeAt: '(param externref i32) (result i32)',
    codePointAt: '(param externref i32) (result i32)',
    length: '(param externref) (result i32)',
    concat: '(param externref externref) (result (ref extern))',
    substring: '(param externref i32 i32) (result (ref extern))',
    equals: '(param externref externref) (result i32)',
    compare: '(param externref externref) (result i32)',
  };
  const names = Object.keys(types);
  const calls = names.map((name) => {
    const params = /\(param (.*?)\) \(result/.exec(types[name] as string)?.[1] ?? '';
    const count = params.replace('(ref null $a)', 'r').split(' ').length;
    const gets = Array.from({ length: count }, (_, i) => `(local.get ${i})`).join(' ');
    return `(func (export "${name}") ${types[name]} (call $${name} ${gets}))`;
  });
  return assemble(`(module
    (type $a (array (mut i16)))
    ${names.map((name) => `(import "wasm:js-string" "${name}" (func $${name} ${types[name]}))`).join('\n')}
    ${names.map((name) => `(export "own ${name}" (func $${name}))`).join('\n')}
    ${calls.join('\n')}
    (func (export "array") (param i32) (result (ref $a)) (array.new_default $a (local.get 0)))
    (func (export "at") (param (ref $a) i32) (result i32) (array.get_u $a (local.get 0) (local.get 1))))`);
}

describe('string builtins', () => {
  const exports: Exports = new WebAssembly.Instance(new WebAssembly.Module(stringModule(), OPTIONS), {}).exports;
  const trap = (use: () => unknown): void => expect(use).toThrow(WebAssembly.RuntimeError);

  it('look at strings and nothing else', () => {
    expect([exports.test('a'), exports.test(null), exports.test(1), exports.test(new String('a'))]).toEqual([
      1, 0, 0, 0,
    ]);
    expect([exports.cast('a'), exports.length('😀'), exports.length('')]).toEqual(['a', 2, 0]);
    for (const value of [null, undefined, 1, {}, Symbol()]) {
      for (const name of ['cast', 'length', 'charCodeAt', 'codePointAt', 'substring', 'concat', 'compare', 'equals']) {
        if (name === 'equals' && value === null) continue;
        trap(() => exports[name](value, 'a', 1));
        trap(() => exports[`own ${name}`](value, 'a', 1));
      }
    }
  });

  it('make strings of codes', () => {
    expect([exports.fromCharCode(0x41), exports.fromCharCode(-1)]).toEqual(['A', '\uffff']);
    expect([exports.fromCodePoint(0x1f600), exports.fromCodePoint(0xd800)]).toEqual(['😀', '\ud800']);
    for (const point of [0x110000, -1]) trap(() => exports.fromCodePoint(point));
  });

  it('read at unsigned indices in bounds', () => {
    expect([exports.charCodeAt('😀', 0), exports.charCodeAt('😀', 1)]).toEqual([0xd83d, 0xde00]);
    expect([exports.codePointAt('😀', 0), exports.codePointAt('😀', 1)]).toEqual([0x1f600, 0xde00]);
    for (const index of [2, -1]) {
      trap(() => exports.charCodeAt('😀', index));
      trap(() => exports.codePointAt('😀', index));
    }
    expect([exports.substring('abcd', 1, 3), exports.substring('abcd', 1, -1)]).toEqual(['bc', 'bcd']);
    expect([
      exports.substring('abcd', 3, 1),
      exports.substring('abcd', 5, 9),
      exports.substring('abcd', -1, -1),
    ]).toEqual(['', '', '']);
  });

  it('join and compare', () => {
    expect(exports.concat('a', 'b')).toBe('ab');
    expect([
      exports.equals('a', 'a'),
      exports.equals('a', 'b'),
      exports.equals(null, null),
      exports.equals('', null),
    ]).toEqual([1, 0, 1, 0]);
    expect([exports.compare('a', 'b'), exports.compare('b', 'a'), exports.compare('a', 'a')]).toEqual([-1, 1, 0]);
  });

  it('go into arrays and come out of them', () => {
    const long = 'é😀'.repeat(3000);
    const array = exports.array(long.length + 2);
    expect(exports.intoCharCodeArray(long, array, 1)).toBe(long.length);
    expect([exports.at(array, 0), exports.at(array, 1), exports.at(array, 2)]).toEqual([0, 0xe9, 0xd83d]);
    expect(exports.fromCharCodeArray(array, 1, long.length + 1)).toBe(long);
    expect(exports.fromCharCodeArray(array, 0, 0)).toBe('');
    for (const [from, to] of [
      [2, 1],
      [0, long.length + 3],
      [-1, 0],
    ])
      trap(() => exports.fromCharCodeArray(array, from, to));
    for (const start of [3, -1]) trap(() => exports.intoCharCodeArray(long, array, start));
    trap(() => exports.fromCharCodeArray(null, 0, 0));
    trap(() => exports.intoCharCodeArray('', null, 0));
  });

  it('are functions like any other', () => {
    expect(exports['own length']('abc')).toBe(3);
    expect([typeof exports['own length'], exports['own concat'].length]).toEqual(['function', 2]);
  });
});

describe('compile options', () => {
  const LENGTH = assemble(
    '(module (import "wasm:js-string" "length" (func $l (param externref) (result i32))) (export "l" (func $l)))',
  );
  const WRONG = assemble('(module (import "wasm:js-string" "length" (func (param i32))))');
  const NOT_THERE = assemble('(module (import "wasm:js-string" "no" (func $f)) (export "f" (func $f)))');

  it('that are not given leave imports to be handed in', () => {
    for (const options of [undefined, null, {}, { builtins: [] }, { builtins: ['other'] }]) {
      const module = new WebAssembly.Module(LENGTH, options as WebAssemblyCompileOptions);
      expect(WebAssembly.Module.imports(module)).toHaveLength(1);
      expect(() => new WebAssembly.Instance(module, {})).toThrow(TypeError);
      const { exports } = new WebAssembly.Instance(module, { 'wasm:js-string': { length: () => 7 } });
      expect(exports.l('x')).toBe(7);
      expect(WebAssembly.validate(WRONG, options as WebAssemblyCompileOptions)).toBe(true);
    }
  });

  it('hide what they bring from the list of imports', async () => {
    const module = await WebAssembly.compile(LENGTH, OPTIONS);
    expect(WebAssembly.Module.imports(module)).toEqual([]);
    expect((await WebAssembly.instantiate(module, {})).exports.l('abc')).toBe(3);
    const { instance } = await WebAssembly.instantiate(LENGTH, {}, OPTIONS);
    expect(instance.exports.l('ab')).toBe(2);
    // There are imports, all the same.
    expect(() => new WebAssembly.Instance(module)).toThrow(TypeError);
  });

  it('make wrong types an error of compilation', async () => {
    expect(WebAssembly.validate(WRONG, OPTIONS)).toBe(false);
    expect(() => new WebAssembly.Module(WRONG, OPTIONS)).toThrow(WebAssembly.CompileError);
    await expect(WebAssembly.compile(WRONG, OPTIONS)).rejects.toThrow(WebAssembly.CompileError);
    await expect(WebAssembly.instantiate(WRONG, {}, OPTIONS)).rejects.toThrow(WebAssembly.CompileError);
    expect(WebAssembly.validate(LENGTH, { builtins: ['js-string', 'js-string'] })).toBe(false);
  });

  it('leave names that a set has not to the import object', () => {
    const module = new WebAssembly.Module(NOT_THERE, OPTIONS);
    const { exports } = new WebAssembly.Instance(module, { 'wasm:js-string': { no: () => undefined } });
    expect(typeof exports.f).toBe('function');
    expect(() => new WebAssembly.Instance(module, {})).toThrow(TypeError);
  });

  it('are converted before bytes are compiled, member by member', async () => {
    const order: string[] = [];
    const options = {
      get importedStringConstants() {
        order.push('importedStringConstants');
        return null;
      },
      get builtins() {
        order.push('builtins');
        return [{ toString: () => order.push('name') }];
      },
    };
    expect(() => new WebAssembly.Module(new Uint8Array(3), options as never)).toThrow(WebAssembly.CompileError);
    expect(order).toEqual(['builtins', 'name', 'importedStringConstants']);
    for (const wrong of [1, 'x', { builtins: 1 }, { builtins: [Symbol()] }, { importedStringConstants: Symbol() }]) {
      expect(() => new WebAssembly.Module(new Uint8Array(3), wrong as never)).toThrow(TypeError);
      await expect(WebAssembly.compile(new Uint8Array(3), wrong as never)).rejects.toThrow(TypeError);
    }
    await expect(WebAssembly.instantiate(new Uint8Array(3), 1 as never)).rejects.toThrow(TypeError);
  });

  it('work for responses', async () => {
    const response = (): Response => new Response(LENGTH, { headers: { 'Content-Type': 'application/wasm' } });
    const { instance } = await WebAssembly.instantiateStreaming(response(), {}, OPTIONS);
    expect(instance.exports.l('abcd')).toBe(4);
    expect(WebAssembly.Module.imports(await WebAssembly.compileStreaming(response(), OPTIONS))).toEqual([]);
  });
});

describe('imported string constants', () => {
  const text = (type: string): string => `(module (import "s" "héllo" (global $g ${type})) (export "g" (global $g)))`;

  it('are their names', () => {
    for (const type of ['externref', '(ref extern)']) {
      const module = new WebAssembly.Module(assemble(text(type)), { importedStringConstants: 's' });
      expect(WebAssembly.Module.imports(module)).toEqual([]);
      expect(new WebAssembly.Instance(module, {}).exports.g.value).toBe('héllo');
    }
  });

  it('come from modules whose name is well-formed text', () => {
    const bytes = assemble('(module (import "a\\u{fffd}😀" "x" (global $g externref)) (export "g" (global $g)))');
    const module = new WebAssembly.Module(bytes, { importedStringConstants: 'a\ud800😀' });
    expect(new WebAssembly.Instance(module, {}).exports.g.value).toBe('x');
  });

  it('are of no other type', () => {
    for (const type of ['(mut externref)', 'funcref', 'anyref', 'i32']) {
      expect(WebAssembly.validate(assemble(text(type)), { importedStringConstants: 's' })).toBe(false);
      expect(WebAssembly.validate(assemble(text(type)), { importedStringConstants: 't' })).toBe(true);
    }
    expect(WebAssembly.validate(assemble('(module (import "s" "f" (func)))'), { importedStringConstants: 's' })).toBe(
      false,
    );
  });
});
