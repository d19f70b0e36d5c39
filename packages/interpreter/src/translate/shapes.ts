import { F32, F64, I32, isRef, V128, type ValType } from '@softwasm/syntax';

/** What registers hold a value: a word, two words, four words, or a reference. */
export type Shape = 0 | 1 | 2 | 3;

export const WORD: Shape = 0;
export const PAIR: Shape = 1;
export const VECTOR: Shape = 2;
export const REFERENCE: Shape = 3;

/** Registers of each shape. */
export const REGISTERS: readonly number[] = [1, 2, 4, 1];

export function shapeOf(type: ValType): Shape {
  if (isRef(type)) return REFERENCE;
  if (type === I32 || type === F32) return WORD;
  return type === V128 ? VECTOR : type === F64 ? PAIR : PAIR;
}
