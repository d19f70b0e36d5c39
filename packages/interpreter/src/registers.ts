import { type FloatValue, f32FromBits, f32ToBits, f64FromBits, f64ToBits, HI } from '@softwasm/numerics';
import { floatFromWord, newWords, RF, RI, RR, valuesOf, type WasmValue } from '@softwasm/runtime';
import { F32, F64, I64, isRef, V128, type ValType } from '@softwasm/syntax';

/*
 * Between the machine's registers, which hold bits, and the words of the calling convention (docs/CALLING-CONVENTION.md), which are numbers.
 */

/** Where registers are. */
export interface Registers {
  readonly words: Int32Array;
  readonly references: unknown[];
}

/** How many registers a value takes: whatever it is, an even number, so that doubles are aligned. */
export function registerCount(type: ValType): number {
  return type === V128 ? 4 : 2;
}

/** How many words a number or vector has. */
export function wordCount(type: ValType): number {
  return type === V128 ? 4 : type === I64 || type === F64 ? 2 : 1;
}

/** How many registers values take. */
export function argumentWords(types: readonly ValType[]): number {
  let count = 0;
  for (const type of types) count += registerCount(type);
  return count;
}

function storeFloat({ words }: Registers, at: number, type: ValType, value: FloatValue): void {
  if (type === F32) {
    words[at] = f32ToBits(value);
    return;
  }
  words[at] = f64ToBits(value);
  words[at + 1] = HI[0]!;
}

function storeReference({ references }: Registers, at: number, value: unknown): void {
  while (references.length <= at) references.push(null);
  references[at] = value;
}

function loadFloat({ words }: Registers, at: number, type: ValType): FloatValue {
  return type === F32 ? f32FromBits(words[at]!) : f64FromBits(words[at]!, words[at + 1]!);
}

/** Puts arguments, as a function of the calling convention gets them, into registers from `at` on. */
export function takeArguments(r: Registers, at: number, types: readonly ValType[], args: ArrayLike<unknown>): void {
  let next = 0;
  for (const type of types) {
    if (type === F32 || type === F64) storeFloat(r, at, type, args[next++] as FloatValue);
    else if (isRef(type)) storeReference(r, at, args[next++]);
    else for (let i = 0; i < wordCount(type); i++) r.words[at + i] = args[next++] as number;
    at += registerCount(type);
  }
}

/** The words of values in registers, as a call passes them. */
export function registersOf(r: Registers, at: number, types: readonly ValType[]): unknown[] {
  const words = newWords();
  for (const type of types) {
    if (type === F32 || type === F64) words.push(loadFloat(r, at, type));
    else if (isRef(type)) words.push(r.references[at]);
    else for (let i = 0; i < wordCount(type); i++) words.push(r.words[at + i]);
    at += registerCount(type);
  }
  return words;
}

/** The words of values in registers, as an exception carries them. */
export function payloadOfRegisters(r: Registers, at: number, types: readonly ValType[]): unknown[] {
  const words: unknown[] = [];
  for (const type of types) {
    if (type === F32 || type === F64) words.push(floatFromWord(type, loadFloat(r, at, type)));
    else words.push(...registersOf(r, at, [type]));
    at += registerCount(type);
  }
  return words;
}

/** Puts an exception's payload into registers. */
export function storePayload(r: Registers, at: number, types: readonly ValType[], words: readonly unknown[]): void {
  takeArguments(r, at, types, words);
}

/** Puts the results of a call into registers. @param first what the call returned */
export function takeResults(r: Registers, at: number, types: readonly ValType[], first: unknown): void {
  for (let k = 0; k < types.length; k++) {
    const type = types[k]!;
    if (type === F32 || type === F64) storeFloat(r, at, type, (k === 0 ? first : RF[k]) as FloatValue);
    else if (isRef(type)) storeReference(r, at, k === 0 ? first : RR[k]);
    else {
      r.words[at] = k === 0 ? (first as number) : RI[4 * k]!;
      for (let i = 1; i < wordCount(type); i++) r.words[at + i] = RI[4 * k + i]!;
    }
    at += registerCount(type);
  }
}

/** Leaves results where the calling convention wants them. @returns the first word of the first one */
export function giveResults(r: Registers, at: number, types: readonly ValType[]): unknown {
  let first: unknown;
  for (let k = 0; k < types.length; k++) {
    const type = types[k]!;
    let word: unknown;
    if (type === F32 || type === F64) RF[k] = word = loadFloat(r, at, type);
    else if (isRef(type)) {
      word = r.references[at];
      if (k > 0) RR[k] = word;
    } else {
      word = r.words[at];
      for (let i = 0; i < wordCount(type); i++) RI[4 * k + i] = r.words[at + i]!;
    }
    if (k === 0) first = word;
    at += registerCount(type);
  }
  return first;
}

/** The values in registers. */
export function valuesOfRegisters(r: Registers, at: number, types: readonly ValType[]): WasmValue[] {
  return valuesOf(types, registersOf(r, at, types));
}
