import { callFunction, type FunctionInstance, type GlobalInstance, Store, StructInstance } from '@softwasm/runtime';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { callJit, jit, jitInstance } from './harness.ts';

describe('structures', () => {
  test('hold words of all types, packed ones and the bits of NaNs', () => {
    const instance = jit(`(module
      (type $s (struct (field i8) (field (mut i16)) (field (mut i64)) (field (mut f32)) (field f64) (field v128) (field (mut anyref))))
      (global $g (mut (ref null $s)) (ref.null $s))
      (func (export "set")
        (global.set $g (struct.new $s (i32.const 0x1ff) (i32.const 0x18001) (i64.const -2)
          (f32.reinterpret_i32 (i32.const 0xffa0_1234)) (f64.reinterpret_i64 (i64.const 0x7ff0_0000_dead_beef))
          (v128.const i32x4 1 2 3 4) (ref.i31 (i32.const -1)))))
      (func (export "get") (result i32 i32 i32 i32 i64 i32 i64 i32 i32)
        (struct.get_s $s 0 (global.get $g)) (struct.get_u $s 0 (global.get $g))
        (struct.get_s $s 1 (global.get $g)) (struct.get_u $s 1 (global.get $g))
        (struct.get $s 2 (global.get $g)) (i32.reinterpret_f32 (struct.get $s 3 (global.get $g)))
        (i64.reinterpret_f64 (struct.get $s 4 (global.get $g))) (i32x4.extract_lane 3 (struct.get $s 5 (global.get $g)))
        (i31.get_u (ref.cast i31ref (struct.get $s 6 (global.get $g)))))
      (func (export "change")
        (struct.set $s 1 (global.get $g) (i32.const 0x7fffff))
        (struct.set $s 2 (global.get $g) (i64.rotl (struct.get $s 2 (global.get $g)) (i64.const 32)))
        (struct.set $s 3 (global.get $g) (f32.neg (struct.get $s 3 (global.get $g))))
        (struct.set $s 6 (global.get $g) (global.get $g))))`);
    expect(callJit(instance, 'get', [])).toEqual({ trap: 'null-structure' });
    const nan = 0x7ff0_0000_dead_beefn;
    for (let i = 0; i < 3; i++) {
      callJit(instance, 'set', []);
      const before = [-1, 255, -0x7fff, 0x8001, -2n, 0xffa0_1234 | 0, nan, 4, 0x7fff_ffff];
      expect(callJit(instance, 'get', [])).toEqual({ value: before });
      callJit(instance, 'change', []);
      expect(callJit(instance, 'get', [])).toEqual({ trap: 'cast-failure' });
    }
  });

  test('keep values that were read before they were overwritten', () => {
    const instance = jit(`(module (type $s (struct (field (mut i32)) (field (mut i64))))
      (func (export "f") (result i32 i64 i32) (local $s (ref $s))
        (local.set $s (struct.new $s (i32.const 1) (i64.const 0x5_0000_0003)))
        (struct.get $s 0 (local.get $s)) (struct.get $s 1 (local.get $s))
        (struct.set $s 0 (local.get $s) (i32.const 2))
        (struct.set $s 1 (local.get $s) (i64.shr_u (struct.get $s 1 (local.get $s)) (i64.const 32)))
        (i32.add (struct.get $s 0 (local.get $s)) (i32.wrap_i64 (struct.get $s 1 (local.get $s))))))`);
    expect(callJit(instance, 'f', [])).toEqual({ value: [1, 0x5_0000_0003n, 7] });
  });

  test('have one class for all instances of a store', () => {
    const bytes = assemble(`(module (rec (type $other (struct)) (type $s (sub (struct (field (mut i32))))))
      (type $t (sub $s (struct (field (mut i32)) (field f64))))
      (global (export "g") (ref $t) (struct.new $t (i32.const 5) (f64.const 1.5)))
      (func (export "make") (result anyref) (struct.new $t (i32.const 6) (f64.const 2.5)))
      (func (export "is") (param anyref) (result i32 i32 i32)
        (ref.test (ref $t) (local.get 0)) (ref.test (ref $s) (local.get 0)) (ref.test (ref $other) (local.get 0))))`);
    const store = new Store();
    const [one, two] = [jitInstance(bytes, {}, [], store), jitInstance(bytes, {}, [], store)];
    const [made] = callFunction(one.exports.get('make') as FunctionInstance, []);
    const { value } = one.exports.get('g') as GlobalInstance;
    expect(made).toBeInstanceOf(StructInstance);
    expect(Object.getPrototypeOf(made)).toBe(Object.getPrototypeOf(value));
    expect(callJit(two, 'is', [made])).toEqual({ value: [1, 1, 0] });
    expect(callJit(two, 'is', [value])).toEqual({ value: [1, 1, 0] });
    expect(callJit(two, 'is', [null])).toEqual({ value: [0, 0, 0] });
    const other = jitInstance(bytes);
    expect(callJit(other, 'is', [5])).toEqual({ value: [0, 0, 0] });
  });
});

describe('values of the host in anyref', () => {
  const instance = jit(`(module (type $s (struct)) (type $a (array i32))
    (func (export "tests") (param externref) (result i32 i32 i32 i32 i32 i32) (local anyref)
      (local.set 1 (any.convert_extern (local.get 0)))
      (ref.test (ref $s) (local.get 1)) (ref.test structref (local.get 1)) (ref.test (ref array) (local.get 1))
      (ref.test (ref i31) (local.get 1)) (ref.test (ref eq) (local.get 1)) (ref.test (ref any) (local.get 1)))
    (func (export "back") (param externref) (result externref)
      (extern.convert_any (any.convert_extern (local.get 0)))))`);
  const trapping = new Proxy(
    {},
    {
      get: () => {
        throw new Error('looked into');
      },
    },
  );

  test.each([
    ['an object', { type: 0, d0: 0, aggregate: 'struct' }, 0, 0],
    ['a proxy', trapping, 0, 0],
    ['a string', 'x', 0, 0],
    ['a symbol', Symbol.iterator, 0, 0],
    ['undefined', undefined, 0, 0],
    ['a large number', 2 ** 30, 0, 0],
    ['a fraction', 1.5, 0, 0],
    ['a small integer', -(2 ** 30), 1, 1],
  ])('%s', (_, value, isI31, isEq) => {
    expect(callJit(instance, 'tests', [value])).toEqual({ value: [0, 0, 0, isI31, isEq, 1] });
    const { value: back } = callJit(instance, 'back', [value]) as { value: unknown };
    expect(back === value).toBe(true);
  });

  test('null', () => {
    expect(callJit(instance, 'tests', [null])).toEqual({ value: [0, 1, 0, 0, 0, 0] });
  });
});

describe('arrays', () => {
  const KINDS = [
    ['i8', 'i32', '_u', 200, 3],
    ['i16', 'i32', '_s', -5, 9],
    ['i32', 'i32', '', -7, 12],
    ['i64', 'i64', '', -0x1_2345_6789n, 0x7_0000_0001n],
    ['f32', 'f32', '', 1.5, -0.25],
    ['f64', 'f64', '', 0.1, -1e300],
    ['externref', 'externref', '', 'a', null],
  ] as const;

  test.each(KINDS)('of %s: new, fill, copy, get, set', (storage, type, suffix, a, b) => {
    const instance = jit(`(module (type $a (array (mut ${storage})))
      (func (export "f") (param ${type} ${type}) (result ${type} ${type} ${type} ${type} ${type} i32) (local $x (ref $a)) (local $y (ref $a))
        (local.set $x (array.new $a (local.get 0) (i32.const 5)))
        (local.set $y (array.new_fixed $a 3 (local.get 0) (local.get 1) (local.get 0)))
        (array.set $a (local.get $x) (i32.const 4) (local.get 1))
        (array.copy $a $a (local.get $x) (i32.const 1) (local.get $y) (i32.const 0) (i32.const 3))
        (array.copy $a $a (local.get $x) (i32.const 0) (local.get $x) (i32.const 1) (i32.const 3))
        (array.fill $a (local.get $y) (i32.const 2) (local.get 1) (i32.const 1))
        (array.get${suffix} $a (local.get $x) (i32.const 0)) (array.get${suffix} $a (local.get $x) (i32.const 1))
        (array.get${suffix} $a (local.get $x) (i32.const 4)) (array.get${suffix} $a (local.get $y) (i32.const 2))
        (array.get${suffix} $a (array.new_default $a (i32.const 1)) (i32.const 0))
        (array.len (local.get $x))))`);
    const zero = type === 'externref' ? null : type === 'i64' ? 0n : 0;
    expect(callJit(instance, 'f', [a, b])).toEqual({ value: [a, b, b, b, zero, 5] });
  });

  test('keep the bits of NaNs', () => {
    const instance = jit(`(module (type $f (array (mut f32))) (type $d (array (mut f64)))
      (func (export "f") (param i32 i64) (result i32 i64 i32 i64) (local $f (ref $f)) (local $d (ref $d))
        (local.set $f (array.new_fixed $f 2 (f32.reinterpret_i32 (local.get 0)) (f32.const 0)))
        (local.set $d (array.new $d (f64.reinterpret_i64 (local.get 1)) (i32.const 2)))
        (array.set $f (local.get $f) (i32.const 1) (f32.neg (array.get $f (local.get $f) (i32.const 0))))
        (array.set $d (local.get $d) (i32.const 1) (f64.abs (array.get $d (local.get $d) (i32.const 0))))
        (i32.reinterpret_f32 (array.get $f (local.get $f) (i32.const 0)))
        (i64.reinterpret_f64 (array.get $d (local.get $d) (i32.const 0)))
        (i32.reinterpret_f32 (array.get $f (local.get $f) (i32.const 1)))
        (i64.reinterpret_f64 (array.get $d (local.get $d) (i32.const 1)))))`);
    expect(callJit(instance, 'f', [0x7fa0_0001, -0xf_ffff_dead_beefn])).toEqual({
      value: [0x7fa0_0001, -0xf_ffff_dead_beefn, 0xffa0_0001 | 0, 0x7ff0_0000_2152_4111n],
    });
  });

  test('trap at their bounds and where they are too large', () => {
    const instance = jit(`(module (type $b (array (mut i8))) (type $v (array (mut v128))) (type $r (array (mut anyref)))
      (func (export "get") (param i32) (result i32) (array.get_u $b (array.new_default $b (i32.const 3)) (local.get 0)))
      (func (export "b") (param i32) (result i32) (array.len (array.new_default $b (local.get 0))))
      (func (export "v") (param i32) (result i32) (array.len (array.new_default $v (local.get 0))))
      (func (export "r") (param i32) (result i32) (array.len (array.new $r (ref.null none) (local.get 0)))))`);
    expect(callJit(instance, 'get', [2])).toEqual({ value: 0 });
    for (const index of [3, -1, 2 ** 31 - 1, -(2 ** 31)]) {
      expect(callJit(instance, 'get', [index])).toEqual({ trap: 'array-out-of-bounds' });
    }
    for (const name of ['b', 'v', 'r']) {
      expect(callJit(instance, name, [1000])).toEqual({ value: 1000 });
      for (const length of [-1, -(2 ** 31), 2 ** 31 - 1]) {
        expect(callJit(instance, name, [length])).toEqual({ trap: 'out-of-memory' });
      }
    }
  });
});
