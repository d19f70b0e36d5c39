import { type FloatValue, HI } from '@softwasm/numerics';
import { F32, F64, I32, I64, V128, type ValType } from '@softwasm/syntax';
import { RF, RI, RR } from './abi.ts';
import {
  bigIntOfWords,
  floatFromWord,
  floatToWord,
  type Int64,
  type Int64OfWords,
  type WasmValue,
  wordsOfInt64,
} from './values.ts';

/*
 * Between values (values.ts) and the words of the calling convention (docs/CALLING-CONVENTION.md).
 */

/**
 * An empty array for words, of the kind whose elements are references: numbers stored into it keep the bits of their NaNs, which they would lose in an
 * array of doubles. Engines never turn such an array into one of doubles again.
 */
export function newWords(): unknown[] {
  const words: unknown[] = [null];
  words.length = 0;
  return words;
}

/** How many words a value of this type takes as a parameter. */
export function wordCount(type: ValType): number {
  return type === I64 ? 2 : type === V128 ? 4 : 1;
}

/** Appends a value's words. */
export function pushWords(words: unknown[], type: ValType, value: WasmValue): void {
  switch (type) {
    case I64: {
      const lo = wordsOfInt64(value as bigint | Int64);
      words.push(lo, HI[0]);
      return;
    }
    case V128: {
      const lanes = value as Int32Array;
      words.push(lanes[0], lanes[1], lanes[2], lanes[3]);
      return;
    }
    case F32:
    case F64:
      words.push(floatToWord(type, value as FloatValue));
      return;
    default:
      words.push(value);
  }
}

/** The words of values, as parameters are passed. */
export function wordsOf(types: readonly ValType[], values: readonly WasmValue[]): unknown[] {
  const words = newWords();
  for (let i = 0; i < types.length; i++) pushWords(words, types[i] as ValType, values[i]);
  return words;
}

/** The value whose words begin at `words[at]`. */
export function valueAt(
  words: ArrayLike<unknown>,
  at: number,
  type: ValType,
  int64: Int64OfWords = bigIntOfWords,
): WasmValue {
  switch (type) {
    case I64:
      return int64(words[at] as number, words[at + 1] as number);
    case V128:
      return Int32Array.of(
        words[at] as number,
        words[at + 1] as number,
        words[at + 2] as number,
        words[at + 3] as number,
      );
    case F32:
    case F64:
      return floatFromWord(type, words[at] as FloatValue);
    default:
      return words[at];
  }
}

/** The values of parameters. */
export function valuesOf(
  types: readonly ValType[],
  words: ArrayLike<unknown>,
  int64: Int64OfWords = bigIntOfWords,
): WasmValue[] {
  const values: WasmValue[] = [];
  let at = 0;
  for (const type of types) {
    values.push(valueAt(words, at, type, int64));
    at += wordCount(type);
  }
  return values;
}

/** Reads a call's results: `first` is what it returned, the rest stands in the result slots. */
export function takeResults(types: readonly ValType[], first: unknown): WasmValue[] {
  return types.map((type, k) => takeResult(type, k, first));
}

/** Reads result `k` of a call. */
export function takeResult(type: ValType, k: number, first: unknown, int64: Int64OfWords = bigIntOfWords): WasmValue {
  const lo = k === 0 ? first : RI[4 * k];
  switch (type) {
    case I32:
      return lo;
    case I64:
      return int64(lo as number, RI[4 * k + 1] as number);
    case V128:
      return Int32Array.of(lo as number, RI[4 * k + 1] as number, RI[4 * k + 2] as number, RI[4 * k + 3] as number);
    case F32:
    case F64:
      return floatFromWord(type, (k === 0 ? first : RF[k]) as FloatValue);
    default:
      return k === 0 ? first : RR[k];
  }
}

/**
 * Leaves results where the calling convention wants them.
 *
 * @returns the first word of the first one
 */
export function giveResults(types: readonly ValType[], values: readonly WasmValue[]): unknown {
  let first: unknown;
  // From the last to the first: nothing runs in between that could overwrite a slot.
  for (let k = types.length - 1; k >= 0; k--) first = giveResult(types[k] as ValType, k, values[k]);
  return first;
}

/** Leaves result `k` in its slots, but for what is returned: the first word of the first result. */
export function giveResult(type: ValType, k: number, value: WasmValue): unknown {
  switch (type) {
    case I32:
      RI[4 * k] = value as number;
      return value;
    case I64: {
      const lo = wordsOfInt64(value as bigint | Int64);
      RI[4 * k] = lo;
      RI[4 * k + 1] = HI[0] as number;
      return lo;
    }
    case V128:
      RI.set(value as Int32Array, 4 * k);
      return (value as Int32Array)[0];
    case F32:
    case F64:
      RF[k] = floatToWord(type, value as FloatValue);
      return RF[k];
    default:
      if (k > 0) RR[k] = value;
      return value;
  }
}
