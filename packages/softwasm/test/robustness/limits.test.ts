import { ALL_FEATURES } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import type { Exports, Imports } from '../../src/api.ts';
import { createWebAssembly } from '../../src/index.ts';

/*
 * Declared limits and operands as large as they can be: an error, a trap or -1, and never a process without memory.
 */

const { CompileError, Instance, LinkError, Memory, Module, RuntimeError, Table } = createWebAssembly();

function exportsOf(text: string, imports?: Imports): Exports {
  return new Instance(new Module(assemble(text, { features: ALL_FEATURES })), imports).exports;
}

/** The class and message of what a module comes to that cannot be. */
function failureOf(text: string): { readonly type: unknown; readonly message: string } | undefined {
  try {
    exportsOf(text);
    return undefined;
  } catch (error) {
    return { type: (error as Error).constructor, message: (error as Error).message };
  }
}

describe('memories', () => {
  test('of 65536 pages, declared as their maximum', () => {
    const { memory, size, grow } = exportsOf(`(module (memory (export "memory") 1 65536)
      (func (export "size") (result i32) memory.size) (func (export "grow") (param i32) (result i32) local.get 0 memory.grow))`);
    expect(grow(-1)).toBe(-1);
    expect(grow(65536)).toBe(-1);
    expect(grow(0x8000_0000 | 0)).toBe(-1);
    expect(size()).toBe(1);
    expect(() => memory.grow(65536)).toThrow(RangeError);
    expect(() => memory.grow(-1)).toThrow(TypeError);
    expect(memory.buffer.byteLength).toBe(65536);
  });

  test('of 65536 pages at once are there to their last byte, or a RangeError', () => {
    const text = `(module (memory 65536) (func (export "last") (result i32)
      (i32.store8 (i32.const -1) (i32.const 7)) (i32.load8_u offset=4294967295 (i32.const 0)))
      (func (export "over") (result i32) (i32.load offset=4294967295 (i32.const -1))))`;
    const failure = failureOf(text);
    if (failure !== undefined) {
      expect(failure.type).toBe(RangeError);
      return;
    }
    const { last, over } = exportsOf(text);
    expect(last()).toBe(7);
    expect(over).toThrow(RuntimeError);
  });

  test('that grow beyond 2 GiB, to a page less than 4 GiB, keep what they have; addresses stay unsigned', () => {
    const text = `(module (memory (export "memory") 32767 65535)
      (func (export "grow") (param i32) (result i32) local.get 0 memory.grow)
      (func (export "set") (param i32 i32) local.get 0 local.get 1 i32.store)
      (func (export "get") (param i32) (result i32) local.get 0 i32.load)
      (func (export "wide") (param i32) (result i64) local.get 0 i64.load offset=8)
      (func (export "fill") (param i32 i32) local.get 0 i32.const 3 local.get 1 memory.fill))`;
    const failure = failureOf(text);
    if (failure !== undefined) {
      expect(failure.type).toBe(RangeError);
      return;
    }
    const { memory, grow, set, get, wide, fill } = exportsOf(text);
    const [page, middle] = [65536, 2 ** 31];
    set(middle - page - 4, 5);
    expect(() => set(middle - page - 3, 1)).toThrow(RuntimeError);
    // Hosts may run out of memory for it, and say so.
    if (grow(2) === -1) return;
    expect(memory.buffer.byteLength).toBe(middle + page);
    set(middle, 7);
    set(middle - 2, 0x0102_0304);
    expect([get(middle - page - 4), get(middle - 2), get(middle)]).toEqual([5, 0x0102_0304, 0x0102]);
    if (grow(32766) === -1) return;
    const last = 2 ** 32 - page - 4;
    set(last, -9);
    fill(last - 8, 4);
    expect([get(middle - page - 4), get(last), get(last - 8)]).toEqual([5, -9, 0x0303_0303]);
    expect(wide(last - 12)).toBe(BigInt.asIntN(64, 0xffff_fff7_0000_0000n));
    for (const address of [last + 1, last + 4, -4, -1]) expect(() => set(address, 1)).toThrow(RuntimeError);
    expect([grow(1), grow(0)]).toEqual([-1, 65535]);
  }, 300_000);

  test('of 65537 pages are none', () => {
    const failure = (() => {
      try {
        return new Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 5, 1, 0, 0x81, 0x80, 0x04));
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(CompileError);
  });

  test('of 2^48 pages', () => {
    const maximum = exportsOf(`(module (memory i64 1 281474976710656)
      (func (export "grow") (param i64) (result i64) local.get 0 memory.grow)
      (func (export "load") (param i64) (result i32) local.get 0 i32.load offset=18446744073709551615)
      (func (export "fill") (param i64 i64) local.get 0 i32.const 1 local.get 1 memory.fill)
      (func (export "copy") (param i64 i64 i64) local.get 0 local.get 1 local.get 2 memory.copy)
      (func (export "size") (result i64) memory.size))`);
    for (const delta of [-1n, 2n ** 48n, 2n ** 48n - 1n, 2n ** 63n, 2n ** 53n, 2n ** 37n, 2n ** 36n]) {
      expect(maximum.grow(delta), String(delta)).toBe(-1n);
    }
    expect(maximum.size()).toBe(1n);
    for (const at of [0n, 1n, -1n, 2n ** 63n, 2n ** 53n]) expect(() => maximum.load(at)).toThrow(RuntimeError);
    for (const huge of [-1n, 2n ** 63n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 32n]) {
      expect(() => maximum.fill(huge, 0n)).toThrow(RuntimeError);
      expect(() => maximum.fill(0n, huge)).toThrow(RuntimeError);
      expect(() => maximum.fill(huge, huge)).toThrow(RuntimeError);
      expect(() => maximum.copy(huge, 0n, 0n)).toThrow(RuntimeError);
      expect(() => maximum.copy(0n, huge, 0n)).toThrow(RuntimeError);
      expect(() => maximum.copy(0n, 0n, huge)).toThrow(RuntimeError);
    }
    expect(failureOf('(module (memory i64 281474976710656))')?.type).toBe(RangeError);
    expect(failureOf('(module (memory i64 68719476736))')?.type).toBe(RangeError);
  });

  test('that are shared take what they may grow to, or say that they cannot', () => {
    expect(failureOf('(module (memory i64 1 281474976710656 shared))')?.type).toBe(RangeError);
    expect(() => new Memory({ address: 'i64', initial: 1n, maximum: 2n ** 48n, shared: true })).toThrow(RangeError);
  });

  test('made by JavaScript', () => {
    expect(() => new Memory({ initial: 65537 })).toThrow(RangeError);
    expect(() => new Memory({ initial: 2 ** 32 })).toThrow(TypeError);
    expect(() => new Memory({ initial: 2, maximum: 1 })).toThrow(RangeError);
    expect(() => new Memory({ address: 'i64', initial: 2n ** 48n })).toThrow(RangeError);
    expect(() => new Memory({ address: 'i64', initial: 2n ** 64n })).toThrow(TypeError);
    const memory = new Memory({ address: 'i64', initial: 1n, maximum: 2n ** 48n });
    expect(() => memory.grow(2n ** 48n - 1n)).toThrow(RangeError);
    expect(() => memory.grow(2n ** 64n - 1n)).toThrow(RangeError);
  });

  test('with operands beyond them', () => {
    const { init, fill, copy, byte } = exportsOf(`(module (memory 1) (data $d "abc")
      (func (export "init") (param i32 i32 i32) local.get 0 local.get 1 local.get 2 memory.init $d)
      (func (export "fill") (param i32 i32) local.get 0 i32.const 1 local.get 1 memory.fill)
      (func (export "copy") (param i32 i32 i32) local.get 0 local.get 1 local.get 2 memory.copy)
      (func (export "byte") (param i32) (result i32) local.get 0 i32.load8_u))`);
    for (const huge of [-1, -65536, 0x7fff_ffff, 65537]) {
      for (const call of [init, copy]) {
        expect(() => call(huge, 0, 0)).toThrow(RuntimeError);
        expect(() => call(0, huge, 0)).toThrow(RuntimeError);
        expect(() => call(0, 0, huge)).toThrow(RuntimeError);
        expect(() => call(huge, huge, huge)).toThrow(RuntimeError);
      }
      expect(() => fill(huge, 0)).toThrow(RuntimeError);
      expect(() => fill(0, huge)).toThrow(RuntimeError);
      expect(() => fill(huge, -huge)).toThrow(RuntimeError);
    }
    expect(byte(0)).toBe(0);
    expect(byte(65535)).toBe(0);
    copy(65536, 65536, 0);
    fill(65536, 0);
  });
});

describe('tables', () => {
  test('of ten million elements cost nothing until they are used', () => {
    const tables = exportsOf(`(module (table $t (export "t") 10000000 10000000 funcref) (elem declare func $f)
      (func $f (export "f") (result i32) i32.const 42)
      (func (export "set") (param i32) local.get 0 ref.func $f table.set $t)
      (func (export "call") (param i32) (result i32) local.get 0 call_indirect (result i32))
      (func (export "grow") (param i32) (result i32) ref.null func local.get 0 table.grow $t)
      (func (export "size") (result i32) table.size $t))`);
    expect(tables.size()).toBe(10_000_000);
    expect(tables.grow(0)).toBe(10_000_000);
    expect(tables.grow(1)).toBe(-1);
    expect(tables.grow(-1)).toBe(-1);
    tables.set(1000);
    expect(tables.call(1000)).toBe(42);
    expect(() => tables.call(9_999_999)).toThrow(RuntimeError);
    expect(() => tables.call(10_000_000)).toThrow(RuntimeError);
    expect(() => tables.call(-1)).toThrow(RuntimeError);
    tables.set(9_999_999);
    expect(tables.call(9_999_999)).toBe(42);
  });

  test('of any maximum', () => {
    const { grow, size } = exportsOf(`(module (table 1 4294967295 externref)
      (func (export "grow") (param i32) (result i32) ref.null extern local.get 0 table.grow)
      (func (export "size") (result i32) table.size))`);
    expect(grow(-1)).toBe(-1);
    expect(grow(0x7fff_ffff)).toBe(-1);
    expect(grow(10_000_000)).toBe(-1);
    expect(grow(9_999_999)).toBe(1);
    expect(grow(1)).toBe(-1);
    expect(size()).toBe(10_000_000);

    const wide = exportsOf(`(module (table i64 1 18446744073709551615 externref)
      (func (export "grow") (param i64) (result i64) ref.null extern local.get 0 table.grow)
      (func (export "get") (param i64) (result externref) local.get 0 table.get)
      (func (export "fill") (param i64 i64) local.get 0 ref.null extern local.get 1 table.fill)
      (func (export "copy") (param i64 i64 i64) local.get 0 local.get 1 local.get 2 table.copy)
      (func (export "size") (result i64) table.size))`);
    for (const delta of [-1n, 2n ** 63n, 2n ** 53n, 10_000_000n]) expect(wide.grow(delta)).toBe(-1n);
    for (const huge of [-1n, 2n ** 63n, 2n ** 53n, 2n ** 32n]) {
      expect(() => wide.get(huge)).toThrow(RuntimeError);
      expect(() => wide.fill(huge, 0n)).toThrow(RuntimeError);
      expect(() => wide.fill(0n, huge)).toThrow(RuntimeError);
      expect(() => wide.copy(huge, 0n, 0n)).toThrow(RuntimeError);
      expect(() => wide.copy(0n, huge, 0n)).toThrow(RuntimeError);
      expect(() => wide.copy(0n, 0n, huge)).toThrow(RuntimeError);
    }
    expect(wide.size()).toBe(1n);
  });

  test('that are larger at once than any may be are a RangeError or a CompileError', () => {
    for (const limits of ['10000001', '4294967295', 'i64 4294967295', 'i64 18446744073709551615']) {
      const failure = failureOf(`(module (table ${limits} externref))`);
      expect([RangeError, CompileError], limits).toContain(failure?.type);
    }
    expect(() => new Table({ element: 'anyfunc', initial: 10_000_001 })).toThrow(RangeError);
    expect(() => new Table({ element: 'anyfunc', initial: 4_294_967_295 })).toThrow(RangeError);
    expect(() => new Table({ element: 'anyfunc', initial: 2n ** 64n - 1n, address: 'i64' })).toThrow(RangeError);
  });

  test('grown by JavaScript', () => {
    const table = new Table({ element: 'externref', initial: 1, maximum: 4_294_967_295 });
    expect(() => table.grow(4_294_967_295)).toThrow(RangeError);
    expect(() => table.grow(-1)).toThrow(TypeError);
    expect(table.length).toBe(1);
    const fixed = new Table({ element: 'externref', initial: 1, maximum: 1 });
    expect(() => fixed.grow(1)).toThrow(RangeError);
    expect(() => fixed.get(4_294_967_295)).toThrow(RangeError);
  });
});

test('arrays of 2^31 - 1 elements trap', () => {
  for (const element of ['i8', 'i16', 'i32', 'i64', 'f64', 'v128', 'anyref']) {
    const zero = element === 'v128' ? 'v128.const i64x2 1 1' : element === 'anyref' ? 'ref.i31 (i32.const 1)' : '';
    const value = zero || `${element.startsWith('i') && element !== 'i64' ? 'i32' : element}.const 1`;
    const make = exportsOf(`(module (type $a (array (mut ${element}))) (data $d "abcd")
      (func (export "default") (param i32) (result i32) (array.len (array.new_default $a (local.get 0))))
      (func (export "new") (param i32) (result i32) (array.len (array.new $a (${value}) (local.get 0))))
      ${element === 'anyref' ? '' : '(func (export "data") (param i32) (result i32) (array.len (array.new_data $a $d (i32.const 0) (local.get 0))))'})`);
    for (const length of [0x7fff_ffff, -1, 0x8000_0000 | 0]) {
      expect(() => make.default(length), element).toThrow(RuntimeError);
      expect(() => make.new(length), element).toThrow(RuntimeError);
      if (make.data !== undefined) expect(() => make.data(length), element).toThrow(RuntimeError);
    }
    expect(make.default(1000)).toBe(1000);
    expect(make.new(1000)).toBe(1000);
  }
});

test('imports of limits that nothing can have do not link', () => {
  const text = '(module (import "m" "t" (table 4294967295 externref)))';
  const table = new Table({ element: 'externref', initial: 1 });
  expect(() => exportsOf(text, { m: { t: table } })).toThrow(LinkError);
  const memory = new Memory({ initial: 1 });
  expect(() => exportsOf('(module (import "m" "m" (memory 65536)))', { m: { m: memory } })).toThrow(LinkError);
});
