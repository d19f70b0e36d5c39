import { f64FromBits } from '@softwasm/numerics';
import { ALONE, memoryOf } from '../ir/loads.ts';
import { type LoadOp, OP, T_F64 } from '../ir/node-ops.ts';
import { S_STORE, STORE_F32, STORE_F64, STORE_I32 } from '../ir/statement-ops.ts';
import { putNumber } from './floats.ts';
import { carriesNaN } from './nan-bits.ts';
import { addend, decimal } from './numerals.ts';
import {
  ANY,
  ARITH,
  type Emitter,
  P_ADD,
  P_ASSIGN,
  P_COND,
  P_SHIFT,
  P_UNARY,
  type Printer,
  SIGNED,
  UNSIGNED,
  VALUE,
} from './printer.ts';
import {
  GET_BIGINT64,
  GET_BIGUINT64,
  GET_FLOAT32,
  GET_FLOAT64,
  GET_INT8,
  GET_INT16,
  GET_INT32,
  GET_UINT8,
  GET_UINT16,
  putMethod,
  putView,
  STORE_METHODS,
  type ViewMethod,
} from './view-methods.ts';

const GET = OP.get;

const TWO_GIB_PAGES = 2 ** 31;

/** Whether an address above 2 GiB is always out of bounds: then a word's sign makes no difference. */
function isSmallMemory(p: Printer, memory: number): boolean {
  const { limits, pageSizeLog2 } = p.shape.memories[memory]!;
  return limits.max !== undefined && Number(limits.max) * 2 ** pageSizeLog2 <= TWO_GIB_PAGES;
}

/** Puts an address: the base as an unsigned word or a float, plus the offset. */
export function putAddress(p: Printer, base: number, offset: number, memory: number): void {
  const { ir } = p;
  const add = offset >>> 0;
  if (ir.type[base] === T_F64) {
    p.expr(base, add === 0 ? P_ASSIGN : P_ADD, ANY);
  } else if (ir.isConst(base)) {
    p.put(decimal((ir.a[base]! >>> 0) + add));
    return;
  } else if (add === 0) {
    p.expr(base, P_ASSIGN, isSmallMemory(p, memory) ? SIGNED : UNSIGNED);
    return;
  } else {
    p.expr(base, P_ADD, UNSIGNED);
  }
  if (add !== 0) p.put(addend(add));
}

function word(method: ViewMethod, isSigned: boolean): Emitter {
  return (p, n, prec, mode) => {
    const wrap = isSigned && mode === UNSIGNED;
    if (wrap && prec > P_SHIFT) p.put('(');
    putLoad(p, n, method, false);
    if (wrap) p.put(prec > P_SHIFT ? '>>>0)' : '>>>0');
  };
}

function putLoad(p: Printer, n: number, method: ViewMethod, short: boolean): void {
  const { ir } = p;
  const memory = memoryOf(ir.c[n]!);
  p.mark(ir.at[n]!);
  putMethod(p, memory, short, method);
  putAddress(p, ir.a[n]!, ir.b[n]!, memory);
  p.put(method.end);
}

const emitLow: Emitter = (p, n, prec, mode) => {
  const wrap = mode === UNSIGNED;
  if (wrap && prec > P_SHIFT) p.put('(');
  // Where the high word is loaded, its bounds check serves both.
  putLoad(p, n, GET_INT32, p.ir.d[n] === ALONE);
  if (wrap) p.put(prec > P_SHIFT ? '>>>0)' : '>>>0');
};

/** Floats whose bits matter: a NaN is loaded once more, as integers. */
function float(method: ViewMethod, ofNaN: 'load_f32_nan' | 'load_f64_nan'): Emitter {
  return (p, n, prec, mode) => {
    if (mode !== VALUE || !p.options.exactNaN) {
      putLoad(p, n, method, false);
      return;
    }
    const { ir } = p;
    const base = ir.a[n]!;
    const memory = memoryOf(ir.c[n]!);
    const isAtom = ir.isAtom(base);
    p.useScratch('nx');
    if (!isAtom) p.useScratch('na');
    if (P_COND < prec) p.put('(');
    p.put('(nx=');
    p.mark(ir.at[n]!);
    putMethod(p, memory, false, method);
    if (!isAtom) p.put('na=');
    putAddress(p, base, ir.b[n]!, memory);
    p.put(',true))===nx?nx:');
    p.putHelper(ofNaN);
    p.put('(');
    putView(p, memory, false);
    p.put(',');
    if (isAtom) putAddress(p, base, ir.b[n]!, memory);
    else p.put('na');
    p.put(')');
    if (P_COND < prec) p.put(')');
  };
}

/** Loads that call methods of a DataView, whose RangeError is the trap. */
export const DATA_VIEW_LOADS: Readonly<Record<LoadOp, Emitter>> = {
  load8_s: word(GET_INT8, true),
  load8_u: word(GET_UINT8, false),
  load16_s: word(GET_INT16, true),
  load16_u: word(GET_UINT16, false),
  load32: word(GET_INT32, true),
  load64_lo: emitLow,
  load_f32: float(GET_FLOAT32, 'load_f32_nan'),
  load_f64: float(GET_FLOAT64, 'load_f64_nan'),
  load_i64: (p, n) => putLoad(p, n, p.ir.signedLongs ? GET_BIGINT64 : GET_BIGUINT64, false),
};

/**
 * Whether a store of a constant word is followed by one of the word before it, and the two together are no NaN: in one piece they are a float's bits. That
 * the first one is in bounds and the second one is not cannot be.
 */
function isHighOfConstant({ ir }: Printer, i: number): boolean {
  const { kind, x, y, z, w, v } = ir;
  const next = i + 1;
  if (x[i] !== STORE_I32 || !ir.isConst(w[i]!) || next >= ir.statementCount || kind[next] !== S_STORE) return false;
  if (x[next] !== STORE_I32 || v[next] !== v[i] || !ir.isConst(w[next]!)) return false;
  const [base, lowBase] = [y[i]!, y[next]!];
  const distance = (z[i]! >>> 0) - (z[next]! >>> 0);
  const isNext =
    ir.isConst(base) && ir.isConst(lowBase)
      ? distance + (ir.a[base]! >>> 0) - (ir.a[lowBase]! >>> 0) === 4
      : distance === 4 && base === lowBase && ir.op[base] === GET;
  return isNext && (ir.a[w[i]!]! & EXPONENT) !== EXPONENT;
}

/** The bits of the exponent in the high word of a double: all ones in NaNs. */
const EXPONENT = 0x7ff0_0000;

/** Prints a store that calls a method of a DataView. @returns how many statements that was */
export function storeToView(p: Printer, i: number): number {
  const { ir } = p;
  const kind = ir.x[i]!;
  if (isHighOfConstant(p, i)) {
    const memory = memoryOf(ir.v[i]!);
    putMethod(p, memory, false, STORE_METHODS[STORE_F64]!);
    putAddress(p, ir.y[i + 1]!, ir.z[i + 1]!, memory);
    p.put(',');
    putNumber(p, +f64FromBits(ir.a[ir.w[i + 1]!]!, ir.a[ir.w[i]!]!), P_ASSIGN);
    p.putEnd(',true);\n');
    return 2;
  }
  const value = ir.w[i]!;
  const memory = memoryOf(ir.v[i]!);
  const isFloat = kind === STORE_F32 || kind === STORE_F64;
  if (isFloat && carriesNaN(p, value)) {
    storeFloat(p, i, kind === STORE_F32);
    return 1;
  }
  putMethod(p, memory, false, STORE_METHODS[kind]!);
  putAddress(p, ir.y[i]!, ir.z[i]!, memory);
  p.put(',');
  p.expr(value, P_ASSIGN, isFloat ? ARITH : p.any);
  p.putEnd(kind === 0 ? ');\n' : ',true);\n');
  return 1;
}

/** `if((nx=+v)===nx) store; else …`: the value and the address are used twice. */
function storeFloat(p: Printer, i: number, single: boolean): void {
  const { ir } = p;
  const memory = memoryOf(ir.v[i]!);
  p.useScratch('nx');
  const value = ir.w[i]!;
  const isAtom = ir.isAtom(value);
  p.put('if((nx=+');
  if (isAtom) p.expr(value, P_UNARY, VALUE);
  else {
    p.useScratch('nv');
    p.put('(nv=');
    p.expr(value, P_ASSIGN, VALUE);
    p.put(')');
  }
  p.put(')===nx)');
  putMethod(p, memory, false, STORE_METHODS[single ? STORE_F32 : STORE_F64]!);
  putAddress(p, ir.y[i]!, ir.z[i]!, memory);
  p.put(',nx,true);else ');
  p.putHelper(single ? 'store_f32_nan' : 'store_f64_nan');
  p.put('(');
  putView(p, memory, false);
  p.put(',');
  putAddress(p, ir.y[i]!, ir.z[i]!, memory);
  p.put(',');
  if (isAtom) p.expr(value, P_ASSIGN, VALUE);
  else p.put('nv');
  p.put(');');
}
