import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import type { FunctionConstructor, MemoryDescriptor, TableDescriptor } from '../src/api.ts';
import { createWebAssembly, WebAssembly as plain } from '../src/index.ts';

const WebAssembly = createWebAssembly({ typeReflection: true });
const WasmFunction = WebAssembly.Function as FunctionConstructor;

const BYTES = assemble(`(module
  (import "m" "g" (global (mut i64)))
  (func (export "f") (param i32 externref) (result f64) (f64.const 1))
  (memory (export "m") 1 3)
  (table (export "t") i64 2 funcref)
  (global $a anyref (ref.null any)) (export "g" (global $a))
  (tag (export "e") (param i32)))`);

describe('type reflection', () => {
  it('is off by default', () => {
    expect(Object.hasOwn(plain, 'Function')).toBe(false);
    expect('type' in new plain.Memory({ initial: 1 })).toBe(false);
    expect(() => new plain.Memory({ minimum: 1 } as never)).toThrow(TypeError);
    expect(plain.Module.exports(new plain.Module(BYTES))[0]).toEqual({ name: 'f', kind: 'function' });
  });

  it('tells the types of objects, sizes as they are now', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 4 });
    memory.grow(2);
    expect(memory.type?.()).toEqual({ minimum: 3, maximum: 4, address: 'i32', shared: false });
    const table = new WebAssembly.Table({ element: 'externref', initial: 1n, address: 'i64' });
    expect(table.type?.()).toEqual({ minimum: 1n, address: 'i64', element: 'externref' });
    const global = new WebAssembly.Global({ value: 'anyfunc' });
    expect(global.type?.()).toEqual({ value: 'anyfunc', mutable: false });
    expect(new WebAssembly.Tag({ parameters: ['i32'] }).type?.()).toEqual({ parameters: ['i32'] });
    expect(() => memory.type?.call(table)).toThrow(TypeError);
  });

  it('gives types that objects can be made of', () => {
    const memory = new WebAssembly.Memory(
      new WebAssembly.Memory({ initial: 2 }).type?.() as object as MemoryDescriptor,
    );
    expect(memory.buffer.byteLength).toBe(2 * 65536);
    const described = new WebAssembly.Table({ element: 'anyfunc', initial: 3 }).type?.();
    expect(new WebAssembly.Table(described as object as TableDescriptor).length).toBe(3);
    expect(() => new WebAssembly.Memory({ initial: 1, minimum: 1 } as never)).toThrow(TypeError);
  });

  it('tells the types of imports and exports', () => {
    const module = new WebAssembly.Module(BYTES);
    expect(WebAssembly.Module.imports(module).map(({ type }) => type)).toEqual([{ value: 'i64', mutable: true }]);
    expect(WebAssembly.Module.exports(module).map(({ type }) => type)).toEqual([
      { parameters: ['i32', 'externref'], results: ['f64'] },
      { minimum: 1, maximum: 3, address: 'i32', shared: false },
      { minimum: 2n, address: 'i64', element: 'anyfunc' },
      { value: 'anyref', mutable: false },
      { parameters: ['i32'] },
    ]);
  });

  it('makes functions of a type', () => {
    const f = new WasmFunction({ parameters: ['i32', 'i64'], results: ['i32'] }, (a, b) => a + Number(b));
    expect([f(1.9, 2n), f.length, f.type()]).toEqual([3, 2, { parameters: ['i32', 'i64'], results: ['i32'] }]);
    expect(f).toBeInstanceOf(WasmFunction);
    expect(f).toBeInstanceOf(Function);
    const table = new WebAssembly.Table({ element: 'anyfunc', initial: 1 }, f);
    expect(table.get(0)).toBe(f);
    const global = new WebAssembly.Global({ value: 'i64', mutable: true });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(BYTES), { m: { g: global } });
    expect(exports.f).toBeInstanceOf(WasmFunction);
    expect(exports.f.type()).toEqual({ parameters: ['i32', 'externref'], results: ['f64'] });
    expect(() => new WasmFunction({ parameters: [], results: [] }, 1 as never)).toThrow(TypeError);
    expect(() => new WasmFunction({ parameters: ['i8'], results: [] }, () => 1)).toThrow(TypeError);
    expect(() => Reflect.apply(WasmFunction, undefined, [{ parameters: [], results: [] }, () => 1])).toThrow(TypeError);
  });
});
