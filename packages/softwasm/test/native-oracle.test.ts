import { describe, expect, it } from 'vitest';
import { nativeWebAssembly } from '../../../test-support/webassembly.ts';
import type { WebAssemblyNamespace } from '../src/api.ts';
import { EXTERNREF, exportOf, F32, F64, FUNCREF, funcType, I32, I64, importOf, wasm } from './binary.ts';
import { newWorld } from './hand-engine.ts';

/*
 * The same uses of the API, here and on the host's own WebAssembly: the outcome must be the same value, or an error of the same class. No guest code
 * runs, so that this compares the API and nothing else.
 */

type Use = (api: WebAssemblyNamespace) => unknown;

const ours = newWorld().WebAssembly;
const native = nativeWebAssembly() as Partial<WebAssemblyNamespace> as WebAssemblyNamespace;

function outcome(use: Use, api: WebAssemblyNamespace): unknown {
  try {
    return { value: use(api) };
  } catch (error) {
    return { error: (error as Error).constructor.name };
  }
}

/** Values that conversions tell apart. */
const VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -0,
  1,
  -1,
  1.9,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 31) - 1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  '5',
  '0x10',
  ' 7 ',
  'x',
  5n,
  -1n,
  2n ** 64n,
  Symbol.iterator,
  {},
  { valueOf: () => 3 },
  { valueOf: () => 3n },
  { [Symbol.toPrimitive]: () => '4' },
  [],
  [6],
  () => 1,
];

function show(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value);
}

/** Compares a use for each of the values. */
function compare(
  use: (api: WebAssemblyNamespace, value: unknown) => unknown,
  values: readonly unknown[] = VALUES,
): void {
  for (const value of values) {
    const expected = outcome((api) => use(api, value), native);
    expect(
      outcome((api) => use(api, value), ours),
      show(value),
    ).toEqual(expected);
  }
}

describe('like the host', () => {
  it.each(['i32', 'i64', 'f32', 'f64', 'externref', 'anyfunc', 'v128', 'i8', ''] as const)('Global of %s', (value) => {
    compare((api, init) => new api.Global({ value: value as 'i32', mutable: true }, init).value);
    compare((api, set) => {
      const global = new api.Global({ value: value as 'i32', mutable: true });
      global.value = set as number;
      return global.valueOf();
    });
  });

  it('sizes of memories and tables', () => {
    const sizes = [...VALUES, 3, 65536, 65537, 10_000_000, 10_000_001, 2 ** 32 - 1];
    compare((api, initial) => new api.Memory({ initial: initial as number }).buffer.byteLength, VALUES);
    compare((api, maximum) => new api.Memory({ initial: 1, maximum: maximum as number }).buffer.byteLength, sizes);
    compare((api, delta) => new api.Memory({ initial: 1, maximum: 9 }).grow(delta as number), sizes);
    compare((api, initial) => new api.Table({ element: 'anyfunc', initial: initial as number }).length, sizes);
    compare(
      (api, maximum) => new api.Table({ element: 'anyfunc', initial: 1, maximum: maximum as number }).length,
      sizes,
    );
    compare((api, delta) => new api.Table({ element: 'externref', initial: 1 }).grow(delta as number), VALUES);
  });

  it('elements of tables', () => {
    for (const element of ['externref', 'anyfunc'] as const) {
      compare((api, value) => new api.Table({ element, initial: 2 }, value).get(1));
      compare((api, value) => {
        const table = new api.Table({ element, initial: 2 });
        table.set(1, value);
        return table.get(1);
      });
      compare((api, value) => {
        const table = new api.Table({ element, initial: 2 });
        return [table.grow(1, value), table.get(2)];
      });
      compare((api, index) => new api.Table({ element, initial: 2 }).get(index as number));
      compare((api) => {
        const table = new api.Table({ element, initial: 1 });
        table.set(0);
        return table.get(0);
      });
    }
    compare((api, element) => new api.Table({ element: element as 'anyfunc', initial: 2 }).length);
  });

  it('descriptors', () => {
    compare((api, descriptor) => new api.Memory(descriptor as never).buffer.byteLength);
    compare((api, descriptor) => new api.Table(descriptor as never).length);
    compare((api, descriptor) => new api.Global(descriptor as never).value);
    compare((api, descriptor) => Object.keys(new api.Tag(descriptor as never)));
    // V8 takes whatever has a length, not only iterables.
    const sequences = VALUES.filter((value) => typeof value !== 'function');
    compare((api, parameters) => Object.keys(new api.Tag({ parameters: parameters as never })), sequences);
  });

  it('bytes', () => {
    compare((api, bytes) => Object.keys(new api.Module(bytes as never)));
    compare((api, bytes) => api.validate(bytes as never));
    compare((api, module) => api.Module.exports(module as never));
    compare((api, module) => Object.keys(new api.Instance(module as never)));
  });

  it.each([
    ['function', importOf('m', 'x', 'func', 0)],
    ['memory', importOf('m', 'x', 'memory', 0, 0)],
    ['table', importOf('m', 'x', 'table', FUNCREF, 0, 0)],
    ['mutable i32', importOf('m', 'x', 'global', I32, 1)],
    ...[I32, I64, F32, F64, EXTERNREF, FUNCREF].map((type): [string, number[]] => [
      `global 0x${type.toString(16)}`,
      importOf('m', 'x', 'global', type, 0),
    ]),
  ])('an import of %s', (_, description) => {
    const isFunc = description[4] === 0;
    const bytes = wasm({
      types: [funcType([], [])],
      imports: [description],
      exports: [exportOf('x', (['func', 'table', 'memory', 'global'] as const)[description[4] as 0] ?? 'func', 0)],
    });
    compare((api, x) => {
      const { exports } = new api.Instance(new api.Module(bytes), { m: { x } });
      return isFunc ? typeof exports.x : exports.x.value;
    });
    compare((api, m) => typeof new api.Instance(new api.Module(bytes), { m: m as never }).exports.x);
    compare((api, imports) => typeof new api.Instance(new api.Module(bytes), imports as never).exports.x);
    const kinds = ['Memory', 'Table', 'Global', 'Mutable'];
    compare((api, kind) => {
      const values: Record<string, () => object> = {
        Memory: () => new api.Memory({ initial: 0 }),
        Table: () => new api.Table({ element: 'anyfunc', initial: 0 }),
        Global: () => new api.Global({ value: 'i32' }),
        Mutable: () => new api.Global({ value: 'i32', mutable: true }),
      };
      const x = (values[kind as string] as () => object)();
      return new api.Instance(new api.Module(bytes), { m: { x } }).exports.x === x;
    }, kinds);
  });

  it('a function that is imported and exported again', () => {
    const bytes = wasm({
      types: [funcType([I32], [I32])],
      imports: [importOf('m', 'x', 'func', 0)],
      exports: [exportOf('x', 'func', 0)],
    });
    compare((api, value) => {
      const x = (given: unknown): unknown => given;
      const { exports } = new api.Instance(new api.Module(bytes), { m: { x } });
      return [exports.x === x, exports.x(value), exports.x.length, exports.x.name];
    });
    compare((api, value) => {
      const { exports } = new api.Instance(new api.Module(bytes), { m: { x: () => value } });
      return exports.x(1);
    });
  });

  it('properties of all objects', () => {
    // Functions of V8 that are written in C++ have two more, `arguments` and `caller`.
    const members = (object: object): unknown =>
      Object.entries(Object.getOwnPropertyDescriptors(object)).map(
        ([name, { writable, enumerable, configurable, get, set }]) => [
          name,
          writable,
          enumerable,
          configurable,
          typeof get,
          typeof set,
        ],
      );
    for (const name of [
      'Module',
      'Instance',
      'Memory',
      'Table',
      'Global',
      'Tag',
      'CompileError',
      'LinkError',
      'RuntimeError',
    ] as const) {
      // The two methods for resizable buffers are newer than some hosts.
      const sorted = (list: unknown): unknown[] =>
        (list as unknown[][])
          .map(String)
          .filter((text) => !/^(?:arguments|caller|toFixedLengthBuffer|toResizableBuffer),/.test(text))
          .sort();
      expect(sorted(members(ours[name].prototype)), name).toEqual(sorted(members(native[name].prototype)));
      expect(sorted(members(ours[name])), name).toEqual(sorted(members(native[name])));
    }
  });
});
