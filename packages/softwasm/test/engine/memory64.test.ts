import type { MemoryInstance } from '@softwasm/runtime';
import { describe, expect, test } from 'vitest';
import { jitOfAllFeatures as jit } from './all-features.ts';
import { callJit } from './harness.ts';

/*
 * 64-bit memories and tables, custom page sizes. The oracle of the other tests has none of these: expectations are written by hand.
 */

const OUTSIDE = { trap: 'memory-out-of-bounds' };

describe('addresses of 64 bits', () => {
  const ACCESSES = `
    (func (export "load") (param i64) (result i32) (i32.load (local.get 0)))
    (func (export "load8") (param i64) (result i32) (i32.load8_u (local.get 0)))
    (func (export "load64") (param i64) (result i64) (i64.load (local.get 0)))
    (func (export "low") (param i64) (result i32) (i32.wrap_i64 (i64.load (local.get 0))))
    (func (export "float") (param i64) (result f64) (f64.load (local.get 0)))
    (func (export "vector") (param i64) (result i32) (i32x4.extract_lane 0 (v128.load (local.get 0))))
    (func (export "far") (param i64) (result i32) (i32.load offset=0x100000000 (local.get 0)))
    (func (export "farther") (param i64) (result i32) (i32.load offset=0xffffffffffffffff (local.get 0)))
    (func (export "edge") (param i64) (result i64) (i64.load offset=0xfffffffc (local.get 0)))
    (func (export "store") (param i64 i32) (i32.store (local.get 0) (local.get 1)))
    (func (export "store64") (param i64 i64) (i64.store (local.get 0) (local.get 1)))
    (func (export "constant") (result i32) (i32.load (i64.const 0x100000000)))`;
  const instance = jit(
    `(module (memory (export "m") i64 1) (data (i64.const 8) "\\01\\02\\03\\04\\05\\06\\07\\08") ${ACCESSES})`,
  );

  test.each([
    ['load', 8n, { value: 0x04030201 }],
    ['load', 65532n, { value: 0 }],
    ['load', 65533n, OUTSIDE],
    ['load', 0x1_0000_0008n, OUTSIDE],
    ['load', 0x8000_0000_0000_0008n, OUTSIDE],
    ['load', -1n, OUTSIDE],
    ['load', -8n, OUTSIDE],
    ['load8', 65535n, { value: 0 }],
    ['load8', 65536n, OUTSIDE],
    ['load8', 0x20_0000_0000_0008n, OUTSIDE],
    ['load64', 8n, { value: 0x0807060504030201n }],
    ['load64', 65529n, OUTSIDE],
    ['load64', -4n, OUTSIDE],
    ['low', 65529n, OUTSIDE],
    ['low', 8n, { value: 0x04030201 }],
    ['float', 65529n, OUTSIDE],
    ['vector', 65521n, OUTSIDE],
    ['vector', 65520n, { value: 0 }],
    ['far', 8n, OUTSIDE],
    ['far', -0x1_0000_0000n + 8n, OUTSIDE],
    ['farther', 9n, OUTSIDE],
    ['edge', 8n, OUTSIDE],
  ] as const)('%s at %i', (name, address, outcome) => {
    expect(callJit(instance, name, [address])).toEqual(outcome);
  });

  test('a constant address', () => {
    expect(callJit(instance, 'constant', [])).toEqual(OUTSIDE);
  });

  test('stores that trap write nothing', () => {
    expect(callJit(instance, 'store64', [65532n, -1n])).toEqual(OUTSIDE);
    expect(callJit(instance, 'store', [0x1_0000_0010n, -1])).toEqual(OUTSIDE);
    expect(callJit(instance, 'load', [65532n])).toEqual({ value: 0 });
    expect(callJit(instance, 'load', [16n])).toEqual({ value: 0 });
    callJit(instance, 'store64', [16n, 0x123456789abcdefn]);
    expect(callJit(instance, 'load64', [16n])).toEqual({ value: 0x123456789abcdefn });
  });
});

describe('sizes of 64 bits', () => {
  const instance = jit(`(module
    (memory i64 1 3) (memory $m32 1)
    (func (export "size") (result i64) (memory.size))
    (func (export "grow") (param i64) (result i64) (memory.grow (local.get 0)))
    (func (export "fill") (param i64 i64) (memory.fill (local.get 0) (i32.const 7) (local.get 1)))
    (func (export "copy") (param i64 i32 i32) (memory.copy 0 1 (local.get 0) (local.get 1) (local.get 2)))
    (func (export "back") (param i32 i64 i32) (memory.copy 1 0 (local.get 0) (local.get 1) (local.get 2)))
    (func (export "load") (param i64) (result i32) (i32.load8_u (local.get 0))))`);

  test('grow', () => {
    expect(callJit(instance, 'grow', [0x1_0000_0001n])).toEqual({ value: -1n });
    expect(callJit(instance, 'grow', [-1n])).toEqual({ value: -1n });
    expect(callJit(instance, 'grow', [1n])).toEqual({ value: 1n });
    expect(callJit(instance, 'size', [])).toEqual({ value: 2n });
  });

  test('fill and copy', () => {
    expect(callJit(instance, 'fill', [0x1_0000_0000n, 0n])).toEqual(OUTSIDE);
    expect(callJit(instance, 'fill', [0n, 0x1_0000_0000n])).toEqual(OUTSIDE);
    expect(callJit(instance, 'fill', [100n, 3n])).toEqual({ value: undefined });
    expect(callJit(instance, 'back', [5, 100n, 2])).toEqual({ value: undefined });
    expect(callJit(instance, 'copy', [200n, 4, 4])).toEqual({ value: undefined });
    const bytes = [200n, 201n, 202n, 203n].map((address) => callJit(instance, 'load', [address]));
    expect(bytes).toEqual([0, 7, 7, 0].map((value) => ({ value })));
    expect(callJit(instance, 'copy', [0x1_0000_0000n, 0, 0])).toEqual(OUTSIDE);
    expect(callJit(instance, 'copy', [0n, -1, 0])).toEqual(OUTSIDE);
  });
});

describe('tables with indices of 64 bits', () => {
  const instance = jit(`(module
    (table $t i64 3 funcref) (elem (table $t) (i64.const 1) func $f)
    (func $f (result i32) (i32.const 42))
    (func (export "call") (param i64) (result i32) (call_indirect (result i32) (local.get 0)))
    (func (export "size") (result i64) (table.size $t))
    (func (export "grow") (param i64) (result i64) (table.grow $t (ref.null func) (local.get 0)))
    (func (export "isNull") (param i64) (result i32) (ref.is_null (table.get $t (local.get 0)))))`);

  test.each([
    [1n, { value: 42 }],
    [2n, { trap: 'uninitialized-element' }],
    [3n, { trap: 'undefined-element' }],
    [0x1_0000_0001n, { trap: 'undefined-element' }],
    [-1n, { trap: 'undefined-element' }],
  ])('call_indirect at %i', (index, outcome) => {
    expect(callJit(instance, 'call', [index])).toEqual(outcome);
  });

  test('other instructions', () => {
    expect(callJit(instance, 'isNull', [0x1_0000_0001n])).toEqual({ trap: 'table-out-of-bounds' });
    expect(callJit(instance, 'isNull', [1n])).toEqual({ value: 0 });
    expect(callJit(instance, 'grow', [0x1_0000_0000n])).toEqual({ value: -1n });
    expect(callJit(instance, 'grow', [2n])).toEqual({ value: 3n });
    expect(callJit(instance, 'size', [])).toEqual({ value: 5n });
  });
});

describe('pages of a byte', () => {
  test('size and grow', () => {
    const instance = jit(`(module (memory (export "m") 5 (pagesize 1))
      (func (export "size") (result i32) (memory.size))
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
      (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0))))`);
    expect(callJit(instance, 'load', [4])).toEqual({ value: 0 });
    expect(callJit(instance, 'load', [5])).toEqual(OUTSIDE);
    expect(callJit(instance, 'grow', [3])).toEqual({ value: 5 });
    expect(callJit(instance, 'load', [7])).toEqual({ value: 0 });
    expect(callJit(instance, 'size', [])).toEqual({ value: 8 });
  });

  test('more than 2^31 of them', () => {
    const text = (type: string): string => `(module (memory (export "m") ${type} 1 (pagesize 1))
      (func (export "size") (result ${type}) (memory.size))
      (func (export "grow") (param ${type}) (result ${type}) (memory.grow (local.get 0))))`;
    const small = jit(text('i32'));
    const large = jit(text('i64'));
    // Pages that the memory only says it has: allocating them would take gigabytes.
    const pretend = (memory: unknown, pages: number): void => {
      Object.defineProperty(memory as MemoryInstance, 'pages', { value: pages });
      Object.defineProperty(memory as MemoryInstance, 'grow', { value: () => pages });
    };
    pretend(small.exports.get('m'), 0x9000_0000);
    pretend(large.exports.get('m'), 0x5_9000_0000);
    expect(callJit(small, 'size', [])).toEqual({ value: 0x9000_0000 | 0 });
    expect(callJit(small, 'grow', [1])).toEqual({ value: 0x9000_0000 | 0 });
    expect(callJit(large, 'size', [])).toEqual({ value: 0x5_9000_0000n });
    expect(callJit(large, 'grow', [1n])).toEqual({ value: 0x5_9000_0000n });
  });
});
