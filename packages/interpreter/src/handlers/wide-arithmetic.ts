import { u32_mul_high } from '@softwasm/numerics';
import type { Handler, Handlers } from './handler.ts';

/*
 * 128-bit integers are two `i64`s, the lower one first: four words, each a digit.
 */

/** The four words that begin at a register, unsigned. */
function digits(words: Int32Array, lo: number, hi: number): number[] {
  return [words[lo]!, words[lo + 1]!, words[hi]!, words[hi + 1]!].map((word) => word >>> 0);
}

const addition: Handler = ({ words: I }, _, code, at, base) => {
  const x = digits(I, base + code[at + 1]!, base + code[at + 2]!);
  const y = digits(I, base + code[at + 3]!, base + code[at + 4]!);
  let sum = 0;
  for (let i = 0; i < 4; i++) {
    sum = x[i]! + y[i]! + (sum >= 2 ** 32 ? 1 : 0);
    I[base + code[at]! + i] = sum;
  }
};

const subtraction: Handler = ({ words: I }, _, code, at, base) => {
  const x = digits(I, base + code[at + 1]!, base + code[at + 2]!);
  const y = digits(I, base + code[at + 3]!, base + code[at + 4]!);
  let difference = 0;
  for (let i = 0; i < 4; i++) {
    difference = x[i]! - y[i]! - (difference < 0 ? 1 : 0);
    I[base + code[at]! + i] = difference;
  }
};

/** The product of two unsigned integers of two digits each, in four. */
function product(xl: number, xh: number, yl: number, yh: number): [number, number, number, number] {
  const result: [number, number, number, number] = [0, 0, 0, 0];
  const x = [xl, xh];
  const y = [yl, yh];
  for (let i = 0; i < 2; i++) {
    let carry = 0;
    for (let j = 0; j < 2; j++) {
      // At most 2^64 - 1 in all; the low sum stays exact.
      const low = (Math.imul(x[i]!, y[j]!) >>> 0) + result[i + j]! + carry;
      result[i + j] = low >>> 0;
      carry = (u32_mul_high(x[i]!, y[j]!) >>> 0) + Math.floor(low / 2 ** 32);
    }
    result[i + 2] = carry >>> 0;
  }
  return result;
}

function multiplication(signed: boolean): Handler {
  return ({ words: I }, _, code, at, base) => {
    const a = base + code[at + 1]!;
    const b = base + code[at + 2]!;
    const [al, ah, bl, bh] = [I[a]!, I[a + 1]!, I[b]!, I[b + 1]!];
    const words = product(al >>> 0, ah >>> 0, bl >>> 0, bh >>> 0);
    if (signed) {
      // A negative factor was taken for one larger by 2^64: the other is subtracted from the upper half.
      if (ah < 0) subtractHigh(words, bl, bh);
      if (bh < 0) subtractHigh(words, al, ah);
    }
    const d = base + code[at]!;
    for (let i = 0; i < 4; i++) I[d + i] = words[i]!;
  };
}

function subtractHigh(words: [number, number, number, number], lo: number, hi: number): void {
  const low = (words[2] >>> 0) - (lo >>> 0);
  words[2] = low >>> 0;
  words[3] = (words[3] - hi - (low < 0 ? 1 : 0)) >>> 0;
}

export const WIDE_HANDLERS: Handlers<`i64.${'add128' | 'sub128' | 'mul_wide_s' | 'mul_wide_u'}`> = {
  'i64.add128': addition,
  'i64.sub128': subtraction,
  'i64.mul_wide_s': multiplication(true),
  'i64.mul_wide_u': multiplication(false),
};
