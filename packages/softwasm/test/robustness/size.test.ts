import { ALL_FEATURES } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import type { Exports } from '../../src/api.ts';
import { createWebAssembly } from '../../src/index.ts';
import {
  type Fill,
  functionModule,
  I32,
  I64,
  moduleOf,
  OP,
  putBody,
  SECTION,
  V128,
  VOID,
  vector,
} from './module-builder.ts';

/* Functions and modules as large as they may be: within seconds, without recursion on nesting, and without memory in proportion to what is not called. */

const { CompileError, Instance, Module } = createWebAssembly();

function instantiate(bytes: Uint8Array): Exports {
  return new Instance(new Module(bytes)).exports;
}

/** `(func (param i32) (result i32))` with one local, number 1, whose value is the result. */
function counting(fill: Fill): Exports {
  return instantiate(
    functionModule([I32], [I32], (sink) => {
      sink.u(1).u(1).put(I32);
      fill(sink);
      sink.put(OP.localGet, 1, OP.end);
    }),
  );
}

const COUNT = [OP.localGet, 1, OP.i32Const, 1, OP.i32Add, OP.localSet, 1];

describe('10,000 nested', () => {
  const DEPTH = 10_000;

  test('blocks, left by every other label', () => {
    const { f } = counting((sink) => {
      for (let i = 0; i < DEPTH; i++) sink.put(OP.block, VOID);
      sink.put(OP.localGet, 0, OP.brTable).u(DEPTH - 1);
      for (let i = 0; i < DEPTH; i++) sink.u(i);
      for (let i = 0; i < DEPTH; i++) sink.put(OP.end, ...COUNT);
    });
    for (const label of [0, 1, 4999, 9998, 9999]) expect(f(label)).toBe(DEPTH - label);
    expect(f(-1)).toBe(1);
  });

  test('loops', () => {
    const { f } = counting((sink) => {
      for (let i = 0; i < DEPTH; i++) sink.put(OP.loop, VOID);
      sink.put(...COUNT, OP.localGet, 1, OP.localGet, 0, 0x48, OP.brIf).u(DEPTH - 1);
      for (let i = 0; i < DEPTH; i++) sink.put(OP.end);
    });
    expect(f(1000)).toBe(1000);
    expect(f(-5)).toBe(1);
  });

  test('ifs', () => {
    const { f } = counting((sink) => {
      for (let i = 0; i < DEPTH; i++) sink.put(OP.localGet, 0, OP.if, VOID, ...COUNT);
      for (let i = 0; i < DEPTH; i++) sink.put(OP.end);
    });
    expect(f(1)).toBe(DEPTH);
    expect(f(0)).toBe(0);
  });

  test('blocks with a result', () => {
    const { f } = counting((sink) => {
      for (let i = 0; i < DEPTH; i++) sink.put(OP.block, I32);
      sink.put(OP.i32Const, 5, OP.localGet, 0, OP.brIf).u(DEPTH - 1);
      for (let i = 0; i < DEPTH; i++) sink.put(OP.i32Const, 1, OP.i32Add, OP.end);
      sink.put(OP.localSet, 1);
    });
    expect(f(0)).toBe(DEPTH + 5);
    expect(f(1)).toBe(5);
  });

  /*
   * What is inside a `try` keeps its structure, and the host's parser recurses on it: there is a depth from which on calls find the stack exhausted.
   */
  const throwing = (fill: string): Exports =>
    instantiate(
      assemble(
        `(module (tag $e) (func $g (param i32) (if (local.get 0) (then (throw $e)))) (func (export "works") (result i32) i32.const 42)
          (func (export "f") (param i32) (result i32) (local i32) ${fill}))`,
        { features: ALL_FEATURES },
      ),
    );

  /** Calls `f` with 0 and 1: it gives its results, or finds the stack exhausted; the instance works in any case. */
  function expectOrdered({ f, works }: Exports, results: readonly number[]): void {
    expect(works()).toBe(42);
    results.forEach((result, argument) => {
      try {
        expect(f(argument)).toBe(result);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    });
    expect(works()).toBe(42);
  }

  const tryTables = (depth: number): string =>
    `block ${Array.from({ length: depth }, (_, i) => `try_table (catch_all ${i})`).join(' ')} local.get 0 call $g ${'end '.repeat(depth)} i32.const 1 return end i32.const 2`;
  const tries = (depth: number): string =>
    `${'try '.repeat(depth)} local.get 0 call $g ${'catch_all local.get 1 i32.const 1 i32.add local.set 1 rethrow 0 end '.repeat(depth - 1)}
      catch_all end local.get 1`;

  test('try_tables exhaust the stack at worst, and 300 work', () => {
    const { f } = throwing(tryTables(300));
    expect(f(0)).toBe(1);
    expect(f(1)).toBe(2);
    expectOrdered(throwing(tryTables(DEPTH)), [1, 2]);
  });

  test('legacy tries exhaust the stack at worst, and 300 work', () => {
    const { f } = throwing(tries(300));
    expect(f(0)).toBe(0);
    expect(f(1)).toBe(299);
    expectOrdered(throwing(tries(DEPTH)), [0, DEPTH - 1]);
  });
});

test('br_table with 65,520 labels', () => {
  const labels = 65_520;
  const { f } = counting((sink) => {
    for (let i = 0; i < 100; i++) sink.put(OP.block, VOID);
    sink.put(OP.localGet, 0, OP.brTable).u(labels);
    for (let i = 0; i <= labels; i++) sink.u((i * 7) % 100);
    for (let i = 0; i < 100; i++) sink.put(OP.end, ...COUNT);
  });
  for (const i of [0, 1, 99, 100, 65_519, 65_520]) expect(f(i)).toBe(100 - ((i * 7) % 100));
  expect(f(-1)).toBe(100 - ((labels * 7) % 100));
});

describe('locals', () => {
  const withLocals = (count: number): Uint8Array =>
    functionModule([I32], [I32], (sink) => {
      sink
        .u(1)
        .u(count - 1)
        .put(I32);
      sink.put(OP.localGet, 0, OP.localSet).u(count - 1);
      sink.put(OP.localGet).u(count - 1);
      sink.put(OP.localGet).u(count - 2);
      sink.put(OP.i32Add, OP.end);
    });

  test('up to 50,000', () => {
    expect(instantiate(withLocals(50_000)).f(7)).toBe(7);
  });

  test('50,001 are a CompileError', () => {
    expect(() => new Module(withLocals(50_001))).toThrow(CompileError);
  });

  test('2^32 - 1 in each of many groups are a CompileError', () => {
    const bytes = functionModule([], [], (sink) => {
      sink.u(1000);
      for (let i = 0; i < 1000; i++) sink.u(0xffff_ffff).put(V128);
      sink.put(OP.end);
    });
    expect(() => new Module(bytes)).toThrow(CompileError);
  });

  test('50,000, all of them used', () => {
    const count = 50_000;
    const { f } = instantiate(
      functionModule([I64], [I64], (sink) => {
        sink
          .u(1)
          .u(count - 1)
          .put(I64);
        for (let i = 1; i < count; i++) {
          sink.put(OP.localGet).u(i - 1);
          sink.put(0x42, 1, 0x7c, OP.localSet).u(i);
        }
        sink.put(OP.localGet).u(count - 1);
        sink.put(OP.end);
      }),
    );
    expect(f(5n)).toBe(50_004n);
  });
});

describe('a body of seven megabytes', () => {
  test('in a straight line', () => {
    const { f } = counting((sink) => {
      const thousand = new Uint8Array(1000 * COUNT.length).map((_, i) => COUNT[i % COUNT.length] as number);
      for (let i = 0; i < 1000; i++) sink.append(thousand);
    });
    expect(f(0)).toBe(1_000_000);
  }, 120_000);

  test('full of branches', () => {
    const blocks = 500_000;
    const one = [OP.block, VOID, OP.localGet, 0, OP.brIf, 0, ...COUNT, OP.end];
    const { f } = counting((sink) => {
      const thousand = new Uint8Array(1000 * one.length).map((_, i) => one[i % one.length] as number);
      for (let i = 0; i < blocks / 1000; i++) sink.append(thousand);
    });
    expect(f(0)).toBe(blocks);
    expect(f(1)).toBe(0);
  }, 120_000);

  test('larger than allowed is a CompileError', () => {
    const bytes = functionModule([], [], (sink) => {
      sink.u(0);
      sink.append(new Uint8Array(7_654_321).fill(1));
      sink.put(OP.end);
    });
    expect(() => new Module(bytes)).toThrow(CompileError);
  });
});

describe('modules', () => {
  test('of 617,490 functions are instantiated without generating any', () => {
    const count = 617_490;
    const last = count - 1;
    const bytes = moduleOf(
      [SECTION.type, vector(1, (sink) => sink.put(0x60, 1, I32, 1, I32))],
      [SECTION.function, vector(count, (sink) => sink.u(0))],
      [SECTION.table, vector(1, (sink) => sink.put(0x70, 0).u(1000))],
      [
        SECTION.export,
        vector(2, (sink, i) =>
          sink
            .name(i === 0 ? 'first' : 'last')
            .put(0)
            .u(i === 0 ? 0 : last),
        ),
      ],
      [
        SECTION.element,
        vector(1, (sink) => {
          sink.put(0, OP.i32Const, 0, OP.end);
          vector(1000, (items, i) => items.u(600 * i))(sink);
        }),
      ],
      [
        SECTION.code,
        vector(count, (sink, i) =>
          putBody(sink, (body) => {
            body.u(0).put(OP.localGet, 0);
            if (i === 0) body.put(OP.call).u(last);
            else body.put(OP.i32Const, 1, OP.i32Add);
            body.put(OP.end);
          }),
        ),
      ],
    );
    const before = process.memoryUsage().rss;
    const exports = instantiate(bytes);
    expect(exports.first(41)).toBe(42);
    expect(exports.last(1)).toBe(2);
    expect(process.memoryUsage().rss - before).toBeLessThan(1.5e9);
  }, 60_000);

  test('of 100,000 exports', () => {
    const count = 100_000;
    const exports = instantiate(
      moduleOf(
        [SECTION.type, vector(1, (sink) => sink.put(0x60, 0, 1, I32))],
        [SECTION.function, vector(1, (sink) => sink.u(0))],
        [SECTION.export, vector(count, (sink, i) => sink.name(`export ${i}`).put(0, 0))],
        [SECTION.code, vector(1, (sink) => putBody(sink, (body) => body.u(0).put(OP.i32Const, 42, OP.end)))],
      ),
    );
    expect(Object.keys(exports).length).toBe(count);
    expect(exports['export 99999']()).toBe(42);
  });

  test.each([I32, I64, V128])(
    'of a function with 1,000 parameters and results of type %i, and none with more',
    (type) => {
      const make = (params: number, results: number): Uint8Array =>
        moduleOf(
          [
            SECTION.type,
            vector(2, (sink, i) => {
              const of = (count: number): Fill => vector(count, (types) => types.put(type));
              sink.put(0x60);
              of(i === 0 ? params : 0)(sink);
              of(i === 0 ? results : 0)(sink);
            }),
          ],
          [SECTION.function, vector(2, (sink, i) => sink.u(i))],
          [SECTION.export, vector(2, (sink, i) => sink.name(i === 0 ? 'f' : 'g').put(0, i))],
          [
            SECTION.code,
            vector(2, (sink, i) =>
              putBody(sink, (body) => {
                body.u(0);
                if (i === 0) for (let p = results - 1; p >= 0; p--) body.put(OP.localGet).u(p % Math.max(params, 1));
                else {
                  for (let p = 0; p < params; p++) {
                    if (type === I32) body.put(OP.i32Const).u(p % 64);
                    else if (type === I64) body.put(0x42).u(p % 64);
                    else body.put(0xfd, 12, ...new Array(16).fill(p & 255));
                  }
                  body.put(OP.call, 0);
                  for (let r = 0; r < results; r++) body.put(OP.drop);
                }
                body.put(OP.end);
              }),
            ),
          ],
        );
      const exports = instantiate(make(1000, 1000));
      expect(exports.g()).toBe(undefined);
      if (type !== V128) {
        const args = Array.from({ length: 1000 }, (_, i) => (type === I64 ? BigInt(i) : i));
        expect(exports.f(...args)).toEqual([...args].reverse());
      }
      expect(() => new Module(make(1001, 1))).toThrow(CompileError);
      expect(() => new Module(make(1, 1001))).toThrow(CompileError);
    },
  );
});
