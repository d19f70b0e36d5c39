import { IS_SMALL, OP, READS_STATE, T_I32, type WordOp } from '../ir/node-ops.ts';
import { ENTITIES } from '../ir/statement-ops.ts';
import { callOf, close, conversion, conversionOf, EITHER_SIGN, open, TO_SIGNED, TO_UNSIGNED } from './conversion.ts';
import { addend, decimal } from './numerals.ts';
import {
  ANY,
  type Emitter,
  P_ADD,
  P_AND,
  P_ATOM,
  P_BITAND,
  P_BITOR,
  P_BITXOR,
  P_CALL,
  P_EQUALITY,
  P_MUL,
  P_RELATIONAL,
  P_SHIFT,
  P_UNARY,
  type Printer,
  SIGNED,
  UNSIGNED,
} from './printer.ts';
import { emitMul, emitMulhi, emitMulhiBeside, emitMulhiByConstant, emitMulhiSum } from './products.ts';
import { GROWING, HELPER } from './runtime-helpers.ts';
import { putSlotAt } from './slots.ts';
import {
  bitwiseOrLogical,
  boolean,
  comparison,
  emitBoth,
  emitCarry,
  emitCond,
  emitCondOfBooleans,
  emitEither,
  emitEq,
  emitNe,
  emitNot,
} from './truths.ts';
import { putView } from './view-methods.ts';

/** Sums this deep stay exact without wrapping in between: less than 2^20 summands of 32 bits. */
const EXACT_SUM_DEPTH = 20;

/** The same where summands may be products. */
const EXACT_PRODUCTS_DEPTH = 8;

/** The sums of trees that are deeper wrap their parts. */
function sumMode(p: Printer, n: number): number {
  return p.ir.depth[n]! <= (p.ranges === undefined ? EXACT_SUM_DEPTH : EXACT_PRODUCTS_DEPTH) ? p.any : SIGNED;
}

/** What is known of the sign of an operator's result as JavaScript computes it. */
type Sign = (p: Printer, n: number) => number;

/** An infix operator whose operands may be any integers congruent to the words. */
function infix(symbol: string, own: number, natural: Sign): Emitter {
  return (p, n, prec, mode) => {
    const { ir } = p;
    const a = ir.a[n]!;
    const b = ir.b[n]!;
    const suffix = conversionOf(p, n, natural(p, n), mode);
    const count = open(p, own, suffix, prec);
    const swaps = p.swaps(a, b);
    p.expr(swaps ? b : a, own, p.any);
    p.put(symbol);
    p.expr(swaps ? a : b, own + 1, p.any);
    close(p, suffix, count);
  };
}

function shift(symbol: string, natural: Sign): Emitter {
  const byConstant = Array.from({ length: 32 }, (_, count) => `${symbol}${count}`);
  return (p, n, prec, mode) => {
    const { ir } = p;
    const suffix = conversionOf(p, n, natural(p, n), mode);
    const count = open(p, P_SHIFT, suffix, prec);
    p.expr(ir.a[n]!, P_SHIFT, p.any);
    const b = ir.b[n]!;
    const text = ir.isConst(b) ? byConstant[ir.a[b]!] : undefined;
    if (text !== undefined) p.put(text);
    else {
      p.put(symbol);
      p.expr(b, P_SHIFT + 1, p.any);
    }
    close(p, suffix, count);
  };
}

const signed = (): number => SIGNED;

function signOfAnd({ ir }: Printer, n: number): number {
  const right = ir.b[n]!;
  return ir.isConst(right) && ir.a[right]! >= 0 ? EITHER_SIGN : SIGNED;
}

/** Logical shifts by a constant that is not 0 leave the sign bit clear. */
function signOfShift({ ir }: Printer, n: number): number {
  return ir.isConst(ir.b[n]!) ? EITHER_SIGN : UNSIGNED;
}

/** Whether a sum or difference is printed as one that does not wrap around. */
function isExact({ ranges }: Printer, n: number, mode: number): boolean {
  return mode !== ANY && ranges !== undefined && ranges.isExact(n);
}

const emitAdd: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const exact = isExact(p, n, mode);
  const suffix = conversionOf(p, n, exact ? SIGNED : ANY, mode);
  const count = open(p, P_ADD, suffix, prec);
  const inner = exact ? SIGNED : sumMode(p, n);
  const a = ir.a[n]!;
  const b = ir.b[n]!;
  const swaps = p.swaps(a, b);
  p.expr(swaps ? b : a, P_ADD, inner);
  const right = swaps ? a : b;
  if (ir.isConst(right)) {
    const value = ir.a[right]!;
    p.put(value < 0 ? `-${-value}` : addend(value));
  } else {
    p.put('+');
    p.expr(right, swaps ? P_MUL : P_ADD, inner);
  }
  close(p, suffix, count);
};

const emitSub: Emitter = (p, n, prec, mode) => {
  const exact = isExact(p, n, mode);
  const suffix = conversionOf(p, n, exact ? SIGNED : ANY, mode);
  const count = open(p, P_ADD, suffix, prec);
  const inner = exact ? SIGNED : sumMode(p, n);
  p.expr(p.ir.a[n]!, P_ADD, inner);
  p.put('-');
  p.expr(p.ir.b[n]!, P_MUL, inner);
  close(p, suffix, count);
};

/** Whether a remainder is no -0, and the same signed and unsigned. */
function isPlainRemainder({ ir, ranges }: Printer, n: number): boolean {
  return ranges?.isNonNegative(ir.a[n]!) === true && ranges.isNonNegative(ir.b[n]!);
}

/** A quotient is no integer: it is always converted. A remainder may be -0. */
function division(symbol: string, sign: number): Emitter {
  return (p, n, prec, mode) => {
    const suffix = symbol === '%' && isPlainRemainder(p, n) ? '' : mode === UNSIGNED ? TO_UNSIGNED : TO_SIGNED;
    const count = open(p, P_MUL, suffix, prec);
    p.expr(p.ir.a[n]!, P_MUL, sign);
    p.put(symbol);
    p.expr(p.ir.b[n]!, P_UNARY, sign);
    close(p, suffix, count);
  };
}

const emitRotl: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const a = ir.a[n]!;
  const b = ir.b[n]!;
  const suffix = conversion(SIGNED, mode);
  const count = open(p, P_BITOR, suffix, prec);
  p.expr(a, P_SHIFT, p.any);
  p.put('<<');
  p.expr(b, P_ADD, p.any);
  p.put('|');
  p.expr(a, P_SHIFT, p.any);
  p.put('>>>');
  if (ir.isConst(b)) p.put(String((32 - ir.a[b]!) & 31));
  else {
    p.put('32-');
    p.expr(b, P_MUL, p.any);
  }
  close(p, suffix, count);
};

const emitXor: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  if (!ir.isI32(ir.b[n]!, -1)) {
    plainXor(p, n, prec, mode);
    return;
  }
  const suffix = conversion(SIGNED, mode);
  const count = open(p, P_UNARY, suffix, prec);
  p.put('~');
  p.expr(ir.a[n]!, P_UNARY, p.any);
  close(p, suffix, count);
};

const plainXor = infix('^', P_BITXOR, signed);

const emitConst: Emitter = (p, n, prec, mode) => {
  const value = mode === UNSIGNED ? p.ir.a[n]! >>> 0 : p.ir.a[n]!;
  if (value < 0 && prec > P_UNARY) p.put(`(${value})`);
  else if (value < 0) p.putSigned(String(value));
  else p.put(decimal(value));
};

const emitGet: Emitter = (p, n, prec, mode) => {
  const name = p.names[p.ir.a[n]!]!;
  if (mode !== UNSIGNED || p.ir.type[n] !== 0 || p.ranges?.isNonNegative(n) === true) p.put(name);
  else if (prec > P_SHIFT) p.put(`(${name}>>>0)`);
  else p.put(`${name}>>>0`);
};

const emitGlobal: Emitter = (p, n, prec, mode) => {
  const suffix = mode === UNSIGNED ? TO_UNSIGNED : '';
  const count = open(p, P_ATOM, suffix, prec);
  p.putGlobal(p.ir.a[n]!, p.ir.b[n]!);
  close(p, suffix, count);
};

const emitSlot: Emitter = (p, n, prec, mode) => {
  const suffix = mode === UNSIGNED && p.ir.type[n] === T_I32 ? TO_UNSIGNED : '';
  const count = open(p, P_ATOM, suffix, prec);
  putSlotAt(p, p.ir.type[n]!, p.ir.a[n]!);
  close(p, suffix, count);
};

const emitMemorySize: Emitter = (p, n, prec) => {
  const memory = p.ir.a[n]!;
  if (P_MUL < prec) p.put('(');
  putView(p, memory, false);
  p.put(`.byteLength/${2 ** p.shape.memories[memory]!.pageSizeLog2}`);
  if (P_MUL < prec) p.put(')');
};

const emitTableSize: Emitter = (p, n) => {
  const table = p.ir.a[n]!;
  p.uses.tables.add(table);
  p.put(`table${table}.size`);
};

const emitEntity: Emitter = (p, n) => {
  const kind = ENTITIES[p.ir.a[n]!]!;
  const index = p.ir.b[n]!;
  const { uses } = p;
  if (kind === 'instance') uses.instance = true;
  else if (kind === 'memory') uses.memories.add(index);
  else if (kind === 'table') uses.tables.add(index);
  else if (kind === 'data') uses.datas.add(index);
  else if (kind === 'element') uses.elements.add(index);
  else if (kind === 'type') uses.types.add(index);
  else if (kind === 'struct' || kind === 'array') uses.classes.add(index);
  else if (kind === 'tag') uses.tags.add(index);
  p.put(kind === 'instance' ? kind : `${kind}${index}`);
};

const CONSTRUCT = HELPER.construct;

const emitCall: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  if (ir.a[n] === CONSTRUCT) {
    p.put('new ');
    p.expr(ir.list[ir.b[n]!]!, P_CALL, SIGNED);
    p.put('(');
    p.args(ir.b[n]! + 1, ir.c[n]! - 1);
    p.put(')');
    return;
  }
  const suffix = ir.type[n] === 0 ? conversion(SIGNED, mode) : '';
  const count = open(p, P_CALL, suffix, prec);
  const callee = ir.a[n]!;
  // What was a statement, see `passes/nest-calls.ts`, has a position of its own.
  if ((ir.flags[n]! & READS_STATE) !== 0) p.mark(ir.at[n]!);
  if (callee < 0) p.putFunction(-1 - callee);
  else p.putHelperAt(callee);
  if (callee < 0 || GROWING.has(callee)) p.mayGrow = true;
  p.put('(');
  p.args(ir.b[n]!, ir.c[n]!);
  p.put(')');
  close(p, suffix, count);
};

/** Range tests of truncations; the operand is an atom. */
function fits(above: string, below: string): Emitter {
  return boolean(P_AND, (p, n) => {
    p.expr(p.ir.a[n]!, P_SHIFT, ANY);
    p.put(above);
    p.put('&&');
    p.expr(p.ir.a[n]!, P_SHIFT, ANY);
    p.put(below);
  });
}

const emitTrunc: Emitter = (p, n, prec, mode) => {
  const suffix = mode === UNSIGNED ? TO_UNSIGNED : TO_SIGNED;
  const count = open(p, P_BITOR + 1, suffix, prec);
  p.expr(p.ir.a[n]!, P_BITOR + 1, ANY);
  close(p, suffix, count);
};

const unsignedOf = (table: Uint8Array, code: number): number => (table[code] === 1 ? EITHER_SIGN : SIGNED);

/** Printers of all operators on words. */
export const WORD_EMITTERS: Readonly<Record<WordOp, Emitter>> = {
  'i32.const': emitConst,
  'ref.null': (p) => p.put('null'),
  get: emitGet,
  global: emitGlobal,
  slot: emitSlot,
  'memory.size': emitMemorySize,
  'table.size': emitTableSize,
  entity: emitEntity,
  call: emitCall,
  cond: emitCond,
  add: emitAdd,
  sub: emitSub,
  mul: emitMul,
  div_s: division('/', SIGNED),
  div_u: division('/', UNSIGNED),
  rem_s: division('%', SIGNED),
  rem_u: division('%', UNSIGNED),
  mulhi_u: emitMulhi,
  mulhi_k: emitMulhiByConstant,
  'mulhi_u.beside': emitMulhiBeside,
  'mulhi_u.sum': emitMulhiSum,
  and: bitwiseOrLogical(infix('&', P_BITAND, signOfAnd), true),
  or: bitwiseOrLogical(infix('|', P_BITOR, signed), false),
  xor: emitXor,
  shl: shift('<<', signed),
  shr_s: shift('>>', signed),
  shr_u: shift('>>>', signOfShift),
  rotl: emitRotl,
  clz: callOf('clz32', 1, unsignedOf(IS_SMALL, OP.clz), ANY),
  ctz: callOf('i32_ctz', 1, unsignedOf(IS_SMALL, OP.ctz), SIGNED),
  popcnt: callOf('i32_popcnt', 1, unsignedOf(IS_SMALL, OP.popcnt), SIGNED),
  not: emitNot,
  eq: emitEq,
  ne: emitNe,
  lt_s: comparison('<', P_RELATIONAL, SIGNED),
  le_s: comparison('<=', P_RELATIONAL, SIGNED),
  gt_s: comparison('>', P_RELATIONAL, SIGNED),
  ge_s: comparison('>=', P_RELATIONAL, SIGNED),
  lt_u: comparison('<', P_RELATIONAL, UNSIGNED),
  carry: emitCarry,
  le_u: comparison('<=', P_RELATIONAL, UNSIGNED),
  gt_u: comparison('>', P_RELATIONAL, UNSIGNED),
  ge_u: comparison('>=', P_RELATIONAL, UNSIGNED),
  both: emitBoth,
  either: emitEither,
  'cond.bool': emitCondOfBooleans,
  isnull: boolean(P_EQUALITY, (p, n) => {
    p.expr(p.ir.a[n]!, P_RELATIONAL, SIGNED);
    p.put('===null');
  }),
  same: comparison('===', P_EQUALITY, SIGNED),
  'trunc.fits_i32_s': fits('>-2147483649', '<2147483648'),
  'trunc.fits_i32_u': fits('>-1', '<4294967296'),
  'trunc.fits_i64_s': fits('>=-9223372036854775808', '<9223372036854775808'),
  'trunc.fits_i64_u': fits('>-1', '<18446744073709551616'),
  trunc: emitTrunc,
};
