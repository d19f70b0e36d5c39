import { describe, expect, it } from 'vitest';
import type { MemoryDescriptor, TableDescriptor } from '../src/api.ts';
import { EXTERNREF, exportOf, FUNCREF, funcType, I32, I64, importOf, V128, wasm } from './binary.ts';
import { newWorld } from './hand-engine.ts';

const world = newWorld();
const { WebAssembly } = world;

describe('Memory', () => {
  it('grows, detaching its buffer', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 3 });
    const { buffer } = memory;
    expect(buffer).toBeInstanceOf(ArrayBuffer);
    expect(memory.buffer).toBe(buffer);
    new Uint8Array(buffer)[5] = 7;
    expect(memory.grow(1)).toBe(1);
    expect(buffer.byteLength).toBe(0);
    expect(memory.buffer).not.toBe(buffer);
    expect(new Uint8Array(memory.buffer)[5]).toBe(7);
    expect(memory.buffer.byteLength).toBe(2 * 65536);
    expect(() => memory.grow(2)).toThrow(RangeError);
    expect(() => memory.grow(-1)).toThrow(TypeError);
    expect(() => memory.grow(undefined as never)).toThrow(TypeError);
    expect(memory.grow(0)).toBe(2);
  });

  it.each([
    [undefined, TypeError],
    [1, TypeError],
    [{}, TypeError],
    [{ initial: -1 }, TypeError],
    [{ initial: 2 ** 32 }, TypeError],
    [{ initial: Number.NaN }, TypeError],
    [{ initial: 65537 }, RangeError],
    [{ initial: 2, maximum: 1 }, RangeError],
    [{ initial: 1, shared: true }, TypeError],
    [{ initial: 1, address: 'i16' }, TypeError],
    [{ initial: 1, address: 'i64' }, TypeError],
  ])('cannot be made of %j', (descriptor, error) => {
    expect(() => new WebAssembly.Memory(descriptor as MemoryDescriptor)).toThrow(error);
  });

  it('of 64-bit addresses speaks in bigints', () => {
    const memory = new WebAssembly.Memory({ initial: 1n, address: 'i64' });
    expect(memory.grow(2n)).toBe(1n);
    expect(() => memory.grow(1)).toThrow(TypeError);
    expect(() => memory.grow(2n ** 64n - 1n)).toThrow(RangeError);
  });
});

describe('Table', () => {
  it('reads, writes and grows', () => {
    const table = new WebAssembly.Table({ element: 'externref', initial: 2, maximum: 4 }, 'x');
    expect([table.length, table.get(0), table.get(1)]).toEqual([2, 'x', 'x']);
    table.set(0, null);
    table.set(1);
    expect([table.get(0), table.get(1)]).toEqual([null, undefined]);
    expect(table.grow(1, 5)).toBe(2);
    expect(table.grow(1)).toBe(3);
    expect([table.length, table.get(2), table.get(3)]).toEqual([4, 5, undefined]);
    expect(() => table.grow(1)).toThrow(RangeError);
    for (const index of [4, 2 ** 32 - 1]) {
      expect(() => table.get(index)).toThrow(RangeError);
      expect(() => table.set(index, 1)).toThrow(RangeError);
    }
    expect(() => table.get(-1)).toThrow(TypeError);
    expect(() => table.get('x' as never)).toThrow(TypeError);
  });

  it('of functions takes functions of modules only', () => {
    const table = new WebAssembly.Table({ element: 'anyfunc', initial: 1 });
    expect(table.get(0)).toBe(null);
    expect(() => table.set(0, () => 1)).toThrow(TypeError);
    expect(() => table.set(0, undefined)).toThrow(TypeError);
    table.set(0);
    expect(() => new WebAssembly.Table({ element: 'anyfunc', initial: 1 }, 5)).toThrow(TypeError);
  });

  it.each([
    [undefined, TypeError],
    [{ element: 'any', initial: 1 }, TypeError],
    [{ element: 'anyfunc' }, TypeError],
    [{ element: 'anyfunc', initial: 2, maximum: 1 }, RangeError],
    [{ element: 'anyfunc', initial: 10_000_001 }, RangeError],
  ])('cannot be made of %j', (descriptor, error) => {
    expect(() => new WebAssembly.Table(descriptor as TableDescriptor)).toThrow(error);
  });
});

describe('Global', () => {
  it('holds a value of its type', () => {
    const i32 = new WebAssembly.Global({ value: 'i32', mutable: true }, 2 ** 32 + 5);
    expect([i32.value, i32.valueOf()]).toEqual([5, 5]);
    i32.value = -1;
    expect(i32.value).toBe(-1);
    expect(new WebAssembly.Global({ value: 'i64' }).value).toBe(0n);
    expect(new WebAssembly.Global({ value: 'i64' }, -1n).value).toBe(-1n);
    expect(new WebAssembly.Global({ value: 'f32' }, 0.1).value).toBe(Math.fround(0.1));
    expect(new WebAssembly.Global({ value: 'f64' }).value).toBe(0);
    expect(new WebAssembly.Global({ value: 'externref' }).value).toBe(undefined);
    expect(new WebAssembly.Global({ value: 'externref' }, null).value).toBe(null);
    expect(new WebAssembly.Global({ value: 'anyfunc' }).value).toBe(null);
  });

  it('refuses what it cannot do', () => {
    const constant = new WebAssembly.Global({ value: 'i32' });
    expect(() => {
      constant.value = 1;
    }).toThrow(TypeError);
    expect(() => new WebAssembly.Global({ value: 'i64' }, 1)).toThrow(TypeError);
    expect(() => new WebAssembly.Global({ value: 'v128' })).toThrow(TypeError);
    expect(() => new WebAssembly.Global({ value: 'i16' as 'i32' })).toThrow(TypeError);
    expect(() => new WebAssembly.Global({} as never)).toThrow(TypeError);
  });

  it('with a vector inside cannot be read', () => {
    const { exports } = world.instance({
      globals: [[V128, 0, 0xfd, 12, ...new Array<number>(16).fill(1), 0x0b]],
      exports: [exportOf('g', 'global', 0)],
    });
    expect(() => exports.g.value).toThrow(TypeError);
  });
});

describe('Exception', () => {
  it('has arguments, by tag', () => {
    const tag = new WebAssembly.Tag({ parameters: ['i32', 'i64', 'f64', 'externref'] });
    const other = new WebAssembly.Tag({ parameters: [] });
    const exception = new WebAssembly.Exception(tag, [1, 2n, 0.5, 'x']);
    expect([0, 1, 2, 3].map((i) => exception.getArg(tag, i))).toEqual([1, 2n, 0.5, 'x']);
    expect([exception.is(tag), exception.is(other)]).toEqual([true, false]);
    expect(() => exception.getArg(tag, 4)).toThrow(RangeError);
    expect(() => exception.getArg(other, 0)).toThrow(TypeError);
    expect(() => new WebAssembly.Exception(tag, [1])).toThrow(TypeError);
    expect(() => new WebAssembly.Exception(WebAssembly.JSTag, [1])).toThrow(TypeError);
    expect(exception.stack).toBe(undefined);
    expect(new WebAssembly.Exception(other, [], { traceStack: true }).stack).toContain('objects.test');
  });

  it('passes through guests as one object', () => {
    const tag = new WebAssembly.Tag({ parameters: ['i32'] });
    const exception = new WebAssembly.Exception(tag, [3]);
    let inside: unknown;
    const { exports } = world.instance(
      {
        types: [funcType([], []), funcType([I32], [])],
        imports: [importOf('m', 'f', 'func', 0), importOf('m', 't', 'tag', 0, 1)],
        funcs: [0],
        exports: [exportOf('f', 'func', 1), exportOf('t', 'tag', 0)],
      },
      {
        m: {
          f: () => {
            throw exception;
          },
          t: tag,
        },
      },
      (instance) => [
        () => {
          try {
            return instance.func(0).code();
          } catch (error) {
            inside = error;
            throw error;
          }
        },
      ],
    );
    expect(exports.t).toBe(tag);
    let thrown: unknown;
    try {
      exports.f();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBe(exception);
    expect(inside).toMatchObject({ words: [3] });
  });
});

describe('every interface', () => {
  it('checks its receiver', () => {
    const memory = new WebAssembly.Memory({ initial: 0 });
    const fake: object = Object.create(WebAssembly.Memory.prototype);
    const getBuffer = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'buffer')?.get as () => unknown;
    expect(getBuffer.call(memory)).toBe(memory.buffer);
    expect(() => getBuffer.call(fake)).toThrow(TypeError);
    expect(() => WebAssembly.Table.prototype.get.call(memory as never, 0)).toThrow(TypeError);
    expect(() => WebAssembly.Module.exports({})).toThrow(TypeError);
    expect(() => new WebAssembly.Instance(memory)).toThrow(TypeError);
    expect(() => Reflect.apply(WebAssembly.Memory, undefined, [{ initial: 0 }])).toThrow(TypeError);
  });

  it('is no other namespace’s', () => {
    const other = newWorld().WebAssembly;
    const memory = new other.Memory({ initial: 0 });
    expect(memory).not.toBeInstanceOf(WebAssembly.Memory);
    const parts = { imports: [importOf('m', 'x', 'memory', 0, 0)] };
    expect(() => world.instance(parts, { m: { x: memory } })).toThrow(WebAssembly.LinkError);
  });

  it('looks as Web IDL wants it', () => {
    expect(Object.prototype.toString.call(WebAssembly)).toBe('[object WebAssembly]');
    expect(`${new WebAssembly.Memory({ initial: 0 })}`).toBe('[object WebAssembly.Memory]');
    expect(Object.keys(WebAssembly).sort()).toEqual([
      'JSTag',
      'compile',
      'compileStreaming',
      'instantiate',
      'instantiateStreaming',
      'validate',
    ]);
    expect(Object.keys(WebAssembly.Table.prototype).sort()).toEqual(['get', 'grow', 'length', 'set']);
    expect(Object.keys(WebAssembly.Module).sort()).toEqual(['customSections', 'exports', 'imports']);
    expect([WebAssembly.Table.name, WebAssembly.Table.length, WebAssembly.Table.prototype.set.length]).toEqual([
      'Table',
      1,
      1,
    ]);
    expect(WebAssembly.validate.length).toBe(1);
    const { Instance, Exception, Module, compile, instantiate, instantiateStreaming } = WebAssembly;
    const lengths = [Instance, Exception, Module, compile, instantiate, instantiateStreaming].map(
      ({ length }) => length,
    );
    expect(lengths).toEqual([1, 2, 1, 1, 1, 1]);
    for (const operation of [compile, instantiate, instantiateStreaming]) {
      expect([Object.getPrototypeOf(operation), Object.hasOwn(operation, 'prototype')]).toEqual([
        Function.prototype,
        false,
      ]);
    }
    expect(compile.name).toBe('compile');
    expect(Object.getOwnPropertyDescriptor(WebAssembly, 'JSTag')).toMatchObject({
      get: expect.objectContaining({ name: 'get JSTag' }),
      set: undefined,
      enumerable: true,
      configurable: true,
    });
    expect(() => Reflect.apply(Module.customSections, undefined, [new Module(wasm({}))])).toThrow(TypeError);
  });
});

describe('errors', () => {
  it('are constructors like the language’s own', () => {
    for (const name of ['CompileError', 'LinkError', 'RuntimeError'] as const) {
      const NativeError = WebAssembly[name];
      const made = new NativeError('text', { cause: 1 });
      expect(made).toBeInstanceOf(Error);
      expect(made).toBeInstanceOf(NativeError);
      expect(made.toString()).toBe(`${name}: text`);
      expect((made as { cause?: unknown }).cause).toBe(1);
      expect(NativeError('text')).toBeInstanceOf(NativeError);
      expect(Object.keys(made)).toEqual([]);
      expect(new NativeError().message).toBe('');
      class Derived extends NativeError {}
      expect(new Derived()).toBeInstanceOf(Derived);
    }
  });
});

it('types of imported tables and memories are checked', () => {
  const parts = {
    imports: [importOf('m', 't', 'table', FUNCREF, 1, 2, 3), importOf('m', 'e', 'table', EXTERNREF, 0, 0)],
  };
  const t = new WebAssembly.Table({ element: 'anyfunc', initial: 2, maximum: 3 });
  const e = new WebAssembly.Table({ element: 'externref', initial: 0 });
  expect(() => world.instance(parts, { m: { t, e } })).not.toThrow();
  expect(() => world.instance(parts, { m: { t: e, e: t } })).toThrow(WebAssembly.LinkError);
  const g = { imports: [importOf('m', 'g', 'global', I64, 0), importOf('m', 'h', 'global', I32, 0)] };
  expect(() => world.instance(g, { m: { g: 1n, h: 1 } })).not.toThrow();
  expect(() => world.instance(g, { m: { g: 1, h: 1 } })).toThrow(WebAssembly.LinkError);
  expect(() => world.instance(g, { m: { g: 1n, h: '1' } })).toThrow(WebAssembly.LinkError);
  const mutable = { imports: [importOf('m', 'g', 'global', I32, 1)] };
  expect(() => world.instance(mutable, { m: { g: 1 } })).toThrow(WebAssembly.LinkError);
  expect(() =>
    world.instance(mutable, { m: { g: new WebAssembly.Global({ value: 'i32', mutable: true }) } }),
  ).not.toThrow();
});
