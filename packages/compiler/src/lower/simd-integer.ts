import { I32, V128 } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { OP, T_I32 } from '../ir/node-ops.ts';
import { add, and, both, compare, cond, mul, mulhiU, not, or, shl, shrS, shrU, sub, xor } from '../ir/words.ts';
import type { Family } from './families.ts';
import { I64_INSTRUCTIONS } from './i64.ts';
import type { BitwiseName, IntegerLaneName } from './simd-families.ts';
import {
  discardAll,
  helper1,
  helper2,
  mask,
  perAtom,
  perAtomPair,
  perWord,
  perWordPair,
  perWordShift,
  type WordFunction1,
  type WordFunction2,
} from './simd-vectors.ts';

/*
 * Integer lanes. Those of 8 and 16 bits are computed a word at a time by functions of `@softwasm/numerics`, those of 32 bits inline, those of 64 bits as
 * the `i64` instructions compute them.
 */

function complement(ir: FunctionIR, x: number): number {
  return xor(ir, x, ir.i32(-1));
}

/** The bits of `x` where the mask has ones, elsewhere those of `y`. */
function bitselect(b: Builder): void {
  const { ir } = b;
  const c = b.popWords();
  const y = b.popWords();
  const x = b.popWords();
  const words = x.map((word, i) => {
    const other = b.atom(y[i]!);
    return xor(ir, other, and(ir, xor(ir, word, other), c[i]!));
  });
  b.pushWords(V128, words);
}

function anyTrue(b: Builder): void {
  const { ir } = b;
  const [x0, x1, x2, x3] = b.popWords();
  const bits = or(ir, or(ir, x0!, x1!), or(ir, x2!, x3!));
  b.push(I32, compare(ir, OP.ne, bits, ir.i32(0)));
}

/** Joins what a function says of each word. */
function testWords(
  f: WordFunction1,
  join: (ir: FunctionIR, sum: number, x: number, index: number) => number,
): Lowering {
  return (b) => {
    const { ir } = b;
    let sum = -1;
    b.popWords().forEach((word, i) => {
      const value = b.lazy(f(ir, word));
      sum = i === 0 ? value : join(ir, sum, value, i);
    });
    b.push(I32, sum);
  };
}

function allTrue(helper: number): Lowering {
  return testWords(helper1(helper), and);
}

/** @param lanes in a word */
function bitmask(f: WordFunction1, lanes: number): Lowering {
  return testWords(f, (ir, sum, x, i) => or(ir, sum, shl(ir, x, ir.i32(i * lanes))));
}

function comparison(op: number): WordFunction2 {
  return (ir, x, y) => mask(ir, compare(ir, op, x, y));
}

/** The one of two for which the comparison holds. */
function choose(op: number): WordFunction2 {
  return (ir, x, y) => cond(ir, compare(ir, op, x, y), x, y);
}

/** Lower and upper half of a word, extended. */
type Halves = readonly [low: WordFunction1, high: WordFunction1];

const I8_S: Halves = [helper1(HELPER.i16x2_extend_low_i8x4_s), helper1(HELPER.i16x2_extend_high_i8x4_s)];
const I8_U: Halves = [helper1(HELPER.i16x2_extend_low_i8x4_u), helper1(HELPER.i16x2_extend_high_i8x4_u)];
const I16_S: Halves = [(ir, x) => shrS(ir, shl(ir, x, ir.i32(16)), ir.i32(16)), (ir, x) => shrS(ir, x, ir.i32(16))];
const I16_U: Halves = [(ir, x) => and(ir, x, ir.i32(0xffff)), (ir, x) => shrU(ir, x, ir.i32(16))];

/** Lanes of half a word, by name of their extension: what loads and extensions of vectors make of a word. */
export const HALVES: Readonly<Record<'i8_s' | 'i8_u' | 'i16_s' | 'i16_u', Halves>> = {
  i8_s: I8_S,
  i8_u: I8_U,
  i16_s: I16_S,
  i16_u: I16_U,
};

/** Pops a vector of which one half is used. */
function popHalf(b: Builder, high: boolean): number[] {
  const words = b.popWords();
  discardAll(b, high ? words.slice(0, 2) : words.slice(2));
  return high ? words.slice(2) : words.slice(0, 2);
}

/** Two words extended to four. */
export function extendWords(b: Builder, words: readonly number[], [low, high]: Halves): number[] {
  return words.flatMap((word) => {
    const atom = b.atom(word);
    return [low(b.ir, atom), high(b.ir, atom)];
  });
}

function extend(halves: Halves, high: boolean): Lowering {
  return (b) => b.pushWords(V128, extendWords(b, popHalf(b, high), halves));
}

function extendedMultiply(halves: Halves, high: boolean, product: WordFunction2): Lowering {
  return (b) => {
    const y = extendWords(b, popHalf(b, high), halves);
    const x = extendWords(b, popHalf(b, high), halves);
    b.pushWords(
      V128,
      x.map((word, i) => product(b.ir, word, y[i]!)),
    );
  };
}

/** The sum of the two halves of each word. */
function pairwise([low, high]: Halves): Lowering {
  return perAtom((ir, x) => add(ir, low(ir, x), high(ir, x)));
}

/** The lanes of both operands, narrowed two words to one. */
function narrow(helper: number): Lowering {
  return (b) => {
    const y = b.popWords();
    const x = b.popWords();
    const f = helper2(helper);
    const words = [...x, ...y];
    b.pushWords(
      V128,
      [0, 2, 4, 6].map((i) => f(b.ir, words[i]!, words[i + 1]!)),
    );
  };
}

function dot(ir: FunctionIR, x: number, y: number): number {
  const [low, high] = I16_S;
  return add(ir, mul(ir, low(ir, x), low(ir, y)), mul(ir, high(ir, x), high(ir, y)));
}

/** The sums of two neighbouring products each, and then the third operand. */
function relaxedDotAdd(b: Builder): void {
  const { ir } = b;
  const c = b.popWords();
  const y = b.popWords();
  const x = b.popWords();
  const [low, high] = I16_S;
  const words = x.map((word, i) => {
    const pair = b.settle(ir.call(HELPER.i16x2_relaxed_dot_i8x4_i7x4_s, T_I32, [word, y[i]!]));
    return add(ir, add(ir, low(ir, pair), high(ir, pair)), c[i]!);
  });
  b.pushWords(V128, words);
}

// Lanes of 64 bits

type I64Name = keyof typeof I64_INSTRUCTIONS;

/** Two operands by the lowering of an `i64` instruction, lane by lane. */
function perLane64(name: I64Name): Lowering {
  const lowering: Lowering = I64_INSTRUCTIONS[name];
  return (b, at) => {
    const y = b.popWords();
    const x = b.popWords();
    const words: number[] = [];
    for (const i of [0, 2]) {
      b.pushPair(x[i]!, x[i + 1]!);
      b.pushPair(y[i]!, y[i + 1]!);
      lowering(b, at);
      words.push(b.popPair(), b.hi);
    }
    b.pushWords(V128, words);
  };
}

function shift64(name: I64Name): Lowering {
  const lowering: Lowering = I64_INSTRUCTIONS[name];
  return (b, at) => {
    const { ir } = b;
    const count = b.atom(b.pop());
    const x = b.popWords();
    const words: number[] = [];
    for (const i of [0, 2]) {
      b.pushPair(x[i]!, x[i + 1]!);
      b.pushPair(count, ir.i32(0));
      lowering(b, at);
      words.push(b.popPair(), b.hi);
    }
    b.pushWords(V128, words);
  };
}

function compare64(name: I64Name): Lowering {
  const lowering: Lowering = I64_INSTRUCTIONS[name];
  return (b, at) => {
    const y = b.popWords();
    const x = b.popWords();
    const words: number[] = [];
    for (const i of [0, 2]) {
      b.pushPair(x[i]!, x[i + 1]!);
      b.pushPair(y[i]!, y[i + 1]!);
      lowering(b, at);
      const lane = b.atom(mask(b.ir, b.pop()));
      words.push(lane, lane);
    }
    b.pushWords(V128, words);
  };
}

/** The negated pair, of atoms: the high word borrows unless the low one is 0. */
function negate(ir: FunctionIR, lo: number, hi: number): [number, number] {
  const borrow = compare(ir, OP.ne, lo, ir.i32(0));
  return [sub(ir, ir.i32(0), lo), sub(ir, sub(ir, ir.i32(0), hi), borrow)];
}

function negate64(b: Builder): void {
  const x = b.popWords().map((word) => b.atom(word));
  b.pushWords(V128, [...negate(b.ir, x[0]!, x[1]!), ...negate(b.ir, x[2]!, x[3]!)]);
}

function absolute64(b: Builder): void {
  const { ir } = b;
  const x = b.popWords().map((word) => b.atom(word));
  const words = [0, 2].flatMap((i) => {
    const lo = x[i]!;
    const hi = x[i + 1]!;
    const negated = negate(ir, lo, hi);
    const isNegative = (): number => compare(ir, OP.lt_s, hi, ir.i32(0));
    return [cond(ir, isNegative(), negated[0], lo), cond(ir, isNegative(), negated[1], hi)];
  });
  b.pushWords(V128, words);
}

function allTrue64(b: Builder): void {
  const { ir } = b;
  const [x0, x1, x2, x3] = b.popWords();
  const zero = ir.i32(0);
  const low = compare(ir, OP.ne, or(ir, x0!, x1!), zero);
  const high = compare(ir, OP.ne, b.lazy(or(ir, x2!, x3!)), zero);
  b.push(I32, both(ir, low, high));
}

function bitmask64(b: Builder): void {
  const { ir } = b;
  const [x0, x1, x2, x3] = b.popWords();
  discardAll(b, [x0!, x2!]);
  b.push(I32, or(ir, shrU(ir, x1!, ir.i32(31)), and(ir, shrU(ir, x3!, ir.i32(30)), ir.i32(2))));
}

function extend64(signed: boolean, high: boolean): Lowering {
  return (b) => {
    const { ir } = b;
    const words = popHalf(b, high).flatMap((word) => {
      if (!signed) return [word, ir.i32(0)];
      const atom = b.atom(word);
      return [atom, shrS(ir, atom, ir.i32(31))];
    });
    b.pushWords(V128, words);
  };
}

/** The full product of two words; as signed ones, each that is negative takes the other off the high word. */
function extendedMultiply64(signed: boolean, high: boolean): Lowering {
  return (b) => {
    const { ir } = b;
    const y = popHalf(b, high).map((word) => b.atom(word));
    const x = popHalf(b, high).map((word) => b.atom(word));
    const sign = ir.i32(31);
    const words = x.flatMap((left, i) => {
      const right = y[i]!;
      const lo = mul(ir, left, right);
      const hi = mulhiU(ir, left, right);
      if (!signed) return [lo, hi];
      const excess = add(ir, and(ir, shrS(ir, left, sign), right), and(ir, shrS(ir, right, sign), left));
      return [lo, sub(ir, hi, excess)];
    });
    b.pushWords(V128, words);
  };
}

/** Vectors as bits. */
export const SIMD_BITWISE: Family<BitwiseName> = {
  'v128.const': (b, at) => {
    b.pushWords(
      V128,
      [0, 1, 2, 3].map((i) => b.ir.i32(b.code[at + i]!)),
    );
  },
  'v128.not': perWord(complement),
  'v128.and': perWordPair(and),
  'v128.andnot': perWordPair((ir, x, y) => and(ir, x, complement(ir, y))),
  'v128.or': perWordPair(or),
  'v128.xor': perWordPair(xor),
  'v128.bitselect': bitselect,
  'v128.any_true': anyTrue,
  'i8x16.relaxed_laneselect': bitselect,
  'i16x8.relaxed_laneselect': bitselect,
  'i32x4.relaxed_laneselect': bitselect,
  'i64x2.relaxed_laneselect': bitselect,
};

export const I8X16_INSTRUCTIONS: Family<IntegerLaneName<'i8x16'>> = {
  'i8x16.eq': perWordPair(helper2(HELPER.i8x4_eq)),
  'i8x16.ne': perWordPair(helper2(HELPER.i8x4_ne)),
  'i8x16.lt_s': perWordPair(helper2(HELPER.i8x4_lt_s)),
  'i8x16.lt_u': perWordPair(helper2(HELPER.i8x4_lt_u)),
  'i8x16.gt_s': perWordPair(helper2(HELPER.i8x4_gt_s)),
  'i8x16.gt_u': perWordPair(helper2(HELPER.i8x4_gt_u)),
  'i8x16.le_s': perWordPair(helper2(HELPER.i8x4_le_s)),
  'i8x16.le_u': perWordPair(helper2(HELPER.i8x4_le_u)),
  'i8x16.ge_s': perWordPair(helper2(HELPER.i8x4_ge_s)),
  'i8x16.ge_u': perWordPair(helper2(HELPER.i8x4_ge_u)),
  'i8x16.abs': perWord(helper1(HELPER.i8x4_abs)),
  'i8x16.neg': perWord(helper1(HELPER.i8x4_neg)),
  'i8x16.popcnt': perWord(helper1(HELPER.i8x4_popcnt)),
  'i8x16.all_true': allTrue(HELPER.i8x4_all_true),
  'i8x16.bitmask': bitmask(helper1(HELPER.i8x4_bitmask), 4),
  'i8x16.narrow_i16x8_s': narrow(HELPER.i8x4_narrow_i16x2_s),
  'i8x16.narrow_i16x8_u': narrow(HELPER.i8x4_narrow_i16x2_u),
  'i8x16.shl': perWordShift(helper2(HELPER.i8x4_shl)),
  'i8x16.shr_s': perWordShift(helper2(HELPER.i8x4_shr_s)),
  'i8x16.shr_u': perWordShift(helper2(HELPER.i8x4_shr_u)),
  'i8x16.add': perWordPair(helper2(HELPER.i8x4_add)),
  'i8x16.add_sat_s': perWordPair(helper2(HELPER.i8x4_add_sat_s)),
  'i8x16.add_sat_u': perWordPair(helper2(HELPER.i8x4_add_sat_u)),
  'i8x16.sub': perWordPair(helper2(HELPER.i8x4_sub)),
  'i8x16.sub_sat_s': perWordPair(helper2(HELPER.i8x4_sub_sat_s)),
  'i8x16.sub_sat_u': perWordPair(helper2(HELPER.i8x4_sub_sat_u)),
  'i8x16.min_s': perWordPair(helper2(HELPER.i8x4_min_s)),
  'i8x16.min_u': perWordPair(helper2(HELPER.i8x4_min_u)),
  'i8x16.max_s': perWordPair(helper2(HELPER.i8x4_max_s)),
  'i8x16.max_u': perWordPair(helper2(HELPER.i8x4_max_u)),
  'i8x16.avgr_u': perWordPair(helper2(HELPER.i8x4_avgr_u)),
};

const MULTIPLY_I16 = helper2(HELPER.i16x2_mul);
const Q15 = perWordPair(helper2(HELPER.i16x2_q15mulr_sat_s));

export const I16X8_INSTRUCTIONS: Family<IntegerLaneName<'i16x8'>> = {
  'i16x8.eq': perWordPair(helper2(HELPER.i16x2_eq)),
  'i16x8.ne': perWordPair(helper2(HELPER.i16x2_ne)),
  'i16x8.lt_s': perWordPair(helper2(HELPER.i16x2_lt_s)),
  'i16x8.lt_u': perWordPair(helper2(HELPER.i16x2_lt_u)),
  'i16x8.gt_s': perWordPair(helper2(HELPER.i16x2_gt_s)),
  'i16x8.gt_u': perWordPair(helper2(HELPER.i16x2_gt_u)),
  'i16x8.le_s': perWordPair(helper2(HELPER.i16x2_le_s)),
  'i16x8.le_u': perWordPair(helper2(HELPER.i16x2_le_u)),
  'i16x8.ge_s': perWordPair(helper2(HELPER.i16x2_ge_s)),
  'i16x8.ge_u': perWordPair(helper2(HELPER.i16x2_ge_u)),
  'i16x8.extadd_pairwise_i8x16_s': perWord(helper1(HELPER.i16x2_extadd_pairwise_i8x4_s)),
  'i16x8.extadd_pairwise_i8x16_u': perWord(helper1(HELPER.i16x2_extadd_pairwise_i8x4_u)),
  'i16x8.abs': perWord(helper1(HELPER.i16x2_abs)),
  'i16x8.neg': perWord(helper1(HELPER.i16x2_neg)),
  'i16x8.q15mulr_sat_s': Q15,
  'i16x8.relaxed_q15mulr_s': Q15,
  'i16x8.all_true': allTrue(HELPER.i16x2_all_true),
  'i16x8.bitmask': bitmask(helper1(HELPER.i16x2_bitmask), 2),
  'i16x8.narrow_i32x4_s': narrow(HELPER.i16x2_narrow_i32_s),
  'i16x8.narrow_i32x4_u': narrow(HELPER.i16x2_narrow_i32_u),
  'i16x8.extend_low_i8x16_s': extend(I8_S, false),
  'i16x8.extend_high_i8x16_s': extend(I8_S, true),
  'i16x8.extend_low_i8x16_u': extend(I8_U, false),
  'i16x8.extend_high_i8x16_u': extend(I8_U, true),
  'i16x8.shl': perWordShift(helper2(HELPER.i16x2_shl)),
  'i16x8.shr_s': perWordShift(helper2(HELPER.i16x2_shr_s)),
  'i16x8.shr_u': perWordShift(helper2(HELPER.i16x2_shr_u)),
  'i16x8.add': perWordPair(helper2(HELPER.i16x2_add)),
  'i16x8.add_sat_s': perWordPair(helper2(HELPER.i16x2_add_sat_s)),
  'i16x8.add_sat_u': perWordPair(helper2(HELPER.i16x2_add_sat_u)),
  'i16x8.sub': perWordPair(helper2(HELPER.i16x2_sub)),
  'i16x8.sub_sat_s': perWordPair(helper2(HELPER.i16x2_sub_sat_s)),
  'i16x8.sub_sat_u': perWordPair(helper2(HELPER.i16x2_sub_sat_u)),
  'i16x8.mul': perWordPair(MULTIPLY_I16),
  'i16x8.min_s': perWordPair(helper2(HELPER.i16x2_min_s)),
  'i16x8.min_u': perWordPair(helper2(HELPER.i16x2_min_u)),
  'i16x8.max_s': perWordPair(helper2(HELPER.i16x2_max_s)),
  'i16x8.max_u': perWordPair(helper2(HELPER.i16x2_max_u)),
  'i16x8.avgr_u': perWordPair(helper2(HELPER.i16x2_avgr_u)),
  'i16x8.extmul_low_i8x16_s': extendedMultiply(I8_S, false, MULTIPLY_I16),
  'i16x8.extmul_high_i8x16_s': extendedMultiply(I8_S, true, MULTIPLY_I16),
  'i16x8.extmul_low_i8x16_u': extendedMultiply(I8_U, false, MULTIPLY_I16),
  'i16x8.extmul_high_i8x16_u': extendedMultiply(I8_U, true, MULTIPLY_I16),
  'i16x8.relaxed_dot_i8x16_i7x16_s': perWordPair(helper2(HELPER.i16x2_relaxed_dot_i8x4_i7x4_s)),
};

export const I32X4_INSTRUCTIONS: Family<IntegerLaneName<'i32x4'>> = {
  'i32x4.eq': perWordPair(comparison(OP.eq)),
  'i32x4.ne': perWordPair(comparison(OP.ne)),
  'i32x4.lt_s': perWordPair(comparison(OP.lt_s)),
  'i32x4.lt_u': perWordPair(comparison(OP.lt_u)),
  'i32x4.gt_s': perWordPair(comparison(OP.gt_s)),
  'i32x4.gt_u': perWordPair(comparison(OP.gt_u)),
  'i32x4.le_s': perWordPair(comparison(OP.le_s)),
  'i32x4.le_u': perWordPair(comparison(OP.le_u)),
  'i32x4.ge_s': perWordPair(comparison(OP.ge_s)),
  'i32x4.ge_u': perWordPair(comparison(OP.ge_u)),
  'i32x4.extadd_pairwise_i16x8_s': pairwise(I16_S),
  'i32x4.extadd_pairwise_i16x8_u': pairwise(I16_U),
  'i32x4.abs': perAtom((ir, x) => cond(ir, compare(ir, OP.lt_s, x, ir.i32(0)), sub(ir, ir.i32(0), x), x)),
  'i32x4.neg': perWord((ir, x) => sub(ir, ir.i32(0), x)),
  'i32x4.all_true': testWords((ir, x) => not(ir, not(ir, x)), both),
  'i32x4.bitmask': bitmask((ir, x) => shrU(ir, x, ir.i32(31)), 1),
  'i32x4.extend_low_i16x8_s': extend(I16_S, false),
  'i32x4.extend_high_i16x8_s': extend(I16_S, true),
  'i32x4.extend_low_i16x8_u': extend(I16_U, false),
  'i32x4.extend_high_i16x8_u': extend(I16_U, true),
  'i32x4.shl': perWordShift(shl),
  'i32x4.shr_s': perWordShift(shrS),
  'i32x4.shr_u': perWordShift(shrU),
  'i32x4.add': perWordPair(add),
  'i32x4.sub': perWordPair(sub),
  'i32x4.mul': perWordPair(mul),
  'i32x4.min_s': perAtomPair(choose(OP.lt_s)),
  'i32x4.min_u': perAtomPair(choose(OP.lt_u)),
  'i32x4.max_s': perAtomPair(choose(OP.gt_s)),
  'i32x4.max_u': perAtomPair(choose(OP.gt_u)),
  'i32x4.dot_i16x8_s': perAtomPair(dot),
  'i32x4.extmul_low_i16x8_s': extendedMultiply(I16_S, false, mul),
  'i32x4.extmul_high_i16x8_s': extendedMultiply(I16_S, true, mul),
  'i32x4.extmul_low_i16x8_u': extendedMultiply(I16_U, false, mul),
  'i32x4.extmul_high_i16x8_u': extendedMultiply(I16_U, true, mul),
  'i32x4.relaxed_dot_i8x16_i7x16_add_s': relaxedDotAdd,
};

export const I64X2_INSTRUCTIONS: Family<IntegerLaneName<'i64x2'>> = {
  'i64x2.abs': absolute64,
  'i64x2.neg': negate64,
  'i64x2.all_true': allTrue64,
  'i64x2.bitmask': bitmask64,
  'i64x2.extend_low_i32x4_s': extend64(true, false),
  'i64x2.extend_high_i32x4_s': extend64(true, true),
  'i64x2.extend_low_i32x4_u': extend64(false, false),
  'i64x2.extend_high_i32x4_u': extend64(false, true),
  'i64x2.shl': shift64('i64.shl'),
  'i64x2.shr_s': shift64('i64.shr_s'),
  'i64x2.shr_u': shift64('i64.shr_u'),
  'i64x2.add': perLane64('i64.add'),
  'i64x2.sub': perLane64('i64.sub'),
  'i64x2.mul': perLane64('i64.mul'),
  'i64x2.eq': compare64('i64.eq'),
  'i64x2.ne': compare64('i64.ne'),
  'i64x2.lt_s': compare64('i64.lt_s'),
  'i64x2.gt_s': compare64('i64.gt_s'),
  'i64x2.le_s': compare64('i64.le_s'),
  'i64x2.ge_s': compare64('i64.ge_s'),
  'i64x2.extmul_low_i32x4_s': extendedMultiply64(true, false),
  'i64x2.extmul_high_i32x4_s': extendedMultiply64(true, true),
  'i64x2.extmul_low_i32x4_u': extendedMultiply64(false, false),
  'i64x2.extmul_high_i32x4_u': extendedMultiply64(false, true),
};
