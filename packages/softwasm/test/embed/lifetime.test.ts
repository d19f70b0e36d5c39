import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { disposeSymbol, hostFunction, instantiateSync, Memory } from '../../src/embed/index.ts';
import { failure } from './failure.ts';

/*
 * After an instance is disposed, nothing of it works any more, and everything says so.
 */

const BYTES = assemble(`(module
  (memory (export "memory") 1) (table (export "table") 1 funcref) (global (export "global") (mut i32) (i32.const 1))
  (tag (export "tag"))
  (func (export "f")) (func $inner) (elem (i32.const 0) $inner))`);

describe('disposing', () => {
  test('ends everything that the instance defines', () => {
    const instance = instantiateSync(BYTES);
    const { exports } = instance;
    const { memory, table, global, f } = exports;
    const view = memory.view(0, 4);
    const inner = table.get(0);
    f();
    instance.dispose();
    expect(instance.disposed).toBe(true);
    expect(failure(() => instance.exports)).toBe('EmbedError: The instance was disposed.');
    expect(failure(() => f())).toBe('EmbedError: The `f` exported function belongs to an instance that was disposed.');
    expect(failure(() => inner())).toBe(
      'EmbedError: The `wasm-function[1]` exported function belongs to an instance that was disposed.',
    );
    const gone = (what: string): string => `EmbedError: The ${what} belongs to an instance that was disposed.`;
    expect(failure(() => memory.pages)).toBe(gone('memory'));
    expect(failure(() => memory.read(0, 0))).toBe(gone('memory'));
    expect(failure(() => memory.writeString(0, ''))).toBe(gone('memory'));
    expect(failure(() => view.bytes)).toBe(gone('memory'));
    expect(failure(() => table.length)).toBe(gone('table'));
    expect(failure(() => table.set(0, null))).toBe(gone('table'));
    expect(failure(() => global.value)).toBe(gone('global'));
    expect(failure(() => void (global.value = 2))).toBe(gone('global'));
    expect(() => f()).toThrow(expect.objectContaining({ code: 'disposed' }));
    instance.dispose();
  });
  test('frees the memory, whatever of the instance is kept', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const make = () => {
      const instance = instantiateSync(BYTES);
      const { exports } = instance;
      exports.f();
      const view = exports.memory.view(0, 4);
      return { kept: [instance, exports, view, { ...exports }], buffer: new WeakRef(view.bytes.buffer), instance };
    };
    const [disposed, alive] = [make(), make()];
    disposed.instance.dispose();
    // What a WeakRef was made for lives until the next turn.
    await new Promise((resolve) => setTimeout(resolve));
    collect();
    expect(disposed.buffer.deref()).toBeUndefined();
    expect(alive.buffer.deref()?.byteLength).toBe(65536);
    expect(alive.kept.length).toBe(disposed.kept.length);
  });
  test('what is disposed can be no import or argument', () => {
    const instance = instantiateSync(BYTES);
    const { memory, f, tag } = instance.exports;
    instance.dispose();
    const load = (text: string, env: Record<string, unknown>): string =>
      failure(() => instantiateSync(assemble(text), { env }));
    const gone = (what: string): string => `EmbedError: The ${what} belongs to an instance that was disposed.`;
    expect(load('(module (import "env" "memory" (memory 1)))', { memory })).toBe(gone('memory'));
    expect(load('(module (import "env" "f" (func)))', { f })).toBe(gone('function'));
    expect(load('(module (import "env" "tag" (tag)))', { tag })).toBe(gone('tag'));
    const other = instantiateSync(assemble('(module (func (export "f") (param funcref)))'));
    expect(failure(() => other.exports.f(f))).toBe(gone('function'));
  });
  test('leaves what it imported', () => {
    const memory = new Memory({ initial: 1 });
    const first = instantiateSync(assemble('(module (import "env" "m" (memory 1)) (export "m" (memory 0)))'), {
      env: { m: memory },
    });
    expect(first.exports.m).toBe(memory);
    first.dispose();
    memory.writeString(0, 'still here');
    expect(memory.readString(0, 5)).toBe('still');
  });
  test('leaves instances that imported from it', () => {
    const first = instantiateSync(BYTES);
    const second = instantiateSync(
      assemble(
        '(module (import "a" "memory" (memory 1)) (func (export "load") (result i32) (i32.load (i32.const 0))))',
      ),
      { a: first.exports },
    );
    first.exports.memory.write(0, Uint8Array.of(42));
    first.dispose();
    expect(second.exports.load()).toBe(42);
  });
  test('while it runs: what is called after sees it, what runs goes on', () => {
    const f = hostFunction({ params: [], results: ['i32'] }, (context) => {
      context.instance.dispose();
      return 7;
    });
    const g = hostFunction({ params: [], results: [] }, ({ memory }) => void memory.pages);
    const { exports } = instantiateSync(
      assemble(`(module (import "env" "f" (func $f (result i32))) (import "env" "g" (func $g)) (memory 1)
        (func (export "f") (result i32) (call $f))
        (func (export "g") (drop (call $f)) (call $g)))`),
      { env: { f, g } },
    );
    expect(exports.f()).toBe(7);
    expect(failure(() => exports.f())).toMatch('was disposed');
    const again = instantiateSync(
      assemble(`(module (import "env" "f" (func $f (result i32))) (import "env" "g" (func $g)) (memory 1)
        (func (export "g") (drop (call $f)) (call $g)))`),
      { env: { f, g } },
    );
    const run = again.exports.g;
    expect(failure(() => run())).toBe('EmbedError: The instance was disposed.');
  });
});

describe('the key of the method', () => {
  test('is what using calls', () => {
    const instance = instantiateSync(BYTES);
    instance[Symbol.dispose]();
    expect(instance.disposed).toBe(true);
    expect(disposeSymbol()).toBe(Symbol.dispose);
  });
  test('where the host lacks it, is what compilers take', () => {
    expect(disposeSymbol({ for: (key) => Symbol.for(key) })).toBe(Symbol.for('Symbol.dispose'));
  });
});
