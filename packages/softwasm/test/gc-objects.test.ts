import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { WebAssembly } from '../src/index.ts';

const { exports } = new WebAssembly.Instance(
  new WebAssembly.Module(
    assemble(`(module
      (type $s (struct (field (mut i32))))
      (type $a (array i32))
      (table (export "any") 1 anyref)
      (table (export "nonNull") 2 (ref any) (ref.i31 (i32.const 1)))
      (table (export "exn") 1 exnref)
      (func (export "struct") (result (ref $s)) (struct.new $s (i32.const 4)))
      (func (export "array") (result (ref $a)) (array.new $a (i32.const 1) (i32.const 2)))
      (func (export "field") (param (ref $s)) (result i32) (struct.get $s 0 (local.get 0)))
      (func (export "out") (param anyref) (result externref) (extern.convert_any (local.get 0)))
      (func (export "in") (param externref) (result anyref) (any.convert_extern (local.get 0)))
      (func (export "isStruct") (param anyref) (result i32) (ref.test (ref $s) (local.get 0)))
      (func (export "isI31") (param anyref) (result i32) (ref.test (ref i31) (local.get 0))))`),
  ),
);

describe('structures and arrays', () => {
  it('are opaque', () => {
    for (const object of [exports.struct(), exports.array()]) {
      expect([typeof object, Object.getPrototypeOf(object), Reflect.ownKeys(object)]).toEqual(['object', null, []]);
      expect([object.foo, object[0], 'foo' in object, Object.isExtensible(object)]).toEqual([
        undefined,
        undefined,
        false,
        false,
      ]);
      expect(Object.prototype.toString.call(object)).toBe('[object Object]');
      for (const change of [
        () => Reflect.set(object, 'foo', 1),
        () => Reflect.deleteProperty(object, 'foo'),
        () => Object.defineProperty(object, 'foo', { value: 1 }),
        () => Object.setPrototypeOf(object, {}),
        () => Object.setPrototypeOf(object, null),
        () => Object.preventExtensions(object),
        () => Object.freeze(object),
      ]) {
        expect(change).toThrow(TypeError);
      }
      expect(Reflect.preventExtensions(object)).toBe(false);
      expect(new WeakSet([object]).has(object)).toBe(true);
    }
  });

  it('keep their identity, also as external references', () => {
    const struct = exports.struct();
    expect(exports.field(struct)).toBe(4);
    expect([exports.out(struct), exports.in(struct)]).toEqual([struct, struct]);
    expect([exports.isStruct(struct), exports.isStruct(exports.array()), exports.isStruct({})]).toEqual([1, 0, 0]);
    exports.any.set(0, struct);
    expect(exports.any.get(0)).toBe(struct);
    expect(() => exports.field(exports.array())).toThrow(TypeError);
    expect(() => exports.field(null)).toThrow(TypeError);
    expect(() => exports.field({})).toThrow(TypeError);
  });

  it('stand beside small integers and host values', () => {
    for (const [value, isI31] of [
      [0, 1],
      [-(2 ** 30), 1],
      [2 ** 30 - 1, 1],
      [2 ** 30, 0],
      [0.5, 0],
      [Number.NaN, 0],
      ['x', 0],
      [undefined, 0],
      [1n, 0],
    ] as const) {
      exports.any.set(0, value);
      expect([exports.any.get(0), exports.isI31(value), exports.in(value)]).toEqual([value, isI31, value]);
    }
  });
});

describe('tables of other types', () => {
  it('need values where null is none', () => {
    const { nonNull } = exports;
    expect(() => nonNull.set(0)).toThrow(TypeError);
    expect(() => nonNull.set(0, null)).toThrow(TypeError);
    expect(() => nonNull.grow(1)).toThrow(TypeError);
    expect(nonNull.grow(1, 'x')).toBe(2);
    expect([nonNull.get(0), nonNull.get(2)]).toEqual([1, 'x']);
    exports.any.set(0);
    expect([exports.any.get(0), exports.any.grow(1), exports.any.get(1)]).toEqual([null, 1, null]);
  });

  it('of exceptions are closed to JavaScript, whatever the index', () => {
    const { exn } = exports;
    for (const use of [() => exn.get(0), () => exn.set(0), () => exn.set(0, null), () => exn.get(-1)]) {
      expect(use).toThrow(TypeError);
    }
    expect(exn.length).toBe(1);
  });
});
