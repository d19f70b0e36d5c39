import type { Ranges } from '../passes/ranges.ts';
import { callOf, close, conversion, open, TO_SIGNED, TO_UNSIGNED } from './conversion.ts';
import {
  ANY,
  ARITH,
  type Emitter,
  P_ADD,
  P_ASSIGN,
  P_BITAND,
  P_BITXOR,
  P_CALL,
  P_MUL,
  P_SHIFT,
  P_UNARY,
  type Printer,
  SIGNED,
  UNSIGNED,
} from './printer.ts';

const TWO_TO_MINUS_32 = '2.3283064365386963e-10';

/** Constants below make products, of which a sum of 2^8 is exact. */
const SMALL_FACTOR = 0x1000;

/** Products with constants below are exact. */
const EXACT_FACTOR = 0x20_0000;

/** Sums and products below are exact. */
const EXACT = 2 ** 53;

/**
 * A product. An interpreter calls `Math.imul`, so that it multiplies numbers where these stay exact. A product of 0 and a negative number is -0, which must
 * not be seen: it is converted, unless its consumer takes any number.
 */
export const emitMul: Emitter = (p, n, prec, mode) => {
  const { ir, ranges } = p;
  if (ranges === undefined) {
    emitImul(p, n, prec, mode);
    return;
  }
  const a = ir.a[n]!;
  const b = ir.b[n]!;
  const size = magnitude(ranges, a) * magnitude(ranges, b);
  const isPositive = ranges.isNonNegative(a) && ranges.isNonNegative(b) && size <= MAX_WORD;
  const isConst = ir.isConst(b) && Math.abs(ir.a[b]!) < (mode === ANY ? SMALL_FACTOR : EXACT_FACTOR);
  if (!isPositive && !isConst && !(size < EXACT && mode !== ANY)) {
    emitImul(p, n, prec, mode);
    return;
  }
  const suffix = isPositive || mode === ANY ? '' : mode === UNSIGNED ? TO_UNSIGNED : TO_SIGNED;
  const count = open(p, P_MUL, suffix, prec);
  const swaps = p.swaps(a, b);
  p.expr(swaps ? b : a, P_MUL, SIGNED);
  p.put('*');
  p.expr(swaps ? a : b, P_UNARY, SIGNED);
  close(p, suffix, count);
};

const MAX_WORD = 0x7fffffff;

/** How far from 0 a word may be. */
function magnitude(ranges: Ranges, n: number): number {
  return Math.max(-ranges.low(n), ranges.high(n));
}

const emitImul = callOf('imul', 2, SIGNED, ANY);

/** `(SL[0]=BigInt(a>>>0)*BigInt(b>>>0),SI[1])`: raw 64-bit code once it is optimised. */
function bridgedMulhi(p: Printer, n: number, prec: number, mode: number): void {
  const { ir } = p;
  const b = ir.b[n]!;
  const suffix = conversion(SIGNED, mode);
  const count = open(p, P_CALL, suffix, prec);
  p.put('(');
  p.putHelper('SL');
  p.put('[0]=BigInt(');
  p.expr(ir.a[n]!, P_ASSIGN, UNSIGNED);
  if (ir.isConst(b)) {
    p.put(`)*${ir.a[b]! >>> 0}n,`);
  } else {
    p.put(')*BigInt(');
    p.expr(b, P_ASSIGN, UNSIGNED);
    p.put('),');
  }
  p.putHelper('SI');
  p.put('[1])');
  close(p, suffix, count);
}

/** The product as a double, less its low word: exact when rounded to a multiple of 2^32. */
export const emitMulhi: Emitter = (p, n, prec, mode) => {
  if (p.bridge) {
    bridgedMulhi(p, n, prec, mode);
    return;
  }
  const { ir } = p;
  const a = ir.a[n]!;
  const b = ir.b[n]!;
  const suffix = mode === UNSIGNED ? TO_UNSIGNED : TO_SIGNED;
  const count = open(p, P_ADD, suffix, prec);
  p.put('(');
  p.expr(a, P_MUL, UNSIGNED);
  p.put('*');
  p.expr(b, P_UNARY, UNSIGNED);
  p.put('-(');
  p.putHelper('imul');
  p.put('(');
  p.expr(a, P_ASSIGN, p.any);
  p.put(',');
  p.expr(b, P_ASSIGN, p.any);
  p.put(`)>>>0))*${TWO_TO_MINUS_32}+.5`);
  close(p, suffix, count);
};

/**
 * The same where the low word is at hand, less 2^31, which is what rounding needs: `(a*b-(lo^-2^31))*2^-32` lies half way between the word and the next.
 */
export const emitMulhiBeside: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const suffix = mode === UNSIGNED ? TO_UNSIGNED : TO_SIGNED;
  const count = open(p, P_MUL, suffix, prec);
  p.put('(');
  p.expr(ir.a[n]!, P_MUL, UNSIGNED);
  p.put('*');
  p.expr(ir.b[n]!, P_UNARY, UNSIGNED);
  p.put('-(');
  p.expr(ir.c[n]!, P_BITXOR, p.any);
  p.put(`^-2147483648))*${TWO_TO_MINUS_32}`);
  close(p, suffix, count);
};

/** The same of a sum. */
export const emitMulhiSum: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const suffix = mode === UNSIGNED ? TO_UNSIGNED : TO_SIGNED;
  const count = open(p, P_MUL, suffix, prec);
  p.put('(');
  p.expr(ir.a[n]!, P_ADD, ARITH);
  p.put('-(');
  p.expr(ir.b[n]!, P_BITXOR, p.any);
  p.put(`^-2147483648))*${TWO_TO_MINUS_32}`);
  close(p, suffix, count);
};

/** Up to here a product of 16 bits with the constant is below 2^32. */
const LIMB = 0xffff;

/** By integers where these are fast, which halves the time of a chain of multiplications; by one double multiplication elsewhere. */
export const emitMulhiByConstant: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const a = ir.a[n]!;
  const k = ir.a[ir.b[n]!]!;
  if (p.bridge && k > LIMB) {
    bridgedMulhi(p, n, prec, mode);
    return;
  }
  if (!p.bridge) {
    const count = open(p, P_MUL, TO_UNSIGNED, prec);
    p.expr(a, P_MUL, UNSIGNED);
    p.put(`*${k}*${TWO_TO_MINUS_32}`);
    close(p, TO_UNSIGNED, count);
    return;
  }
  if (P_SHIFT < prec) p.put('(');
  p.putHelper('imul');
  p.put('(');
  p.expr(a, P_SHIFT, p.any);
  p.put(`>>>16,${k})+(`);
  p.putHelper('imul');
  p.put('(');
  p.expr(a, P_BITAND, p.any);
  p.put(`&65535,${k})>>>16)>>>16`);
  if (P_SHIFT < prec) p.put(')');
};
