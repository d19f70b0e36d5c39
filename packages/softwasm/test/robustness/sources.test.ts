import { assemble } from '@softwasm/wat';
import { expect, test } from 'vitest';
import { createJitEngine, createWebAssembly } from '../../src/index.ts';

/* Where bytes come from, and what their owner does to them later. */

const TEXT = `(module (memory (export "memory") 1) (data $d "data") (data (i32.const 0) "active")
  (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 41)))
  (func (export "init") (memory.init $d (i32.const 100) (i32.const 0) (i32.const 4))))`;

const BYTES = assemble(TEXT);
const CUSTOM = Uint8Array.of(...BYTES, 0, 7, 2, 0x68, 0x69, 1, 2, 3, 4);

const { CompileError, compile, Instance, instantiate, Module, validate } = createWebAssembly({
  // Each function is generated at its first call, long after the bytes were given.
  engine: createJitEngine({ wholeModuleBytes: 0 }),
});

function expectWorking(module: object): void {
  const { f, init, memory } = new Instance(module).exports;
  expect(f(1)).toBe(42);
  init();
  expect(new TextDecoder().decode(new Uint8Array(memory.buffer, 100, 4))).toBe('data');
  expect(new TextDecoder().decode(new Uint8Array(memory.buffer, 0, 6))).toBe('active');
}

test('bytes that change after a module was made of them', () => {
  const bytes = CUSTOM.slice();
  const module = new Module(bytes);
  bytes.fill(0);
  expectWorking(module);
  expect([...new Uint8Array(Module.customSections(module, 'hi')[0] as ArrayBuffer)]).toEqual([1, 2, 3, 4]);
});

test('bytes that change while a module is made of them', async () => {
  const bytes = BYTES.slice();
  const later = compile(bytes);
  const instantiated = instantiate(bytes);
  bytes.fill(0);
  expectWorking(await later);
  expectWorking((await instantiated).module);
});

test('custom sections are copies', () => {
  const module = new Module(CUSTOM);
  const [first] = Module.customSections(module, 'hi') as [ArrayBuffer];
  new Uint8Array(first).fill(0);
  const [second] = Module.customSections(module, 'hi') as [ArrayBuffer];
  expect([...new Uint8Array(second)]).toEqual([1, 2, 3, 4]);
});

test('buffers that are detached hold nothing', async () => {
  const bytes = BYTES.slice();
  const module = new Module(bytes);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  expect(bytes.buffer.byteLength).toBe(0);
  expectWorking(module);
  expect(validate(bytes)).toBe(false);
  expect(validate(bytes.buffer)).toBe(false);
  expect(() => new Module(bytes)).toThrow(CompileError);
  expect(() => new Module(bytes.buffer)).toThrow(CompileError);
  await expect(compile(bytes)).rejects.toThrow(CompileError);
});

test('views of any kind see their own bytes only', () => {
  const padded = new Uint8Array(16 + BYTES.length + 16).fill(0xff);
  padded.set(BYTES, 16);
  expectWorking(new Module(padded.subarray(16, 16 + BYTES.length)));
  expectWorking(new Module(new DataView(padded.buffer, 16, BYTES.length)));
  expect(validate(padded)).toBe(false);
  const even = new Uint8Array(2 * Math.ceil((CUSTOM.length + 3) / 2));
  // A custom section makes the length even.
  even.set(BYTES);
  const rest = even.length - BYTES.length - 2;
  even.set([0, rest, 0], BYTES.length);
  expectWorking(new Module(new Uint16Array(even.buffer)));
  expectWorking(new Module(Buffer.from(BYTES)));
});

test('shared buffers', async () => {
  const shared = new SharedArrayBuffer(BYTES.length + 8);
  const view = new Uint8Array(shared, 8);
  view.set(BYTES);
  const module = new Module(view);
  const later = compile(view);
  expect(validate(view)).toBe(true);
  view.fill(0);
  expectWorking(module);
  expectWorking(await later);
  expect(validate(view)).toBe(false);
});

test('what is no buffer is a TypeError', async () => {
  // As callers without types may do.
  const UntypedModule = Module as new (source: unknown) => object;
  const untypedValidate = validate as (source: unknown) => boolean;
  const untypedCompile = compile as (source: unknown) => Promise<object>;
  for (const source of [undefined, null, 1, 'text', {}, [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], { byteLength: 8 }]) {
    expect(() => new UntypedModule(source)).toThrow(TypeError);
    expect(() => untypedValidate(source)).toThrow(TypeError);
    await expect(untypedCompile(source)).rejects.toThrow(TypeError);
  }
});
