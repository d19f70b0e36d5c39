import {
  type AbstractHeapName,
  abstractHeapName,
  abstractHeapType,
  BOT,
  BOT_HEAP,
  type CompositeType,
  concreteHeapType,
  type FieldType,
  type HeapType,
  heapTypeOf,
  isConcrete,
  isExact,
  isNullable,
  isRef,
  type RecType,
  refType,
  type StorageType,
  type SubType,
  typeIndexOf,
  type ValType,
} from './types.ts';

/** A closed type (§3.1.6): every type index in it is a canonical id, so that two types are equal exactly when their ids are. */
export interface CanonicalType {
  readonly id: number;
  readonly final: boolean;
  readonly composite: CompositeType;
  /** Canonical ids from the root of its hierarchy down to itself: `display[d]` is its ancestor at depth `d`. */
  readonly display: readonly number[];
  /** Custom descriptors: canonical ids. */
  readonly descriptor?: number;
  readonly describes?: number;
}

/** A type index that lies in the rec group being canonicalised is keyed by its place there. */
type Rename = (typeidx: number) => number;

const ANY = abstractHeapType('any');
const EQ = abstractHeapType('eq');

/** The direct supertype of each abstract heap type but the tops and bottoms. */
const ABSTRACT_PARENT: Partial<Record<AbstractHeapName, HeapType>> = { eq: ANY, i31: EQ, struct: EQ, array: EQ };

/** The bottom of the hierarchy whose top (or another member) it is listed under. */
const BOTTOM_OF: Partial<Record<AbstractHeapName, AbstractHeapName>> = {
  any: 'none',
  eq: 'none',
  i31: 'none',
  struct: 'none',
  array: 'none',
  func: 'nofunc',
  extern: 'noextern',
  exn: 'noexn',
};

/**
 * Equality and subtyping of types, in one place (§3.1, §3.3). Defining a recursive type gives its members canonical ids: iso-recursively equal types, of
 * whatever module, get the same id. All methods below take types whose indices are canonical ids of this registry.
 *
 * A validator has a registry of its own; a store has one for all its instances, so that types can be compared across modules.
 *
 * @see https://webassembly.github.io/spec/core/valid/matching.html
 */
export class TypeRegistry {
  private readonly types: CanonicalType[] = [];
  private readonly firstIdByKey = new Map<string, number>();

  /** The type with this canonical id. */
  get(id: number): CanonicalType {
    return this.types[id] as CanonicalType;
  }

  get size(): number {
    return this.types.length;
  }

  /**
   * Canonicalises all types of a module. Every index in a rec type must be below the end of its own group, and supertypes below their subtype.
   *
   * @returns the canonical id of each type index
   */
  defineAll(recTypes: readonly RecType[]): Int32Array {
    const total = recTypes.reduce((sum, { subtypes }) => sum + subtypes.length, 0);
    const ids = new Int32Array(total);
    let start = 0;
    for (const { subtypes } of recTypes) {
      this.define(subtypes, start, ids);
      start += subtypes.length;
    }
    return ids;
  }

  /** Canonicalises one rec group that takes the type indices from `start` on; `ids` has the ids of those before, and receives its own. */
  define(subtypes: readonly SubType[], start: number, ids: Int32Array): void {
    const relative: Rename = (typeidx) => (typeidx >= start ? -1 - (typeidx - start) : (ids[typeidx] as number));
    const key = subtypes.map((subtype) => subtypeKey(subtype, relative)).join(';');
    let first = this.firstIdByKey.get(key);
    if (first === undefined) {
      first = this.types.length;
      this.firstIdByKey.set(key, first);
      const base = first - start;
      const absolute: Rename = (typeidx) => (typeidx >= start ? base + typeidx : (ids[typeidx] as number));
      for (const subtype of subtypes) this.add(subtype, absolute);
    }
    for (let i = 0; i < subtypes.length; i++) ids[start + i] = first + i;
  }

  private add(subtype: SubType, rename: Rename): void {
    const id = this.types.length;
    const parent = subtype.supertypes[0];
    const inherited = parent === undefined ? [] : this.get(rename(parent)).display;
    this.types.push({
      id,
      final: subtype.final,
      composite: renameComposite(subtype.composite, rename),
      display: [...inherited, id],
      ...(subtype.descriptor === undefined ? {} : { descriptor: rename(subtype.descriptor) }),
      ...(subtype.describes === undefined ? {} : { describes: rename(subtype.describes) }),
    });
  }

  /** Whether a defined type is a subtype of another (§3.3.6), by display: constant time. */
  isSubtype(sub: number, sup: number): boolean {
    const depth = this.get(sup).display.length - 1;
    return this.get(sub).display[depth] === sup;
  }

  /** Whether one heap type matches another (§3.3.3). */
  matchesHeap(sub: HeapType, sup: HeapType): boolean {
    if (sub === sup || sub === BOT_HEAP) return true;
    if (isConcrete(sup)) {
      if (isConcrete(sub)) {
        if (isExact(sup)) return isExact(sub) && typeIndexOf(sub) === typeIndexOf(sup);
        return this.isSubtype(typeIndexOf(sub), typeIndexOf(sup));
      }
      return abstractHeapName(sub) === BOTTOM_OF[this.get(typeIndexOf(sup)).composite.kind];
    }
    if (isConcrete(sub)) return this.matchesHeap(abstractHeapType(this.get(typeIndexOf(sub)).composite.kind), sup);
    if (abstractHeapName(sub) === BOTTOM_OF[abstractHeapName(sup)]) return true;
    const parent = ABSTRACT_PARENT[abstractHeapName(sub)];
    return parent !== undefined && this.matchesHeap(parent, sup);
  }

  /** Whether one value type matches another (§3.3.5). */
  matches(sub: ValType, sup: ValType): boolean {
    if (sub === sup || sub === BOT) return true;
    if (!isRef(sub) || !isRef(sup)) return false;
    if (isNullable(sub) && !isNullable(sup)) return false;
    return this.matchesHeap(heapTypeOf(sub), heapTypeOf(sup));
  }

  /** Whether a field matches another (§3.3.8): covariant where immutable, invariant where mutable. */
  matchesField(sub: FieldType, sup: FieldType): boolean {
    if (sub.mutable !== sup.mutable) return false;
    return sub.mutable ? sub.type === sup.type : this.matches(sub.type, sup.type);
  }

  /** Whether a composite type matches another (§3.3.7). */
  matchesComposite(sub: CompositeType, sup: CompositeType): boolean {
    if (sub.kind === 'func' && sup.kind === 'func') {
      return this.matchesAll(sup.params, sub.params) && this.matchesAll(sub.results, sup.results);
    }
    if (sub.kind === 'struct' && sup.kind === 'struct') {
      return (
        sub.fields.length >= sup.fields.length &&
        sup.fields.every((field, i) => this.matchesField(sub.fields[i] as FieldType, field))
      );
    }
    return sub.kind === 'array' && sup.kind === 'array' && this.matchesField(sub.field, sup.field);
  }

  private matchesAll(subs: readonly ValType[], sups: readonly ValType[]): boolean {
    return subs.length === sups.length && subs.every((sub, i) => this.matches(sub, sups[i] as ValType));
  }

  /** The top of a heap type's hierarchy: `any`, `func`, `extern` or `exn`. */
  topOf(heap: HeapType): HeapType {
    const name = isConcrete(heap) ? this.get(typeIndexOf(heap)).composite.kind : abstractHeapName(heap);
    if (name === 'func' || name === 'nofunc') return abstractHeapType('func');
    if (name === 'extern' || name === 'noextern') return abstractHeapType('extern');
    if (name === 'exn' || name === 'noexn') return abstractHeapType('exn');
    return ANY;
  }
}

/** A value or storage type with its type indices renamed, e.g. to canonical ids. */
export function renameValType(type: StorageType, rename: (typeidx: number) => number): StorageType {
  if (!isRef(type)) return type;
  const heap = heapTypeOf(type);
  return isConcrete(heap) ? refType(isNullable(type), renameHeapType(heap, rename)) : type;
}

/** A heap type with its type index renamed. */
export function renameHeapType(heap: HeapType, rename: (typeidx: number) => number): HeapType {
  return isConcrete(heap) ? concreteHeapType(rename(typeIndexOf(heap)), isExact(heap)) : heap;
}

/** A composite type with its type indices renamed. */
export function renameComposite(composite: CompositeType, rename: (typeidx: number) => number): CompositeType {
  const field = ({ type, mutable }: FieldType): FieldType => ({ type: renameValType(type, rename), mutable });
  switch (composite.kind) {
    case 'func':
      return {
        kind: 'func',
        params: composite.params.map((type) => renameValType(type, rename)),
        results: composite.results.map((type) => renameValType(type, rename)),
      };
    case 'struct':
      return { kind: 'struct', fields: composite.fields.map(field) };
    case 'array':
      return { kind: 'array', field: field(composite.field) };
  }
}

/** A text that is equal for equal types only: the structure, with every type index renamed. */
function subtypeKey(subtype: SubType, rename: Rename): string {
  const { final, supertypes, composite, descriptor, describes } = subtype;
  const custom = `${descriptor === undefined ? '' : `d${rename(descriptor)}`}${describes === undefined ? '' : `s${rename(describes)}`}`;
  return `${final ? 'F' : 'S'}${supertypes.map(rename).join()}${custom}:${compositeKey(composite, rename)}`;
}

function compositeKey(composite: CompositeType, rename: Rename): string {
  const type = (t: StorageType): string => valTypeKey(t, rename);
  const field = ({ type: t, mutable }: FieldType): string => `${mutable ? 'm' : ''}${type(t)}`;
  switch (composite.kind) {
    case 'func':
      return `f${composite.params.map(type).join()}>${composite.results.map(type).join()}`;
    case 'struct':
      return `s${composite.fields.map(field).join()}`;
    case 'array':
      return `a${field(composite.field)}`;
  }
}

function valTypeKey(type: StorageType, rename: Rename): string {
  if (!isRef(type)) return type.toString(16);
  const heap = heapTypeOf(type);
  // A renamed index may be negative (relative to its group), which the packed form cannot hold: hence a text of its own.
  const target = isConcrete(heap) ? `${isExact(heap) ? 'x' : ''}${rename(typeIndexOf(heap))}` : abstractHeapName(heap);
  return `r${isNullable(type) ? 'n' : ''}${target}`;
}
