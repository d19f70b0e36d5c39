import type { FunctionIR } from '../ir/function-ir.ts';
import { ALONE, memoryOf, UNALIGNED } from '../ir/loads.ts';
import { type LoadOp, OP, T_F64 } from '../ir/node-ops.ts';
import { S_STORE, STORE_F32, STORE_F64, STORE_I64 } from '../ir/statement-ops.ts';
import { MIN } from '../passes/range-transfers.ts';
import {
  ARRAY_KINDS,
  type ArrayKind,
  arrayKey,
  arrayName,
  ELEMENT_LOG2,
  kindOfKey,
  lengthName,
} from './array-views.ts';
import { DATA_VIEW_LOADS, putAddress, storeToView } from './data-view-access.ts';
import { isQuotient, isQuotientNonNegative, putQuotient } from './element-index.ts';
import { carriesNaN } from './nan-bits.ts';
import {
  ANY,
  ARITH,
  type Emitter,
  P_ADD,
  P_ASSIGN,
  P_COND,
  P_MUL,
  P_RELATIONAL,
  P_SHIFT,
  type Printer,
  ROUNDING,
  UNSIGNED,
  type Uses,
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

/*
 * Memory accesses by typed arrays, for engines without a JIT. The element at `address / size` is `undefined` where the address is unaligned (a fraction),
 * out of bounds, negative or not a word yet (`ANY`): whatever is an element is the right one. All else goes to the DataView, which takes any address, and
 * traps.
 *
 *     vI0[p/4]??M0.getInt32(p>>>0,true)
 *     if(p&3||nI0<=(nt=p>>>2))M0.setInt32(p>>>0,v,true);else vI0[nt]=v;
 *
 * The constant offset of an instruction is in the array, which begins there (`vI0_12`): a negative base remains a negative index, and nothing is added. An
 * environment that has no typed arrays that fit (hosts without Float64Array, big-endian ones) gives empty ones.
 */

/** So many arrays a function may have; beyond that, offsets are added. */
const MAX_ARRAYS = 48;

/** Larger trees are evaluated once, into a scratch variable. */
const SMALL_DEPTH = 2;

/** Where an access goes. */
interface Place {
  readonly memory: number;
  readonly base: number;
  /** The operand of the instruction: the base, or its sum with a constant that is in the array. */
  readonly operand: number;
  readonly addend: number;
  /** The constant offset, and what of it is not in the array. */
  readonly offset: number;
  readonly rest: number;
  readonly key: number;
  /** Bytes of an element, as a power of two. */
  readonly log2: number;
  /** Whether the index is what is left of the base when it is divided by its form. */
  readonly isQuotient: boolean;
}

/**
 * The constant that an array may have in it besides the offset, of an address that is a sum; 0 for none. Sums wrap around, indices do not: a negative base
 * goes the long way, so that it must not be known to be one. Arrays are made anew when a memory grows: only loops have some for this.
 */
function addendOf({ ir, ranges, outer }: Printer, operand: number): number {
  if (ranges === undefined || outer?.isInLoop !== true || ir.op[operand] !== ADD) return 0;
  const base = ir.a[operand]!;
  const constant = ir.b[operand]!;
  if (!ir.isConst(constant) || ir.a[constant]! <= 0) return 0;
  const low = ranges.low(base);
  return low >= 0 || low === MIN ? ir.a[constant]! : 0;
}

const ADD = OP.add;

/** Chooses the array for an access; undefined where none has it in an element. */
function placeOf(p: Printer, operand: number, offset: number, access: number, kind: number): Place | undefined {
  const { ir, uses } = p;
  const memory = memoryOf(access);
  const log2 = ELEMENT_LOG2[kind]!;
  if ((access & UNALIGNED) !== 0) return undefined;
  let base = operand;
  let addend = 0;
  let rest = 0;
  let begin = offset;
  if (ir.isConst(operand)) {
    if (!isAligned((ir.a[operand]! >>> 0) + offset, log2)) return undefined;
    begin = 0;
    rest = offset;
  } else {
    const constant = addendOf(p, operand);
    if (constant > 0 && offset + constant < 2 ** 32 && hasArray(uses, memory, offset + constant, kind)) {
      base = ir.a[operand]!;
      addend = constant;
      begin += constant;
    } else if (!hasArray(uses, memory, offset, kind)) {
      begin = 0;
      rest = offset;
    }
  }
  const key = arrayKey(memory, begin, kind);
  const quotient = rest === 0 && !ir.isConst(operand) && isQuotient(ir, base, log2);
  return { memory, base, operand, addend, offset, rest, key, log2, isQuotient: quotient };
}

function isAligned(address: number, log2: number): boolean {
  return address % 2 ** log2 === 0;
}

/** Whether an array that begins there is among those of the function, or may be. */
function hasArray({ arrays }: Uses, memory: number, begin: number, kind: number): boolean {
  if (!isAligned(begin, ELEMENT_LOG2[kind]!)) return false;
  return begin === 0 || arrays.size < MAX_ARRAYS || arrays.has(arrayKey(memory, begin, kind));
}

function putArray(p: Printer, { key, memory }: Place): void {
  p.uses.arrays.add(key);
  p.uses.memories.add(memory);
  p.putOuter(arrayName(key), true);
}

function putLength(p: Printer, { key }: Place): void {
  p.uses.lengths.add(key);
  p.putOuter(lengthName(key), true);
}

/** Whether a tree may be written twice: that costs no more than a variable, and the text stays short. */
function isSmall({ ir }: Printer, n: number): boolean {
  return ir.isAtom(n) || (ir.depth[n]! <= SMALL_DEPTH && !ir.isVolatile(n));
}

/** Puts what an index is made of: the base, what is left of it when it is divided by its form, or its sum with the rest of the offset. */
function putDividend(p: Printer, { base, rest, log2, isQuotient }: Place, prec: number): void {
  if (isQuotient) putQuotient(p, base, log2, prec);
  else if (rest === 0) p.expr(base, prec, ANY);
  else {
    if (prec > P_ADD) p.put('(');
    p.expr(base, P_ADD, UNSIGNED);
    p.put(`+${rest}`);
    if (prec > P_ADD) p.put(')');
  }
}

/** Puts the index of an element; a fraction where the address is unaligned. @param scratch the variable that has the dividend; '' for none */
function putIndex(p: Printer, place: Place, scratch: string): void {
  const { ir } = p;
  const { base, rest, log2 } = place;
  if (ir.isConst(base)) {
    p.put(String(((ir.a[base]! >>> 0) + rest) / 2 ** log2));
    return;
  }
  const divides = log2 > 0 && !place.isQuotient;
  if (scratch !== '') {
    p.useScratch(scratch);
    p.put(divides ? `(${scratch}=` : `${scratch}=`);
    putDividend(p, place, P_ASSIGN);
    if (divides) p.put(')');
  } else putDividend(p, place, divides ? P_MUL : P_ASSIGN);
  if (divides) p.put(`/${2 ** log2}`);
}

/** Puts the address. @param scratch the variable that has the dividend; '' for none */
function putPlace(p: Printer, place: Place, scratch: string): void {
  const { ir } = p;
  const { base, operand, addend, offset, rest, log2, memory, isQuotient } = place;
  if (scratch === '') {
    putAddress(p, operand, offset, memory);
    return;
  }
  if (rest > 0 || ir.type[base] === T_F64) {
    p.put(offset > rest ? `${scratch}+${offset - rest}` : scratch);
    return;
  }
  const sum = `${isQuotient ? `${scratch}*${2 ** log2}` : scratch}${addend > 0 ? `+${addend}` : ''}`;
  const word = `${sum}>>>0`;
  p.put(offset > 0 ? `(${word})+${offset}` : word);
}

/** Puts a load of an element, and behind `??` the load from the DataView. */
function putLoad(p: Printer, n: number, place: Place, method: ViewMethod, operator: string = ']??'): void {
  const scratch = isSmall(p, place.base) ? '' : 'na';
  putArray(p, place);
  p.put('[');
  putIndex(p, place, scratch);
  p.put(operator);
  p.mark(p.ir.at[n]!);
  putMethod(p, place.memory, isWide(place), method);
  putPlace(p, place, scratch);
  p.put(method.end);
}

function isWide({ key }: Place): boolean {
  return ARRAY_KINDS[kindOfKey(key)] === 'i32.wide';
}

function loadPlace(p: Printer, n: number, kind: ArrayKind): Place | undefined {
  const { ir } = p;
  return placeOf(p, ir.a[n]!, ir.b[n]! >>> 0, ir.c[n]!, ARRAY_KINDS.indexOf(kind));
}

function word(op: LoadOp, kind: ArrayKind, method: ViewMethod, isSigned: boolean): Emitter {
  return (p, n, prec, mode) => {
    // The low word of an i64 of which the high one is not loaded: all eight bytes must be in bounds.
    const isLone = op === 'load64_lo' && p.ir.d[n] === ALONE;
    const place = loadPlace(p, n, isLone ? 'i32.wide' : kind);
    if (place === undefined) {
      DATA_VIEW_LOADS[op](p, n, prec, mode);
      return;
    }
    const converts = isSigned && mode === UNSIGNED;
    const outer = converts ? P_SHIFT : P_COND;
    if (outer < prec) p.put('(');
    if (converts) p.put('(');
    putLoad(p, n, place, method);
    if (converts) p.put(')>>>0');
    if (outer < prec) p.put(')');
  };
}

/** Floats whose bits matter: a NaN is loaded once more, as integers. */
function float(op: LoadOp, kind: ArrayKind, method: ViewMethod, ofNaN: 'load_f32_nan' | 'load_f64_nan'): Emitter {
  return (p, n, prec, mode) => {
    const place = loadPlace(p, n, kind);
    if (place === undefined) {
      DATA_VIEW_LOADS[op](p, n, prec, mode);
      return;
    }
    if (P_COND < prec) p.put('(');
    if (mode !== VALUE || !p.options.exactNaN) putLoad(p, n, place, method);
    else {
      p.useScratch('nx');
      p.put('(nx=');
      putLoad(p, n, place, method);
      p.put(')===nx?nx:');
      p.putHelper(ofNaN);
      p.put('(');
      putView(p, place.memory, false);
      p.put(',');
      putPlace(p, place, isSmall(p, place.base) ? '' : 'na');
      p.put(')');
    }
    if (P_COND < prec) p.put(')');
  };
}

/** The array of BigInts of the sign that they have in a function. */
function longArray({ signedLongs }: FunctionIR): number {
  return ARRAY_KINDS.indexOf(signedLongs ? 'i64' : 'u64');
}

const emitLoadLong: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const place = placeOf(p, ir.a[n]!, ir.b[n]! >>> 0, ir.c[n]!, longArray(ir));
  if (place === undefined) {
    DATA_VIEW_LOADS.load_i64(p, n, prec, mode);
    return;
  }
  if (P_COND < prec) p.put('(');
  putLoad(p, n, place, ir.signedLongs ? GET_BIGINT64 : GET_BIGUINT64);
  if (P_COND < prec) p.put(')');
};

/** Loads that read elements of typed arrays. */
export const TYPED_ARRAY_LOADS: Readonly<Record<LoadOp, Emitter>> = {
  load8_s: word('load8_s', 'i8', GET_INT8, true),
  load8_u: word('load8_u', 'u8', GET_UINT8, false),
  load16_s: word('load16_s', 'i16', GET_INT16, true),
  load16_u: word('load16_u', 'u16', GET_UINT16, false),
  load32: word('load32', 'i32', GET_INT32, true),
  load64_lo: word('load64_lo', 'i32', GET_INT32, true),
  load_f32: float('load_f32', 'f32', GET_FLOAT32, 'load_f32_nan'),
  load_f64: float('load_f64', 'f64', GET_FLOAT64, 'load_f64_nan'),
  load_i64: emitLoadLong,
};

/** What loads of words read, and the DataView's method for it. */
const WORD_LOADS: ReadonlyMap<number, readonly [kind: ArrayKind, method: ViewMethod]> = new Map([
  [OP.load8_s, ['i8', GET_INT8] as const],
  [OP.load8_u, ['u8', GET_UINT8] as const],
  [OP.load16_s, ['i16', GET_INT16] as const],
  [OP.load16_u, ['u16', GET_UINT16] as const],
  [OP.load32, ['i32', GET_INT32] as const],
]);

/** Whether {@link putZeroTest} puts a load. */
export function hasZeroTest(p: Printer, n: number): boolean {
  const load = WORD_LOADS.get(p.ir.op[n]!);
  return load !== undefined && loadPlace(p, n, load[0]) !== undefined;
}

/**
 * Puts an assignment of what is loaded to a variable, which the address does not read, as the condition that it is 0: `!(v=vU0[p])&&!(v=v??M0.getUint8(p>>>0))`.
 * Whatever is not 0 is an element, and takes one branch where `??` and a test take three; 0 takes the long way.
 */
export function putZeroTest(p: Printer, n: number, variable: string): void {
  p.put(`!(${variable}=`);
  putRareZero(p, n, `])&&!(${variable}=${variable}??`);
  p.put(')');
}

/** Puts a load that is {@link hasZeroTest}, of which the rest is evaluated where it is 0, too. */
export function putRareZero(p: Printer, n: number, operator: string = ']||'): void {
  const [kind, method] = WORD_LOADS.get(p.ir.op[n]!)!;
  putLoad(p, n, loadPlace(p, n, kind)!, method, operator);
}

/** The arrays that stores write to, by what they store. */
const STORE_ARRAYS: readonly number[] = (['u8', 'u16', 'i32', 'f32', 'f64'] as const).map((kind) =>
  ARRAY_KINDS.indexOf(kind),
);

/**
 * Prints a store that writes an element of a typed array where the address is in bounds and aligned, together with the stores behind it that go to the same
 * base.
 *
 * @returns how many statements that was
 */
export function storeToArray(p: Printer, i: number): number {
  const { ir } = p;
  const place = placeOfStore(p, i);
  // Addresses of 64 bits are no words: nothing tells whether one is aligned.
  if (place === undefined || (ir.type[place.base] === T_F64 && place.log2 > 0)) return storeToView(p, i);
  const group = groupOf(p, i, place);
  if (group.length > 1) {
    putGroup(p, i, group);
    return group.length;
  }
  // In their order: the address, then the value.
  const scratch = needsScratch(p, place) ? 'sa' : '';
  if (scratch !== '') {
    p.useScratch(scratch);
    p.put('sa=');
    putDividend(p, place, P_ASSIGN);
    p.put(';');
  }
  const value = valueOfStore(p, i, place, scratch);
  const test = boundsTest(p, place, scratch);
  p.put('if(');
  const index = test.put();
  p.put(')');
  if (test.fails) {
    putSlowStore(p, i, place, scratch, value);
    p.put('else ');
    putElementStore(p, place, index, value);
  } else {
    putElementStore(p, place, index, value);
    p.put('else ');
    putSlowStore(p, i, place, scratch, value);
  }
  return 1;
}

/** BigInts are stored to the arrays that they are loaded from. */
function storeArray({ ir }: Printer, i: number): number {
  return ir.x[i] === STORE_I64 ? longArray(ir) : STORE_ARRAYS[ir.x[i]!]!;
}

function placeOfStore(p: Printer, i: number): Place | undefined {
  const { ir } = p;
  return placeOf(p, ir.y[i]!, ir.z[i]! >>> 0, ir.v[i]!, storeArray(p, i));
}

/** So many stores share a test at most. */
const MAX_GROUP = 16;

/** Deeper values are not written twice. */
const MAX_GROUPED_DEPTH = 4;

/** The places of stores one after the other that one test can be for: they have the same variable as their base, and elements of one size. */
function groupOf(p: Printer, i: number, first: Place): Place[] {
  const { ir } = p;
  const group: Place[] = [];
  if (ir.isConst(first.base) || !ir.isAtom(first.base)) return group;
  for (let at = i; at < ir.statementCount && ir.kind[at] === S_STORE && group.length < MAX_GROUP; at++) {
    if (ir.depth[ir.w[at]!]! > MAX_GROUPED_DEPTH) break;
    // Its base is its operand, or the first summand of that.
    const operand = ir.y[at]!;
    if (operand !== first.base && ir.a[operand] !== first.base) break;
    const place = at === i ? first : placeOfStore(p, at);
    if (
      place === undefined ||
      place.base !== first.base ||
      place.rest > 0 ||
      place.log2 !== first.log2 ||
      place.memory !== first.memory
    )
      break;
    if (isFloatStore(p, at) && carriesNaN(p, ir.w[at]!)) break;
    group.push(place);
  }
  return group;
}

/**
 * `if(p&3||nI0_8<=(nt=p>>>2)){…}else{vI0_8[nt]=a;vI0_4[nt]=b;}`, where the test is for the last byte of all. Should it fail, the stores are made one by one,
 * up to the one that traps.
 */
function putGroup(p: Printer, i: number, group: readonly Place[]): void {
  const last = group.reduce((a, b) => (b.offset + b.addend > a.offset + a.addend ? b : a));
  const test = boundsTest(p, last, '');
  const putFast = (): void => group.forEach((place, k) => void putElementStore(p, place, index, storeValue(p, i + k)));
  const putSlow = (): void => group.forEach((place, k) => void putSlowStore(p, i + k, place, '', storeValue(p, i + k)));
  p.put('if(');
  const index = test.put();
  p.put('){');
  if (test.fails) putSlow();
  else putFast();
  p.put('}else{');
  if (test.fails) putFast();
  else putSlow();
  p.put('}');
}

function isFloatStore({ ir }: Printer, i: number): boolean {
  return ir.x[i] === STORE_F32 || ir.x[i] === STORE_F64;
}

/** Puts the value of a store that carries no NaN. */
function storeValue(p: Printer, i: number): () => void {
  const mode = p.ir.x[i] === STORE_F32 ? ROUNDING : isFloatStore(p, i) ? ARITH : p.any;
  return () => p.expr(p.ir.w[i]!, P_ASSIGN, mode);
}

function putElementStore(p: Printer, place: Place, index: () => void, value: () => void): void {
  putArray(p, place);
  p.put('[');
  index();
  p.put(']=');
  value();
  p.put(';');
}

function putSlowStore(p: Printer, i: number, place: Place, scratch: string, value: () => void): void {
  p.mark(p.ir.offset[i]!);
  const method = STORE_METHODS[p.ir.x[i]!]!;
  putMethod(p, place.memory, false, method);
  putPlace(p, place, scratch);
  p.put(',');
  value();
  p.put(method.end);
  p.put(';');
}

/** Whether the dividend of a store's index is evaluated beforehand. */
function needsScratch(p: Printer, { base, log2, isQuotient, rest }: Place): boolean {
  const { ir } = p;
  if (ir.isConst(base)) return false;
  // The test of alignment reads it twice.
  if (log2 > 0 && !isQuotient) return rest > 0 || !ir.isAtom(base);
  return !isSmall(p, base);
}

/** Evaluates the value of a store as far as it must be beforehand. @returns puts it; it may be put twice */
function valueOfStore(p: Printer, i: number, place: Place, scratch: string): () => void {
  const { ir } = p;
  const kind = ir.x[i]!;
  const value = ir.w[i]!;
  const exact = isFloatStore(p, i) && carriesNaN(p, value);
  let put = exact ? (): void => p.expr(value, P_ASSIGN, VALUE) : storeValue(p, i);
  if (!(exact ? ir.isAtom(value) : isSmall(p, value))) {
    p.useScratch('nv');
    p.put('nv=');
    put();
    p.put(';');
    put = () => p.put('nv');
  }
  if (!exact) return put;
  p.useScratch('nx');
  p.put('if((nx=+');
  put();
  p.put(')!==nx)');
  p.putHelper(kind === STORE_F32 ? 'store_f32_nan' : 'store_f64_nan');
  p.put('(');
  putView(p, place.memory, false);
  p.put(',');
  putPlace(p, place, scratch);
  p.put(',');
  put();
  p.put(');else ');
  return () => p.put('nx');
}

/** The test whether a store goes to an element. */
interface BoundsTest {
  /** Whether it is true where it does not. */
  readonly fails: boolean;
  /** Puts the test. @returns puts the index, afterwards */
  readonly put: () => () => void;
}

function boundsTest(p: Printer, place: Place, scratch: string): BoundsTest {
  const { ir, ranges } = p;
  const { base, log2, rest, isQuotient } = place;
  if (log2 === 0 || isQuotient || ir.isConst(base)) {
    const isPositive =
      rest > 0 ||
      ir.type[base] === T_F64 ||
      (isQuotient ? isQuotientNonNegative(p, base, log2) : ranges?.isNonNegative(base));
    return { fails: false, put: () => putIndexTest(p, place, scratch, isPositive || ir.isConst(base)) };
  }
  return { fails: true, put: () => putAlignmentTest(p, place, scratch) };
}

/** `n>x>>>0`, of an index that is no fraction: the array, which is at hand, on the left, so that nothing is kept for it. */
function putIndexTest(p: Printer, place: Place, scratch: string, isPositive: boolean): () => void {
  const { ir } = p;
  const { base } = place;
  putLength(p, place);
  p.put('>');
  if (scratch === '' && ir.isConst(base)) {
    putIndex(p, place, '');
    return () => putIndex(p, place, '');
  }
  if (scratch === '' && ir.isAtom(base) && !place.isQuotient && place.rest === 0) {
    p.expr(base, P_SHIFT, isPositive ? ANY : UNSIGNED);
    return () => p.expr(base, P_ASSIGN, ANY);
  }
  if (scratch !== '' && isPositive) {
    p.put(scratch);
    return () => p.put(scratch);
  }
  p.useScratch('nt');
  p.put('(nt=');
  if (scratch !== '') p.put(scratch);
  else putDividend(p, place, isPositive ? P_ASSIGN : P_SHIFT);
  p.put(isPositive ? ')' : '>>>0)');
  return () => p.put('nt');
}

/** `p&3||n<=(nt=p>>>2)`. */
function putAlignmentTest(p: Printer, place: Place, scratch: string): () => void {
  const { base, rest, log2 } = place;
  const putBase = (prec: number): void => {
    if (scratch !== '') p.put(scratch);
    else p.expr(base, prec, ANY);
  };
  p.useScratch('nt');
  putBase(P_RELATIONAL);
  p.put(`&${2 ** log2 - 1}||`);
  putLength(p, place);
  p.put('<=(nt=');
  putBase(P_SHIFT);
  // A sum with an offset may have more than 32 bits.
  p.put(rest > 0 ? `/${2 ** log2})` : `>>>${log2})`);
  return () => p.put('nt');
}
