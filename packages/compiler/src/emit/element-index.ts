import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import { ANY, P_ADD, P_ASSIGN, P_BITAND, P_BITOR, P_CALL, P_MUL, P_SHIFT, P_UNARY, type Printer } from './printer.ts';

/*
 * Addresses that are multiples of an element's size by their form: `(i << 2) + 8` is element `i + 2` of four bytes each. The quotient that is written has
 * this in common with the address divided: times the size, it is congruent to the address. So if it is the index of an element at all, it is the one at
 * that address; no array has more than 2^32 bytes' worth of elements below an address of 32 bits.
 */

const CONST = OP['i32.const'];
const ADD = OP.add;
const SUB = OP.sub;
const MUL = OP.mul;
const AND = OP.and;
const OR = OP.or;
const SHL = OP.shl;

/** Deeper trees are divided as a whole. */
const MAX_DEPTH = 5;

/** Whether a tree is a multiple of 2^`log2`, at least 2, by its form. */
export function isQuotient(ir: FunctionIR, n: number, log2: number, depth: number = 0): boolean {
  if (log2 === 0 || depth > MAX_DEPTH) return false;
  const a = ir.a[n]!;
  const b = ir.b[n]!;
  switch (ir.op[n]) {
    case CONST:
      return isMultiple(a, log2);
    case SHL:
      return ir.isConst(b) && ir.a[b]! >= log2;
    case MUL:
      return ir.isConst(b) && isMultiple(ir.a[b]!, log2);
    case AND:
      return ir.isConst(b) && isMultiple(ir.a[b]!, log2) && isQuotient(ir, a, log2, depth + 1);
    case ADD:
    case SUB:
    case OR:
      return isQuotient(ir, a, log2, depth + 1) && isQuotient(ir, b, log2, depth + 1);
    default:
      return false;
  }
}

function isMultiple(value: number, log2: number): boolean {
  return (value & (2 ** log2 - 1)) === 0;
}

/** Whether the quotient that {@link putQuotient} puts is known not to be negative. */
export function isQuotientNonNegative(p: Printer, n: number, log2: number): boolean {
  const { ir, ranges } = p;
  const a = ir.a[n]!;
  const b = ir.b[n]!;
  switch (ir.op[n]) {
    case CONST:
      return a >= 0;
    case SHL:
      return ranges !== undefined && ranges.low(a) >= 0 && ranges.high(a) * 2 ** (ir.a[b]! - log2) <= 0x7fffffff;
    case AND:
      return true;
    case ADD:
    case OR:
      return isQuotientNonNegative(p, a, log2) && isQuotientNonNegative(p, b, log2);
    default:
      return false;
  }
}

/** Puts an exact integer that, times 2^`log2`, is congruent to the tree modulo 2^32. */
export function putQuotient(p: Printer, n: number, log2: number, prec: number): void {
  const { ir } = p;
  const a = ir.a[n]!;
  const b = ir.b[n]!;
  switch (ir.op[n]) {
    case CONST:
      putInteger(p, a / 2 ** log2, prec);
      break;
    case SHL: {
      const rest = ir.a[b]! - log2;
      if (rest === 0) p.expr(a, prec, ANY);
      else
        between(p, P_SHIFT, prec, () => {
          p.expr(a, P_SHIFT, ANY);
          p.put(`<<${rest}`);
        });
      break;
    }
    case MUL:
      between(p, P_CALL, prec, () => {
        p.putHelper('imul');
        p.put('(');
        p.expr(a, P_ASSIGN, ANY);
        p.put(`,${ir.a[b]! / 2 ** log2})`);
      });
      break;
    case AND:
      between(p, P_BITAND, prec, () => {
        putQuotient(p, a, log2, P_BITAND);
        p.put(`&${ir.a[b]! >>> log2}`);
      });
      break;
    case OR:
      putInfix(p, n, log2, '|', P_BITOR, prec);
      break;
    case SUB:
      putInfix(p, n, log2, '-', P_ADD, prec);
      break;
    default:
      if (ir.isConst(b) && ir.a[b]! < 0)
        between(p, P_ADD, prec, () => {
          putQuotient(p, a, log2, P_ADD);
          p.put(String(ir.a[b]! / 2 ** log2));
        });
      else putInfix(p, n, log2, '+', P_ADD, prec);
  }
}

function putInfix(p: Printer, n: number, log2: number, symbol: string, own: number, prec: number): void {
  between(p, own, prec, () => {
    putQuotient(p, p.ir.a[n]!, log2, own);
    p.put(symbol);
    putQuotient(p, p.ir.b[n]!, log2, own === P_ADD ? P_MUL : own + 1);
  });
}

/** Puts an expression of precedence `own`, in parentheses where its consumer binds more strongly. */
function between(p: Printer, own: number, prec: number, put: () => void): void {
  if (own < prec) p.put('(');
  put();
  if (own < prec) p.put(')');
}

function putInteger(p: Printer, value: number, prec: number): void {
  if (value >= 0) p.put(String(value));
  else if (prec > P_UNARY) p.put(`(${value})`);
  else p.putSigned(String(value));
}
