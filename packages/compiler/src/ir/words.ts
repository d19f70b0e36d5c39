import {
  i32_clz,
  i32_ctz,
  i32_div_s,
  i32_div_u,
  i32_popcnt,
  i32_rem_s,
  i32_rem_u,
  i32_rotl,
  u32_mul_high,
} from '@softwasm/numerics';
import type { FunctionIR } from './function-ir.ts';
import { IS_BOOL, OP } from './node-ops.ts';

/*
 * Constructors of operations on words that fold constants and simplify. Operands are evaluated at most once each; what drops an operand drops it only
 * where it has no trap.
 */

const ADD = OP.add;
const SUB = OP.sub;
const MUL = OP.mul;
const MULHI_U = OP.mulhi_u;
const MULHI_K = OP.mulhi_k;
const MULHI_BESIDE = OP['mulhi_u.beside'];
const MULHI_SUM = OP['mulhi_u.sum'];
const OF_U32 = OP['f64.of_u32'];
const AND = OP.and;
const OR = OP.or;
const XOR = OP.xor;
const SHL = OP.shl;
const SHR_S = OP.shr_s;
const SHR_U = OP.shr_u;
const ROTL = OP.rotl;
const NOT = OP.not;
const EQ = OP.eq;
const NE = OP.ne;
const LT_U = OP.lt_u;
const CARRY = OP.carry;
const COND = OP.cond;
const COND_BOOL = OP['cond.bool'];
const BOTH = OP.both;
const EITHER = OP.either;

export function add(ir: FunctionIR, a: number, b: number): number {
  if (ir.isConst(a)) {
    if (ir.isConst(b)) return ir.i32(ir.a[a]! + ir.a[b]!);
    return add(ir, b, a);
  }
  if (!ir.isConst(b)) {
    // Constants go outwards, where more of them may be, or an address that takes one.
    if (ir.op[a] === ADD && ir.isConst(ir.b[a]!)) return ir.binary(ADD, ir.binary(ADD, ir.a[a]!, b), ir.b[a]!);
    if (ir.op[b] === ADD && ir.isConst(ir.b[b]!)) return ir.binary(ADD, ir.binary(ADD, a, ir.a[b]!), ir.b[b]!);
    return ir.binary(ADD, a, b);
  }
  const k = ir.a[b]!;
  if (k === 0) return a;
  if (ir.op[a] === ADD && ir.isConst(ir.b[a]!)) return add(ir, ir.a[a]!, ir.i32(ir.a[ir.b[a]!]! + k));
  return ir.binary(ADD, a, b);
}

export function sub(ir: FunctionIR, a: number, b: number): number {
  if (ir.isConst(b)) {
    if (ir.isConst(a)) return ir.i32(ir.a[a]! - ir.a[b]!);
    return add(ir, a, ir.i32(-ir.a[b]!));
  }
  return ir.binary(SUB, a, b);
}

export function mul(ir: FunctionIR, a: number, b: number): number {
  if (ir.isConst(a)) {
    if (ir.isConst(b)) return ir.i32(Math.imul(ir.a[a]!, ir.a[b]!));
    return mul(ir, b, a);
  }
  if (ir.isConst(b)) {
    if (ir.a[b] === 1) return a;
    if (ir.a[b] === 0 && !ir.isVolatile(a)) return b;
    const k = ir.a[b]!;
    if ((k & (k - 1)) === 0 && k !== 0) return shl(ir, a, ir.i32(31 - Math.clz32(k)));
  }
  return ir.binary(MUL, a, b);
}

/** The high word of the unsigned product of two atoms. */
export function mulhiU(ir: FunctionIR, a: number, b: number): number {
  if (ir.isConst(a)) {
    if (ir.isConst(b)) return ir.i32(u32_mul_high(ir.a[a]!, ir.a[b]!));
    return mulhiU(ir, b, a);
  }
  if (ir.isConst(b)) {
    const k = ir.a[b]!;
    if (k === 0 || k === 1) return ir.i32(0);
    if (k > 0 && (k & (k - 1)) === 0) return ir.binary(SHR_U, a, ir.i32(32 - (31 - Math.clz32(k))));
    if (k > 0 && k < 0x200000) return ir.binary(MULHI_K, a, b);
  }
  return ir.binary(MULHI_U, a, b);
}

/** The same where the low word of the product, an atom, is at hand. */
export function mulhiBeside(ir: FunctionIR, a: number, b: number, low: number): number {
  const high = mulhiU(ir, a, b);
  return ir.op[high] === MULHI_U ? ir.ternary(MULHI_BESIDE, a, b, low) : high;
}

/** Whether a high word is that of a product whose low word is `low`, or a sum in which that is. */
export function hasProduct(ir: FunctionIR, n: number, low: number): boolean {
  const op = ir.op[n]!;
  if (op === MULHI_BESIDE) return ir.c[n] === low;
  if (op === MULHI_SUM) return ir.b[n] === low;
  return op === ADD && (hasProduct(ir, ir.a[n]!, low) || hasProduct(ir, ir.b[n]!, low));
}

/**
 * The high word of a sum of what {@link hasProduct} and a word, without a carry: the number of which the high word of the product is computed is added to. Each
 * such number is rounded by 2^11 at most, and 2^31 is what decides.
 *
 * @param summand an atom
 * @param sum the low word of the sum, an atom
 */
export function highOfSum(ir: FunctionIR, n: number, low: number, summand: number, sum: number): number {
  const op = ir.op[n]!;
  const [a, b] = [ir.a[n]!, ir.b[n]!];
  if (op === ADD) {
    if (hasProduct(ir, a, low)) return ir.binary(ADD, highOfSum(ir, a, low, summand, sum), b);
    return ir.binary(ADD, a, highOfSum(ir, b, low, summand, sum));
  }
  const number = op === MULHI_SUM ? a : ir.binary(OP['f64.mul'], ir.unary(OF_U32, a), ir.unary(OF_U32, b));
  return ir.binary(MULHI_SUM, ir.binary(OP['f64.add'], number, ir.unary(OF_U32, summand)), sum);
}

export function and(ir: FunctionIR, a: number, b: number): number {
  if (ir.isConst(a)) {
    if (ir.isConst(b)) return ir.i32(ir.a[a]! & ir.a[b]!);
    return and(ir, b, a);
  }
  if (ir.isConst(b)) {
    const k = ir.a[b]!;
    if (k === -1) return a;
    if (k === 0 && !ir.isVolatile(a)) return b;
    if (k === 1 && IS_BOOL[ir.op[a]!] === 1) return a;
    if (ir.op[a] === AND && ir.isConst(ir.b[a]!)) return and(ir, ir.a[a]!, ir.i32(ir.a[ir.b[a]!]! & k));
  }
  return ir.binary(AND, a, b);
}

export function or(ir: FunctionIR, a: number, b: number): number {
  if (ir.isConst(a)) {
    if (ir.isConst(b)) return ir.i32(ir.a[a]! | ir.a[b]!);
    return or(ir, b, a);
  }
  if (ir.isConst(b)) {
    if (ir.a[b] === 0) return a;
    if (ir.a[b] === -1 && !ir.isVolatile(a)) return b;
  }
  return ir.binary(OR, a, b);
}

export function xor(ir: FunctionIR, a: number, b: number): number {
  if (ir.isConst(a)) {
    if (ir.isConst(b)) return ir.i32(ir.a[a]! ^ ir.a[b]!);
    return xor(ir, b, a);
  }
  if (ir.isI32(b, 0)) return a;
  if (ir.isI32(b, 1) && IS_BOOL[ir.op[a]!] === 1) return not(ir, a);
  return ir.binary(XOR, a, b);
}

export function shl(ir: FunctionIR, a: number, b: number): number {
  return shift(ir, SHL, a, b, (x, k) => x << k);
}

export function shrS(ir: FunctionIR, a: number, b: number): number {
  return shift(ir, SHR_S, a, b, (x, k) => x >> k);
}

export function shrU(ir: FunctionIR, a: number, b: number): number {
  return shift(ir, SHR_U, a, b, (x, k) => x >>> k);
}

function shift(ir: FunctionIR, op: number, a: number, b: number, fold: (x: number, k: number) => number): number {
  if (ir.isConst(b)) {
    const k = ir.a[b]! & 31;
    if (k === 0) return a;
    if (ir.isConst(a)) return ir.i32(fold(ir.a[a]!, k));
    return ir.binary(op, a, k === ir.a[b] ? b : ir.i32(k));
  }
  if (ir.isI32(a, 0)) return ir.isVolatile(b) ? ir.binary(op, a, b) : a;
  return ir.binary(op, a, b);
}

/** Rotation to the left of an atom by an atom. */
export function rotl(ir: FunctionIR, a: number, b: number): number {
  if (ir.isConst(b)) {
    if ((ir.a[b]! & 31) === 0) return a;
    if (ir.isConst(a)) return ir.i32(i32_rotl(ir.a[a]!, ir.a[b]!));
  }
  return ir.binary(ROTL, a, b);
}

/** Division and remainder; `trapif`s asked before for what would trap. */
const DIVISIONS: readonly (readonly [number, (a: number, b: number) => number])[] = [
  [OP.div_s, i32_div_s],
  [OP.div_u, i32_div_u],
  [OP.rem_s, i32_rem_s],
  [OP.rem_u, i32_rem_u],
];

export function divide(ir: FunctionIR, op: number, a: number, b: number): number {
  if (ir.isConst(a) && ir.isConst(b) && ir.a[b] !== 0) {
    for (const [code, fold] of DIVISIONS) if (code === op) return ir.i32(fold(ir.a[a]!, ir.a[b]!));
  }
  return ir.binary(op, a, b);
}

export function clz(ir: FunctionIR, a: number): number {
  return ir.isConst(a) ? ir.i32(i32_clz(ir.a[a]!)) : ir.unary(OP.clz, a);
}

export function ctz(ir: FunctionIR, a: number): number {
  return ir.isConst(a) ? ir.i32(i32_ctz(ir.a[a]!)) : ir.unary(OP.ctz, a);
}

export function popcnt(ir: FunctionIR, a: number): number {
  return ir.isConst(a) ? ir.i32(i32_popcnt(ir.a[a]!)) : ir.unary(OP.popcnt, a);
}

/** Comparisons of words: what each is called the other way round, negated, and what it computes. */
interface Comparison {
  readonly swapped: number;
  readonly negated: number;
  readonly fold: (a: number, b: number) => boolean;
}

const COMPARISONS = new Map<number, Comparison>([
  [EQ, { swapped: EQ, negated: NE, fold: (a, b) => a === b }],
  [NE, { swapped: NE, negated: EQ, fold: (a, b) => a !== b }],
  [OP.lt_s, { swapped: OP.gt_s, negated: OP.ge_s, fold: (a, b) => a < b }],
  [OP.le_s, { swapped: OP.ge_s, negated: OP.gt_s, fold: (a, b) => a <= b }],
  [OP.gt_s, { swapped: OP.lt_s, negated: OP.le_s, fold: (a, b) => a > b }],
  [OP.ge_s, { swapped: OP.le_s, negated: OP.lt_s, fold: (a, b) => a >= b }],
  [OP.lt_u, { swapped: OP.gt_u, negated: OP.ge_u, fold: (a, b) => a >>> 0 < b >>> 0 }],
  [OP.le_u, { swapped: OP.ge_u, negated: OP.gt_u, fold: (a, b) => a >>> 0 <= b >>> 0 }],
  [OP.gt_u, { swapped: OP.lt_u, negated: OP.le_u, fold: (a, b) => a >>> 0 > b >>> 0 }],
  [OP.ge_u, { swapped: OP.le_u, negated: OP.lt_u, fold: (a, b) => a >>> 0 >= b >>> 0 }],
]);

/** Comparison of floats that are each other's negation whatever the NaNs. */
const FLOAT_NEGATED = new Map<number, number>([
  [OP.feq, OP.fne],
  [OP.fne, OP.feq],
]);

/** A comparison of two words. */
export function compare(ir: FunctionIR, op: number, a: number, b: number): number {
  if (ir.isConst(a)) {
    const { swapped, fold } = COMPARISONS.get(op)!;
    if (ir.isConst(b)) return ir.i32(fold(ir.a[a]!, ir.a[b]!) ? 1 : 0);
    return compare(ir, swapped, b, a);
  }
  if (ir.isConst(b) && ir.a[b] === 0) {
    if (op === EQ) return not(ir, a);
    if (op === NE && IS_BOOL[ir.op[a]!] === 1) return a;
    if ((op === OP.lt_u || op === OP.ge_u) && !ir.isVolatile(a)) return ir.i32(op === OP.ge_u ? 1 : 0);
  }
  return ir.binary(op, a, b);
}

/** `lt_u` of words that fill their 32 bits. */
export function carry(ir: FunctionIR, a: number, b: number): number {
  const n = compare(ir, LT_U, a, b);
  if (ir.op[n] === LT_U) ir.op[n] = CARRY;
  return n;
}

/** `i32.eqz`: comparisons are negated. */
export function not(ir: FunctionIR, a: number): number {
  const op = ir.op[a]!;
  if (ir.isConst(a)) return ir.i32(ir.a[a] === 0 ? 1 : 0);
  if (op === NOT) {
    const inner = ir.a[a]!;
    return IS_BOOL[ir.op[inner]!] === 1 ? inner : ir.binary(NE, inner, ir.i32(0));
  }
  const negated = COMPARISONS.get(op)?.negated ?? FLOAT_NEGATED.get(op);
  return negated === undefined ? ir.unary(NOT, a) : ir.binary(negated, ir.a[a]!, ir.b[a]!);
}

/** Both of two booleans; the second does not load. */
export function both(ir: FunctionIR, a: number, b: number): number {
  if (ir.isConst(a)) return ir.a[a] === 0 ? a : b;
  if (ir.isConst(b) && (ir.a[b] !== 0 || !ir.isVolatile(a))) return ir.a[b] === 0 ? b : a;
  return ir.binary(BOTH, a, b);
}

/** Either of two booleans; the second does not load. */
export function either(ir: FunctionIR, a: number, b: number): number {
  if (ir.isConst(a)) return ir.a[a] !== 0 ? a : b;
  if (ir.isConst(b) && (ir.a[b] === 0 || !ir.isVolatile(a))) return ir.a[b] !== 0 ? b : a;
  return ir.binary(EITHER, a, b);
}

/** `condition ? a : b` where neither branch loads. */
export function cond(ir: FunctionIR, condition: number, a: number, b: number): number {
  if (ir.isConst(condition)) return ir.a[condition] !== 0 ? a : b;
  if (ir.isConst(a) && ir.isConst(b) && !ir.isVolatile(condition) && ir.a[a] === ir.a[b]) return a;
  if (ir.op[condition] === NOT) return cond(ir, ir.a[condition]!, b, a);
  const bools = isBoolean(ir, a) && isBoolean(ir, b);
  return ir.ternary(bools && !(ir.isConst(a) && ir.isConst(b)) ? COND_BOOL : COND, condition, a, b);
}

function isBoolean(ir: FunctionIR, n: number): boolean {
  return IS_BOOL[ir.op[n]!] === 1 || (ir.isConst(n) && (ir.a[n]! & ~1) === 0);
}
