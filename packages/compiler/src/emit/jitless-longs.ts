import { OP } from '../ir/node-ops.ts';
import {
  ANY,
  type Emitter,
  P_ADD,
  P_BITAND,
  P_BITOR,
  P_BITXOR,
  P_COND,
  P_MUL,
  P_SHIFT,
  type Printer,
  UNSIGNED,
} from './printer.ts';

/*
 * BigInts of 64 bits as an interpreter computes them. The variables of a function are either all signed or all unsigned; mode `UNSIGNED` asks for a number
 * that such a variable may hold, `ANY` for one that is congruent, as all take that look at the low 64 bits alone: what is cut off is so as late as possible.
 */

const {
  'long.add': ADD,
  'long.sub': SUB,
  'long.mul': MUL,
  'long.and': AND,
  'long.or': OR,
  'long.xor': XOR,
  'long.shl': SHL,
  'long.shr_u': SHR_U,
  long: LONG,
  cond: COND,
  'long.rotl.once': ROTL,
} = OP;

const MAX_UNSIGNED = '18446744073709551615n';
const MAX_SIGNED = '9223372036854775807n';
const MIN_SIGNED = '-9223372036854775808n';

/** 2^64 + 1, by which a number is put beside itself. */
const TWICE = '18446744073709551617n';

/** Longer numbers are cut off before they are multiplied or shifted: these take time for each 64 bits. */
const MAX_BITS = 192;

/** Bits of a node's value in mode `ANY` at most, with a sign where BigInts have one: more than 64 where it may be none that a variable may hold. */
function bitsOf(p: Printer, n: number): number {
  const { ir } = p;
  const a = ir.a[n]!;
  const b = ir.b[n]!;
  const sign = ir.signedLongs ? 1 : 0;
  switch (ir.op[n]) {
    case ADD:
      return Math.max(bitsOf(p, a), bitsOf(p, b)) + 1;
    case SUB:
      // It may be negative.
      return Math.max(bitsOf(p, a), bitsOf(p, b), sign === 0 ? 64 : 0) + 1;
    case MUL:
      return bitsOf(p, a) + bitsOf(p, b);
    case OR:
    case XOR:
      return Math.max(bitsOf(p, a), bitsOf(p, b));
    case AND:
      // What is not negative and short makes the result so.
      return sign === 0 ? Math.min(bitsOf(p, a), bitsOf(p, b)) : Math.max(bitsOf(p, a), bitsOf(p, b));
    case COND:
      return Math.max(bitsOf(p, b), bitsOf(p, ir.c[n]!));
    case SHL:
      return bitsOf(p, a) + ir.a[b]!;
    case ROTL:
      return 64 + ir.a[b]! + sign;
    case SHR_U:
      return 64 - ir.a[b]! + sign;
    case LONG:
      return Math.min(64, sign + (ir.isConst(b) && ir.a[b] !== 0 ? 64 - Math.clz32(ir.a[b]!) : 32 - lowZeros(p, a)));
    default:
      return 64;
  }
}

/** Leading zeros of a word that is constant. */
function lowZeros({ ir }: Printer, n: number): number {
  return ir.isConst(n) ? Math.clz32(ir.a[n]!) : 0;
}

/** The mode for an operand of which the low 64 bits count. */
function inner(p: Printer, n: number, own: number): number {
  if (p.options.smallIntegers === 31) return bitsOf(p, n) > MAX_BITS ? UNSIGNED : ANY;
  // There a comparison tells, nearly always, that nothing is to be cut off: of all but sums, early.
  return own === P_ADD && p.ir.op[n] === ADD ? ANY : UNSIGNED;
}

/** Puts a number cut off at 64 bits, where it is not known to be shorter. */
function putWhole(p: Printer, n: number, own: number, prec: number, mode: number, put: () => void): void {
  if (mode !== UNSIGNED || bitsOf(p, n) <= 64) {
    if (own < prec) p.put('(');
    put();
    if (own < prec) p.put(')');
    return;
  }
  const { ir } = p;
  if (!ir.signedLongs && (p.options.smallIntegers === 31 || ir.op[n] === SUB)) {
    if (P_BITAND < prec) p.put('(');
    if (own < P_BITAND) p.put('(');
    put();
    if (own < P_BITAND) p.put(')');
    p.put(`&${MAX_UNSIGNED}`);
    if (P_BITAND < prec) p.put(')');
    return;
  }
  // A comparison is cheaper than what it spares.
  p.useScratch('bw');
  if (P_COND < prec) p.put('(');
  p.put('(bw=');
  put();
  p.put(
    ir.signedLongs
      ? `)>${MAX_SIGNED}||bw<${MIN_SIGNED}?BigInt.asIntN(64,bw):bw`
      : `)>${MAX_UNSIGNED}?bw&${MAX_UNSIGNED}:bw`,
  );
  if (P_COND < prec) p.put(')');
}

function infix(symbol: string, own: number): Emitter {
  return (p, n, prec, mode) => {
    const { ir } = p;
    const swaps = symbol !== '-' && p.options.smallIntegers === 31 && p.swaps(ir.a[n]!, ir.b[n]!);
    const a = swaps ? ir.b[n]! : ir.a[n]!;
    const b = swaps ? ir.a[n]! : ir.b[n]!;
    putWhole(p, n, own, prec, mode, () => {
      p.expr(a, own, inner(p, a, own));
      p.put(symbol);
      p.expr(b, own + 1, inner(p, b, own));
    });
  };
}

const emitShiftLeft: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  putWhole(p, n, P_SHIFT, prec, mode, () => {
    p.expr(ir.a[n]!, P_SHIFT, inner(p, ir.a[n]!, P_SHIFT));
    p.put(`<<${ir.a[ir.b[n]!]}n`);
  });
};

/** Puts a number without its sign. */
function putUnsigned(p: Printer, n: number, prec: number): void {
  if (!p.ir.signedLongs) {
    p.expr(n, prec, UNSIGNED);
    return;
  }
  if (P_BITAND < prec) p.put('(');
  p.expr(n, P_BITAND, inner(p, n, P_BITAND));
  p.put(`&${MAX_UNSIGNED}`);
  if (P_BITAND < prec) p.put(')');
}

const emitShiftRight: Emitter = (p, n, prec) => {
  const { ir } = p;
  if (P_SHIFT < prec) p.put('(');
  putUnsigned(p, ir.a[n]!, P_SHIFT);
  p.put(`>>${ir.a[ir.b[n]!]}n`);
  if (P_SHIFT < prec) p.put(')');
};

/** `x * (2^64 + 1) >> 64 - k`: one operation less than two shifts and an `|`, and the operand stands there once. */
const emitRotation: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  putWhole(p, n, P_SHIFT, prec, mode, () => {
    putUnsigned(p, ir.a[n]!, P_MUL);
    p.put(`*${TWICE}>>${64 - ir.a[ir.b[n]!]!}n`);
  });
};

/** Printers for interpreters. */
export const JITLESS_LONGS: Readonly<
  Record<`long.${'add' | 'sub' | 'mul' | 'and' | 'or' | 'xor' | 'shl' | 'shr_u' | 'rotl.once'}`, Emitter>
> = {
  'long.add': infix('+', P_ADD),
  'long.sub': infix('-', P_ADD),
  'long.mul': infix('*', P_MUL),
  'long.and': infix('&', P_BITAND),
  'long.or': infix('|', P_BITOR),
  'long.xor': infix('^', P_BITXOR),
  'long.shl': emitShiftLeft,
  'long.shr_u': emitShiftRight,
  'long.rotl.once': emitRotation,
};
