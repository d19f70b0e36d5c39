import { NaNBox } from '@softwasm/numerics';
import {
  F32,
  F64,
  type FieldType,
  I8,
  I16,
  I31REF,
  I32,
  I64,
  type StorageType,
  type SubType,
  Trap,
  V128,
} from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import {
  type ArrayInstance,
  arrayCopy,
  arrayElement,
  arrayFill,
  arrayInitData,
  arrayInitElem,
  arrayNewData,
  DataInstance,
  ElementInstance,
  newArray,
  newDefaultArray,
  newFilledArray,
  newStruct,
  plainShape,
  Store,
  setArrayElement,
  setStructField,
  structField,
} from '../src/index.ts';

const store = new Store();

function define(...subtypes: SubType[]): number[] {
  const start = store.types.size;
  const ids = new Int32Array(start + subtypes.length);
  for (let id = 0; id < start; id++) ids[id] = id;
  store.types.define(subtypes, start, ids);
  return [...ids.subarray(start)];
}

const field = (type: StorageType): FieldType => ({ type, mutable: true });

function structType(...types: StorageType[]): number {
  const composite = { kind: 'struct', fields: types.map(field) } as const;
  return define({ final: true, supertypes: [], composite })[0] as number;
}

function arrayType(type: StorageType): number {
  return define({ final: true, supertypes: [], composite: { kind: 'array', field: field(type) } })[0] as number;
}

const V = Int32Array.of(1, -2, 3, -4);

/** Values that survive being stored, and defaults. */
const KINDS: readonly (readonly [string, StorageType, unknown, unknown, unknown])[] = [
  ['i8', I8, 200, 7, 0],
  ['i16', I16, 40000, 8, 0],
  ['i32', I32, -5, 9, 0],
  ['i64', I64, -(2n ** 40n) + 3n, 2n ** 62n, 0n],
  ['f32', F32, 1.5, -0, 0],
  ['f64', F64, 0.1, Number.NaN, 0],
  ['v128', V128, V, Int32Array.of(5, 6, 7, 8), new Int32Array(4)],
  ['i31ref', I31REF, -3, null, null],
];

describe('structures', () => {
  it.each(KINDS)('hold %s', (_, type, a, b, initial) => {
    const id = structType(I64, type, I32, V128);
    const struct = newStruct(store, id, [1n, a, 2, V]);
    expect(structField(store, struct, 1)).toEqual(a);
    setStructField(store, struct, 1, b);
    expect([0, 1, 2, 3].map((i) => structField(store, struct, i))).toEqual([1n, b, 2, V]);
    expect(structField(store, newStruct(store, id), 1)).toEqual(initial);
  });

  it('of one type are of one class, with its display', () => {
    const composite = { kind: 'struct', fields: [field(I32)] } as const;
    const [root, sub] = define(
      { final: false, supertypes: [], composite },
      { final: true, supertypes: [store.types.size], composite },
    ) as [number, number];
    const struct = newStruct(store, sub, [5]);
    expect(struct).toBeInstanceOf(store.classes.struct(sub));
    expect(struct).toMatchObject({ type: sub, aggregate: 'struct', w0: 5 });
    expect([struct.d0, struct.d1, struct.d2]).toEqual([root, sub, undefined]);
    expect(Object.keys(struct)).toEqual(['w0']);
  });

  it('keep the bits of NaNs', () => {
    const id = structType(F32, F64);
    const single = new NaNBox(0x7fa0_0001, 0);
    const double = new NaNBox(1, 0x7ff0_0000);
    const struct = newStruct(store, id, [single, double]);
    expect([structField(store, struct, 0), structField(store, struct, 1)]).toEqual([single, double]);
  });

  it('have shapes of any length without generated code', () => {
    for (const length of [0, 1, 2, 3, 4, 40]) {
      const names = Array.from({ length }, (_, i) => `w${i}`);
      const values = names.map((_, i) => i * 10);
      const made = new (plainShape(names))(...values);
      expect(Object.entries(made)).toEqual(names.map((name, i) => [name, i * 10]));
    }
  });
});

describe('arrays', () => {
  const elements = (array: ArrayInstance): unknown[] =>
    Array.from({ length: array.n }, (_, i) => arrayElement(store, array, i));

  it.each(KINDS)('of %s', (_, type, a, b, initial) => {
    const id = arrayType(type);
    const array = newArray(store, id, [a, b, a]);
    expect(elements(array)).toEqual([a, b, a]);
    setArrayElement(store, array, 2, b);
    const target = newFilledArray(store, id, 5, a);
    arrayCopy(target, 2, array, 0, 3);
    expect(elements(target)).toEqual([a, a, a, b, b]);
    arrayCopy(target, 0, target, 1, 4);
    expect(elements(target)).toEqual([a, a, b, b, b]);
    arrayCopy(target, 1, target, 0, 4);
    expect(elements(target)).toEqual([a, a, a, b, b]);
    expect(elements(newDefaultArray(store, id, 2))).toEqual([initial, initial]);
    expect(target).toMatchObject({ type: id, aggregate: 'array', n: 5 });
  });

  it('take bytes of data segments, little-endian', () => {
    const data = new DataInstance({
      init: Uint8Array.of(9, 1, 2, 3, 4, 5, 6, 7, 0xf8, 0, 0, 0, 0, 0, 0, 0, 0),
      mode: { kind: 'passive' },
      offset: 0,
    });
    const make = (type: StorageType, length: number): unknown[] =>
      elements(arrayNewData(store.classes.array(arrayType(type)), data, 1, length));
    expect(make(I8, 3)).toEqual([1, 2, 3]);
    expect(make(I16, 2)).toEqual([0x201, 0x403]);
    expect(make(I32, 2)).toEqual([0x0403_0201, 0xf807_0605 | 0]);
    expect(make(I64, 2)).toEqual([BigInt.asIntN(64, 0xf807_0605_0403_0201n), 0n]);
    expect(() => make(I64, 3)).toThrow(new Trap('memory-out-of-bounds'));
    expect(() => make(I8, -1)).toThrow(new Trap('memory-out-of-bounds'));
    const array = newDefaultArray(store, arrayType(I16), 3);
    arrayInitData(array, data, 1, 0, 2);
    expect(elements(array)).toEqual([0, 0x109, 0x302]);
    expect(() => arrayInitData(array, data, 2, 0, 2)).toThrow(new Trap('array-out-of-bounds'));
    expect(() => arrayInitData(array, data, 0, 16, 1)).toThrow(new Trap('memory-out-of-bounds'));
    data.drop();
    expect(() => arrayInitData(array, data, 0, 0, 1)).toThrow(new Trap('memory-out-of-bounds'));
    arrayInitData(array, data, 3, 0, 0);
  });

  it('take references of element segments', () => {
    const values = [1, null, 3];
    const segment = new ElementInstance({ length: 3, get: (i) => values[i] });
    const array = newDefaultArray(store, arrayType(I31REF), 3);
    arrayInitElem(array, segment, 1, 1, 2);
    expect(elements(array)).toEqual([null, null, 3]);
    expect(() => arrayInitElem(array, segment, 2, 0, 2)).toThrow(new Trap('array-out-of-bounds'));
    expect(() => arrayInitElem(array, segment, 0, 2, 2)).toThrow(new Trap('table-out-of-bounds'));
  });

  it('change nothing where a range is out of bounds', () => {
    const array = newFilledArray(store, arrayType(I32), 4, 7);
    expect(() => arrayFill(array, 2, 3, 1)).toThrow(new Trap('array-out-of-bounds'));
    expect(() => arrayFill(array, -1, 1, 1)).toThrow(new Trap('array-out-of-bounds'));
    expect(() => arrayCopy(array, 0, array, 1, -1)).toThrow(new Trap('array-out-of-bounds'));
    arrayFill(array, 4, 0, 1);
    expect(elements(array)).toEqual([7, 7, 7, 7]);
  });

  it('that would be too large are a trap', () => {
    for (const type of [I8, I64, F64, V128, I31REF]) {
      const id = arrayType(type);
      expect(() => newDefaultArray(store, id, 2 ** 32 - 1)).toThrow(new Trap('out-of-memory'));
    }
  });
});
