import { assemble } from '@softwasm/wat';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Global, instantiateSync, Memory, Table } from '../../src/embed/index.ts';
import { failure } from './failure.ts';

/*
 * What embedders do with memories, globals and tables, and what they are told when they do it wrong.
 */

describe('a memory', () => {
  const make = (): Memory => new Memory({ initial: 1, maximum: 3 });
  test('bytes', () => {
    const memory = make();
    memory.write(10, Uint8Array.of(1, 2, 3));
    const copy = memory.read(9, 5);
    expect(copy).toEqual(Uint8Array.of(0, 1, 2, 3, 0));
    copy[0] = 9;
    expect(memory.read(9, 1)).toEqual(Uint8Array.of(0));
    expect(memory.read(65536, 0)).toEqual(new Uint8Array(0));
    memory.write(65533, Uint8Array.of(7, 8, 9));
    expect(memory.read(65533n, 3)).toEqual(Uint8Array.of(7, 8, 9));
  });
  test.each(['', 'plain', 'é€🎉', '\ufeffmark', 'a'.repeat(10_000), '🎉'.repeat(3000)])('strings: %#', (text) => {
    const memory = make();
    const length = memory.writeString(100, text);
    expect(length).toBe(new TextEncoder().encode(text).length);
    expect(memory.readString(100, length)).toBe(text);
    memory.write(0, new Uint8Array(65536).fill(255));
    expect(memory.writeCString(5, text)).toBe(length + 1);
    expect(memory.readCString(5)).toBe(text);
    expect(memory.read(5 + length, 2)).toEqual(Uint8Array.of(0, 255));
  });
  test('any string', () => {
    const memory = make();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat({ max: 1000 }), (text, address) => {
        const utf8 = new TextEncoder().encode(text);
        expect(memory.writeString(address, text)).toBe(utf8.length);
        expect(memory.read(address, utf8.length)).toEqual(utf8);
        expect(memory.readString(address, utf8.length)).toBe(text);
      }),
    );
  });
  test('views follow it when it grows', () => {
    const memory = make();
    const view = memory.view(65530, 6);
    const { bytes } = view;
    expect(memory.grow(1)).toBe(1);
    expect([memory.pages, memory.byteLength, bytes.length]).toEqual([2, 131072, 0]);
    view.bytes[0] = 42;
    view.data.setUint16(1, 0x0102, true);
    expect(memory.read(65530, 3)).toEqual(Uint8Array.of(42, 2, 1));
    expect([view.address, view.length, view.data.byteLength]).toEqual([65530, 6, 6]);
  });
  test('a view shows nothing but the memory, however it has grown', () => {
    const { exports } = instantiateSync(
      assemble(`(module (memory (export "m") 1)
        (func (export "grow") (result i32) (memory.grow (i32.const 1))))`),
    );
    const view = exports.m.view(0, 8);
    for (let pages = 1; pages < 12; pages++) {
      expect(exports.grow()).toBe(pages);
      if (pages % 4 !== 0) continue;
      view.bytes[0] = pages;
      expect(view.bytes.buffer.byteLength).toBe((pages + 1) * 65536);
      expect(view.data.buffer.byteLength).toBe(exports.m.byteLength);
      expect(exports.m.read(0, 1)).toEqual(Uint8Array.of(pages));
    }
  });
  test('of 64 bits', () => {
    const memory = new Memory({ initial: 1n, addressType: 'i64' });
    expect(memory.grow(1n)).toBe(1);
    memory.writeString(65540n, 'x');
    expect(memory.readCString(65540)).toBe('x');
  });
  test('shared', () => {
    const memory = new Memory({ initial: 1, maximum: 2, shared: true });
    memory.writeString(0, 'é');
    memory.grow(1);
    expect(memory.readString(0, 2)).toBe('é');
    expect(memory.byteLength).toBe(131072);
  });
  const bounds = (length: number, at: string): string =>
    `EmbedError: Out of bounds memory access: ${length} byte(s) at ${at}, but the memory has 65536 byte(s).`;
  test.each<[string, (memory: Memory) => unknown, string]>([
    ['read', (memory) => memory.read(65535, 2), bounds(2, '65535')],
    ['read far away', (memory) => memory.read(2n ** 64n, 0), bounds(0, '18446744073709551616')],
    ['write', (memory) => memory.write(65536, Uint8Array.of(1)), bounds(1, '65536')],
    ['readString', (memory) => memory.readString(0, 65537), bounds(65537, '0')],
    ['readCString', (memory) => memory.readCString(65537), bounds(0, '65537')],
    ['writeString', (memory) => memory.writeString(65535, 'é'), bounds(2, '65535')],
    ['writeCString', (memory) => memory.writeCString(65535, 'a'), bounds(2, '65535')],
    ['view', (memory) => memory.view(65536, 1), bounds(1, '65536')],
  ])('%s out of bounds', (_, access, message) => {
    const memory = make();
    expect(failure(() => access(memory))).toBe(message);
    expect(() => access(memory)).toThrow(expect.objectContaining({ code: 'bounds' }));
    expect(memory.read(65535, 1)).toEqual(Uint8Array.of(0));
  });
  test.each<[(memory: Memory) => unknown, string]>([
    [(memory) => memory.read(-1, 0), 'The address must be an integer that is not negative; given number -1.'],
    [(memory) => memory.read('0' as never, 0), 'The address must be an integer that is not negative; given string.'],
    [(memory) => memory.read(0, 1.5), 'The length must be an integer that is not negative; given number 1.5.'],
    [(memory) => memory.read(0, Number.NaN), 'The length must be an integer that is not negative; given number NaN.'],
    [(memory) => memory.grow(-1n), 'The number of pages must be an integer that is not negative; given bigint -1.'],
    [(memory) => memory.write(0, [1] as never), 'Expected a Uint8Array; given array of 1.'],
    [(memory) => memory.writeString(0, 5 as never), 'Expected a string; given number 5.'],
    [
      (memory) => memory.writeString(0, 'a\ud800'),
      'The string has a lone surrogate at index 1, which UTF-8 cannot express.',
    ],
    [
      (memory) => memory.writeString(0, '\udc00a'),
      'The string has a lone surrogate at index 0, which UTF-8 cannot express.',
    ],
    [(memory) => memory.writeCString(0, 'a\0b'), 'A string that ends with a zero cannot contain one.'],
  ])('misuse %#', (access, message) => {
    expect(failure(() => access(make()))).toBe(`EmbedError: ${message}`);
  });
  test('text that is none', () => {
    const memory = make();
    memory.write(0, new Uint8Array(65536).fill(0xff));
    expect(failure(() => memory.readString(16, 2))).toBe(
      'EmbedError: The string at 16 of the memory is not well-formed UTF-8.',
    );
    expect(failure(() => memory.readCString(16))).toBe(
      'EmbedError: The string at 16 of the memory has no terminating zero.',
    );
  });
  test('grows as far as it can', () => {
    const memory = make();
    expect(failure(() => memory.grow(3))).toBe('ResourceError: The memory of 1 page(s) cannot grow by 3 page(s).');
    expect(memory.grow(2)).toBe(1);
    expect(failure(() => memory.grow(2n ** 70n))).toBe(
      'ResourceError: The memory of 3 page(s) cannot grow by 1180591620717411303424 page(s).',
    );
  });
  test('descriptors', () => {
    const of = (descriptor: unknown): string => failure(() => new Memory(descriptor as { initial: number }));
    expect(of({ initial: 2, maximum: 1 })).toBe('EmbedError: The maximum must not be less than the initial size.');
    expect(of({ initial: 1, shared: true })).toBe('EmbedError: A shared memory must have a maximum.');
    expect(of({ initial: 'x' })).toBe(
      'EmbedError: The initial size must be an integer that is not negative; given string.',
    );
    expect(of({ initial: 1, maximum: -1 })).toBe(
      'EmbedError: The maximum must be an integer that is not negative; given number -1.',
    );
    expect(of({ initial: 65537 })).toBe('EmbedError: memory size must be at most 65536 pages (4GiB)');
  });
  test('the receiver', () => {
    expect(failure(() => Memory.prototype.read.call({} as Memory, 0, 0))).toBe(
      'EmbedError: The receiver is not a memory of softwasm/embed.',
    );
  });
});

describe('a global', () => {
  test('has values of its type only', () => {
    const global = new Global({ type: 'i64', mutable: true }, 5n);
    global.value = -1n;
    expect(global.value).toBe(-1n);
    expect(failure(() => void (global.value = 1 as never))).toBe(
      'EmbedError: The value of the global is of the wrong type; expected i64, given number 1.',
    );
    expect(failure(() => new Global({ type: 'i32' }, 'x' as never))).toBe(
      'EmbedError: The value of the global is of the wrong type; expected i32, given string.',
    );
    expect(global.value).toBe(-1n);
  });
  test('begins with zero or null', () => {
    expect(new Global({ type: 'f32' }).value).toBe(0);
    expect(new Global({ type: 'v128' }).value).toEqual(new Uint8Array(16));
    expect(new Global({ type: 'externref' }).value).toBeNull();
  });
  test('that is immutable', () => {
    const global = new Global({ type: 'i32' }, 1);
    expect(failure(() => void (global.value = 2))).toBe('EmbedError: The global is immutable.');
    expect([global.value, global.mutable, global.kind]).toEqual([1, false, 'global']);
  });
  test('is the same cell for guest and host', () => {
    const global = new Global({ type: 'f64', mutable: true }, 1);
    const { exports } = instantiateSync(
      assemble(`(module (import "env" "g" (global $g (mut f64))) (export "g" (global $g))
        (func (export "double") (global.set $g (f64.mul (global.get $g) (f64.const 2)))))`),
      { env: { g: global } },
    );
    exports.double();
    expect(global.value).toBe(2);
    expect(exports.g).toBe(global);
  });
});

describe('a table', () => {
  const { exports } = instantiateSync(
    assemble(`(module (table (export "t") 2 4 funcref) (elem (i32.const 0) $f)
      (func $f (export "f") (result i32) (i32.const 42))
      (type $unary (func (param i32)))
      (func (export "call") (param i32) (result i32) (call_indirect (result i32) (local.get 0)))
      (table (export "typed") 1 (ref $unary) (ref.func $g)) (func $g (export "g") (param i32)))`),
  );
  const table: Table<'funcref'> = exports.t;
  test('of functions', () => {
    expect(table.get(0)).toBe(exports.f);
    expect(table.get(1)).toBeNull();
    table.set(1, exports.f);
    expect(exports.call(1)).toBe(42);
    expect([table.length, table.kind]).toEqual([2, 'table']);
  });
  test('misuse', () => {
    expect(failure(() => table.get(2))).toBe(
      'EmbedError: Out of bounds table access: 1 element(s) at 2, but the table has 2 element(s).',
    );
    expect(failure(() => table.set(2, null))).toMatch('Out of bounds table access');
    expect(failure(() => table.get(1.5))).toBe(
      'EmbedError: The index must be an integer that is not negative; given number 1.5.',
    );
    expect(failure(() => table.set(0, () => 42))).toBe(
      'EmbedError: The element of the table is of the wrong type; expected funcref, given function.',
    );
    expect(failure(() => exports.typed.set(0, exports.f))).toBe(
      'EmbedError: The element of the table is of the wrong type; expected (ref (func [i32] -> [])), given function.',
    );
    expect(failure(() => exports.typed.grow(1))).toBe(
      'EmbedError: A value is required: (ref (func [i32] -> [])) has no default.',
    );
    expect(failure(() => table.grow(3))).toBe('ResourceError: The table of 2 element(s) cannot grow by 3 element(s).');
  });
  test('grows', () => {
    expect(table.grow(2, exports.f)).toBe(2);
    expect(table.get(3)).toBe(exports.f);
    expect(exports.typed.grow(1, exports.g)).toBe(1);
  });
  test('of the host', () => {
    const own = new Table({ element: 'externref', initial: 2, maximum: 3 }, 'x');
    expect([own.get(0), own.get(1)]).toEqual(['x', 'x']);
    expect(own.grow(1)).toBe(2);
    expect(own.get(2)).toBeNull();
  });
});
