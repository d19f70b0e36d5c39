import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { nativeWebAssembly } from '../../../test-support/webassembly.ts';
import type { Exports, Imports, WebAssemblyNamespace } from '../src/api.ts';
import { createWebAssembly, WebAssembly } from '../src/index.ts';

const native = nativeWebAssembly() as Partial<WebAssemblyNamespace> as WebAssemblyNamespace;

function instance(text: string, imports: Imports = {}, api: WebAssemblyNamespace = WebAssembly): Exports {
  return new api.Instance(new api.Module(assemble(text)), imports).exports;
}

/** What a use gives or throws, in words. */
function outcome(use: () => unknown): unknown {
  try {
    return use();
  } catch (error) {
    return error instanceof Error ? error.constructor.name : `thrown ${String(error)}`;
  }
}

/** The same module and the same uses, here and on the host's own WebAssembly. */
function compare(
  text: string,
  imports: (api: WebAssemblyNamespace) => Imports,
  uses: (exports: Exports) => unknown[],
): void {
  const [here, there] = [WebAssembly, native].map((api) => uses(instance(text, imports(api), api)));
  expect(here).toEqual(there);
}

describe('traps', () => {
  const TEXT = `(module
    (memory (export "memory") 1 2)
    (table (export "table") 4 funcref)
    (elem (i32.const 1) $i32 $void)
    (type $void (func)) (type $i32 (func (result i32)))
    (func $i32 (type $i32) (i32.const 7))
    (func $void (type $void))
    (func (export "unreachable") unreachable)
    (func (export "div") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
    (func (export "div64") (param i64 i64) (result i64) (i64.div_s (local.get 0) (local.get 1)))
    (func (export "trunc") (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
    (func (export "load") (param i32) (result i64) (i64.load offset=4 (local.get 0)))
    (func (export "store") (param i32 i64) (i64.store (local.get 0) (local.get 1)))
    (func (export "call") (param i32) (result i32) (call_indirect (type $i32) (local.get 0)))
    (func $forever (export "forever") (result i32) (i32.add (call $forever) (i32.const 1)))
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
    (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
    (func (export "set") (param i32) (table.set (local.get 0) (ref.func $i32))))`;

  it('are where the host has them', () => {
    compare(
      TEXT,
      () => ({}),
      ({ unreachable, div, div64, trunc, load, store, call, forever, grow, fill, set, memory }) => [
        outcome(unreachable),
        ...[
          [6, -3],
          [1, 0],
          [-(2 ** 31), -1],
        ].map(([a, b]) => outcome(() => div(a, b))),
        ...[
          [6n, -3n],
          [1n, 0n],
          [-(2n ** 63n), -1n],
        ].map(([a, b]) => outcome(() => div64(a, b))),
        ...[1.9, -1.9, Number.NaN, 2 ** 31, -(2 ** 31) - 0.5].map((x) => outcome(() => trunc(x))),
        outcome(() => store(65528, -5n)),
        ...[65524, 65525, 65532, -1, 0].map((at) => outcome(() => load(at))),
        ...[0, 1, 2, 3, 4, -1].map((at) => outcome(() => call(at))),
        outcome(() => set(3)),
        outcome(() => call(3)),
        outcome(() => set(4)),
        outcome(forever),
        outcome(() => load(65525)),
        outcome(() => grow(1)),
        outcome(() => load(65525)),
        outcome(() => grow(1)),
        outcome(() => fill(131070, 1, 2)),
        outcome(() => fill(131070, 1, 3)),
        [...new Uint8Array(memory.buffer).subarray(131068)],
      ],
    );
  });

  it('have the suite’s messages and the guest’s frames', () => {
    const exports = instance(TEXT);
    const messages: [() => unknown, string][] = [
      [() => exports.call(0), 'uninitialized element 0'],
      [() => exports.call(2), 'indirect call type mismatch'],
      [() => exports.call(4), 'undefined element'],
      [() => exports.load(-1), 'out of bounds memory access'],
      [() => exports.set(9), 'out of bounds table access'],
      [() => exports.div(1, 0), 'integer divide by zero'],
    ];
    for (const [use, message] of messages) expect(use).toThrow(new WebAssembly.RuntimeError(message));
    expect(() => exports.forever()).toThrow(new RangeError('Maximum call stack size exceeded'));
    let stack = '';
    try {
      exports.load(-1);
    } catch (error) {
      stack = (error as Error).stack ?? '';
    }
    // "load" is function 6, and its instruction stands somewhere in the binary.
    expect(stack).toMatch(/^RuntimeError: out of bounds memory access\n {4}at .*wasm-function\[6\]:0x[0-9a-f]+/);
  });
});

describe('the host and the guest', () => {
  it('call each other, however deep', () => {
    const text = `(module
      (import "m" "down" (func $down (param i32) (result i32)))
      (func (export "up") (param i32) (result i32)
        (if (result i32) (local.get 0)
          (then (i32.add (i32.const 1) (call $down (i32.sub (local.get 0) (i32.const 1)))))
          (else (i32.const 0)))))`;
    const use = (api: WebAssemblyNamespace, depth: number): unknown => {
      const exports: Exports = instance(text, { m: { down: (n: number) => exports.up(n) } }, api);
      return [outcome(() => exports.up(depth)), outcome(() => exports.up(5))];
    };
    for (const depth of [100, 1e6]) expect(use(WebAssembly, depth)).toEqual(use(native, depth));
  });

  it('see one memory, whoever grows it', () => {
    compare(
      `(module
        (import "m" "memory" (memory 1 4))
        (import "m" "grow" (func $grow))
        (func (export "test") (param i32) (result i32)
          (i32.store (i32.const 8) (i32.const 5))
          (call $grow)
          (i32.store (local.get 0) (i32.const 6))
          (i32.add (i32.load (i32.const 8)) (i32.load (local.get 0)))))`,
      (api) => {
        const memory = new api.Memory({ initial: 1, maximum: 4 });
        return { m: { memory, grow: () => void memory.grow(1) } };
      },
      ({ test }) => [
        outcome(() => test(65532)),
        outcome(() => test(3 * 65536 - 4)),
        outcome(() => test(4 * 65536)),
        outcome(() => test(0)),
      ],
    );
  });

  it('share tables, globals and functions between instances', () => {
    const library = `(module
      (table (export "table") 3 funcref) (global (export "counter") (mut i64) (i64.const 5))
      (func $double (export "double") (param i32) (result i32) (i32.shl (local.get 0) (i32.const 1)))
      (elem (i32.const 0) $double))`;
    const program = `(module
      (import "l" "table" (table 3 funcref)) (import "l" "counter" (global $c (mut i64)))
      (import "l" "double" (func $double (param i32) (result i32)))
      (type $t (func (param i32) (result i32)))
      (func $triple (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
      (elem (i32.const 1) $triple $double)
      (func (export "call") (param i32 i32) (result i32)
        (global.set $c (i64.add (global.get $c) (i64.const 0x100000000)))
        (call_indirect (type $t) (local.get 1) (local.get 0))))`;
    const uses = (api: WebAssemblyNamespace): unknown => {
      const l = instance(library, {}, api);
      const { call } = instance(program, { l }, api);
      const results: unknown[] = [0, 1, 2, 3].map((at) => outcome(() => call(at, 7)));
      return [results, l.counter.value, l.table.get(2) === l.double, l.table.get(1)(4)];
    };
    expect(uses(WebAssembly)).toEqual(uses(native));
  });

  it('pass host errors through guest frames', () => {
    const error = new RangeError('Offset is outside the bounds of the DataView');
    const { f } = instance('(module (import "m" "f" (func $f)) (func (export "f") (call $f)))', {
      m: {
        f: () => {
          throw error;
        },
      },
    });
    let caught: unknown;
    try {
      f();
    } catch (e) {
      caught = e;
    }
    expect(caught).toBe(error);
  });
});

it('the evaluator is injectable', () => {
  const texts: string[] = [];
  const api = createWebAssembly({
    evaluator: (parameter, body) => {
      texts.push(body);
      return new Function(parameter, body);
    },
  });
  const { f } = instance('(module (func (export "f") (result i32) (i32.const 42)))', {}, api);
  expect(f()).toBe(42);
  expect(texts.length).toBeGreaterThan(0);
});

it('features can be turned off', () => {
  const bytes = assemble('(module (func (result i32 i32) (i32.const 1) (i32.const 2)))');
  expect(WebAssembly.validate(bytes)).toBe(true);
  expect(createWebAssembly({ features: new Set(['mvp']) }).validate(bytes)).toBe(false);
});
