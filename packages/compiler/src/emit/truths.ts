import type { FunctionIR } from '../ir/function-ir.ts';
import { IS_BOOL, OP } from '../ir/node-ops.ts';
import { close, open, TO_SIGNED } from './conversion.ts';
import {
  type Emitter,
  P_AND,
  P_ASSIGN,
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
  return boolean(own, (p, n) => {
    const [a, b] = [p.ir.a[n]!, p.ir.b[n]!];
    const isPlain = sign !== UNSIGNED || p.ranges?.isNonNegative(b) === true;
    const [left, right] = isPlain ? p.ordered(a, b) : [a, b];
    p.expr(left, own + 1, sign);
    p.put(left === a ? symbol : (MIRRORED[symbol] ?? symbol));
    p.expr(right, own + 1, sign);
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

export const emitNot: Emitter = boolean(P_UNARY, (p, n) => {
  p.put('!');
  p.expr(p.ir.a[n]!, P_UNARY, TRUTH);
});

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

export const emitBoth: Emitter = logical(P_AND, (p, n) => putBoth(p, p.ir.a[n]!, p.ir.b[n]!));

export const emitEither: Emitter = logical(P_OR, (p, n) => putEither(p, p.ir.a[n]!, p.ir.b[n]!));

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
    const [a, b] = [p.ir.a[n]!, p.ir.b[n]!];
    if (p.ir.isVolatile(b)) put(p, b, a);
    else put(p, a, b);
  });
  return (p, n, prec, mode) => {
    (p.accumulates && isLogical(p, n, isAnd, mode) ? emit : plain)(p, n, prec, mode);
  };
}

function isLogical(p: Printer, n: number, isAnd: boolean, mode: number): boolean {
  const { ir } = p;
  const [a, b] = [ir.a[n]!, ir.b[n]!];
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

const AND = OP.and;
const OR = OP.or;

/** Whether a word is 0 or 1. */
function isTruth({ ir, ranges }: Printer, n: number): boolean {
  return IS_BOOL[ir.op[n]!] === 1 || (ranges !== undefined && ranges.low(n) >= 0 && ranges.high(n) <= 1);
}

/** `a ? b : c`; by its truth, and with a constant, an interpreter has it shorter. */
export const emitCond: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const [a, b, c] = [ir.a[n]!, ir.b[n]!, ir.c[n]!];
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

/** `a ? b : c` of booleans. */
export const emitCondOfBooleans: Emitter = logical(P_COND, (p, n) => {
  p.expr(p.ir.a[n]!, P_OR, TRUTH);
  p.put('?');
  p.expr(p.ir.b[n]!, P_ASSIGN, TRUTH);
  p.put(':');
  p.expr(p.ir.c[n]!, P_ASSIGN, TRUTH);
});
