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
  P_COND,
  P_EQUALITY,
  P_MUL,
  P_RELATIONAL,
  P_SHIFT,
  P_UNARY,
  type Printer,
  SIGNED,
  UNSIGNED,
} from './printer.ts';
import { boolean, logical } from './truths.ts';

/*
 * BigInts of 64 bits. V8's optimising compiler makes machine words of them as long as every value ends in `BigInt.asUintN(64, …)` or in an element of a
 * `BigInt64Array`. Inside an expression a value is any integer that is congruent (mode `ANY`); a variable holds an unsigned number.
 */

/*
 * An interpreter compares where it need not cut off, for that is a call, and makes BigInts of words by way of the scratch. There the variables of a function
 * are either all signed or all unsigned.
 */

const { get: GET, 'i32.const': CONST, call: CALL, 'long.add': ADD } = OP;

const MAX_UNSIGNED = '18446744073709551615n';
const MAX_SIGNED = '9223372036854775807n';
const MIN_SIGNED = '-9223372036854775808n';

/** A sum, difference or product as an interpreter computes it. */
function whole(symbol: string, own: number): Emitter {
  return (p, n, prec, mode) => {
    const { ir } = p;
    const a = ir.a[n]!;
    const b = ir.b[n]!;
    // Sums of unsigned numbers are compared with the greatest alone; what may be negative, or grow out of bounds, is cut off before it goes on.
    const inner = (operand: number): number => (own === P_ADD && ir.op[operand] === ADD ? ANY : UNSIGNED);
    const put = (outer: number): void => {
      if (own < outer) p.put('(');
      p.expr(a, own, inner(a));
      p.put(symbol);
      p.expr(b, own + 1, inner(b));
      if (own < outer) p.put(')');
    };
    if (mode !== UNSIGNED) {
      put(prec);
      return;
    }
    if (P_COND < prec) p.put('(');
    if (!ir.signedLongs && symbol === '-') {
      put(P_BITAND);
      p.put(`&${MAX_UNSIGNED}`);
    } else {
      p.useScratch('bw');
      p.put('(bw=');
      put(P_ASSIGN);
      p.put(
        ir.signedLongs
          ? `)>${MAX_SIGNED}||bw<${MIN_SIGNED}?BigInt.asIntN(64,bw):bw`
          : `)>${MAX_UNSIGNED}?bw&${MAX_UNSIGNED}:bw`,
      );
    }
    if (P_COND < prec) p.put(')');
  };
}

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

/** `(SI[2]=lo,SI[3]=hi,UL[1])`; of a word that is extended by zeros `(SI[4]=lo,UL[2])`, where the next one is always 0. */
const emitOfWords: Emitter = (p, n) => {
  const { ir } = p;
  const isWord = ir.isI32(ir.b[n]!, 0);
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
  'long.add': tuned(infix('+', P_ADD), whole('+', P_ADD)),
  'long.sub': tuned(infix('-', P_ADD), whole('-', P_ADD)),
  'long.mul': tuned(infix('*', P_MUL), whole('*', P_MUL)),
  'long.and': infix('&', P_BITAND),
  'long.or': infix('|', P_BITOR),
  'long.xor': infix('^', P_BITXOR),
  'long.shl': emitShiftLeft,
  'long.shr_u': emitShiftRight,
  'long.rotl': emitRotation,
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
