import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import type { Exports, Imports } from '../../src/api.ts';
import { createWebAssembly } from '../../src/index.ts';

/*
 * Instantiation that fails. Nothing happens where imports do not fit; where a segment or the start function traps, what was done before stays, and
 * functions in shared tables go on working although their instance was never given out (§4.7.2).
 */

const { Global, Instance, instantiate, LinkError, Memory, Module, RuntimeError, Table } = createWebAssembly();

const TYPE_OF_RESULT = '(type $r (func (result i32)))';

function moduleOf(text: string): object {
  return new Module(assemble(text));
}

/** What instances may share. */
function world(): {
  imports: Imports;
  bytes: Uint8Array;
  table: { get(index: number): unknown };
  global: { value: unknown };
} {
  const memory = new Memory({ initial: 1, maximum: 2 });
  const table = new Table({ element: 'anyfunc', initial: 10 });
  const global = new Global({ value: 'i32', mutable: true }, 1);
  return { imports: { m: { memory, table, global } }, bytes: new Uint8Array(memory.buffer), table, global };
}

const IMPORTS =
  '(import "m" "memory" (memory 1)) (import "m" "table" (table 10 funcref)) (import "m" "global" (global $g (mut i32)))';

/** Fails in the way that `parts` make it; @returns the world afterwards */
function fails(parts: string, error: unknown, before = ''): ReturnType<typeof world> {
  const shared = world();
  const module = moduleOf(`(module ${TYPE_OF_RESULT} ${IMPORTS} ${before} ${parts})`);
  expect(() => new Instance(module, shared.imports)).toThrow(error as new () => Error);
  return shared;
}

const WRITES = `(elem (i32.const 0) func $f) (data (i32.const 0) "one") (func $f (type $r) (i32.const 42))
  (func $start (global.set $g (i32.const 2)) (i32.store (i32.const 100) (i32.const 9)))`;

describe('where imports do not fit nothing is done', () => {
  test.each([
    ['a missing function', '(import "m" "missing" (func))', LinkError],
    ['a missing module', '(import "x" "missing" (func))', TypeError],
    ['a table that is too small', '(import "m" "table" (table 11 funcref))', LinkError],
    ['a memory without a maximum', '(import "m" "memory" (memory 1 1))', LinkError],
    ['an immutable global', '(import "m" "global" (global i32))', LinkError],
    ['another kind', '(import "m" "global" (memory 1))', LinkError],
  ])('%s', (_, wanted, error) => {
    const { bytes, table, global } = fails(`${WRITES} (start $start)`, error, wanted);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(table.get(0)).toBe(null);
    expect(global.value).toBe(1);
  });
});

describe('what was done before stays', () => {
  test('where the second element segment is out of bounds', () => {
    const { bytes, table, global } = fails(`${WRITES} (elem (i32.const 9) func $f $f) (start $start)`, RuntimeError);
    expect((table.get(0) as () => number)()).toBe(42);
    // Of a segment that does not fit nothing is written.
    expect(table.get(9)).toBe(null);
    expect(bytes[0]).toBe(0);
    expect(global.value).toBe(1);
  });

  test('where the second data segment is out of bounds', () => {
    const { bytes, table, global } = fails(`${WRITES} (data (i32.const 65534) "abc") (start $start)`, RuntimeError);
    expect((table.get(0) as () => number)()).toBe(42);
    expect([...bytes.subarray(0, 3)]).toEqual([0x6f, 0x6e, 0x65]);
    expect([...bytes.subarray(65_534)]).toEqual([0, 0]);
    expect(global.value).toBe(1);
  });

  test('where the start function traps', () => {
    const { bytes, table, global } = fails(`${WRITES} (func $s (call $start) (unreachable)) (start $s)`, RuntimeError);
    expect((table.get(0) as () => number)()).toBe(42);
    expect(bytes[100]).toBe(9);
    expect(global.value).toBe(2);
  });

  test('where the start function exhausts the stack', () => {
    const { bytes, global } = fails(`${WRITES} (func $s (call $start) (call $s) (nop)) (start $s)`, RangeError);
    expect(bytes[100]).toBe(9);
    expect(global.value).toBe(2);
  });

  test('where a host function that the start function calls throws', () => {
    const error = new Error('from the host');
    const shared = world();
    const imports = {
      m: {
        ...shared.imports.m,
        h: () => {
          throw error;
        },
      },
    };
    const module = moduleOf(
      `(module ${TYPE_OF_RESULT} (import "m" "h" (func $h)) ${IMPORTS} ${WRITES} (func $s (call $start) (call $h)) (start $s))`,
    );
    let thrown: unknown;
    try {
      new Instance(module, imports);
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toBe(error);
    expect(shared.global.value).toBe(2);
  });

  test('and the functions left in a table share the memory of their instance', () => {
    const table = new Table({ element: 'anyfunc', initial: 10 });
    const module = moduleOf(
      `(module (import "m" "table" (table 10 funcref)) (memory 1) (global $n (mut i32) (i32.const 10))
        (func $set (param i32) (i32.store (i32.const 8) (local.get 0)) (global.set $n (i32.add (global.get $n) (i32.const 1))))
        (func $get (result i32) (i32.add (i32.load (i32.const 8)) (global.get $n)))
        (elem (i32.const 1) $set $get) (func $s unreachable) (start $s))`,
    );
    expect(() => new Instance(module, { m: { table } })).toThrow(RuntimeError);
    (table.get(1) as (value: number) => void)(100);
    expect((table.get(2) as () => number)()).toBe(111);
  });
});

test('the same module instantiates after it has failed', async () => {
  const bytes = assemble(
    '(module (import "m" "f" (func $f)) (start $f) (func (export "g") (result i32) (i32.const 42)))',
  );
  const module = new Module(bytes);
  const throwing: Imports = {
    m: {
      f: () => {
        throw new RangeError('no');
      },
    },
  };
  expect(() => new Instance(module, {})).toThrow(TypeError);
  expect(() => new Instance(module, throwing)).toThrow('no');
  await expect(instantiate(bytes, throwing)).rejects.toThrow('no');
  await expect(instantiate(bytes, { m: {} })).rejects.toThrow(LinkError);
  const exports: Exports = new Instance(module, { m: { f: () => undefined } }).exports;
  expect(exports.g()).toBe(42);
});
