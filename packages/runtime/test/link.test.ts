import {
  ANYREF,
  EQREF,
  EXTERNREF,
  type ExternType,
  FUNCREF,
  I32,
  I64,
  LinkError,
  type MemoryType,
  refType,
  type SubType,
} from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import {
  type ExternInstance,
  FunctionInstance,
  GlobalInstance,
  hostFuncType,
  hostFunction,
  MemoryInstance,
  Store,
  TableInstance,
  TagInstance,
} from '../src/index.ts';
import { funcType, importOf, instanceOf, memoryType, moduleOf, recTypes, tableType } from './modules.ts';

const store = new Store();
const TYPES = recTypes(funcType([I32], [I64]), funcType([], []));

function link(type: ExternType, given: ExternInstance | undefined, types = TYPES): void {
  instanceOf(store, moduleOf({ recTypes: types, imports: [importOf('m', 'x', type)] }), [given]);
}

function func(params: number[], results: number[]): FunctionInstance {
  return hostFunction(store, hostFuncType(store, params, results), () => []);
}

describe('imports', () => {
  it('that are missing are unknown', () => {
    expect(() => link({ kind: 'func', type: 0, exact: false }, undefined)).toThrow(LinkError);
    expect(() => link({ kind: 'func', type: 0, exact: false }, undefined)).toThrow('unknown import "m" "x"');
  });

  it('of another kind are incompatible', () => {
    const memory = new MemoryInstance(store, memoryType(1));
    const table = new TableInstance(store, tableType(1), null);
    const global = new GlobalInstance({ type: I32, mutable: false }, 1);
    const tag = new TagInstance(store, hostFuncType(store, [], []));
    const externs: ExternInstance[] = [func([], []), table, memory, global, tag];
    const wanted: ExternType[] = [
      { kind: 'func', type: 1, exact: false },
      { kind: 'table', type: tableType(0) },
      { kind: 'memory', type: memoryType(0) },
      { kind: 'global', type: { type: I32, mutable: false } },
      { kind: 'tag', type: { type: 1 } },
    ];
    for (const [i, type] of wanted.entries()) {
      for (const [j, given] of externs.entries()) {
        if (i === j) expect(() => link(type, given)).not.toThrow();
        else expect(() => link(type, given)).toThrow(/^incompatible import type for "m" "x": expected /);
      }
    }
  });

  it('say what was expected and what was given', () => {
    expect(() => link({ kind: 'func', type: 0, exact: false }, func([I32], [I32]))).toThrow(
      'incompatible import type for "m" "x": expected func [i32] -> [i64], given func [i32] -> [i32]',
    );
    expect(() => link({ kind: 'memory', type: memoryType(2, 3) }, new MemoryInstance(store, memoryType(1, 9)))).toThrow(
      'expected memory 2..3, given memory 1..9',
    );
  });

  it('have names that are quoted', () => {
    const module = moduleOf({
      recTypes: TYPES,
      imports: [importOf('a"\n', '__proto__', { kind: 'func', type: 0, exact: false })],
    });
    expect(() => instanceOf(store, module, [])).toThrow('unknown import "a\\"\\n" "__proto__"');
  });
});

describe('functions match', () => {
  it('by structure, across modules', () => {
    expect(() => link({ kind: 'func', type: 0, exact: false }, func([I32], [I64]))).not.toThrow();
    expect(() => link({ kind: 'func', type: 1, exact: false }, func([I32], [I64]))).toThrow(LinkError);
  });

  it('by declared subtyping, in one direction', () => {
    const base: SubType = { final: false, supertypes: [], composite: funcType([], [EQREF]) };
    const sub: SubType = { final: true, supertypes: [0], composite: funcType([], [EQREF]) };
    const types = recTypes(base, sub);
    const [baseId, subId] = store.types.defineAll(types) as Iterable<number> as [number, number];
    const given = (type: number): FunctionInstance => new FunctionInstance(store, type, () => null, {});
    expect(() => link({ kind: 'func', type: 0, exact: false }, given(subId), types)).not.toThrow();
    expect(() => link({ kind: 'func', type: 0, exact: true }, given(subId), types)).toThrow(LinkError);
    expect(() => link({ kind: 'func', type: 1, exact: false }, given(baseId), types)).toThrow(LinkError);
  });
});

describe('limits match', () => {
  it.each([
    // given, wanted, fits
    [[1], [1], true],
    [[2], [1], true],
    [[1], [2], false],
    [[1], [1, 5], false],
    [[1, 5], [1, 5], true],
    [[1, 4], [1, 5], true],
    [[1, 6], [1, 5], false],
    [[1, 5], [1], true],
    [[0, 0], [0, 0], true],
  ] as [[number, number?], [number, number?], boolean][])('memory and table %j for %j: %j', (given, wanted, fits) => {
    const attempts = [
      () => link({ kind: 'memory', type: memoryType(...wanted) }, new MemoryInstance(store, memoryType(...given))),
      () => link({ kind: 'table', type: tableType(...wanted) }, new TableInstance(store, tableType(...given), null)),
    ];
    for (const attempt of attempts) {
      if (fits) expect(attempt).not.toThrow();
      else expect(attempt).toThrow(/^incompatible import type/);
    }
  });

  it('with the current size as the minimum', () => {
    const memory = new MemoryInstance(store, memoryType(1));
    const table = new TableInstance(store, tableType(1), null);
    expect(() => link({ kind: 'memory', type: memoryType(3) }, memory)).toThrow(LinkError);
    expect(() => link({ kind: 'table', type: tableType(3) }, table)).toThrow(LinkError);
    memory.grow(2);
    table.grow(2, null);
    expect(() => link({ kind: 'memory', type: memoryType(3) }, memory)).not.toThrow();
    expect(() => link({ kind: 'table', type: tableType(3) }, table)).not.toThrow();
  });
});

describe('memories and tables match', () => {
  it.each([{ addressType: 'i64' }, { pageSizeLog2: 0 }, { shared: true }] as Partial<MemoryType>[])(
    'only with equal %j',
    (change) => {
      const changed = memoryType(1, 2, change);
      expect(() => link({ kind: 'memory', type: changed }, new MemoryInstance(store, memoryType(1, 2)))).toThrow(
        LinkError,
      );
      expect(() => link({ kind: 'memory', type: changed }, new MemoryInstance(store, changed))).not.toThrow();
    },
  );

  it('tables are invariant in their elements', () => {
    const anyTable = new TableInstance(store, tableType(1, 1, ANYREF), null);
    expect(() => link({ kind: 'table', type: tableType(1, 1, ANYREF) }, anyTable)).not.toThrow();
    expect(() => link({ kind: 'table', type: tableType(1, 1, EQREF) }, anyTable)).toThrow(LinkError);
    const eqTable = new TableInstance(store, tableType(1, 1, EQREF), null);
    expect(() => link({ kind: 'table', type: tableType(1, 1, ANYREF) }, eqTable)).toThrow(LinkError);
  });
});

describe('globals match', () => {
  const global = (type: number, mutable: boolean): GlobalInstance => new GlobalInstance({ type, mutable }, null);

  it('covariantly where immutable, invariantly where mutable', () => {
    const nullable = refType(true, 0);
    const ids = store.types.defineAll(TYPES);
    const given = refType(true, ids[0] as number);
    expect(() => link({ kind: 'global', type: { type: FUNCREF, mutable: false } }, global(given, false))).not.toThrow();
    expect(() => link({ kind: 'global', type: { type: nullable, mutable: true } }, global(given, true))).not.toThrow();
    expect(() => link({ kind: 'global', type: { type: FUNCREF, mutable: true } }, global(given, true))).toThrow(
      LinkError,
    );
    expect(() => link({ kind: 'global', type: { type: nullable, mutable: false } }, global(FUNCREF, false))).toThrow(
      LinkError,
    );
    expect(() => link({ kind: 'global', type: { type: EXTERNREF, mutable: false } }, global(FUNCREF, false))).toThrow(
      LinkError,
    );
  });

  it('only with equal mutability', () => {
    expect(() => link({ kind: 'global', type: { type: FUNCREF, mutable: true } }, global(FUNCREF, false))).toThrow(
      LinkError,
    );
    expect(() => link({ kind: 'global', type: { type: FUNCREF, mutable: false } }, global(FUNCREF, true))).toThrow(
      LinkError,
    );
  });
});

it('checks all imports before anything is allocated', () => {
  const module = moduleOf({
    recTypes: TYPES,
    imports: [importOf('m', 'f', { kind: 'func', type: 0, exact: false })],
    // Its allocation would fail.
    memories: [{ type: memoryType(2 ** 40, undefined, { addressType: 'i64' }), offset: 0 }],
  });
  expect(() => instanceOf(store, module, [undefined])).toThrow(LinkError);
});
