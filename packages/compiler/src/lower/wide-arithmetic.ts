import { I64 } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import { add, and, compare, mul, mulhiU, shrS, sub } from '../ir/words.ts';
import type { Family, WideName } from './families.ts';

/*
 * 128-bit integers are two `i64`s on the operand stack, the lower one first: four words.
 */

const { lt_u: LT_U } = OP;
const WORDS = [I64, I64] as const;

/** Pops a 128-bit integer. @returns four atoms */
function popWide(b: Builder): number[] {
  return b.popValues(WORDS).map((word) => b.atom(word));
}

function pushWide(b: Builder, words: readonly number[]): void {
  b.pushPair(words[0]!, words[1]!);
  b.pushPair(words[2]!, words[3]!);
}

/** The sum of three words, and how often it wrapped around. */
function sum(b: Builder, x: number, y: number, z: number): { readonly word: number; readonly carry: number } {
  const { ir } = b;
  const first = b.atom(add(ir, x, y));
  const word = b.atom(add(ir, first, z));
  return { word, carry: b.atom(add(ir, compare(ir, LT_U, first, y), compare(ir, LT_U, word, z))) };
}

function addition(b: Builder): void {
  const y = popWide(b);
  const x = popWide(b);
  let carry = b.ir.i32(0);
  const words = x.map((word, i) => {
    const digit = sum(b, word, y[i]!, carry);
    carry = digit.carry;
    return digit.word;
  });
  pushWide(b, words);
}

function subtraction(b: Builder): void {
  const { ir } = b;
  const y = popWide(b);
  const x = popWide(b);
  let borrow = ir.i32(0);
  const words = x.map((word, i) => {
    const first = b.atom(sub(ir, word, y[i]!));
    const result = sub(ir, first, borrow);
    borrow = b.atom(add(ir, compare(ir, LT_U, word, y[i]!), compare(ir, LT_U, first, borrow)));
    return result;
  });
  pushWide(b, words);
}

/** The four words of the product of two pairs of atoms, by words as by digits. */
function product(b: Builder, x: readonly number[], y: readonly number[]): number[] {
  const { ir } = b;
  const xl = x[0]!;
  const xh = x[1]!;
  const yl = y[0]!;
  const yh = y[1]!;
  const low = (u: number, v: number): number => b.atom(mul(ir, u, v));
  const high = (u: number, v: number): number => b.atom(mulhiU(ir, u, v));
  const second = sum(b, high(xl, yl), low(xl, yh), low(xh, yl));
  const third = sum(b, high(xl, yh), high(xh, yl), second.carry);
  const rest = sum(b, third.word, low(xh, yh), b.ir.i32(0));
  return [mul(ir, xl, yl), second.word, rest.word, add(ir, high(xh, yh), add(ir, third.carry, rest.carry))];
}

/** Takes `y` off the upper half of a product where `x` is negative, which as an unsigned number is 2^64 too large. */
function correct(b: Builder, words: number[], sign: number, y: readonly number[]): void {
  const { ir } = b;
  const lo = b.atom(and(ir, y[0]!, sign));
  const hi = and(ir, y[1]!, sign);
  const word = b.atom(words[2]!);
  words[3] = sub(ir, sub(ir, words[3]!, hi), compare(ir, LT_U, word, lo));
  words[2] = sub(ir, word, lo);
}

function multiplication(signed: boolean): Lowering {
  return (b) => {
    const { ir } = b;
    const y = b.popValues([I64]).map((word) => b.atom(word));
    const x = b.popValues([I64]).map((word) => b.atom(word));
    const words = product(b, x, y);
    if (signed) {
      correct(b, words, b.atom(signOf(ir, x[1]!)), y);
      correct(b, words, b.atom(signOf(ir, y[1]!)), x);
    }
    pushWide(b, words);
  };
}

/** All ones where a word is negative. */
function signOf(ir: FunctionIR, x: number): number {
  return shrS(ir, x, ir.i32(31));
}

/** 128-bit arithmetic. @see https://github.com/WebAssembly/wide-arithmetic */
export const WIDE_INSTRUCTIONS: Family<WideName> = {
  'i64.add128': addition,
  'i64.sub128': subtraction,
  'i64.mul_wide_s': multiplication(true),
  'i64.mul_wide_u': multiplication(false),
};
