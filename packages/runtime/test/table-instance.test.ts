import { EXTERNREF, I32, ResourceError, type SubType, Trap } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { type Code, ElementInstance, FunctionInstance, Store, TableInstance } from '../src/index.ts';
import { funcType, recTypes, tableType } from './modules.ts';

const store = new Store();
const base: SubType = { final: false, supertypes: [], composite: funcType([], [I32]) };
const sub: SubType = { final: true, supertypes: [0], composite: funcType([], [I32]) };
const [BASE, SUB, OTHER] = Array.from(store.types.defineAll(recTypes(base, sub, funcType([I32], [])))) as [
  number,
  number,
  number,
];

function func(type: number, code: Code = () => type): FunctionInstance {
  return new FunctionInstance(store, type, code, {});
}

/** What the arrays for indirect calls must hold, element by element. */
function expectInSync(table: TableInstance): void {
  for (const type of [BASE, SUB, OTHER]) {
    const codes = table.codesOf(type);
    expect(codes.length).toBeLessThanOrEqual(table.size);
    for (let i = 0; i < codes.length; i++) {
      const element = table.get(i);
      const matches = element instanceof FunctionInstance && store.types.isSubtype(element.type, type);
      expect(codes[i], `type ${type}, element ${i}`).toBe(matches ? element.code : null);
    }
  }
}

describe('elements', () => {
  it('are read and written in bounds, and trap outside', () => {
    const table = new TableInstance(store, tableType(3, 5), null);
    const f = func(BASE);
    table.set(2, f);
    expect([table.get(0), table.get(1), table.get(2)]).toEqual([null, null, f]);
    for (const index of [3, 0xffffffff, 2 ** 40]) {
      expect(() => table.get(index)).toThrow('out of bounds table access');
      expect(() => table.set(index, null)).toThrow(Trap);
    }
  });

  it('may be undefined, which is a reference of the host', () => {
    const table = new TableInstance(store, tableType(3, undefined, EXTERNREF), undefined);
    expect(table.get(2)).toBe(undefined);
    table.set(1, null);
    expect([table.get(0), table.get(1), table.get(2)]).toEqual([undefined, null, undefined]);
  });

  it('cost nothing until they are written', () => {
    const tables = Array.from({ length: 200 }, () => new TableInstance(store, tableType(10_000_000), null));
    for (const table of tables) {
      table.fill(0, null, 10_000_000);
      expect(table.codesOf(BASE)).toHaveLength(0);
      expect(table.get(9_999_999)).toBe(null);
    }
  });

  it('are limited', () => {
    expect(() => new TableInstance(store, tableType(10_000_001), null)).toThrow(ResourceError);
    expect(() => new TableInstance(store, tableType(0xffffffff), null)).toThrow(ResourceError);
  });
});

describe('growing', () => {
  it('gives the old size, and -1 beyond the limits', () => {
    const table = new TableInstance(store, tableType(1, 4), null);
    const f = func(SUB);
    expect(table.grow(2, f)).toBe(1);
    expect(table.size).toBe(3);
    expect([table.get(0), table.get(1), table.get(2)]).toEqual([null, f, f]);
    expect(table.grow(2, null)).toBe(-1);
    expect(table.grow(0xffffffff, null)).toBe(-1);
    expect(table.grow(Number.POSITIVE_INFINITY, null)).toBe(-1);
    expect(table.grow(0, null)).toBe(3);
    expect(table.grow(1, null)).toBe(3);
    expect(table.get(3)).toBe(null);
    expectInSync(table);
    expect(new TableInstance(store, tableType(0), null).grow(10_000_001, null)).toBe(-1);
  });
});

describe('bulk operations', () => {
  it('copy ranges that overlap', () => {
    const table = new TableInstance(store, tableType(6), null);
    const fs = Array.from({ length: 6 }, (_, i) => func([BASE, SUB, OTHER][i % 3] as number));
    fs.forEach((f, i) => {
      table.set(i, f);
    });
    expectInSync(table);
    table.copy(1, table, 0, 4);
    expect(Array.from({ length: 6 }, (_, i) => table.get(i))).toEqual([fs[0], fs[0], fs[1], fs[2], fs[3], fs[5]]);
    expectInSync(table);
    table.copy(0, table, 2, 4);
    expect(Array.from({ length: 6 }, (_, i) => table.get(i))).toEqual([fs[1], fs[2], fs[3], fs[5], fs[3], fs[5]]);
    expectInSync(table);
  });

  it('trap at the edges and write nothing then', () => {
    const table = new TableInstance(store, tableType(4), null);
    const f = func(BASE);
    const segment = new ElementInstance({ length: 2, get: () => f });
    const out = 'out of bounds table access';
    expect(() => table.fill(2, f, 3)).toThrow(out);
    expect(() => table.fill(5, f, 0)).toThrow(out);
    expect(() => table.copy(3, table, 0, 2)).toThrow(out);
    expect(() => table.copy(0, table, 3, 2)).toThrow(out);
    expect(() => table.init(3, segment, 0, 2)).toThrow(out);
    expect(() => table.init(0, segment, 1, 2)).toThrow(out);
    expect(() => table.init(0xffffffff, segment, 0, 1)).toThrow(out);
    expect([0, 1, 2, 3].map((i) => table.get(i))).toEqual([null, null, null, null]);
    table.fill(4, f, 0);
    table.init(4, segment, 2, 0);
    table.init(2, segment, 0, 2);
    expect([0, 1, 2, 3].map((i) => table.get(i))).toEqual([null, null, f, f]);
    segment.drop();
    table.init(0, segment, 0, 0);
    expect(() => table.init(0, segment, 0, 1)).toThrow(out);
    expectInSync(table);
  });
});

describe('code for indirect calls', () => {
  it('follows every change, in the same array', () => {
    const table = new TableInstance(store, tableType(8, 20), null);
    const f = func(SUB);
    table.set(1, f);
    const codes = table.codesOf(BASE);
    expectInSync(table);
    table.set(4, func(OTHER));
    table.fill(5, f, 3);
    table.set(1, null);
    table.grow(3, f);
    table.set(10, f);
    table.copy(0, table, 8, 3);
    table.init(2, new ElementInstance({ length: 1, get: () => func(BASE) }), 0, 1);
    expectInSync(table);
    expect(table.codesOf(BASE)).toBe(codes);
  });

  it('traps as call_indirect does', () => {
    const table = new TableInstance(store, tableType(4), null);
    const f = func(SUB);
    table.set(1, f);
    expect(table.indirectCode(1, SUB)).toBe(f.code);
    expect(table.indirectCode(1, BASE)).toBe(f.code);
    expect(() => table.indirectCode(1, OTHER)).toThrow('indirect call type mismatch');
    expect(() => table.indirectCode(2, BASE)).toThrow('uninitialized element 2');
    expect(() => table.indirectCode(4, BASE)).toThrow(/^undefined element$/);
    expect(() => table.indirectCode(0xffffffff, BASE)).toThrow('undefined element');
  });

  it('is found for elements that were never written', () => {
    const f = func(BASE);
    const table = new TableInstance(store, tableType(1_000_000), f);
    expect(table.codesOf(BASE)).toHaveLength(0);
    expect(table.indirectCode(999_999, BASE)).toBe(f.code);
  });
});

describe('replacing a stub', () => {
  it('reaches every table and type that holds it', () => {
    const tables = [0, 1].map(() => new TableInstance(store, tableType(3), null)) as [TableInstance, TableInstance];
    const stub: Code = () => 'stub';
    const code: Code = () => 'code';
    const f = func(SUB, stub);
    const g = func(SUB, () => 'g');
    for (const table of tables) {
      table.set(0, f);
      for (const type of [BASE, SUB, OTHER]) table.codesOf(type);
      table.set(2, f);
      table.set(1, f);
      table.set(1, g);
    }
    f.replaceCode(code);
    for (const table of tables) {
      expectInSync(table);
      expect(table.codesOf(BASE)[2]).toBe(code);
      expect(table.codesOf(BASE)[1]).toBe(g.code);
    }
  });

  it('needs memory for the places where it is, not for those where it was', () => {
    const table = new TableInstance(store, tableType(100), null);
    const f = func(BASE);
    const g = func(BASE);
    table.codesOf(BASE);
    for (let i = 0; i < 100_000; i++) table.set(i % 7, i % 2 === 0 ? f : g);
    const places = Reflect.get(f, 'places') as readonly unknown[];
    expect(places.length).toBeLessThan(64);
    f.replaceCode(() => 'new');
    expectInSync(table);
  });
});
