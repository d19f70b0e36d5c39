import {
  ABSTRACT_HEAP_TYPES,
  type AbstractHeapName,
  abstractHeapType,
  BOT,
  concreteHeapType,
  FUNCREF,
  formatValType,
  heapTypeOf,
  I32,
  I64,
  isConcrete,
  isDefaultable,
  isExact,
  isNullable,
  isRef,
  type RecType,
  refType,
  type SubType,
  TypeRegistry,
  typeIndexOf,
  type ValType,
} from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';

const func = (params: ValType[], results: ValType[], more: Partial<SubType> = {}): SubType => ({
  final: true,
  supertypes: [],
  composite: { kind: 'func', params, results },
  ...more,
});
const struct = (types: ValType[], more: Partial<SubType> = {}): SubType => ({
  final: false,
  supertypes: [],
  composite: { kind: 'struct', fields: types.map((type) => ({ type, mutable: false })) },
  ...more,
});
const rec = (...subtypes: SubType[]): RecType => ({ subtypes, explicit: subtypes.length > 1, offset: 0 });

describe('packed types', () => {
  it('round-trips references', () => {
    for (const nullable of [true, false]) {
      for (const index of [0, 1, 999_999]) {
        for (const exact of [true, false]) {
          const type = refType(nullable, concreteHeapType(index, exact));
          expect(isRef(type)).toBe(true);
          expect(isNullable(type)).toBe(nullable);
          expect(isConcrete(heapTypeOf(type))).toBe(true);
          expect(isExact(heapTypeOf(type))).toBe(exact);
          expect(typeIndexOf(heapTypeOf(type))).toBe(index);
          expect(type).toBeLessThan(2 ** 30);
          expect(isDefaultable(type)).toBe(nullable);
        }
      }
    }
  });

  it('formats as the text format writes', () => {
    expect(formatValType(I32)).toBe('i32');
    expect(formatValType(FUNCREF)).toBe('funcref');
    expect(formatValType(refType(false, abstractHeapType('func')))).toBe('(ref func)');
    expect(formatValType(refType(true, concreteHeapType(3)))).toBe('(ref null 3)');
    expect(formatValType(refType(false, concreteHeapType(3, true)), (i) => `$t${i}`)).toBe('(ref (exact $t3))');
  });
});

describe('TypeRegistry', () => {
  it('gives iso-recursively equal types one id', () => {
    const registry = new TypeRegistry();
    const self = (index: number): SubType => struct([refType(true, concreteHeapType(index))]);
    const ids = registry.defineAll([rec(func([I32], [])), rec(self(1)), rec(func([I32], [])), rec(self(3))]);
    expect([...ids]).toEqual([0, 1, 0, 1]);
  });

  it('keeps members of different groups apart', () => {
    const registry = new TypeRegistry();
    const ids = registry.defineAll([rec(struct([]), struct([I32])), rec(struct([])), rec(struct([I32]), struct([]))]);
    expect(new Set(ids).size).toBe(5);
  });

  it('tells a reference within the group from one to an equal type before it', () => {
    const registry = new TypeRegistry();
    const ids = registry.defineAll([
      rec(struct([refType(true, concreteHeapType(0))])),
      rec(struct([refType(true, concreteHeapType(0))])),
    ]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('decides subtyping of defined types by display', () => {
    const registry = new TypeRegistry();
    const [a, b, c, d] = registry.defineAll([
      rec(struct([])),
      rec(struct([I32], { supertypes: [0] })),
      rec(struct([I32, I64], { supertypes: [1] })),
      rec(struct([I64], { supertypes: [0] })),
    ]) as Iterable<number> as [number, number, number, number];
    expect(registry.isSubtype(c, a)).toBe(true);
    expect(registry.isSubtype(c, b)).toBe(true);
    expect(registry.isSubtype(b, c)).toBe(false);
    expect(registry.isSubtype(d, b)).toBe(false);
    expect(registry.isSubtype(a, a)).toBe(true);
  });

  it('decides subtyping of abstract types', () => {
    const registry = new TypeRegistry();
    const [s, f] = registry.defineAll([rec(struct([])), rec(func([], []))]);
    const below: Record<AbstractHeapName, AbstractHeapName[]> = {
      any: ['any', 'eq', 'i31', 'struct', 'array', 'none'],
      eq: ['eq', 'i31', 'struct', 'array', 'none'],
      i31: ['i31', 'none'],
      struct: ['struct', 'none'],
      array: ['array', 'none'],
      none: ['none'],
      func: ['func', 'nofunc'],
      nofunc: ['nofunc'],
      extern: ['extern', 'noextern'],
      noextern: ['noextern'],
      exn: ['exn', 'noexn'],
      noexn: ['noexn'],
    };
    const names = Object.keys(ABSTRACT_HEAP_TYPES) as AbstractHeapName[];
    for (const sup of names) {
      for (const sub of names) {
        expect(registry.matchesHeap(abstractHeapType(sub), abstractHeapType(sup)), `${sub} <: ${sup}`).toBe(
          below[sup].includes(sub),
        );
      }
      expect(registry.matchesHeap(concreteHeapType(s as number), abstractHeapType(sup))).toBe(
        ['any', 'eq', 'struct'].includes(sup),
      );
      expect(registry.matchesHeap(concreteHeapType(f as number), abstractHeapType(sup))).toBe(sup === 'func');
      expect(registry.matchesHeap(abstractHeapType(sup), concreteHeapType(s as number))).toBe(sup === 'none');
      expect(registry.matchesHeap(abstractHeapType(sup), concreteHeapType(f as number))).toBe(sup === 'nofunc');
    }
  });

  it('matches nullability, exactness and the bottom type', () => {
    const registry = new TypeRegistry();
    const [a, b] = registry.defineAll([rec(struct([])), rec(struct([], { supertypes: [0] }))]) as Iterable<number> as [
      number,
      number,
    ];
    const ref = (id: number, nullable: boolean, exact = false): ValType =>
      refType(nullable, concreteHeapType(id, exact));
    expect(registry.matches(ref(b, false), ref(a, true))).toBe(true);
    expect(registry.matches(ref(b, true), ref(a, false))).toBe(false);
    expect(registry.matches(ref(b, false, true), ref(b, false))).toBe(true);
    expect(registry.matches(ref(b, false), ref(b, false, true))).toBe(false);
    expect(registry.matches(ref(b, false, true), ref(a, false, true))).toBe(false);
    expect(registry.matches(BOT, ref(a, false))).toBe(true);
    expect(registry.matches(I32, I64)).toBe(false);
  });

  it('matches composite types: fields in depth and width, functions contravariantly', () => {
    const registry = new TypeRegistry();
    const [a, b] = registry.defineAll([
      rec(struct([])),
      rec(struct([I32], { supertypes: [0] })),
    ]) as Iterable<number> as [number, number];
    const ra = refType(true, concreteHeapType(a));
    const rb = refType(true, concreteHeapType(b));
    const fn = (params: ValType[], results: ValType[]): SubType['composite'] => ({ kind: 'func', params, results });
    expect(registry.matchesComposite(fn([ra], [rb]), fn([rb], [ra]))).toBe(true);
    expect(registry.matchesComposite(fn([rb], [ra]), fn([ra], [rb]))).toBe(false);
    const field = (type: ValType, mutable: boolean): SubType['composite'] => ({
      kind: 'array',
      field: { type, mutable },
    });
    expect(registry.matchesComposite(field(rb, false), field(ra, false))).toBe(true);
    expect(registry.matchesComposite(field(rb, true), field(ra, true))).toBe(false);
    expect(registry.matchesComposite(registry.get(b).composite, registry.get(a).composite)).toBe(true);
    expect(registry.matchesComposite(registry.get(a).composite, registry.get(b).composite)).toBe(false);
  });
});
