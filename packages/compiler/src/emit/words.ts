import { IS_SMALL, OP, READS_STATE, T_I32, type WordOp } from '../ir/node-ops.ts';
import { ENTITIES } from '../ir/statement-ops.ts';
import type { Ranges } from '../passes/ranges.ts';
import { putView } from './data-view-access.ts';
import {
  ANY,
  type Emitter,
  P_ADD,
  P_AND,
  P_ASSIGN,
  P_ATOM,
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
import { GROWING, HELPER, type RuntimeHelper } from './runtime-helpers.ts';
import { putSlotAt } from './slots.ts';

/** How an operator's result comes out of JavaScript, besides {@link SIGNED} and {@link UNSIGNED}: both at once. */
const EITHER_SIGN = 4;

const TO_SIGNED = '|0';
const TO_UNSIGNED = '>>>0';
const TWO_TO_MINUS_32 = '2.3283064365386963e-10';

/** Sums this deep stay exact without wrapping in between: less than 2^20 summands of 32 bits. */
const EXACT_SUM_DEPTH = 20;

/** The same where summands may be products. */
const EXACT_PRODUCTS_DEPTH = 8;

/** Constants below make products, of which a sum of 2^8 is exact. */
const SMALL_FACTOR = 0x1000;

/** Products with constants below are exact. */
const EXACT_FACTOR = 0x20_0000;

/** Sums and products below are exact. */
const EXACT = 2 ** 53;

/** The sums of trees that are deeper wrap their parts. */
function sumMode(p: Printer, n: number): number {
  return p.ir.depth[n]! <= (p.ranges === undefined ? EXACT_SUM_DEPTH : EXACT_PRODUCTS_DEPTH) ? p.any : SIGNED;
}

/** What has to be appended so that a result of sign `natural` serves `mode`; empty if nothing. */
function conversion(natural: number, mode: number): string {
  if (natural === EITHER_SIGN) return '';
  if (mode === UNSIGNED) return natural === UNSIGNED ? '' : TO_UNSIGNED;
  if (mode === SIGNED) return natural === SIGNED ? '' : TO_SIGNED;
  return natural === ANY && mode === TRUTH ? TO_SIGNED : '';
}

/** The same for a node: words that are known not to be negative are the same signed and unsigned. */
function conversionOf({ ranges }: Printer, n: number, natural: number, mode: number): string {
  const suffix = conversion(natural, mode);
  return suffix !== '' && natural !== ANY && ranges?.isNonNegative(n) ? '' : suffix;
}

/** Opens parentheses for an expression of precedence `own` with this conversion behind. @returns how many */
function open(p: Printer, own: number, suffix: string, prec: number): number {
  let count = 0;
  const outer = suffix === '' ? own : suffix === TO_SIGNED ? P_BITOR : P_SHIFT;
  if (outer < prec) {
    p.put('(');
    count = 1;
  }
  if (own < outer) {
    p.put('(');
    count += 2;
  }
  return count;
}

function close(p: Printer, suffix: string, count: number): void {
  if (count >= 2) p.put(')');
  if (suffix !== '') p.put(suffix);
  if ((count & 1) === 1) p.put(')');
}

/** An infix operator whose operands may be any integers congruent to the words. */
function infix(symbol: string, own: number, natural: (p: Printer, n: number) => number): Emitter {
  return (p, n, prec, mode) => {
    const suffix = conversionOf(p, n, natural(p, n), mode);
    const count = open(p, own, suffix, prec);
    p.expr(p.ir.a[n]!, own, p.any);
    p.put(symbol);
    p.expr(p.ir.b[n]!, own + 1, p.any);
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
  p.expr(ir.a[n]!, P_ADD, inner);
  const right = ir.b[n]!;
  if (ir.isConst(right) && ir.a[right]! < 0) {
    p.put(`-${-ir.a[right]!}`);
  } else {
    p.put('+');
    p.expr(right, P_ADD, inner);
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

/**
 * A product. An interpreter calls `Math.imul`, so that it multiplies numbers where these stay exact. A product of 0 and a negative number is -0, which must
 * not be seen: it is converted, unless its consumer takes any number.
 */
const emitMul: Emitter = (p, n, prec, mode) => {
  const { ir, ranges } = p;
  if (ranges === undefined) {
    emitImul(p, n, prec, mode);
    return;
  }
  const [a, b] = [ir.a[n]!, ir.b[n]!];
  const size = magnitude(ranges, a) * magnitude(ranges, b);
  const isPositive = ranges.isNonNegative(a) && ranges.isNonNegative(b) && size <= MAX_WORD;
  const isConst = ir.isConst(b) && Math.abs(ir.a[b]!) < (mode === ANY ? SMALL_FACTOR : EXACT_FACTOR);
  if (!isPositive && !isConst && !(size < EXACT && mode !== ANY)) {
    emitImul(p, n, prec, mode);
    return;
  }
  const suffix = isPositive || mode === ANY ? '' : mode === UNSIGNED ? TO_UNSIGNED : TO_SIGNED;
  const count = open(p, P_MUL, suffix, prec);
  p.expr(a, P_MUL, SIGNED);
  p.put('*');
  p.expr(b, P_UNARY, SIGNED);
  close(p, suffix, count);
};

const MAX_WORD = 0x7fffffff;

/** How far from 0 a word may be. */
function magnitude(ranges: Ranges, n: number): number {
  return Math.max(-ranges.low(n), ranges.high(n));
}

/** A call of a helper on words. */
function callOf(name: RuntimeHelper, operands: 1 | 2, natural: number, operandMode: number): Emitter {
  return (p, n, prec, mode) => {
    const suffix = conversion(natural, mode);
    const count = open(p, P_CALL, suffix, prec);
    const inner = operandMode === ANY ? p.any : operandMode;
    p.putHelper(name);
    p.put('(');
    p.expr(p.ir.a[n]!, P_ASSIGN, inner);
    if (operands === 2) {
      p.put(',');
      p.expr(p.ir.b[n]!, P_ASSIGN, inner);
    }
    p.put(')');
    close(p, suffix, count);
  };
}

/** `(SL[0]=BigInt(a>>>0)*BigInt(b>>>0),SI[1])`: raw 64-bit code once it is optimised. */
function bridgedMulhi(p: Printer, n: number, prec: number, mode: number): void {
  const { ir } = p;
  const b = ir.b[n]!;
  const suffix = conversion(SIGNED, mode);
  const count = open(p, P_CALL, suffix, prec);
  p.put('(');
  p.putHelper('SL');
  p.put('[0]=BigInt(');
  p.expr(ir.a[n]!, P_ASSIGN, UNSIGNED);
  if (ir.isConst(b)) {
    p.put(`)*${ir.a[b]! >>> 0}n,`);
  } else {
    p.put(')*BigInt(');
    p.expr(b, P_ASSIGN, UNSIGNED);
    p.put('),');
  }
  p.putHelper('SI');
  p.put('[1])');
  close(p, suffix, count);
}

/** The product as a double, less its low word: exact when rounded to a multiple of 2^32. */
const emitMulhi: Emitter = (p, n, prec, mode) => {
  if (p.bridge) {
    bridgedMulhi(p, n, prec, mode);
    return;
  }
  const { ir } = p;
  const [a, b] = [ir.a[n]!, ir.b[n]!];
  const suffix = mode === UNSIGNED ? TO_UNSIGNED : TO_SIGNED;
  const count = open(p, P_ADD, suffix, prec);
  p.put('(');
  p.expr(a, P_MUL, UNSIGNED);
  p.put('*');
  p.expr(b, P_UNARY, UNSIGNED);
  p.put('-(');
  p.putHelper('imul');
  p.put('(');
  p.expr(a, P_ASSIGN, p.any);
  p.put(',');
  p.expr(b, P_ASSIGN, p.any);
  p.put(`)>>>0))*${TWO_TO_MINUS_32}+.5`);
  close(p, suffix, count);
};

/** Up to here a product of 16 bits with the constant is below 2^32. */
const LIMB = 0xffff;

/** By integers where these are fast, which halves the time of a chain of multiplications; by one double multiplication elsewhere. */
const emitMulhiByConstant: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const a = ir.a[n]!;
  const k = ir.a[ir.b[n]!]!;
  if (p.bridge && k > LIMB) {
    bridgedMulhi(p, n, prec, mode);
    return;
  }
  if (!p.bridge) {
    const count = open(p, P_MUL, TO_UNSIGNED, prec);
    p.expr(a, P_MUL, UNSIGNED);
    p.put(`*${k}*${TWO_TO_MINUS_32}`);
    close(p, TO_UNSIGNED, count);
    return;
  }
  if (P_SHIFT < prec) p.put('(');
  p.putHelper('imul');
  p.put('(');
  p.expr(a, P_SHIFT, p.any);
  p.put(`>>>16,${k})+(`);
  p.putHelper('imul');
  p.put('(');
  p.expr(a, P_BITAND, p.any);
  p.put(`&65535,${k})>>>16)>>>16`);
  if (P_SHIFT < prec) p.put(')');
};

const emitRotl: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  const [a, b] = [ir.a[n]!, ir.b[n]!];
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

/** A comparison, or what else JavaScript computes as a boolean: as a word it is converted. */
function boolean(own: number, print: (p: Printer, n: number) => void): Emitter {
  return (p, n, prec, mode) => {
    const suffix = mode === TRUTH ? '' : TO_SIGNED;
    const count = open(p, own, suffix, prec);
    print(p, n);
    close(p, suffix, count);
  };
}

function comparison(symbol: string, own: number, sign: number): Emitter {
  return boolean(own, (p, n) => {
    p.expr(p.ir.a[n]!, own + 1, sign);
    p.put(symbol);
    p.expr(p.ir.b[n]!, own + 1, sign);
  });
}

const emitEq = comparison('===', P_EQUALITY, SIGNED);
const emitNotEqual = comparison('!==', P_EQUALITY, SIGNED);

const emitNe: Emitter = (p, n, prec, mode) => {
  if (mode === TRUTH && p.ir.isI32(p.ir.b[n]!, 0)) p.expr(p.ir.a[n]!, prec, TRUTH);
  else emitNotEqual(p, n, prec, mode);
};

/** An operator on truths: its JavaScript value may be no boolean, so that as a word it takes a ternary. */
function logical(own: number, print: (p: Printer, n: number) => void): Emitter {
  return (p, n, prec, mode) => {
    const outer = mode === TRUTH ? own : P_COND;
    if (outer < prec) p.put('(');
    if (mode !== TRUTH && own <= P_COND) p.put('(');
    print(p, n);
    if (mode !== TRUTH) p.put(own <= P_COND ? ')?1:0' : '?1:0');
    if (outer < prec) p.put(')');
  };
}

const emitCond: Emitter = (p, n, prec, mode) => {
  const { ir } = p;
  if (P_COND < prec) p.put('(');
  p.expr(ir.a[n]!, P_OR, TRUTH);
  p.put('?');
  p.expr(ir.b[n]!, P_ASSIGN, mode);
  p.put(':');
  p.expr(ir.c[n]!, P_ASSIGN, mode);
  if (P_COND < prec) p.put(')');
};

const emitConst: Emitter = (p, n, prec, mode) => {
  const value = mode === UNSIGNED ? p.ir.a[n]! >>> 0 : p.ir.a[n]!;
  if (value < 0 && prec > P_UNARY) p.put(`(${value})`);
  else if (value < 0) p.putSigned(String(value));
  else p.put(String(value));
};

const emitGet: Emitter = (p, n, prec, mode) => {
  const name = p.names[p.ir.a[n]!]!;
  if (mode !== UNSIGNED || p.ir.type[n] !== 0 || p.ranges?.isNonNegative(n) === true) p.put(name);
  else if (prec > P_SHIFT) p.put(`(${name}>>>0)`);
  else p.put(`${name}>>>0`);
};

const emitGlobal: Emitter = (p, n, prec, mode) => {
  const index = p.ir.a[n]!;
  p.uses.globals.add(index);
  const suffix = mode === UNSIGNED ? TO_UNSIGNED : '';
  const count = open(p, P_ATOM, suffix, prec);
  p.putOuter(`G${index}`, false);
  p.put(`[${p.ir.b[n]!}]`);
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

const emitImul = callOf('imul', 2, SIGNED, ANY);

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
  and: infix('&', P_BITAND, signOfAnd),
  or: infix('|', P_BITOR, signed),
  xor: emitXor,
  shl: infix('<<', P_SHIFT, signed),
  shr_s: infix('>>', P_SHIFT, signed),
  shr_u: infix('>>>', P_SHIFT, signOfShift),
  rotl: emitRotl,
  clz: callOf('clz32', 1, unsignedOf(IS_SMALL, OP.clz), ANY),
  ctz: callOf('i32_ctz', 1, unsignedOf(IS_SMALL, OP.ctz), SIGNED),
  popcnt: callOf('i32_popcnt', 1, unsignedOf(IS_SMALL, OP.popcnt), SIGNED),
  not: boolean(P_UNARY, (p, n) => {
    p.put('!');
    p.expr(p.ir.a[n]!, P_UNARY, TRUTH);
  }),
  eq: emitEq,
  ne: emitNe,
  lt_s: comparison('<', P_RELATIONAL, SIGNED),
  le_s: comparison('<=', P_RELATIONAL, SIGNED),
  gt_s: comparison('>', P_RELATIONAL, SIGNED),
  ge_s: comparison('>=', P_RELATIONAL, SIGNED),
  lt_u: comparison('<', P_RELATIONAL, UNSIGNED),
  le_u: comparison('<=', P_RELATIONAL, UNSIGNED),
  gt_u: comparison('>', P_RELATIONAL, UNSIGNED),
  ge_u: comparison('>=', P_RELATIONAL, UNSIGNED),
  both: logical(P_AND, (p, n) => {
    p.expr(p.ir.a[n]!, P_AND, TRUTH);
    p.put('&&');
    p.expr(p.ir.b[n]!, P_AND + 1, TRUTH);
  }),
  either: logical(P_OR, (p, n) => {
    p.expr(p.ir.a[n]!, P_OR, TRUTH);
    p.put('||');
    p.expr(p.ir.b[n]!, P_OR + 1, TRUTH);
  }),
  'cond.bool': logical(P_COND, (p, n) => {
    p.expr(p.ir.a[n]!, P_OR, TRUTH);
    p.put('?');
    p.expr(p.ir.b[n]!, P_ASSIGN, TRUTH);
    p.put(':');
    p.expr(p.ir.c[n]!, P_ASSIGN, TRUTH);
  }),
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
