import { F32, F64, I8, I16, I32, I64, type StorageType, V128 } from '@softwasm/syntax';

/**
 * Where the words of an array's elements live:
 *
 * ```
 * i8   Uint8Array             i64   Int32Array, low and high word of element i at 2i and 2i+1
 * i16  Uint16Array            v128  Int32Array, lanes of element i from 4i on
 * i32  Int32Array             f32, f64  DataView, little-endian: what keeps the bits of NaNs, and works where there is no Float64Array
 * ref  Array
 * ```
 */
export type ArrayElements = Uint8Array | Uint16Array | Int32Array | DataView | unknown[];

/** What an array's elements are. */
export type ElementKind = 'i8' | 'i16' | 'i32' | 'i64' | 'f32' | 'f64' | 'v128' | 'ref';

const KINDS: readonly (readonly [StorageType, ElementKind])[] = [
  [I8, 'i8'],
  [I16, 'i16'],
  [I32, 'i32'],
  [I64, 'i64'],
  [F32, 'f32'],
  [F64, 'f64'],
  [V128, 'v128'],
];

/** The kind of elements of a type. */
export function elementKindOf(type: StorageType): ElementKind {
  return KINDS.find(([of]) => of === type)?.[1] ?? 'ref';
}

/** Bytes of an element, in memory and in data segments; of references, as engines keep them. */
export const ELEMENT_BYTES: Readonly<Record<ElementKind, number>> = {
  i8: 1,
  i16: 2,
  i32: 4,
  i64: 8,
  f32: 4,
  f64: 8,
  v128: 16,
  ref: 8,
};

/** How many slots of its storage an element takes, where that is an array. */
export const ELEMENT_SLOTS: Readonly<Record<ElementKind, number>> = {
  i8: 1,
  i16: 1,
  i32: 1,
  i64: 2,
  f32: 1,
  f64: 1,
  v128: 4,
  ref: 1,
};
