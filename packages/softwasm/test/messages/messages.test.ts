import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { createWebAssembly, WebAssembly } from '../../src/index.ts';
import { fromMessage, toMessage } from '../../src/worker.ts';
import { COUNTER } from './counter.ts';

const { Exception, Global, Instance, Memory, Module, Table, Tag } = WebAssembly;

const SUM = assemble(
  '(module (func (export "sum") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))',
);

/** The way from one agent to another: into a namespace of its own. */
const other = createWebAssembly();

// biome-ignore lint/suspicious/noExplicitAny: messages are of any shape
function receive(message: unknown): any {
  return fromMessage(other, message);
}

function send(value: unknown): ReturnType<typeof receive> {
  return receive(structuredClone(toMessage(WebAssembly, value)));
}

function sharedMemory(): object {
  return new Memory({ initial: 1, maximum: 4, shared: true });
}

describe('what is sent', () => {
  it('is a module', () => {
    const received = send(new Module(SUM));
    expect(received).toBeInstanceOf(other.Module);
    expect(new other.Instance(received).exports.sum(5, 37)).toBe(42);
  });

  it('is a module with the options that it was compiled with', () => {
    const bytes = assemble(`(module
      (import "wasm:js-string" "length" (func (param externref) (result i32)))
      (import "strings" "four" (global externref))
      (func (export "f") (result i32) (call 0 (global.get 0))))`);
    const received = send(new Module(bytes, { builtins: ['js-string'], importedStringConstants: 'strings' }));
    expect(new other.Instance(received, {}).exports.f()).toBe(4);
    expect(other.Module.imports(received)).toEqual([]);
  });

  it('is a shared memory, which both grow', () => {
    const memory = new Memory({ initial: 1, maximum: 4, shared: true });
    const received = send(memory);
    expect(received).toBeInstanceOf(other.Memory);
    new Uint8Array(memory.buffer)[9] = 7;
    expect(new Uint8Array(received.buffer)[9]).toBe(7);
    expect(received.grow(1)).toBe(1);
    expect(memory.grow(2)).toBe(2);
    expect(received.grow(0)).toBe(4);
    const ours = new Instance(new Module(COUNTER), { env: { memory } });
    const theirs = new other.Instance(new other.Module(COUNTER), { env: { memory: received } });
    theirs.exports.count(3);
    expect(ours.exports.wait(1)).toBe(3);
  });

  it('may stand anywhere in a message, several times, and in cycles', () => {
    const module = new Module(SUM);
    const memory = sharedMemory();
    const list: unknown[] = [module];
    list[2] = 'text';
    const message: Record<string, unknown> = {
      list,
      map: new Map<unknown, unknown>([[module, { memory }]]),
      set: new Set([memory, 1]),
    };
    message.self = message;
    list.push(message);
    const received = send(message);
    expect(received.self).toBe(received);
    expect(received.list[3]).toBe(received);
    expect(received.list[0]).toBeInstanceOf(other.Module);
    expect(Object.keys(received.list)).toEqual(['0', '2', '3']);
    const [[key, value]] = received.map;
    expect(key).toBe(received.list[0]);
    expect([...received.set]).toEqual([value.memory, 1]);
    expect(value.memory).toBeInstanceOf(other.Memory);
  });

  it('takes what cannot be cloned with it, in lists of what to transfer', () => {
    const buffer = new ArrayBuffer(8);
    const message = { module: new Module(SUM), nested: { buffer } };
    const cloned = structuredClone(toMessage(WebAssembly, message), { transfer: [buffer] });
    expect(buffer.byteLength).toBe(0);
    expect(receive(cloned).nested.buffer.byteLength).toBe(8);
  });

  it('has properties of any name', () => {
    const message = JSON.parse('{ "__proto__": { "x": 1 }, "constructor": 2 }');
    message.module = new Module(SUM);
    const received = send(message);
    expect(Object.getPrototypeOf(received)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(received, '__proto__')?.value).toEqual({ x: 1 });
    expect(received.constructor).toBe(2);
  });

  it('may be nested deeply', () => {
    let message: { next?: unknown; module?: unknown } = { module: new Module(SUM) };
    for (let i = 0; i < 100_000; i++) message = { next: message };
    let at = receive(toMessage(WebAssembly, message));
    while (at.next !== undefined) at = at.next;
    expect(at.module).toBeInstanceOf(other.Module);
  });
});

describe('what has nothing in it', () => {
  it.each([
    ['a primitive value', 5],
    ['null', null],
    ['an object', { a: [1, new Map([[1, { b: new Set([new Date()]) }]])] }],
    ['a typed array', new Uint8Array(3)],
    ['a function', () => 1],
    ['an object of another namespace', new other.Module(SUM)],
  ])('is sent as it is: %s', (_, value) => {
    expect(toMessage(WebAssembly, value)).toBe(value);
  });

  it('is received as it is', () => {
    const message = { list: [1, { two: 2 }], map: new Map([[1, 2]]), bytes: new Uint8Array(2) };
    expect(fromMessage(WebAssembly, message)).toBe(message);
    expect(message).toEqual({ list: [1, { two: 2 }], map: new Map([[1, 2]]), bytes: new Uint8Array(2) });
  });

  it('is copied only where it leads to something', () => {
    const kept = { deep: [1] };
    const sent = toMessage(WebAssembly, { kept, module: new Module(SUM) }) as { kept: unknown };
    expect(sent.kept).toBe(kept);
  });
});

describe('what cannot be sent', () => {
  const instance = new Instance(new Module(SUM));
  const tag = new Tag({ parameters: [] });
  it.each([
    ['a memory that is not shared', new Memory({ initial: 1 })],
    ['an instance', instance],
    ['a table', new Table({ element: 'anyfunc', initial: 1 })],
    ['a global', new Global({ value: 'i32' }, 1)],
    ['a tag', tag],
    ['an exception', new Exception(tag, [])],
  ])('is a DataCloneError: %s', (_, value) => {
    for (const message of [value, { list: [value] }]) {
      expect(() => toMessage(WebAssembly, message)).toThrow(expect.objectContaining({ name: 'DataCloneError' }));
    }
  });

  it('is an exported function, says the host', () => {
    expect(() => send([instance.exports.sum])).toThrow(expect.objectContaining({ name: 'DataCloneError' }));
  });
});

it('a message that was opened gives the same objects again', () => {
  const message = structuredClone(toMessage(WebAssembly, new Module(SUM)));
  expect(fromMessage(other, message)).toBe(fromMessage(other, message));
});

it('a message that was changed on its way is turned away, or no message', () => {
  const sent = toMessage(WebAssembly, new Module(SUM)) as Record<string, unknown>;
  expect(() => fromMessage(other, { ...sent, bytes: new Uint8Array([0, 0x61]) })).toThrow(other.CompileError);
  const none = { ...sent, bytes: 'text' };
  expect(fromMessage(other, none)).toBe(none);
  const memory = toMessage(WebAssembly, sharedMemory()) as { memory: object };
  const small = { ...memory, memory: { ...memory.memory, buffer: new SharedArrayBuffer(8) } };
  expect(() => fromMessage(other, small)).toThrow(RangeError);
});

it('the namespace must be one', () => {
  expect(() => toMessage({}, {})).toThrow(TypeError);
  expect(() => fromMessage({}, {})).toThrow(TypeError);
});
