import { I32 } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import { isKnownAsLong, isLong, pushLong, toLong, toLongAtom } from '../build/longs.ts';
import { fateOf } from '../build/products.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { OP, T_I32 } from '../ir/node-ops.ts';
import { S_ELSE, S_END, S_IF } from '../ir/statement-ops.ts';
import {
  add,
  and,
  both,
  carry,
  clz,
  compare,
  cond,
  ctz,
  divide,
  either,
  hasProduct,
  highOfSum,
  mul,
  mulhiBeside,
  mulhiU,
  not,
  or,
  popcnt,
  shl,
  shrS,
  shrU,
  sub,
  xor,
} from '../ir/words.ts';
import type { Family, I64Name } from './families.ts';

/*
 * An i64 is a pair of words. What is computed here is computed word by word, so that a half that nobody needs is dead code like any other.
 */

/** A product of a word that goes into so many sums of 64 bits is worth to be a BigInt for the carries alone. */
const WORTHWHILE_SUMS = 2;

const { eq: EQ, ne: NE, lt_s: LT_S, ge_s: GE_S } = OP;

/** Whether an operation goes on with a chain of BigInts. */
function continues(b: Builder, xl: number, xh: number, yl: number, yh: number): boolean {
  return isLong(b, xl, xh) || isLong(b, yl, yh);
}

/**
 * Whether a product is better a BigInt: where more than its words alone is asked for, as these come by way of memory. The words of a recurrence, as of random
 * numbers, are faster in registers.
 */
function beginsChain(b: Builder, at: number, [xl, xh, yl, yh]: readonly [number, number, number, number]): boolean {
  const { ir } = b;
  if (isPowerOfTwo(b, yl, yh) || isPowerOfTwo(b, xl, xh)) return false;
  if (isLong(b, xl, xh) || isLong(b, yl, yh) || (isExtended(ir, xl, xh) && isExtended(ir, yl, yh))) return true;
  const { isMixed, sums } = fateOf(b.code, at);
  return isMixed || (sums >= WORTHWHILE_SUMS && (isWord(ir, xl, xh) || isWord(ir, yl, yh)));
}

/** Whether a pair is a word extended by zeros, and no constant. */
function isWord(ir: FunctionIR, lo: number, hi: number): boolean {
  return ir.isI32(hi, 0) && !ir.isConst(lo);
}

/** Whether a pair is a word extended by its sign. */
function isExtended(ir: FunctionIR, lo: number, hi: number): boolean {
  return ir.op[hi] === OP.shr_s && ir.a[hi] === lo && ir.isI32(ir.b[hi]!, 31);
}

/** Whether a pair is a constant by which multiplication is a shift, or nothing. */
function isPowerOfTwo({ ir }: Builder, lo: number, hi: number): boolean {
  return ir.isConst(lo) && ir.isI32(hi, 0) && (ir.a[lo]! & (ir.a[lo]! - 1)) === 0;
}

function addition(b: Builder, at: number): void {
  const { ir } = b;
  const yl = b.popPair();
  const yh = b.hi;
  const xl = b.popPair();
  const xh = b.hi;
  if (b.longChoice.instructions.has(at)) {
    pushLong(b, ir.binary(OP['long.add'], toLong(b, xl, xh), toLong(b, yl, yh)));
    return;
  }
  if (ir.isI32(yl, 0) || ir.isI32(xl, 0)) {
    b.pushPair(add(ir, xl, yl), add(ir, xh, yh));
    return;
  }
  if (b.longRotations || continues(b, xl, xh, yl, yh)) {
    pushLong(b, ir.binary(OP['long.add'], toLong(b, xl, xh), toLong(b, yl, yh)));
    return;
  }
  if (b.options.tune === 'jitless' && (addToProduct(b, [xl, xh], [yl, yh]) || addToProduct(b, [yl, yh], [xl, xh])))
    return;
  // The sum wrapped around exactly if it is below either summand: take the one that is an atom already.
  const [summand, other] = ir.isAtom(yl) ? [yl, xl] : ir.isAtom(xl) ? [xl, yl] : [b.settle(yl), xl];
  const lo = b.atom(add(ir, other, summand));
  b.pushPair(lo, add(ir, add(ir, xh, yh), carry(ir, lo, summand)));
}

/** Pushes the sum of a product and another number, if it is one. @returns whether it is */
function addToProduct(b: Builder, [xl, xh]: Pair, [yl0, yh]: Pair): boolean {
  const { ir } = b;
  if (ir.op[xl] !== OP.get || !hasProduct(ir, xh, xl)) return false;
  const yl = b.atom(yl0);
  const lo = b.atom(add(ir, xl, yl));
  b.pushPair(lo, add(ir, highOfSum(ir, xh, xl, yl, lo), yh));
  return true;
}

function subtraction(b: Builder, at: number): void {
  const { ir } = b;
  const yl0 = b.popPair();
  const yh = b.hi;
  const xl0 = b.popPair();
  const xh = b.hi;
  if (b.longChoice.instructions.has(at)) {
    pushLong(b, ir.binary(OP['long.sub'], toLong(b, xl0, xh), toLong(b, yl0, yh)));
    return;
  }
  if (ir.isI32(yl0, 0)) {
    b.pushPair(xl0, sub(ir, xh, yh));
    return;
  }
  if (b.longRotations || continues(b, xl0, xh, yl0, yh)) {
    pushLong(b, ir.binary(OP['long.sub'], toLong(b, xl0, xh), toLong(b, yl0, yh)));
    return;
  }
  const xl = b.atom(xl0);
  const yl = b.atom(yl0);
  b.pushPair(sub(ir, xl, yl), sub(ir, sub(ir, xh, yh), carry(ir, xl, yl)));
}

function multiplication(b: Builder, at: number): void {
  const { ir } = b;
  const yl0 = b.popPair();
  const yh = b.hi;
  const xl0 = b.popPair();
  const xh = b.hi;
  if (b.longChoice.instructions.has(at) || (b.hasLongs && beginsChain(b, at, [xl0, xh, yl0, yh]))) {
    pushLong(b, ir.binary(OP['long.mul'], toLong(b, xl0, xh), toLong(b, yl0, yh)));
    return;
  }
  const yl = b.atom(yl0);
  const xl = b.atom(xl0);
  if (b.options.tune === 'jit') {
    b.pushPair(mul(ir, xl, yl), add(ir, mulhiU(ir, xl, yl), crossProducts(ir, xl, xh, yl, yh)));
  } else multiplyBesideLow(b, [xl, xh], [yl, yh]);
}

/** What of the product of two pairs goes into the high word besides the product of the low words. */
function crossProducts(ir: FunctionIR, xl: number, xh: number, yl: number, yh: number): number {
  return add(ir, mul(ir, xl, yh), mul(ir, xh, yl));
}

/** Words of 32 bits are frequent, and calls of `Math.imul` are what an interpreter spends its time on. */
function multiplyBesideLow(
  b: Builder,
  [xl, xh0]: readonly [number, number],
  [yl, yh0]: readonly [number, number],
): void {
  const { ir } = b;
  const low = b.atom(mul(ir, xl, yl));
  const high = mulhiBeside(ir, xl, yl, low);
  if (ir.isConst(xh0) || ir.isConst(yh0)) {
    b.pushPair(low, add(ir, high, crossProducts(ir, xl, xh0, yl, yh0)));
    return;
  }
  const yh = b.atom(yh0);
  const xh = b.atom(xh0);
  b.pushPair(low, add(ir, high, cond(ir, or(ir, xh, yh), crossProducts(ir, xl, xh, yl, yh), ir.i32(0))));
}

type Word = (ir: FunctionIR, a: number, b: number) => number;

/** Whether one of two words is 0. */
function hasZero(ir: FunctionIR, lo: number, hi: number): boolean {
  return ir.isI32(lo, 0) || ir.isI32(hi, 0);
}

/** Operations that the words do each on its own. */
function bitwise(f: Word, long: number): Lowering {
  return (b, at) => {
    const yl = b.popPair();
    const yh = b.hi;
    const xl = b.popPair();
    const xh = b.hi;
    const { ir } = b;
    // A mask of one word leaves no chain.
    if (
      b.longChoice.instructions.has(at) ||
      (continues(b, xl, xh, yl, yh) && !(long === OP['long.and'] && (hasZero(ir, yl, yh) || hasZero(ir, xl, xh))))
    ) {
      pushLong(b, ir.binary(long, toLong(b, xl, xh), toLong(b, yl, yh)));
      return;
    }
    b.pushPair(f(ir, xl, yl), f(ir, xh, yh));
  };
}

function equality(negated: boolean): Lowering {
  return (b, at) => {
    const { ir } = b;
    const yl = b.popPair();
    const yh = b.hi;
    const xl = b.popPair();
    const xh = b.hi;
    if (b.longChoice.instructions.has(at)) {
      compareLongs(b, negated ? 'long.ne' : 'long.eq', [xl, xh], [yl, yh]);
      return;
    }
    const low = compare(ir, negated ? NE : EQ, xl, yl);
    const high = b.lazy(compare(ir, negated ? NE : EQ, xh, yh));
    b.push(I32, negated ? either(ir, low, high) : both(ir, low, high));
  };
}

type Pair = readonly [lo: number, hi: number];
type LongRelation = 'long.eq' | 'long.ne' | 'long.lt' | 'long.le' | 'long.gt' | 'long.ge';

/** Compares BigInts. */
function compareLongs(b: Builder, relation: LongRelation, x: Pair, y: Pair): void {
  const { ir } = b;
  const isEqual = relation === 'long.eq';
  if ((isEqual || relation === 'long.ne') && ir.isI32(y[0], 0) && ir.isI32(y[1], 0)) {
    const truth = ir.unary(OP['long.truth'], toLong(b, ...x));
    b.push(I32, isEqual ? not(ir, truth) : truth);
    return;
  }
  b.push(I32, ir.binary(OP[relation], toLong(b, ...x), toLong(b, ...y)));
}

/** The comparison that does not hold of equals, by the one that may. */
const STRICT: ReadonlyMap<number, number> = new Map([
  [OP.le_s, OP.lt_s],
  [OP.le_u, OP.lt_u],
  [OP.ge_s, OP.gt_s],
  [OP.ge_u, OP.gt_u],
]);

/** @param signed the comparison of the high words, @param unsigned that of the low ones, @param long that of BigInts */
function ordering(signed: number, unsigned: number, long: LongRelation): Lowering {
  return (b, at) => {
    const { ir } = b;
    const yl = b.popPair();
    const yh0 = b.hi;
    const xl = b.popPair();
    const xh0 = b.hi;
    if (b.longChoice.instructions.has(at)) {
      compareLongs(b, long, [xl, xh0], [yl, yh0]);
      return;
    }
    if (ir.isI32(xh0, 0) && ir.isI32(yh0, 0)) {
      b.push(I32, compare(ir, unsigned, xl, yl));
      return;
    }
    if (ir.isI32(yl, 0) && ir.isI32(yh0, 0) && (signed === LT_S || signed === GE_S)) {
      b.discard(xl);
      b.push(I32, compare(ir, signed, xh0, yh0));
      return;
    }
    const xh = b.atom(xh0);
    const yh = b.atom(yh0);
    const low = b.lazy(compare(ir, unsigned, xl, yl));
    b.push(I32, cond(ir, compare(ir, EQ, xh, yh), low, compare(ir, STRICT.get(signed) ?? signed, xh, yh)));
  };
}

function eqz(b: Builder, at: number): void {
  const lo = b.popPair();
  if (b.longChoice.instructions.has(at)) {
    b.push(I32, not(b.ir, b.ir.unary(OP['long.truth'], toLong(b, lo, b.hi))));
    return;
  }
  b.push(I32, not(b.ir, or(b.ir, lo, b.hi)));
}

/** Shifts by a constant below 64. */
function shiftByConstant(b: Builder, kind: ShiftKind, xl0: number, xh0: number, k: number): void {
  const { ir } = b;
  if (k === 0) {
    b.pushPair(xl0, xh0);
    return;
  }
  if ((k < 32 || (k > 32 && kind === 'shr_u')) && kind !== 'shr_s' && isKnownAsLong(b, xl0, xh0)) {
    pushLong(b, ir.binary(kind === 'shl' ? OP['long.shl'] : OP['long.shr_u'], toLong(b, xl0, xh0), ir.i32(k)));
    return;
  }
  const count = ir.i32(k & 31);
  const rest = ir.i32(32 - (k & 31));
  if (k >= 32) {
    // The half that goes out has its trap all the same.
    if (kind === 'shl') b.discard(xh0);
    else b.discard(xl0);
    if (kind === 'shl') b.pushPair(ir.i32(0), shl(ir, xl0, count));
    else if (kind === 'shr_u') b.pushPair(shrU(ir, xh0, count), ir.i32(0));
    else {
      const xh = b.atom(xh0);
      b.pushPair(shrS(ir, xh, count), shrS(ir, xh, ir.i32(31)));
    }
    return;
  }
  if (kind === 'shl') {
    const xl = b.atom(xl0);
    b.pushPair(shl(ir, xl, count), or(ir, shl(ir, xh0, count), shrU(ir, xl, rest)));
    return;
  }
  const xh = b.atom(xh0);
  const lo = or(ir, shrU(ir, xl0, count), shl(ir, xh, rest));
  b.pushPair(lo, kind === 'shr_u' ? shrU(ir, xh, count) : shrS(ir, xh, count));
}

type ShiftKind = 'shl' | 'shr_s' | 'shr_u';

/** Shifts a BigInt by a constant. */
function shiftLong(b: Builder, kind: ShiftKind, x: Pair, k: number): void {
  const { ir } = b;
  const long = toLong(b, ...x);
  if (k === 0) pushLong(b, long);
  else pushLong(b, ir.binary(kind === 'shl' ? OP['long.shl'] : OP['long.shr_u'], long, ir.i32(k)));
}

/** `x >>> 1 >>> ~n`: the bits that cross from the low word to the high one; none where n is 0. */
function crossUp(ir: FunctionIR, x: number, n: number): number {
  return shrU(ir, ir.binary(OP.shr_u, x, ir.i32(1)), xor(ir, n, ir.i32(-1)));
}

/** `x << 1 << ~n`: from the high word to the low one. */
function crossDown(ir: FunctionIR, x: number, n: number): number {
  return shl(ir, ir.binary(OP.shl, x, ir.i32(1)), xor(ir, n, ir.i32(-1)));
}

/** The words of a shift by less than 32, all atoms. */
function shortShift(ir: FunctionIR, kind: ShiftKind, xl: number, xh: number, n: number): readonly [number, number] {
  if (kind === 'shl') return [shl(ir, xl, n), or(ir, shl(ir, xh, n), crossUp(ir, xl, n))];
  const lo = or(ir, shrU(ir, xl, n), crossDown(ir, xh, n));
  return [lo, kind === 'shr_u' ? shrU(ir, xh, n) : shrS(ir, xh, n)];
}

/** The words of a shift by 32 and more. */
function longShift(ir: FunctionIR, kind: ShiftKind, xl: number, xh: number, n: number): readonly [number, number] {
  if (kind === 'shl') return [ir.i32(0), shl(ir, xl, n)];
  if (kind === 'shr_u') return [shrU(ir, xh, n), ir.i32(0)];
  return [shrS(ir, xh, n), shrS(ir, xh, ir.i32(31))];
}

function shift(kind: ShiftKind): Lowering {
  return (b, at) => {
    const { ir } = b;
    const count = b.popPair();
    b.discard(b.hi);
    const xl0 = b.popPair();
    const xh0 = b.hi;
    if (b.longChoice.instructions.has(at)) {
      shiftLong(b, kind, [xl0, xh0], ir.a[count]! & 63);
      return;
    }
    if (ir.isConst(count)) {
      shiftByConstant(b, kind, xl0, xh0, ir.a[count]! & 63);
      return;
    }
    const n = b.atom(count);
    const xl = b.atom(xl0);
    const xh = b.atom(xh0);
    const lo = b.join(T_I32);
    const hi = b.join(T_I32);
    const label = ir.label();
    ir.statement(S_IF, label, and(ir, n, ir.i32(32)), 0, 0, 0);
    setBoth(b, lo, hi, longShift(ir, kind, xl, xh, n));
    ir.statement(S_ELSE, label, 0, 0, 0, 0);
    setBoth(b, lo, hi, shortShift(ir, kind, xl, xh, n));
    ir.statement(S_END, label, 0, 0, 0, 0);
    b.pushPair(ir.get(lo), ir.get(hi));
  };
}

function setBoth(b: Builder, lo: number, hi: number, words: readonly [number, number]): void {
  b.set(lo, words[0]);
  b.set(hi, words[1]);
}

function rotation(left: boolean): Lowering {
  return (b, at) => {
    const { ir } = b;
    const count = b.popPair();
    b.discard(b.hi);
    const xl0 = b.popPair();
    const xh0 = b.hi;
    const k0 = ir.isConst(count) ? (left ? ir.a[count]! : -ir.a[count]!) & 63 : 0;
    if (b.longChoice.instructions.has(at)) {
      const long = toLong(b, xl0, xh0);
      pushLong(b, k0 === 0 ? long : ir.binary(OP['long.rotl.once'], long, ir.i32(k0)));
      return;
    }
    if (k0 !== 0 && (isKnownAsLong(b, xl0, xh0) || (b.longRotations && k0 !== 32))) {
      pushLong(b, ir.binary(OP['long.rotl'], toLongAtom(b, xl0, xh0), ir.i32(k0)));
      return;
    }
    let xl = b.atom(xl0);
    let xh = b.atom(xh0);
    if (ir.isConst(count)) {
      let k = k0;
      if (k >= 32) [xl, xh] = [xh, xl];
      k &= 31;
      if (k === 0) {
        b.pushPair(xl, xh);
        return;
      }
      const up = ir.i32(k);
      const down = ir.i32(32 - k);
      b.pushPair(or(ir, shl(ir, xl, up), shrU(ir, xh, down)), or(ir, shl(ir, xh, up), shrU(ir, xl, down)));
      return;
    }
    const n = b.atom(left ? count : sub(ir, ir.i32(64), count));
    const swapped = b.atom(and(ir, n, ir.i32(32)));
    const low = b.settle(cond(ir, swapped, xh, xl));
    const high = b.settle(cond(ir, swapped, xl, xh));
    b.pushPair(or(ir, shl(ir, low, n), crossUp(ir, high, n)), or(ir, shl(ir, high, n), crossUp(ir, low, n)));
  };
}

/** Helpers of the division instructions: with BigInt (where emission writes most of them out), and on pairs. */
interface Division {
  readonly bridge: number;
  readonly pairs: number;
  readonly signed: boolean;
  /** On words, where both high words are 0. */
  readonly word: number;
}

const DIVISIONS = {
  div_s: { bridge: HELPER.i64_div_s_bridge, pairs: HELPER.i64_div_s, signed: true, word: -1 },
  div_u: { bridge: HELPER.i64_div_u_bridge, pairs: HELPER.i64_div_u, signed: false, word: OP.div_u },
  rem_s: { bridge: HELPER.i64_rem_s_bridge, pairs: HELPER.i64_rem_s, signed: true, word: -1 },
  rem_u: { bridge: HELPER.i64_rem_u_bridge, pairs: HELPER.i64_rem_u, signed: false, word: OP.rem_u },
} satisfies Record<string, Division>;

/** Divides BigInts. */
function divideLongs(b: Builder, kind: keyof typeof DIVISIONS): void {
  const { ir } = b;
  const yl = b.popPair();
  const yh = b.hi;
  const isConst = ir.isConst(yl) && ir.isConst(yh);
  const divisor = isConst ? -1 : toLongAtom(b, yl, yh);
  // A constant is a node of its own at each use.
  const y = (): number => (isConst ? toLong(b, yl, yh) : divisor);
  const xl = b.popPair();
  let x = b.lazy(toLong(b, xl, b.hi));
  b.trapIf(
    HELPER.trap_divide_by_zero,
    isConst ? not(ir, or(ir, yl, yh)) : not(ir, ir.unary(OP['long.truth'], divisor)),
  );
  if (kind === 'div_s') {
    x = b.atom(x);
    const minusOne = ir.binary(OP['long.eq'], y(), longConstant(ir, -1, -1));
    b.trapIf(HELPER.trap_overflow, both(ir, minusOne, ir.binary(OP['long.eq'], x, longConstant(ir, 0, -0x80000000))));
  }
  pushLong(b, ir.binary(kind === 'div_s' || kind === 'div_u' ? OP['long.div'] : OP['long.rem'], x, y()));
}

function longConstant(ir: FunctionIR, lo: number, hi: number): number {
  return ir.binary(OP.long, ir.i32(lo), ir.i32(hi));
}

function division(kind: keyof typeof DIVISIONS): Lowering {
  const { bridge, pairs, signed, word } = DIVISIONS[kind];
  return (b, at) => {
    const { ir } = b;
    if (b.longChoice.instructions.has(at)) {
      divideLongs(b, kind);
      return;
    }
    const yl = b.atom(b.popPair());
    const yh = b.atom(b.hi);
    const xl = b.lazy(b.popPair());
    const xh = b.lazy(b.hi);
    b.trapIf(HELPER.trap_divide_by_zero, not(ir, or(ir, yl, yh)));
    if (!signed && ir.isI32(xh, 0) && ir.isI32(yh, 0)) {
      b.pushPair(divide(ir, word, xl, yl), ir.i32(0));
      return;
    }
    const low = b.atom(xl);
    const high = b.atom(xh);
    if (kind === 'div_s') {
      const minusOne = compare(ir, EQ, and(ir, yl, yh), ir.i32(-1));
      const minimum = both(ir, compare(ir, EQ, high, ir.i32(-0x80000000)), not(ir, low));
      b.trapIf(HELPER.trap_overflow, both(ir, minusOne, minimum));
    }
    const helper = b.options.bigInt ? bridge : pairs;
    const [lo, hi] = b.helper(helper, [low, high, yl, yh], [T_I32, T_I32]);
    // A quotient is at most the dividend; a remainder that, and below the divisor.
    const isShort = !signed && (ir.isI32(high, 0) || (kind === 'rem_u' && ir.isI32(yh, 0)));
    b.pushPair(lo!, isShort ? ir.i32(0) : hi!);
  };
}

function countZeros(b: Builder, leading: boolean): void {
  const { ir } = b;
  const lo = b.popPair();
  const hi = b.hi;
  const [first, second] = leading ? [hi, lo] : [lo, hi];
  const count = leading ? clz : ctz;
  const atom = b.atom(first);
  const rest = b.lazy(add(ir, count(ir, second), ir.i32(32)));
  b.pushPair(cond(ir, atom, count(ir, atom), rest), ir.i32(0));
}

function extend(bits: number): Lowering {
  return (b) => {
    const { ir } = b;
    const lo = b.popPair();
    b.discard(b.hi);
    const width = ir.i32(32 - bits);
    const word = b.atom(bits === 32 ? lo : shrS(ir, shl(ir, lo, width), width));
    b.pushPair(word, shrS(ir, word, ir.i32(31)));
  };
}

/** Extends an i32. */
function extendWord(signed: boolean): Lowering {
  return (b) => {
    const { ir } = b;
    if (!signed) {
      b.pushPair(b.pop(), ir.i32(0));
      return;
    }
    const word = b.atom(b.pop());
    b.pushPair(word, shrS(ir, word, ir.i32(31)));
  };
}

export const I64_INSTRUCTIONS: Family<I64Name> = {
  'i64.const': (b, at) => b.pushPair(b.ir.i32(b.code[at]!), b.ir.i32(b.code[at + 1]!)),
  'i64.eqz': eqz,
  'i64.eq': equality(false),
  'i64.ne': equality(true),
  'i64.lt_s': ordering(OP.lt_s, OP.lt_u, 'long.lt'),
  'i64.lt_u': ordering(OP.lt_u, OP.lt_u, 'long.lt'),
  'i64.gt_s': ordering(OP.gt_s, OP.gt_u, 'long.gt'),
  'i64.gt_u': ordering(OP.gt_u, OP.gt_u, 'long.gt'),
  'i64.le_s': ordering(OP.le_s, OP.le_u, 'long.le'),
  'i64.le_u': ordering(OP.le_u, OP.le_u, 'long.le'),
  'i64.ge_s': ordering(OP.ge_s, OP.ge_u, 'long.ge'),
  'i64.ge_u': ordering(OP.ge_u, OP.ge_u, 'long.ge'),
  'i64.clz': (b) => countZeros(b, true),
  'i64.ctz': (b) => countZeros(b, false),
  'i64.popcnt': (b) => {
    const lo = b.popPair();
    b.pushPair(add(b.ir, popcnt(b.ir, lo), popcnt(b.ir, b.hi)), b.ir.i32(0));
  },
  'i64.add': addition,
  'i64.sub': subtraction,
  'i64.mul': multiplication,
  'i64.div_s': division('div_s'),
  'i64.div_u': division('div_u'),
  'i64.rem_s': division('rem_s'),
  'i64.rem_u': division('rem_u'),
  'i64.and': bitwise(and, OP['long.and']),
  'i64.or': bitwise(or, OP['long.or']),
  'i64.xor': bitwise(xor, OP['long.xor']),
  'i64.shl': shift('shl'),
  'i64.shr_s': shift('shr_s'),
  'i64.shr_u': shift('shr_u'),
  'i64.rotl': rotation(true),
  'i64.rotr': rotation(false),
  'i64.extend8_s': extend(8),
  'i64.extend16_s': extend(16),
  'i64.extend32_s': extend(32),
  'i64.extend_i32_s': extendWord(true),
  'i64.extend_i32_u': extendWord(false),
  'i32.wrap_i64': (b) => {
    const lo = b.popPair();
    b.discard(b.hi);
    b.push(I32, lo);
  },
};
