import {
  type DataSegment,
  type ElementSegment,
  type Expr,
  ExprBuilder,
  exprOf,
  FUNCREF,
  I32,
  I64,
  INSTRUCTION_ID,
  type InstructionName,
  Trap,
  V128,
} from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import {
  callFunction,
  type FunctionInstance,
  GlobalInstance,
  hostFuncType,
  hostFunction,
  MemoryInstance,
  type ModuleInstance,
  RI,
  Store,
  TableInstance,
} from '../src/index.ts';
import {
  exportOf,
  funcs,
  funcType,
  importOf,
  instanceOf,
  memoryType,
  moduleOf,
  recTypes,
  tableType,
} from './modules.ts';

const store = new Store();

function expr(...instructions: [InstructionName, ...number[]][]): Expr {
  return exprOf(0, ...instructions);
}

function data(at: number, ...bytes: number[]): DataSegment {
  return {
    init: Uint8Array.from(bytes),
    mode: { kind: 'active', index: 0, at: expr(['i32.const', at]) },
    offset: 0,
  };
}

function elements(at: number, ...indices: number[]): ElementSegment {
  return {
    type: FUNCREF,
    init: { kind: 'funcs', funcs: Uint32Array.from(indices) },
    mode: { kind: 'active', index: 0, at: expr(['i32.const', at]) },
    offset: 0,
  };
}

describe('index spaces', () => {
  it('begin with the imports', () => {
    const imported = hostFunction(store, hostFuncType(store, [], [I32]), () => [10]);
    const module = moduleOf({
      recTypes: recTypes(funcType([], [I32]), funcType([I64], [I64])),
      imports: [
        importOf('m', 'g', { kind: 'global', type: { type: I32, mutable: false } }),
        importOf('m', 'f', { kind: 'func', type: 0, exact: false }),
      ],
      funcs: funcs(0, 1),
      globals: [{ type: { type: I32, mutable: true }, init: expr(['global.get', 0]), offset: 0 }],
      exports: [
        exportOf('f', 'func', 0),
        exportOf('twenty', 'func', 1),
        exportOf('not', 'func', 2),
        exportOf('', 'global', 1),
      ],
    });
    const instance = instanceOf(store, module, [new GlobalInstance({ type: I32, mutable: false }, 5), imported], () => [
      () => 20,
      (lo: number, hi: number) => {
        RI[1] = ~hi;
        return ~lo;
      },
    ]);
    expect([...instance.exports.keys()]).toEqual(['f', 'twenty', 'not', '']);
    expect(instance.exports.get('f')).toBe(imported);
    expect(callFunction(imported, [])).toEqual([10]);
    expect(callFunction(instance.exports.get('twenty') as FunctionInstance, [])).toEqual([20]);
    expect(callFunction(instance.exports.get('not') as FunctionInstance, [0x1234_5678_9abcn])).toEqual([
      ~0x1234_5678_9abcn,
    ]);
    expect((instance.exports.get('') as GlobalInstance).value).toBe(5);
    expect(instance.func(1)).toBe(instance.exports.get('twenty'));
  });

  it('make functions when they are asked for', () => {
    const asked: number[] = [];
    const module = moduleOf({
      recTypes: recTypes(funcType([], [])),
      funcs: funcs(...new Array(10_000).fill(0)),
      exports: [exportOf('f', 'func', 77)],
    });
    const engine = (): (() => void)[] =>
      new Proxy([], {
        get: (_, index) => {
          asked.push(Number(index));
          return () => undefined;
        },
      });
    const instance = instanceOf(store, module, [], engine);
    expect(asked).toEqual([77]);
    expect(instance.funcIfMade(78)).toBe(undefined);
    expect(instance.func(78).index).toBe(78);
    expect(asked).toEqual([77, 78]);
  });
});

describe('constant expressions', () => {
  function globalOf(type: number, ...instructions: [InstructionName, ...number[]][]): unknown {
    return globalWith(type, expr(...instructions));
  }

  function globalWith(type: number, init: Expr): unknown {
    const module = moduleOf({
      recTypes: recTypes(funcType([], [])),
      funcs: funcs(0),
      globals: [
        { type: { type: I64, mutable: false }, init: expr(['i64.const', -1, 0x7fffffff]), offset: 0 },
        { type: { type, mutable: false }, init, offset: 0 },
      ],
    });
    return (instanceOf(store, module, [], () => [() => 1]).globals[1] as GlobalInstance).value;
  }

  it('compute', () => {
    expect(globalOf(I32, ['i32.const', 7], ['i32.const', -9], ['i32.mul'], ['i32.const', 1], ['i32.sub'])).toBe(-64);
    expect(globalOf(I32, ['i32.const', 0x7fffffff], ['i32.const', 1], ['i32.add'])).toBe(-0x80000000);
    expect(globalOf(I64, ['global.get', 0], ['i64.const', 1, 0], ['i64.add'])).toBe(-0x8000000000000000n);
    expect(globalOf(I64, ['i64.const', 3, 0], ['global.get', 0], ['i64.mul'])).toBe(0x7ffffffffffffffdn);
    expect(globalOf(I64, ['i64.const', 0, 0], ['global.get', 0], ['i64.sub'])).toBe(-0x7fffffffffffffffn);
    expect(globalOf(V128, ['v128.const', 1, -2, 3, -4])).toEqual(Int32Array.of(1, -2, 3, -4));
  });

  it('may be long', () => {
    const builder = new ExprBuilder();
    const push = (name: InstructionName, ...immediates: number[]): void => {
      builder.begin(INSTRUCTION_ID[name], 0);
      for (const slot of immediates) builder.push(slot);
    };
    push('i32.const', 1);
    for (let i = 0; i < 200_000; i++) {
      push('i32.const', 2);
      push('i32.add');
    }
    push('end');
    expect(globalWith(I32, builder.finish())).toBe(400_001);
  });

  it('name functions before their code is there', () => {
    const module = moduleOf({
      recTypes: recTypes(funcType([], [I32])),
      funcs: funcs(0),
      globals: [{ type: { type: FUNCREF, mutable: false }, init: expr(['ref.func', 0]), offset: 0 }],
      exports: [exportOf('f', 'func', 0)],
    });
    const instance = instanceOf(store, module, [], () => [() => 42]);
    const func = (instance.globals[0] as GlobalInstance).value as FunctionInstance;
    expect(func).toBe(instance.exports.get('f'));
    expect(callFunction(func, [])).toEqual([42]);
  });
});

describe('active segments', () => {
  const imports = [
    importOf('m', 'memory', { kind: 'memory', type: memoryType(1) }),
    importOf('m', 'table', { kind: 'table', type: tableType(4) }),
  ];
  const base = { recTypes: recTypes(funcType([], [I32])), imports, funcs: funcs(0) };
  const code = (): (() => number)[] => [() => 42];

  it('leave what they wrote when a later one traps', () => {
    const memory = new MemoryInstance(store, memoryType(1));
    const table = new TableInstance(store, tableType(4), null);
    const module = moduleOf({
      ...base,
      elements: [elements(1, 0), elements(3, 0, 0), elements(0, 0)],
      datas: [data(0, 1)],
    });
    expect(() => instanceOf(store, module, [memory, table], code)).toThrow('out of bounds table access');
    expect(callFunction(table.get(1) as FunctionInstance, [])).toEqual([42]);
    expect([table.get(0), table.get(3)]).toEqual([null, null]);
    // Data segments come after element segments.
    expect(memory.bytes[0]).toBe(0);
  });

  it('are all or nothing each', () => {
    const memory = new MemoryInstance(store, memoryType(1));
    const table = new TableInstance(store, tableType(4), null);
    const module = moduleOf({
      ...base,
      elements: [elements(0, 0)],
      datas: [data(0, 5), data(65535, 6, 7), data(1, 8)],
    });
    expect(() => instanceOf(store, module, [memory, table], code)).toThrow(Trap);
    expect(table.get(0)).not.toBe(null);
    expect([memory.bytes[0], memory.bytes[1], memory.bytes[65535]]).toEqual([5, 0, 0]);
  });

  it('take offsets as unsigned', () => {
    const memory = new MemoryInstance(store, memoryType(1));
    const table = new TableInstance(store, tableType(4), null);
    const link = (datas: DataSegment[], segments: ElementSegment[] = []): ModuleInstance =>
      instanceOf(store, moduleOf({ ...base, datas, elements: segments }), [memory, table], code);
    expect(() => link([data(-1, 1)])).toThrow('out of bounds memory access');
    expect(() => link([], [elements(-1, 0)])).toThrow('out of bounds table access');
    expect(() => link([data(65537)])).toThrow('out of bounds memory access');
    expect(() => link([data(65536)], [elements(4)])).not.toThrow();
  });

  it('are dropped, and passive ones are not', () => {
    const memory = new MemoryInstance(store, memoryType(1));
    const table = new TableInstance(store, tableType(4), null);
    const instance = instanceOf(
      store,
      moduleOf({
        ...base,
        datas: [data(0, 1), { init: Uint8Array.of(2), mode: { kind: 'passive' }, offset: 0 }],
        elements: [
          elements(0, 0),
          { ...elements(0, 0), mode: { kind: 'passive' } },
          { ...elements(0, 0), mode: { kind: 'declarative' } },
        ],
      }),
      [memory, table],
      code,
    );
    expect(instance.datas.map(({ bytes }) => bytes.length)).toEqual([0, 1]);
    expect(instance.elements.map((segment) => segment.elements.length)).toEqual([0, 1, 0]);
  });
});

describe('the start function', () => {
  it('runs last, and its trap leaves what was done', () => {
    const memory = new MemoryInstance(store, memoryType(1));
    const module = moduleOf({
      recTypes: recTypes(funcType([], [])),
      imports: [importOf('m', 'memory', { kind: 'memory', type: memoryType(1) })],
      funcs: funcs(0),
      datas: [data(3, 9)],
      start: { func: 0, offset: 0 },
    });
    let seen = 0;
    const start = (): never => {
      seen = memory.bytes[3] as number;
      memory.bytes[4] = 1;
      return memory.view.getInt32(65533) as never;
    };
    expect(() => instanceOf(store, module, [memory], () => [start])).toThrow('out of bounds memory access');
    expect(seen).toBe(9);
    expect(memory.bytes[4]).toBe(1);
  });
});
