import type { FunctionIR } from '../ir/function-ir.ts';
import { IS_BOOL, NODE_NAMES, OP } from '../ir/node-ops.ts';
import { visitOperands } from '../ir/visit.ts';
import { close, open, TO_SIGNED } from './conversion.ts';
import {
  type Emitter,
  P_AND,
  P_ASSIGN,
  P_BITAND,
  P_BITOR,
  P_BITXOR,
  P_COND,
  P_EQUALITY,
  P_OR,
  P_RELATIONAL,
  P_UNARY,
  type Printer,
  SIGNED,
  TRUTH,
  UNSIGNED,
} from './printer.ts';

/** What JavaScript computes as a boolean: as a word it is converted. An interpreter converts by a branch, for it has no fast way from booleans to numbers. */
export function boolean(own: number, print: (p: Printer, n: number) => void): Emitter {
  return (p, n, prec, mode) => {
    if (p.accumulates && mode !== TRUTH) {
      if (P_COND < prec) p.put('(');
      print(p, n);
      p.put('?1:0');
      if (P_COND < prec) p.put(')');
      return;
    }
    const suffix = mode === TRUTH ? '' : TO_SIGNED;
    const count = open(p, own, suffix, prec);
    print(p, n);
    close(p, suffix, count);
  };
}

/** Relations the other way round. */
const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** A comparison of words. */
export function comparison(symbol: string, own: number, sign: number): Emitter {
  const mirrored = MIRRORED[symbol] ?? symbol;
  return boolean(own, (p, n) => {
    const a = p.ir.a[n]!;
    const b = p.ir.b[n]!;
    const isPlain = sign !== UNSIGNED || p.ranges?.isNonNegative(b) === true;
    const swaps = isPlain && p.swaps(a, b);
    p.expr(swaps ? b : a, own + 1, sign);
    p.put(swaps ? mirrored : symbol);
    p.expr(swaps ? a : b, own + 1, sign);
  });
}

/** `(a^-2^31)<(b^-2^31)` where operands are random, so that `>>>0` would make numbers beyond the small ones of most of them. */
const emitLessOfWords: Emitter = boolean(P_RELATIONAL, (p, n) => {
  const operand = (operand: number): void => {
    if (p.ir.isConst(operand)) p.putSigned(String(p.ir.a[operand]! ^ -0x80000000));
    else {
      p.put('(');
      p.expr(operand, P_BITXOR, p.any);
      p.put('^-2147483648)');
    }
  };
  operand(p.ir.a[n]!);
  p.put('<');
  operand(p.ir.b[n]!);
});

const emitLess = comparison('<', P_RELATIONAL, UNSIGNED);

/** `lt_u` of words that fill their 32 bits. */
export const emitCarry: Emitter = (p, n, prec, mode) => {
  (p.accumulates ? emitLessOfWords : emitLess)(p, n, prec, mode);
};

export const emitEq: Emitter = comparison('===', P_EQUALITY, SIGNED);
const emitNotEqual = comparison('!==', P_EQUALITY, SIGNED);

export const emitNe: Emitter = (p, n, prec, mode) => {
  if (mode === TRUTH && p.ir.isI32(p.ir.b[n]!, 0)) p.expr(p.ir.a[n]!, prec, TRUTH);
  else emitNotEqual(p, n, prec, mode);
};

const emitNegation: Emitter = boolean(P_UNARY, (p, n) => {
  p.put('!');
  p.expr(p.ir.a[n]!, P_UNARY, TRUTH);
});

/** The word of what has bits is turned, not tested. */
export const emitNot: Emitter = (p, n, prec, mode) => {
  const operand = p.ir.a[n]!;
  if (mode === TRUTH || !hasBits(p, operand)) {
    emitNegation(p, n, prec, mode);
    return;
  }
  if (P_BITXOR < prec) p.put('(');
  p.expr(operand, P_BITXOR, SIGNED);
  p.put('^1');
  if (P_BITXOR < prec) p.put(')');
};

/** An operator on truths: its JavaScript value may be no boolean, so that as a word it takes a ternary. */
export function logical(own: number, print: (p: Printer, n: number) => void): Emitter {
  return (p, n, prec, mode) => {
    const outer = mode === TRUTH ? own : P_COND;
    if (outer < prec) p.put('(');
    if (mode !== TRUTH && own <= P_COND) p.put('(');
    print(p, n);
    if (mode !== TRUTH) p.put(own <= P_COND ? ')?1:0' : '?1:0');
    if (outer < prec) p.put(')');
  };
}

function putBoth(p: Printer, a: number, b: number): void {
  p.expr(a, P_AND, TRUTH);
  p.put('&&');
  p.expr(b, P_AND + 1, TRUTH);
}

function putEither(p: Printer, a: number, b: number): void {
  p.expr(a, P_OR, TRUTH);
  p.put('||');
  p.expr(b, P_OR + 1, TRUTH);
}

const { both: BOTH, either: EITHER, 'cond.bool': COND_OF_BOOLEANS, eq: EQ } = OP;
const STRICT: ReadonlySet<number> = new Set([OP.lt_s, OP.gt_s, OP.lt_u, OP.gt_u]);

/** What is deeper is not computed where it may not have to be. */
const CHEAP_DEPTH = 4;

/** Whether an operator may be computed where nobody asked first, by code: those that look into references may not. */
const IS_TOTAL: Uint8Array = Uint8Array.from(NODE_NAMES, (name) =>
  /^(?:field|payload|array|i31|is\.|tagged|call)/.test(name) ? 0 : 1,
);

function isTotal(ir: FunctionIR, n: number): boolean {
  if (IS_TOTAL[ir.op[n]!] === 0) return false;
  let total = true;
  visitOperands(ir, n, (operand) => {
    total = total && isTotal(ir, operand);
  });
  return total;
}

/**
 * Whether a logical operator's word is computed by bits, all operands evaluated: a compiler makes a branch of `?1:0`, and what is compared may be random.
 */
function hasBits(p: Printer, n: number): boolean {
  const { ir } = p;
  const op = ir.op[n]!;
  if (p.accumulates || ir.depth[n]! > CHEAP_DEPTH) return false;
  if (op === BOTH || op === EITHER) {
    return IS_BOOL[ir.op[ir.a[n]!]!] === 1 && IS_BOOL[ir.op[ir.b[n]!]!] === 1 && isTotal(ir, ir.b[n]!);
  }
  return op === COND_OF_BOOLEANS && isOrdering(ir, n) && isTotal(ir, n);
}

/** Whether this is the order of two pairs: `high words equal ? order of the low ones : order of the high ones`. */
function isOrdering(ir: FunctionIR, n: number): boolean {
  const equal = ir.a[n]!;
  const low = ir.b[n]!;
  const order = ir.c[n]!;
  if (ir.op[equal] !== EQ || !STRICT.has(ir.op[order]!) || IS_BOOL[ir.op[low]!] === 0) return false;
  return isSame(ir, ir.a[equal]!, ir.a[order]!) && isSame(ir, ir.b[equal]!, ir.b[order]!);
}

/** Whether two nodes are one atom. */
function isSame(ir: FunctionIR, x: number, y: number): boolean {
  return x === y ? ir.isAtom(x) : ir.isConst(x) && ir.isConst(y) && ir.a[x] === ir.a[y];
}

function putBits(p: Printer, symbol: '&' | '|', own: number, a: number, b: number): void {
  p.expr(a, own, SIGNED);
  p.put(symbol);
  p.expr(b, own + 1, SIGNED);
}

/** A logical operator, whose word is one on bits where that does. */
function logicalOrBits(emit: Emitter, own: number, print: (p: Printer, n: number) => void): Emitter {
  return (p, n, prec, mode) => {
    if (mode === TRUTH || !hasBits(p, n)) {
      emit(p, n, prec, mode);
      return;
    }
    if (own < prec) p.put('(');
    print(p, n);
    if (own < prec) p.put(')');
  };
}

export const emitBoth: Emitter = logicalOrBits(
  logical(P_AND, (p, n) => putBoth(p, p.ir.a[n]!, p.ir.b[n]!)),
  P_BITAND,
  (p, n) => putBits(p, '&', P_BITAND, p.ir.a[n]!, p.ir.b[n]!),
);

export const emitEither: Emitter = logicalOrBits(
  logical(P_OR, (p, n) => putEither(p, p.ir.a[n]!, p.ir.b[n]!)),
  P_BITOR,
  (p, n) => putBits(p, '|', P_BITOR, p.ir.a[n]!, p.ir.b[n]!),
);

/**
 * `and` and `or` as an interpreter has them: where operands are truths, by branches, for these are part of comparisons. Of operands with loads only the first
 * may be one, for both are evaluated.
 *
 * @param plain the operator on bits
 * @param isAnd whether it is `and`
 */
export function bitwiseOrLogical(plain: Emitter, isAnd: boolean): Emitter {
  const put = isAnd ? putBoth : putEither;
  const emit = logical(isAnd ? P_AND : P_OR, (p, n) => {
    const a = p.ir.a[n]!;
    const b = p.ir.b[n]!;
    if (p.ir.isVolatile(b)) put(p, b, a);
    else put(p, a, b);
  });
  return (p, n, prec, mode) => {
    if (mode === TRUTH && isAnd && p.options.smallIntegers === 31 && isOfLong(p.ir, n))
      emitBitsOfLong(p, n, prec, mode);
    else (p.accumulates && isLogical(p, n, isAnd, mode) ? emit : plain)(p, n, prec, mode);
  };
}

/** Whether what is tested are some of the low bits of a BigInt. */
function isOfLong(ir: FunctionIR, n: number): boolean {
  const word = ir.a[n]!;
  return ir.op[word] === LOW && ir.op[ir.a[word]!] === GET && ir.isConst(ir.b[n]!);
}

/** `x&1n`, without a word. */
const emitBitsOfLong: Emitter = (p, n, prec) => {
  const { ir } = p;
  if (P_BITAND < prec) p.put('(');
  p.expr(ir.a[ir.a[n]!]!, P_BITAND, UNSIGNED);
  p.put(`&${ir.a[ir.b[n]!]! >>> 0}n`);
  if (P_BITAND < prec) p.put(')');
};

function isLogical(p: Printer, n: number, isAnd: boolean, mode: number): boolean {
  const { ir } = p;
  const a = ir.a[n]!;
  const b = ir.b[n]!;
  if (!isComparison(ir, a) && !isComparison(ir, b)) return false;
  if (ir.isVolatile(a) && ir.isVolatile(b)) return false;
  // Words that are not 0 are true, but their bits may have nothing in common.
  return (!isAnd && mode === TRUTH) || (isTruth(p, a) && isTruth(p, b));
}

/** Whether the branches of a word's computation are part of it, or would be. */
function isComparison(ir: FunctionIR, n: number): boolean {
  const op = ir.op[n]!;
  return IS_BOOL[op] === 1 || ((op === AND || op === OR) && (isComparison(ir, ir.a[n]!) || isComparison(ir, ir.b[n]!)));
}

const { get: GET, low: LOW } = OP;
const AND = OP.and;
const OR = OP.or;

/** Whether a word is 0 or 1. */
export function isTruth({ ir, ranges }: Printer, n: number): boolean {
  return IS_BOOL[ir.op[n]!] === 1 || (ranges !== undefined && ranges.low(n) >= 0 && ranges.high(n) <= 1);
}

/** `a ? b : c`; by its truth, and with a constant, an interpreter has it shorter. */
export const emitCond: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const a = ir.a[n]!;
  const b = ir.b[n]!;
  const c = ir.c[n]!;
  if (p.accumulates && mode === TRUTH && ir.isI32(c, 0)) {
    emitAndAlso(p, n, prec, mode);
    return;
  }
  if (P_COND < prec) p.put('(');
  p.expr(a, P_OR, TRUTH);
  p.put('?');
  p.expr(b, P_ASSIGN, mode);
  p.put(':');
  p.expr(c, P_ASSIGN, mode);
  if (P_COND < prec) p.put(')');
};

const emitAndAlso = logical(P_AND, (p, n) => putBoth(p, p.ir.a[n]!, p.ir.b[n]!));

/** `a ? b : c` of booleans; of pairs that are compared, `c | a & b`. */
export const emitCondOfBooleans: Emitter = logicalOrBits(
  logical(P_COND, (p, n) => {
    p.expr(p.ir.a[n]!, P_OR, TRUTH);
    p.put('?');
    p.expr(p.ir.b[n]!, P_ASSIGN, TRUTH);
    p.put(':');
    p.expr(p.ir.c[n]!, P_ASSIGN, TRUTH);
  }),
  P_BITOR,
  (p, n) => {
    p.expr(p.ir.c[n]!, P_BITOR, SIGNED);
    p.put('|');
    putBits(p, '&', P_BITAND, p.ir.a[n]!, p.ir.b[n]!);
  },
);
