import { defaultEvaluator } from '@softwasm/compiler';
import { type FunctionInstance, RF, RI, RR } from '@softwasm/runtime';
import { Trap } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { EXTERNREF, exportOf, F32, F64, FUNCREF, funcType, I32, I64, importOf, V128 } from './binary.ts';
import { newWorld } from './hand-engine.ts';

function forbidden(): never {
  throw new EvalError('a policy forbids this');
}

/** The ways calls between JavaScript and guests go. */
describe.each([
  { way: 'generated for each signature', evaluate: defaultEvaluator },
  { way: 'over arrays', evaluate: undefined },
  { way: 'over arrays, where a policy forbids generating', evaluate: forbidden },
])('$way', ({ evaluate }) => {
  const world = newWorld(evaluate);
  const { WebAssembly } = world;

  describe('exported functions', () => {
    it('convert arguments and results', () => {
      const { exports } = world.instance(
        {
          types: [
            funcType([I32, I32], [I32]),
            funcType([I64, I32], [I64]),
            funcType([F32], [F32]),
            funcType([F64], [F64]),
            funcType([EXTERNREF], [EXTERNREF]),
            funcType([], []),
            funcType([I32, I32, I32, I32, F64, I32], [I32]),
          ],
          funcs: [0, 1, 2, 3, 4, 5, 6],
          exports: ['add', 'sum64', 'f32', 'f64', 'ref', 'nothing', 'six'].map((name, i) => exportOf(name, 'func', i)),
        },
        {},
        () => [
          (a, b) => (a + b) | 0,
          (lo, hi, b) => {
            RI[1] = hi;
            return (lo + b) | 0;
          },
          (a) => a,
          (a) => a,
          (a) => a,
          () => 77,
          (a, b, c, d, e, f) => (a + b + c + d + e + f) | 0,
        ],
      );
      expect(exports.add(1, 2)).toBe(3);
      expect(exports.add(2 ** 31, 0)).toBe(-(2 ** 31));
      expect(exports.add('7', { valueOf: () => 2.9 })).toBe(9);
      expect(exports.add(1)).toBe(1);
      expect(exports.add(1, 2, 3)).toBe(3);
      expect(() => exports.add(1n, 1)).toThrow(TypeError);
      expect(() => exports.add(Symbol(), 1)).toThrow(TypeError);
      expect(exports.sum64(-(2n ** 63n), 5)).toBe(-(2n ** 63n) + 5n);
      expect(exports.sum64(2n ** 64n + 1n, 1)).toBe(2n);
      expect(exports.sum64('12', 1)).toBe(13n);
      expect(() => exports.sum64(1, 1)).toThrow(TypeError);
      expect(exports.f32(0.1)).toBe(Math.fround(0.1));
      expect(exports.f64(0.1)).toBe(0.1);
      expect(exports.f64()).toBe(Number.NaN);
      const object = {};
      for (const value of [object, undefined, null, 1.5, 'x', Symbol.iterator, exports.add]) {
        expect(exports.ref(value)).toBe(value);
      }
      expect(exports.nothing()).toBe(undefined);
      expect(exports.six(1, 2, 3, 4, 5, 6)).toBe(21);
    });

    it('convert all arguments before the call, in order, and pass their errors on', () => {
      let called = false;
      const { exports } = world.instance(
        { types: [funcType([I32, I32], [])], funcs: [0], exports: [exportOf('f', 'func', 0)] },
        {},
        () => [
          () => {
            called = true;
          },
        ],
      );
      const seen: string[] = [];
      const error = new RangeError('mine');
      const first = { valueOf: () => seen.push('first') };
      const second = {
        valueOf: () => {
          throw error;
        },
      };
      expect(() => exports.f(first, second)).toThrow(error);
      expect(seen).toEqual(['first']);
      expect(called).toBe(false);
    });

    it('give several results as an array', () => {
      const { exports } = world.instance(
        { types: [funcType([], [I64, F64, EXTERNREF, I64])], funcs: [0], exports: [exportOf('f', 'func', 0)] },
        {},
        () => [
          () => {
            RI[1] = -1;
            RF[1] = 2.5;
            RR[2] = 'x';
            RI[12] = 5;
            RI[13] = 1;
            return -3;
          },
        ],
      );
      expect(exports.f()).toEqual([-3n, 2.5, 'x', 2n ** 32n + 5n]);
    });

    it('have an index for a name, a length, and no more than arrow functions have', () => {
      const { exports } = world.instance(
        {
          types: [funcType([I32, I64], [])],
          imports: [importOf('m', 'f', 'func', 0)],
          funcs: [0],
          exports: [exportOf('f', 'func', 1), exportOf('again', 'func', 1)],
        },
        { m: { f: () => {} } },
        () => [() => {}],
      );
      expect([exports.f.name, exports.f.length]).toEqual(['1', 2]);
      expect(Object.hasOwn(exports.f, 'prototype')).toBe(false);
      expect(() => new exports.f()).toThrow(TypeError);
      expect(exports.again).toBe(exports.f);
    });

    it('keep their identity through imports, tables and references', () => {
      const first = world.instance(
        { types: [funcType([], [I32])], funcs: [0], exports: [exportOf('f', 'func', 0)] },
        {},
        () => [() => 42],
      );
      const f = first.exports.f as () => number;
      const second = world.instance(
        {
          types: [funcType([], [I32]), funcType([FUNCREF], [FUNCREF])],
          imports: [importOf('m', 'f', 'func', 0)],
          funcs: [1],
          tables: [[FUNCREF, 0, 2]],
          exports: [exportOf('f', 'func', 0), exportOf('same', 'func', 1), exportOf('t', 'table', 0)],
        },
        { m: { f } },
        () => [(ref) => ref],
      );
      expect(second.exports.f).toBe(f);
      expect(second.exports.same(f)).toBe(f);
      expect(second.exports.same(null)).toBe(null);
      expect(() => second.exports.same(() => 1)).toThrow(TypeError);
      expect(() => second.exports.same(undefined)).toThrow(TypeError);
      second.exports.t.set(1, f);
      expect(second.exports.t.get(1)).toBe(f);
    });

    it('with vectors cannot be called from JavaScript', () => {
      const { exports } = world.instance(
        {
          types: [funcType([V128], []), funcType([], [V128])],
          funcs: [0, 1],
          exports: [exportOf('p', 'func', 0), exportOf('r', 'func', 1)],
        },
        {},
        () => [() => {}, () => 0],
      );
      expect(() => exports.p(1)).toThrow(TypeError);
      expect(() => exports.r()).toThrow(TypeError);
    });
  });

  describe('imported functions', () => {
    /** A guest that calls its import with its own parameters. */
    function through(
      params: number[],
      results: number[],
      f: (...args: never[]) => unknown,
    ): (...args: unknown[]) => unknown {
      const { exports } = world.instance(
        {
          types: [funcType(params, results)],
          imports: [importOf('m', 'f', 'func', 0)],
          funcs: [0],
          exports: [exportOf('f', 'func', 1)],
        },
        { m: { f } },
        (instance) => {
          const imported: FunctionInstance = instance.func(0);
          return [(...words) => imported.code(...words)];
        },
      );
      return exports.f as (...args: unknown[]) => unknown;
    }

    it('receive and return JavaScript values', () => {
      const received: unknown[] = [];
      const note = (...args: unknown[]): unknown => {
        received.push(...args);
        return args[0];
      };
      expect(through([I32, F64], [I32], note)(5, 1.5)).toBe(5);
      expect(through([I64], [I64], note)(-1n)).toBe(-1n);
      expect(through([F32, EXTERNREF, I32, I64, F64], [F32], note)(0.5, note, -1, 2n, 3)).toBe(0.5);
      expect(received).toEqual([5, 1.5, -1n, 0.5, note, -1, 2n, 3]);
      expect(through([], [], () => 'ignored')()).toBe(undefined);
      expect(through([], [I32], () => '0x10')()).toBe(16);
      expect(through([], [I64, F64, I32], () => new Set([2n ** 63n, 1, true]))()).toEqual([-(2n ** 63n), 1, 1]);
    });

    it('run without a receiver', () => {
      let receiver: unknown = 'none';
      function f(this: unknown): void {
        receiver = this;
      }
      through([], [], f)();
      expect(receiver).toBe(undefined);
      through([I64], [], f)(0n);
      expect(receiver).toBe(undefined);
    });

    it('must return what their type says', () => {
      expect(() => through([], [I32], () => Symbol())()).toThrow(TypeError);
      expect(() => through([], [I64], () => 1)()).toThrow(TypeError);
      expect(() => through([], [I32, I32], () => 1)()).toThrow(TypeError);
      expect(() => through([], [I32, I32], () => [1])()).toThrow(TypeError);
      expect(() => through([], [I32, I32], () => [1, 2, 3])()).toThrow(TypeError);
      expect(() => through([], [FUNCREF], () => () => 1)()).toThrow(TypeError);
      expect(() => through([], [V128], () => 1)()).toThrow(TypeError);
    });

    it.each([
      new RangeError('Offset is outside the bounds of the DataView'),
      new Error('plain'),
      'a string',
      undefined,
      Object.freeze({ frozen: true }),
    ])('let their errors out unchanged: %s', (error) => {
      let caught: unknown = 'nothing';
      try {
        through([I32], [], () => {
          throw error;
        })(0);
      } catch (e) {
        caught = e;
      }
      expect(caught).toBe(error);
    });
  });

  describe('traps', () => {
    function thrower(throwing: () => never): () => unknown {
      const { exports } = world.instance(
        { types: [funcType([], [])], funcs: [0], exports: [exportOf('f', 'func', 0)] },
        {},
        () => [throwing],
      );
      return exports.f as () => unknown;
    }

    function caught(f: () => unknown): unknown {
      try {
        f();
      } catch (error) {
        return error;
      }
      throw new Error('nothing was thrown');
    }

    it('are RuntimeErrors with the trap’s message', () => {
      const error = caught(
        thrower(() => {
          throw new Trap('integer-divide-by-zero');
        }),
      ) as Error;
      expect(error).toBeInstanceOf(WebAssembly.RuntimeError);
      expect(error).toBeInstanceOf(Error);
      expect([error.name, error.message]).toEqual(['RuntimeError', 'integer divide by zero']);
      const view = new DataView(new ArrayBuffer(1));
      const access = caught(thrower(() => view.getInt32(0) as never)) as Error;
      expect(access).toBeInstanceOf(WebAssembly.RuntimeError);
      expect(access.message).toBe('out of bounds memory access');
    });

    it('have the guest’s frames in their stack', () => {
      const error = caught(
        thrower(() => {
          const trap = new Trap('unreachable');
          trap.frames = [{ func: 7, name: 'leaf', offset: 0x123 }, { func: 8 }];
          throw trap;
        }),
      ) as Error;
      expect(error.stack).toMatch(
        /^RuntimeError: unreachable\n {4}at leaf \(wasm-function\[7\]:0x123\)\n {4}at wasm-function\[8\]\n/,
      );
      expect(Object.keys(error)).toEqual([]);
    });

    it('of an exhausted stack are RangeErrors', () => {
      const recurse = (): number => 1 + recurse();
      const error = caught(thrower(recurse as () => never)) as Error;
      expect(error).toBeInstanceOf(RangeError);
      expect(error.message).toBe('Maximum call stack size exceeded');
    });

    it('stay one object and a trap on their way through JavaScript', () => {
      const inner = thrower(() => {
        throw new Trap('unreachable');
      });
      let between: unknown;
      const { exports } = world.instance(
        {
          types: [funcType([], [])],
          imports: [importOf('m', 'f', 'func', 0)],
          funcs: [0],
          exports: [exportOf('f', 'func', 1)],
        },
        {
          m: {
            f: () => {
              between = caught(inner);
              throw between;
            },
          },
        },
        (instance) => {
          const imported = instance.func(0);
          return [
            () => {
              try {
                return imported.code();
              } catch (error) {
                expect(error).toBeInstanceOf(Trap);
                throw error;
              }
            },
          ];
        },
      );
      expect(caught(() => exports.f())).toBe(between);
    });
  });
});
