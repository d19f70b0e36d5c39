import { describe, expect, it } from 'vitest';
import type { BufferSource } from '../src/api.ts';
import { exportOf, FUNCREF, funcType, I32, importOf, str, wasm } from './binary.ts';
import { newWorld } from './hand-engine.ts';

const world = newWorld();
const { WebAssembly } = world;

const EMPTY = wasm({});
const ANSWER = wasm({ types: [funcType([], [I32])], funcs: [0], exports: [exportOf('f', 'func', 0)] });
/** Well-formed, but its function lacks a result. */
const INVALID = (() => {
  const bytes = ANSWER.slice();
  bytes[bytes.length - 2] = 1;
  return bytes;
})();

it('an engine hears of modules before they are decoded', async () => {
  const { engine, WebAssembly: other } = newWorld();
  const expected: number[] = [];
  Object.assign(engine, { expect: (byteLength: number) => expected.push(byteLength) });
  new other.Module(EMPTY);
  await other.compile(ANSWER);
  expect(() => new other.Module(INVALID)).toThrow(other.CompileError);
  other.validate(ANSWER);
  expect(expected).toEqual([EMPTY.length, ANSWER.length, INVALID.length]);
});

describe('bytes', () => {
  it('are taken from buffers and views', async () => {
    const padded = new Uint8Array(ANSWER.length + 7);
    padded.set(ANSWER, 3);
    const shared = new Uint8Array(new SharedArrayBuffer(ANSWER.length));
    shared.set(ANSWER);
    for (const source of [
      shared,
      shared.buffer,
      ANSWER,
      ANSWER.buffer,
      padded.subarray(3, 3 + ANSWER.length),
      new DataView(padded.buffer, 3, ANSWER.length),
    ]) {
      expect(WebAssembly.validate(source as BufferSource)).toBe(true);
      expect(new WebAssembly.Module(source as BufferSource)).toBeInstanceOf(WebAssembly.Module);
      expect(await WebAssembly.compile(source as BufferSource)).toBeInstanceOf(WebAssembly.Module);
    }
    for (const source of [undefined, null, 'x', [0], {}]) {
      expect(() => WebAssembly.validate(source as never)).toThrow(TypeError);
      expect(() => new WebAssembly.Module(source as never)).toThrow(TypeError);
      await expect(WebAssembly.compile(source as never)).rejects.toThrow(TypeError);
      await expect(WebAssembly.instantiate(source as never)).rejects.toThrow(TypeError);
    }
  });

  it('of a detached buffer are none', () => {
    const bytes = ANSWER.slice();
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    for (const source of [bytes, bytes.buffer]) {
      expect(WebAssembly.validate(source)).toBe(false);
      expect(() => new WebAssembly.Module(source)).toThrow(WebAssembly.CompileError);
    }
  });

  it('are those of the call', async () => {
    const bytes = EMPTY.slice();
    const promise = WebAssembly.compile(bytes);
    bytes.fill(0);
    await expect(promise).resolves.toBeInstanceOf(WebAssembly.Module);
  });

  it('that are no module or an invalid one are CompileErrors with an offset', async () => {
    expect(WebAssembly.validate(new Uint8Array(0))).toBe(false);
    expect(WebAssembly.validate(INVALID)).toBe(false);
    expect(() => new WebAssembly.Module(new Uint8Array(8))).toThrow(WebAssembly.CompileError);
    expect(() => new WebAssembly.Module(new Uint8Array(8))).toThrow('magic header not detected (at offset 0x0)');
    expect(() => new WebAssembly.Module(INVALID)).toThrow(/^type mismatch.* \(at offset 0x[0-9a-f]+, in function 0\)$/);
    await expect(WebAssembly.compile(INVALID)).rejects.toThrow(WebAssembly.CompileError);
    await expect(WebAssembly.instantiate(INVALID)).rejects.toThrow(WebAssembly.CompileError);
  });
});

describe('instantiate', () => {
  it('of bytes gives module and instance, of a module the instance', async () => {
    world.engine.codes = () => [() => 42];
    const { module, instance } = await WebAssembly.instantiate(ANSWER);
    expect(module).toBeInstanceOf(WebAssembly.Module);
    expect(instance).toBeInstanceOf(WebAssembly.Instance);
    expect(instance.exports.f()).toBe(42);
    const again = await WebAssembly.instantiate(module, {});
    expect(again).toBeInstanceOf(WebAssembly.Instance);
    expect(again.exports.f).not.toBe(instance.exports.f);
  });

  it('rejects with what instantiation throws', async () => {
    const bytes = wasm({ types: [funcType([], [])], imports: [importOf('m', 'f', 'func', 0)] });
    await expect(WebAssembly.instantiate(bytes)).rejects.toThrow(TypeError);
    await expect(WebAssembly.instantiate(bytes, { m: {} })).rejects.toThrow(WebAssembly.LinkError);
    const error = new Error('mine');
    const start = wasm({ types: [funcType([], [])], imports: [importOf('m', 'f', 'func', 0)], start: 0 });
    const f = (): never => {
      throw error;
    };
    await expect(WebAssembly.instantiate(start, { m: { f } })).rejects.toBe(error);
  });
});

describe('streaming', () => {
  const response = (bytes: Uint8Array, type: string, status = 200): Response =>
    new Response(bytes, { status, headers: { 'Content-Type': type } });

  it('takes responses and promises of them', async () => {
    world.engine.codes = () => [() => 42];
    const source = await WebAssembly.instantiateStreaming(response(ANSWER, 'application/wasm'));
    expect(source.instance.exports.f()).toBe(42);
    const module = await WebAssembly.compileStreaming(Promise.resolve(response(ANSWER, ' Application/WASM')));
    expect(module).toBeInstanceOf(WebAssembly.Module);
  });

  it('rejects what is not served as a module', async () => {
    for (const source of [
      response(ANSWER, 'text/html'),
      response(ANSWER, 'application/wasm;x=y'),
      response(ANSWER, 'application/wasm', 404),
      ANSWER,
      undefined,
    ]) {
      await expect(WebAssembly.compileStreaming(source)).rejects.toThrow(TypeError);
    }
    await expect(WebAssembly.instantiateStreaming(response(INVALID, 'application/wasm'))).rejects.toThrow(
      WebAssembly.CompileError,
    );
  });
});

describe('imports', () => {
  const parts = { types: [funcType([], [])], imports: [importOf('m', 'f', 'func', 0)] };

  it('are read from objects', () => {
    expect(() => world.instance(parts)).toThrow(TypeError);
    expect(() => world.instance(parts, 1 as never)).toThrow(TypeError);
    expect(() => world.instance(parts, {})).toThrow('import "m" "f": "m" is not an object');
    expect(() => world.instance(parts, { m: { f: 1 } })).toThrow(WebAssembly.LinkError);
    expect(() => world.instance(parts, { m: { f: 1 } })).toThrow(
      'incompatible import type for "m" "f": expected function',
    );
    expect(() => world.instance(parts, { m: { f: () => {} } })).not.toThrow();
    const m = Object.assign(() => {}, { f: () => {} });
    expect(() => world.instance(parts, { m } as never)).not.toThrow();
    expect(() => world.instance({}, undefined)).not.toThrow();
  });

  it('are read once, in order, with getters', () => {
    const reads: string[] = [];
    const two = { ...parts, imports: [importOf('b', 'x', 'func', 0), importOf('a', 'y', 'func', 0)] };
    const module = (name: string): object =>
      new Proxy(
        {},
        {
          get: (_, key) => {
            reads.push(`${name}.${String(key)}`);
            return () => {};
          },
        },
      );
    world.instance(two, { a: module('a'), b: module('b') } as never);
    expect(reads).toEqual(['b.x', 'a.y']);
  });

  it('and exports may have any name', () => {
    const names = ['__proto__', 'constructor', 'toString', '', '0', 'a"b\n'];
    const { exports } = world.instance(
      {
        types: [funcType([], [I32])],
        imports: [importOf('__proto__', '__proto__', 'func', 0)],
        exports: names.map((name) => exportOf(name, 'func', 0)),
      },
      JSON.parse('{ "__proto__": { "__proto__": null } }', (_key, value) => (value === null ? () => 5 : value)),
    );
    expect(Object.getPrototypeOf(exports)).toBe(null);
    expect(Object.isFrozen(exports)).toBe(true);
    expect(Object.keys(exports).sort()).toEqual([...names].sort());
    for (const name of names) expect(exports[name]()).toBe(5);
    expect(() => {
      exports.x = 1;
    }).toThrow(TypeError);
  });
});

describe('instances', () => {
  it('export one object for one thing', () => {
    const parts = {
      types: [funcType([I32], [])],
      imports: [importOf('m', 'memory', 'memory', 0, 1)],
      tables: [[FUNCREF, 0, 1]],
      tags: [[0, 0]],
      globals: [[I32, 0, 0x41, 5, 0x0b]],
      exports: [
        exportOf('memory', 'memory', 0),
        exportOf('table', 'table', 0),
        exportOf('again', 'table', 0),
        exportOf('global', 'global', 0),
        exportOf('tag', 'tag', 0),
      ],
    };
    const memory = new WebAssembly.Memory({ initial: 1 });
    const instance = world.instance(parts, { m: { memory } });
    const { exports } = instance;
    expect(instance.exports).toBe(exports);
    expect(exports.memory).toBe(memory);
    expect(exports.again).toBe(exports.table);
    expect(exports.table).toBeInstanceOf(WebAssembly.Table);
    expect(exports.global).toBeInstanceOf(WebAssembly.Global);
    expect(exports.global.value).toBe(5);
    expect(exports.tag).toBeInstanceOf(WebAssembly.Tag);
  });

  it('that cannot have their memory are RangeErrors', () => {
    // 2^40 pages, with 64-bit addresses.
    const parts = { memories: [[4, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20]] };
    expect(() => world.instance(parts)).toThrow(RangeError);
  });
});

describe('Module', () => {
  const module = new WebAssembly.Module(
    wasm({
      types: [funcType([], [])],
      imports: [importOf('m', 'f', 'func', 0), importOf('m', 'x', 'global', I32, 0)],
      memories: [[0, 1]],
      exports: [exportOf('memory', 'memory', 0), exportOf('é', 'func', 0)],
      customs: [
        { name: 'a', bytes: [1, 2] },
        { name: 'b', bytes: str('x') },
        { name: 'a', bytes: [] },
      ],
    }),
  );

  it('tells its imports and exports', () => {
    expect(WebAssembly.Module.imports(module)).toEqual([
      { module: 'm', name: 'f', kind: 'function' },
      { module: 'm', name: 'x', kind: 'global' },
    ]);
    expect(WebAssembly.Module.exports(module)).toEqual([
      { name: 'memory', kind: 'memory' },
      { name: 'é', kind: 'function' },
    ]);
  });

  it('hands out copies of its custom sections', () => {
    const sections = WebAssembly.Module.customSections(module, 'a');
    expect(sections.map((section) => [...new Uint8Array(section)])).toEqual([[1, 2], []]);
    new Uint8Array(sections[0] as ArrayBuffer)[0] = 9;
    expect(new Uint8Array(WebAssembly.Module.customSections(module, 'a')[0] as ArrayBuffer)[0]).toBe(1);
    expect(WebAssembly.Module.customSections(module, '')).toEqual([]);
  });
});
