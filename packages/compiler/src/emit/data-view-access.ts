import { ALONE, memoryOf } from '../ir/loads.ts';
import type { LoadOp } from '../ir/node-ops.ts';
import { T_F64 } from '../ir/node-ops.ts';
import { STORE_F32, STORE_F64 } from '../ir/statement-ops.ts';
import { carriesNaN } from './nan-bits.ts';
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

const TWO_GIB_PAGES = 2 ** 31;

/** Whether an address above 2 GiB is always out of bounds: then a word's sign makes no difference. */
function isSmallMemory(p: Printer, memory: number): boolean {
  const { limits, pageSizeLog2 } = p.shape.memories[memory]!;
  return limits.max !== undefined && Number(limits.max) * 2 ** pageSizeLog2 <= TWO_GIB_PAGES;
}

/** Puts a memory's view; `short`: without its last four bytes. */
export function putView(p: Printer, memory: number, short: boolean): void {
  (short ? p.uses.shortViews : p.uses.views).add(memory);
  if (p.viewsAreConstant) p.put(short ? `m${memory}.n` : `m${memory}.v`);
  else p.put(short ? `N${memory}` : `M${memory}`);
}

/** Puts an address: the base as an unsigned word or a float, plus the offset. */
export function putAddress(p: Printer, base: number, offset: number, memory: number): void {
  const { ir } = p;
  const add = offset >>> 0;
  if (ir.type[base] === T_F64) {
    p.expr(base, add === 0 ? P_ASSIGN : P_ADD, ANY);
  } else if (ir.isConst(base)) {
    p.put(String((ir.a[base]! >>> 0) + add));
    return;
  } else if (add === 0) {
    p.expr(base, P_ASSIGN, isSmallMemory(p, memory) ? SIGNED : UNSIGNED);
    return;
  } else {
    p.expr(base, P_ADD, UNSIGNED);
  }
  if (add !== 0) p.put(`+${add}`);
}

function word(method: string, isSigned: boolean): Emitter {
  return (p, n, prec, mode) => {
    const wrap = isSigned && mode === UNSIGNED;
    if (wrap && prec > P_SHIFT) p.put('(');
    putLoad(p, n, method, false);
    if (wrap) p.put(prec > P_SHIFT ? '>>>0)' : '>>>0');
  };
}

function putLoad(p: Printer, n: number, method: string, short: boolean): void {
  const { ir } = p;
  const memory = memoryOf(ir.c[n]!);
  p.mark(ir.at[n]!);
  putView(p, memory, short);
  p.put(method);
  putAddress(p, ir.a[n]!, ir.b[n]!, memory);
  p.put(method.charCodeAt(method.length - 2) === EIGHT ? ')' : ',true)');
}

/** The digit before the parenthesis of `getInt8(`: bytes have no order. */
const EIGHT = '8'.charCodeAt(0);

const emitLow: Emitter = (p, n, prec, mode) => {
  const wrap = mode === UNSIGNED;
  if (wrap && prec > P_SHIFT) p.put('(');
  // Where the high word is loaded, its bounds check serves both.
  putLoad(p, n, '.getInt32(', p.ir.d[n] === ALONE);
  if (wrap) p.put(prec > P_SHIFT ? '>>>0)' : '>>>0');
};

/** Floats whose bits matter: a NaN is loaded once more, as integers. */
function float(method: string, ofNaN: 'load_f32_nan' | 'load_f64_nan'): Emitter {
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
    putView(p, memory, false);
    p.put(isAtom ? method : `${method}na=`);
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
  load8_s: word('.getInt8(', true),
  load8_u: word('.getUint8(', false),
  load16_s: word('.getInt16(', true),
  load16_u: word('.getUint16(', false),
  load32: word('.getInt32(', true),
  load64_lo: emitLow,
  load_f32: float('.getFloat32(', 'load_f32_nan'),
  load_f64: float('.getFloat64(', 'load_f64_nan'),
};

/** The methods of a DataView that store, by what they store. */
export const STORE_METHODS: readonly string[] = [
  '.setInt8(',
  '.setInt16(',
  '.setInt32(',
  '.setFloat32(',
  '.setFloat64(',
];

/** Prints a store that calls a method of a DataView. @returns how many statements that was */
export function storeToView(p: Printer, i: number): number {
  const { ir } = p;
  const kind = ir.x[i]!;
  const value = ir.w[i]!;
  const memory = memoryOf(ir.v[i]!);
  const isFloat = kind === STORE_F32 || kind === STORE_F64;
  if (isFloat && carriesNaN(p, value)) {
    storeFloat(p, i, kind === STORE_F32);
    return 1;
  }
  putView(p, memory, false);
  p.put(STORE_METHODS[kind]!);
  putAddress(p, ir.y[i]!, ir.z[i]!, memory);
  p.put(',');
  p.expr(value, P_ASSIGN, isFloat ? ARITH : p.any);
  p.put(kind === 0 ? ');' : ',true);');
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
  putView(p, memory, false);
  p.put(single ? '.setFloat32(' : '.setFloat64(');
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
