import { type LongOp, OP } from '../ir/node-ops.ts';
import {
  ANY,
  type Emitter,
  P_ADD,
  P_ASSIGN,
  P_BITAND,
  P_BITOR,
  P_BITXOR,
  P_CALL,
  P_MUL,
  P_SHIFT,
  type Printer,
  SIGNED,
  UNSIGNED,
} from './printer.ts';

/*
 * BigInts of 64 bits. V8's optimising compiler makes machine words of them as long as every value ends in `BigInt.asUintN(64, …)` or in an element of a
 * `BigInt64Array`. Inside an expression a value is any integer that is congruent (mode `ANY`); a variable holds an unsigned number.
 */

const { get: GET, 'i32.const': CONST, call: CALL } = OP;

/** Opens `BigInt.asUintN(64,` where an unsigned number is wanted, or a parenthesis where precedence asks for one. @returns what closes it */
function open(p: Printer, own: number, prec: number, mode: number): string {
  if (mode === UNSIGNED) p.put('BigInt.asUintN(64,');
  else if (own < prec) p.put('(');
  else return '';
  return ')';
}

function infix(symbol: string, own: number): Emitter {
  return (p, n, prec, mode) => {
    const end = open(p, own, prec, mode);
    p.expr(p.ir.a[n]!, own, ANY);
    p.put(symbol);
    p.expr(p.ir.b[n]!, own + 1, ANY);
    p.put(end);
  };
}

/** Puts `BigInt(x)` of a signed word: the `|0` tells the compiler what it cannot know of a parameter, or of what a call returned. */
function putSigned(p: Printer, n: number): void {
  p.put('BigInt(');
  const isTyped = p.ir.op[n] !== GET && p.ir.op[n] !== CALL;
  p.expr(n, isTyped ? P_ASSIGN : P_BITOR, SIGNED);
  p.put(isTyped ? ')' : '|0)');
}

function putUnsigned(p: Printer, n: number): void {
  p.put('BigInt(');
  p.expr(n, P_ASSIGN, UNSIGNED);
  p.put(')');
}

const emitLong: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const [lo, hi] = [ir.a[n]!, ir.b[n]!];
  if (ir.op[lo] === CONST && ir.op[hi] === CONST) {
    p.put(`${(BigInt(ir.a[hi]! >>> 0) << BigInt(32)) | BigInt(ir.a[lo]! >>> 0)}n`);
    return;
  }
  if (ir.isI32(hi, 0)) {
    putUnsigned(p, lo);
    return;
  }
  const end = open(p, P_ADD, prec, mode);
  putSigned(p, hi);
  p.put('*4294967296n');
  if (!ir.isI32(lo, 0)) {
    p.put('+');
    putUnsigned(p, lo);
  }
  p.put(end);
};

const emitOfWord: Emitter = (p, n, prec, mode) => {
  const end = open(p, P_CALL, prec, mode);
  putSigned(p, p.ir.a[n]!);
  p.put(end);
};

const emitShiftLeft: Emitter = (p, n, prec, mode) => {
  const end = open(p, P_SHIFT, prec, mode);
  p.expr(p.ir.a[n]!, P_SHIFT, ANY);
  p.put(`<<${p.ir.a[p.ir.b[n]!]}n`);
  p.put(end);
};

/** The result is unsigned, as its operand is. */
const emitShiftRight: Emitter = (p, n, prec) => {
  const end = open(p, P_SHIFT, prec, ANY);
  p.expr(p.ir.a[n]!, P_SHIFT, UNSIGNED);
  p.put(`>>${p.ir.a[p.ir.b[n]!]}n`);
  p.put(end);
};

const emitRotation: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const k = ir.a[ir.b[n]!]!;
  const end = open(p, P_BITOR, prec, mode);
  p.expr(ir.a[n]!, P_SHIFT, UNSIGNED);
  p.put(`<<${k}n|`);
  p.expr(ir.a[n]!, P_SHIFT, UNSIGNED);
  p.put(`>>${64 - k}n`);
  p.put(end);
};

/** `(SL[0]=x,SI[word])`: by way of the scratch, or from it where the BigInt is there already. */
function half(word: 0 | 1): Emitter {
  return (p, n, prec, mode) => {
    const { ir } = p;
    const operand = ir.a[n]!;
    const suffix = mode === UNSIGNED ? '>>>0' : '';
    const outer = suffix !== '' && prec > P_SHIFT;
    if (outer) p.put('(');
    const isThere = ir.op[operand] === GET && p.inScratch === ir.a[operand];
    if (!isThere) {
      p.put('(');
      p.putHelper('SL');
      p.put('[0]=');
      p.expr(operand, P_ASSIGN, ANY);
      p.put(',');
    }
    p.putHelper('SI');
    p.put(`[${word}]${isThere ? '' : ')'}${suffix}`);
    if (outer) p.put(')');
  };
}

/** Printers of the operators on BigInts. */
export const LONG_EMITTERS: Readonly<Record<LongOp, Emitter>> = {
  long: emitLong,
  'long.of_i32': emitOfWord,
  'long.add': infix('+', P_ADD),
  'long.sub': infix('-', P_ADD),
  'long.mul': infix('*', P_MUL),
  'long.and': infix('&', P_BITAND),
  'long.or': infix('|', P_BITOR),
  'long.xor': infix('^', P_BITXOR),
  'long.shl': emitShiftLeft,
  'long.shr_u': emitShiftRight,
  'long.rotl': emitRotation,
  low: half(0),
  high: half(1),
};
