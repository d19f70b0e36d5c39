import { f32FromBits, f64FromBits } from '@softwasm/numerics';
import { type FloatOp, OP } from '../ir/node-ops.ts';
import { carriesNaN } from './nan-bits.ts';
import {
  ARITH,
  type Emitter,
  P_ADD,
  P_ASSIGN,
  P_EQUALITY,
  P_MUL,
  P_RELATIONAL,
  P_UNARY,
  type Printer,
  ROUNDING,
  SIGNED,
  UNSIGNED,
  VALUE,
} from './printer.ts';
import type { RuntimeHelper } from './runtime-helpers.ts';
import { boolean } from './truths.ts';

/** Puts a number that is no NaN. Infinities are quotients: their names are properties of the global object. */
export function putNumber(p: Printer, value: number, prec: number): void {
  if (value === 1 / 0 || value === -1 / 0) {
    if (prec > P_MUL) p.put(value > 0 ? '(1/0)' : '(-1/0)');
    else p.putSigned(value > 0 ? '1/0' : '-1/0');
    return;
  }
  const text = Object.is(value, -0) ? '-0' : String(value);
  if (text.charCodeAt(0) !== MINUS) p.put(text);
  else if (prec > P_UNARY) p.put(`(${text})`);
  else p.putSigned(text);
}

const MINUS = '-'.charCodeAt(0);

/** NaNs are made by the helper that knows how they travel. */
const emitF32: Emitter = (p, n, prec) => {
  const bits = p.ir.a[n]!;
  const value = +f32FromBits(bits);
  if (value === value) {
    putNumber(p, value, prec);
    return;
  }
  p.putHelper('f32FromBits');
  p.put(`(${bits})`);
};

const emitF64: Emitter = (p, n, prec) => {
  const lo = p.ir.a[n]!;
  const hi = p.ir.b[n]!;
  const value = +f64FromBits(lo, hi);
  if (value === value) {
    putNumber(p, value, prec);
    return;
  }
  p.putHelper('f64FromBits');
  p.put(`(${lo},${hi})`);
};

function infix(symbol: string, own: number): Emitter {
  const commutes = symbol === '+' || symbol === '*';
  return (p, n, prec) => {
    const a = p.ir.a[n]!;
    const b = p.ir.b[n]!;
    const swaps = commutes && p.swaps(a, b);
    if (own < prec) p.put('(');
    p.expr(swaps ? b : a, own, ARITH);
    p.put(symbol);
    p.expr(swaps ? a : b, own + 1, ARITH);
    if (own < prec) p.put(')');
  };
}

function rounded(symbol: string, own: number): Emitter {
  const print = infix(symbol, own);
  return (p, n, prec, mode) => {
    if (mode === ROUNDING) print(p, n, prec, ARITH);
    else {
      p.putHelper('fround');
      p.put('(');
      print(p, n, P_ASSIGN, ARITH);
      p.put(')');
    }
  };
}

/** A function of `Math`; `mode` says what it needs of NaNs, for those that hand an operand back. */
function math(name: RuntimeHelper, operands: 1 | 2, mode: number): Emitter {
  return (p, n) => {
    p.putHelper(name);
    p.put('(');
    p.expr(p.ir.a[n]!, P_ASSIGN, mode);
    if (operands === 2) {
      p.put(',');
      p.expr(p.ir.b[n]!, P_ASSIGN, mode);
    }
    p.put(')');
  };
}

/** `Math.fround` also drops what a NaN carries. */
function roundedMath(name: RuntimeHelper, operands: 1 | 2): Emitter {
  const print = math(name, operands, ARITH);
  return (p, n, prec, mode) => {
    if (mode === ROUNDING) print(p, n, prec, ARITH);
    else {
      p.putHelper('fround');
      p.put('(');
      print(p, n, P_ASSIGN, ARITH);
      p.put(')');
    }
  };
}

const MAY_BE_BOXED: ReadonlySet<number> = new Set([
  OP.get,
  OP.call,
  OP.cond,
  OP.global,
  OP.field,
  OP['field.const'],
  OP.payload,
]);

/** Whether a float may be no number but a NaN in an object. */
function mayBeBoxed(p: Printer, n: number): boolean {
  return MAY_BE_BOXED.has(p.ir.op[n]!) && carriesNaN(p, n);
}

/** Equality: an object equals itself, so that one side is converted where both may be one. */
function equality(symbol: string): Emitter {
  return boolean(P_EQUALITY, (p, n) => {
    const a = p.ir.a[n]!;
    const b = p.ir.b[n]!;
    if (mayBeBoxed(p, a) && mayBeBoxed(p, b)) {
      p.putSigned('+');
      p.expr(a, P_UNARY, ARITH);
    } else p.expr(a, P_RELATIONAL, ARITH);
    p.put(symbol);
    p.expr(b, P_RELATIONAL, ARITH);
  });
}

function order(symbol: string): Emitter {
  return boolean(P_RELATIONAL, (p, n) => {
    p.expr(p.ir.a[n]!, P_RELATIONAL + 1, ARITH);
    p.put(symbol);
    p.expr(p.ir.b[n]!, P_RELATIONAL + 1, ARITH);
  });
}

const emitPromote: Emitter = (p, n, prec, mode) => {
  const operand = p.ir.a[n]!;
  if (mode !== VALUE || !mayBeBoxed(p, operand)) {
    p.expr(operand, prec, ARITH);
    return;
  }
  if (P_UNARY < prec) p.put('(');
  p.putSigned('+');
  p.expr(operand, P_UNARY, ARITH);
  if (P_UNARY < prec) p.put(')');
};

const emitFround: Emitter = (p, n, prec, mode) => {
  if (mode === ROUNDING) {
    p.expr(p.ir.a[n]!, prec, ARITH);
    return;
  }
  p.putHelper('fround');
  p.put('(');
  p.expr(p.ir.a[n]!, P_ASSIGN, ARITH);
  p.put(')');
};

function froundOf(sign: number): Emitter {
  return (p, n, prec, mode) => {
    if (mode === ROUNDING) {
      p.expr(p.ir.a[n]!, prec, sign);
      return;
    }
    p.putHelper('fround');
    p.put('(');
    p.expr(p.ir.a[n]!, P_ASSIGN, sign);
    p.put(')');
  };
}

/** Printers of all operators on floats. */
export const FLOAT_EMITTERS: Readonly<Record<FloatOp, Emitter>> = {
  'f32.const': emitF32,
  'f64.const': emitF64,
  feq: equality('==='),
  fne: equality('!=='),
  flt: order('<'),
  fle: order('<='),
  fgt: order('>'),
  fge: order('>='),
  'f64.add': infix('+', P_ADD),
  'f64.sub': infix('-', P_ADD),
  'f64.mul': infix('*', P_MUL),
  'f64.div': infix('/', P_MUL),
  'f64.sqrt': math('sqrt', 1, ARITH),
  'f64.min': math('min', 2, VALUE),
  'f64.max': math('max', 2, VALUE),
  'f64.ceil': math('ceil', 1, VALUE),
  'f64.floor': math('floor', 1, VALUE),
  'f64.trunc': math('trunc', 1, VALUE),
  'f64.abs': math('abs', 1, VALUE),
  'f64.of_i32': (p, n, prec) => p.expr(p.ir.a[n]!, prec, SIGNED),
  'f64.of_u32': (p, n, prec) => p.expr(p.ir.a[n]!, prec, UNSIGNED),
  'f64.promote': emitPromote,
  'f32.add': rounded('+', P_ADD),
  'f32.sub': rounded('-', P_ADD),
  'f32.mul': rounded('*', P_MUL),
  'f32.div': rounded('/', P_MUL),
  'f32.sqrt': roundedMath('sqrt', 1),
  'f32.min': roundedMath('min', 2),
  'f32.max': roundedMath('max', 2),
  'f32.ceil': roundedMath('ceil', 1),
  'f32.floor': roundedMath('floor', 1),
  'f32.trunc': roundedMath('trunc', 1),
  'f32.abs': roundedMath('abs', 1),
  'f32.of_i32': froundOf(SIGNED),
  'f32.of_u32': froundOf(UNSIGNED),
  'f32.demote': emitFround,
};
