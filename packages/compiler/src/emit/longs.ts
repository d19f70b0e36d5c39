import type { FunctionIR } from '../ir/function-ir.ts';
import { type LongOp, OP } from '../ir/node-ops.ts';
import { JITLESS_LONGS } from './jitless-longs.ts';
import {
  ANY,
  type Emitter,
  P_ADD,
  P_ASSIGN,
  P_BITAND,
  P_BITOR,
  P_BITXOR,
  P_CALL,
  P_COND,
  P_EQUALITY,
  P_MUL,
  P_OR,
  P_RELATIONAL,
  P_SHIFT,
  P_UNARY,
  type Printer,
  SIGNED,
  TRUTH,
  UNSIGNED,
} from './printer.ts';
import { boolean, isTruth, logical } from './truths.ts';

/*
 * BigInts of 64 bits. V8's optimising compiler makes machine words of them as long as every value ends in `BigInt.asUintN(64, …)` or in an element of a
 * `BigInt64Array`. Inside an expression a value is any integer that is congruent (mode `ANY`); a variable holds an unsigned number.
 */

const { get: GET, 'i32.const': CONST, call: CALL, global: GLOBAL } = OP;

/** What an interpreter prints in a way of its own. */
function tuned(jit: Emitter, jitless: Emitter): Emitter {
  return (p, n, prec, mode) => (p.accumulates ? jitless : jit)(p, n, prec, mode);
}

/** A quotient or remainder of BigInts as they are, which is one, too. */
function quotient(symbol: string): Emitter {
  return (p, n, prec) => {
    if (P_MUL < prec) p.put('(');
    p.expr(p.ir.a[n]!, P_MUL, UNSIGNED);
    p.put(symbol);
    p.expr(p.ir.b[n]!, P_MUL + 1, UNSIGNED);
    if (P_MUL < prec) p.put(')');
  };
}

function relation(symbol: string, own: number): Emitter {
  return boolean(own, (p, n) => {
    p.expr(p.ir.a[n]!, own + 1, UNSIGNED);
    p.put(symbol);
    p.expr(p.ir.b[n]!, own + 1, UNSIGNED);
  });
}

/** A BigInt is true where it is not 0. */
const emitTruth: Emitter = logical(P_CALL, (p, n) => p.expr(p.ir.a[n]!, P_CALL, UNSIGNED));

/** Whether words are those of one global. */
function isWholeGlobal({ op, a, b }: FunctionIR, lo: number, hi: number): boolean {
  return op[lo] === GLOBAL && op[hi] === GLOBAL && a[lo] === a[hi] && b[lo] === 0 && b[hi] === 1;
}

/** `(SI[2]=lo,SI[3]=hi,UL[1])`; of a word that is extended by zeros `(SI[4]=lo,UL[2])`, where the next one is always 0; of a truth `c?1n:0n`. */
const emitOfWords: Emitter = (p, n, prec) => {
  const { ir } = p;
  if (p.options.smallIntegers === 31 && isWholeGlobal(ir, ir.a[n]!, ir.b[n]!)) {
    p.putLongGlobal(ir.a[ir.a[n]!]!);
    return;
  }
  const isWord = ir.isI32(ir.b[n]!, 0);
  if (isWord && p.options.smallIntegers === 31 && isTruth(p, ir.a[n]!)) {
    if (P_COND < prec) p.put('(');
    p.expr(ir.a[n]!, P_OR, TRUTH);
    p.put('?1n:0n');
    if (P_COND < prec) p.put(')');
    return;
  }
  const words = isWord ? [ir.a[n]!] : [ir.a[n]!, ir.b[n]!];
  const at = isWord ? 2 : 1;
  p.put('(');
  words.forEach((operand, word) => {
    p.putHelper('SI');
    p.put(`[${2 * at + word}]=`);
    p.expr(operand, P_ASSIGN, p.any);
    p.put(',');
  });
  p.putHelper(ir.signedLongs ? 'SL' : 'UL');
  p.put(`[${at}])`);
};

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

/** Puts a literal, of the sign that BigInts have here. */
function putConstant(p: Printer, unsigned: bigint, prec: number): void {
  const value = p.ir.signedLongs ? BigInt.asIntN(64, unsigned) : unsigned;
  if (value >= BigInt(0)) p.put(`${value}n`);
  else if (prec > P_UNARY) p.put(`(${value}n)`);
  else p.putSigned(`${value}n`);
}

const emitLong: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const lo = ir.a[n]!;
  const hi = ir.b[n]!;
  if (ir.op[lo] === CONST && ir.op[hi] === CONST) {
    putConstant(p, (BigInt(ir.a[hi]! >>> 0) << BigInt(32)) | BigInt(ir.a[lo]! >>> 0), prec);
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
  'long.of_words': emitOfWords,
  'long.add': tuned(infix('+', P_ADD), JITLESS_LONGS['long.add']),
  'long.sub': tuned(infix('-', P_ADD), JITLESS_LONGS['long.sub']),
  'long.mul': tuned(infix('*', P_MUL), JITLESS_LONGS['long.mul']),
  'long.and': tuned(infix('&', P_BITAND), JITLESS_LONGS['long.and']),
  'long.or': tuned(infix('|', P_BITOR), JITLESS_LONGS['long.or']),
  'long.xor': tuned(infix('^', P_BITXOR), JITLESS_LONGS['long.xor']),
  'long.shl': tuned(emitShiftLeft, JITLESS_LONGS['long.shl']),
  'long.shr_u': tuned(emitShiftRight, JITLESS_LONGS['long.shr_u']),
  'long.rotl': emitRotation,
  'long.rotl.once': JITLESS_LONGS['long.rotl.once'],
  'long.div': quotient('/'),
  'long.rem': quotient('%'),
  'long.truth': emitTruth,
  'long.eq': relation('===', P_EQUALITY),
  'long.ne': relation('!==', P_EQUALITY),
  'long.lt': relation('<', P_RELATIONAL),
  'long.le': relation('<=', P_RELATIONAL),
  'long.gt': relation('>', P_RELATIONAL),
  'long.ge': relation('>=', P_RELATIONAL),
  low: half(0),
  high: half(1),
};
