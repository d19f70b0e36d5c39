import { F32, F64, I32, isRef, V128, type ValType } from '@softwasm/syntax';

/** What a value is made of: a word, two words, four words, or a reference. */
export type Shape = 0 | 1 | 2 | 3;

export const WORD: Shape = 0;
export const PAIR: Shape = 1;
export const VECTOR: Shape = 2;
export const REFERENCE: Shape = 3;

/** Registers of each shape: even numbers, so that doubles are aligned. */
export const REGISTERS: readonly number[] = [2, 2, 4, 2];

export function shapeOf(type: ValType): Shape {
  if (isRef(type)) return REFERENCE;
  if (type === I32 || type === F32) return WORD;
  return type === V128 ? VECTOR : type === F64 ? PAIR : PAIR;
}
