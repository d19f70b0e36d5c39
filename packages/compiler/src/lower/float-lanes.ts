import type { Builder } from '../build/builder.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { IS_ARITH, OP, T_F32, T_F64, T_I32 } from '../ir/node-ops.ts';
import { loadAsWord } from './memory.ts';

/*
 * Between the words of a vector and its lanes as floats. A word that is the bits of a float gives that float back, so that a chain of operations converts
 * at its ends alone; a word that is a pending load is loaded as a float.
 */

const { get: GET, call: CALL, load32: LOAD32, load64_lo: LOAD64_LO, load_f32: LOAD_F32, load_f64: LOAD_F64 } = OP;
const COND = OP.cond;

/** The node whose bits a word is, by one of these helpers; else -1. */
function unwrapped(ir: FunctionIR, word: number, arithmetic: number, exact: number): number {
  if (ir.op[word] !== CALL || (ir.a[word] !== arithmetic && ir.a[word] !== exact)) return -1;
  return ir.list[ir.b[word]!]!;
}

function isNaN32(bits: number): boolean {
  return (bits & 0x7fffffff) > 0x7f800000;
}

/** An f32 lane as an operand of arithmetic, or -1 where a conversion would be needed. */
function directF32(ir: FunctionIR, word: number): number {
  if (ir.isConst(word)) return isNaN32(ir.a[word]!) ? -1 : ir.f32(ir.a[word]!);
  if (ir.op[word] === LOAD32) return ir.load(LOAD_F32, ir.a[word]!, ir.b[word]!, ir.c[word]!);
  if (ir.op[word] === COND) {
    const x = directF32(ir, ir.b[word]!);
    const y = x < 0 ? -1 : directF32(ir, ir.c[word]!);
    return y < 0 ? -1 : ir.ternary(COND, ir.a[word]!, x, y);
  }
  return unwrapped(ir, word, HELPER.bitsOfF32, HELPER.f32ToBits);
}

/** An f32 lane as an operand of arithmetic, which does not ask for the exact bits of a NaN. */
export function f32OfWord({ ir }: Builder, word: number): number {
  const direct = directF32(ir, word);
  return direct >= 0 ? direct : ir.call(HELPER.f32OfBits, T_F32, [word]);
}

/** The word of what arithmetic computed. */
export function wordOfF32({ ir }: Builder, x: number): number {
  return ir.call(HELPER.bitsOfF32, T_I32, [x]);
}

/** An f32 lane with the exact bits. */
export function exactF32({ ir }: Builder, word: number): number {
  if (ir.isConst(word)) return ir.f32(ir.a[word]!);
  if (ir.op[word] === LOAD32) return ir.load(LOAD_F32, ir.a[word]!, ir.b[word]!, ir.c[word]!);
  const x = unwrapped(ir, word, HELPER.bitsOfF32, HELPER.f32ToBits);
  return x >= 0 ? x : ir.call(HELPER.f32FromBits, T_F32, [word]);
}

/** The words of any f32, bits unchanged: the same `count` times. */
export function wordsOfExactF32(b: Builder, x: number, count: number): number[] {
  const { ir } = b;
  if (ir.op[x] === OP['f32.const']) return new Array(count).fill(ir.i32(ir.a[x]!));
  if (ir.op[x] === LOAD_F32) return new Array(count).fill(b.atom(loadAsWord(b, x)));
  const helper = IS_ARITH[ir.op[x]!] === 1 ? HELPER.bitsOfF32 : HELPER.f32ToBits;
  const atom = count === 1 ? x : b.atom(x);
  return Array.from({ length: count }, () => ir.call(helper, T_I32, [atom]));
}

function sameAtom(ir: FunctionIR, x: number, y: number): boolean {
  return ir.isAtom(x) && ir.op[x] === ir.op[y] && ir.a[x] === ir.a[y] && ir.b[x] === ir.b[y];
}

/** An f64 that two words are the halves of, without conversion: constants, halves of one float, halves of eight bytes in memory; else -1. */
function directF64(ir: FunctionIR, lo: number, hi: number): number {
  if (ir.isConst(lo) && ir.isConst(hi)) {
    const high = ir.a[hi]! & 0x7fffffff;
    const isNotNumber = high > 0x7ff00000 || (high === 0x7ff00000 && ir.a[lo] !== 0);
    return isNotNumber ? -1 : ir.f64(ir.a[lo]!, ir.a[hi]!);
  }
  const isLoad = (ir.op[lo] === LOAD32 || ir.op[lo] === LOAD64_LO) && ir.op[hi] === LOAD32;
  if (isLoad && sameAtom(ir, ir.a[lo]!, ir.a[hi]!) && ir.c[lo] === ir.c[hi] && ir.b[hi]! - ir.b[lo]! === 4) {
    return ir.load(LOAD_F64, ir.a[lo]!, ir.b[lo]!, ir.c[lo]!);
  }
  const x = unwrapped(ir, lo, HELPER.lowOfF64, HELPER.f64ToBits);
  const y = unwrapped(ir, hi, HELPER.highOfF64, HELPER.f64ToHighWord);
  return x >= 0 && y >= 0 && ir.op[x] === GET && sameAtom(ir, x, y) ? x : -1;
}

/** An f64 lane as an operand of arithmetic, which does not ask for the exact bits of a NaN. */
export function f64OfWords({ ir }: Builder, lo: number, hi: number): number {
  const direct = directF64(ir, lo, hi);
  return direct >= 0 ? direct : ir.call(HELPER.f64OfBits, T_F64, [lo, hi]);
}

/** The words of what arithmetic computed. */
export function wordsOfF64(b: Builder, x: number): [number, number] {
  const { ir } = b;
  const atom = b.atom(x);
  return [ir.call(HELPER.lowOfF64, T_I32, [atom]), ir.call(HELPER.highOfF64, T_I32, [atom])];
}

/** An f64 lane with the exact bits. */
export function exactF64({ ir }: Builder, lo: number, hi: number): number {
  const direct = directF64(ir, lo, hi);
  return direct >= 0 ? direct : ir.call(HELPER.f64FromBits, T_F64, [lo, hi]);
}

/** The words of any f64, bits unchanged: the same pair `count` times. */
export function wordsOfExactF64(b: Builder, x: number, count: number): number[] {
  const { ir } = b;
  const isConst = ir.op[x] === OP['f64.const'];
  const isArith = IS_ARITH[ir.op[x]!] === 1;
  const low = isArith ? HELPER.lowOfF64 : HELPER.f64ToBits;
  const high = isArith ? HELPER.highOfF64 : HELPER.f64ToHighWord;
  const atom = b.atom(x);
  const words: number[] = [];
  for (let i = 0; i < count; i++) {
    if (isConst) words.push(ir.i32(ir.a[x]!), ir.i32(ir.b[x]!));
    else words.push(ir.call(low, T_I32, [atom]), ir.call(high, T_I32, [atom]));
  }
  return words;
}

/** The f32 that arithmetic computed and whose bits a word is; else -1. */
export function arithmeticF32(ir: FunctionIR, word: number): number {
  return unwrapped(ir, word, HELPER.bitsOfF32, HELPER.bitsOfF32);
}

/** The f64 that arithmetic computed and whose halves two words are; else -1. */
export function arithmeticF64(ir: FunctionIR, lo: number, hi: number): number {
  const x = unwrapped(ir, lo, HELPER.lowOfF64, HELPER.lowOfF64);
  const y = unwrapped(ir, hi, HELPER.highOfF64, HELPER.highOfF64);
  return x >= 0 && y >= 0 && ir.op[x] === GET && sameAtom(ir, x, y) ? x : -1;
}
