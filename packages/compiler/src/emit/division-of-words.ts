import {
  P_ADD,
  P_ASSIGN,
  P_BITAND,
  P_BITOR,
  P_MUL,
  P_SHIFT,
  P_UNARY,
  type Printer,
  SIGNED,
  UNSIGNED,
} from './printer.ts';

/*
 * 64-bit divisions for interpreters, where a BigInt costs an allocation for each operation, and words and doubles cost the same as anything else. What is
 * least of these does it:
 *
 * - 32 bits by 32: one division of numbers
 * - 53 bits by 53: as well, for the quotient of two integers below 2^53 never rounds up to the next integer
 * - 64 bits by a constant below 2^21: the high word first, then its remainder with the low word, of 53 bits together
 * - 64 bits by 32: the same in three steps, of which each brings 16 bits down
 * - all else over BigInt, negative numbers included
 */

/** How a division is written. */
export interface Division {
  readonly operator: '/' | '%';
  readonly signed: boolean;
}

/** The operands and results of a division: nodes, and variables or -1. */
interface Words {
  readonly xl: number;
  readonly xh: number;
  readonly yl: number;
  readonly yh: number;
  readonly low: number;
  readonly high: number;
}

const TWO_TO_32 = '4294967296';

/** High words below make integers that doubles hold. */
const EXACT_HIGH_BITS = 21;

/** Whoever is below leaves remainders that, with a low word behind, are integers that doubles hold. */
const SHORT_DIVISOR = 2 ** EXACT_HIGH_BITS;

/**
 * Puts a division as a choice between forms for operands of different sizes. The divisor is not 0.
 *
 * @param big puts it for all operands
 */
export function putDivisionOfWords(p: Printer, i: number, { operator, signed }: Division, big: () => void): void {
  const { ir } = p;
  const [xl, xh, yl, yh] = [0, 1, 2, 3].map((k) => ir.list[ir.y[i]! + k]!) as [number, number, number, number];
  const words: Words = { xl, xh, yl, yh, low: ir.list[ir.w[i]!]!, high: ir.list[ir.w[i]! + 1]! };
  const highs = [xh, yh].filter((high) => !ir.isConst(high));
  if ([xh, yh].some((high) => ir.isConst(high) && ir.a[high] !== 0)) {
    big();
    return;
  }
  if (highs.length === 0) {
    putShort(p, words, operator);
    return;
  }
  p.put('if(');
  putAny(p, highs, P_ASSIGN);
  p.put('){');
  if (ir.isI32(yh, 0) && ir.isConst(yl) && ir.a[yl]! > 0 && ir.a[yl]! < SHORT_DIVISOR) {
    putGuarded(p, signed, words, big, () => putByShort(p, words, operator));
  } else {
    p.put('if(');
    putAny(p, highs, P_SHIFT);
    p.put(`>>>${EXACT_HIGH_BITS}){`);
    if (ir.isI32(yh, 0)) putGuarded(p, signed, words, big, () => putByWord(p, words, operator));
    else big();
    p.put('}else{');
    putOfDoubles(p, words, operator);
    p.put('}');
  }
  p.put('}else{');
  putShort(p, words, operator);
  p.put('}');
}

/** The bits of all these words together. */
function putAny(p: Printer, words: readonly number[], prec: number): void {
  const encloses = words.length > 1 && prec > P_BITOR;
  if (encloses) p.put('(');
  for (const [k, word] of words.entries()) {
    if (k > 0) p.put('|');
    p.expr(word, Math.max(prec, P_BITOR), SIGNED);
  }
  if (encloses) p.put(')');
}

/** Puts a form that is not for negative dividends. */
function putGuarded(p: Printer, signed: boolean, { xh }: Words, big: () => void, form: () => void): void {
  if (!signed) {
    form();
    return;
  }
  p.put('if(');
  p.expr(xh, P_SHIFT, SIGNED);
  p.put('<0){');
  big();
  p.put('}else{');
  form();
  p.put('}');
}

/** Both high words are 0. */
function putShort(p: Printer, { xl, yl, low, high }: Words, operator: string): void {
  if (low >= 0) {
    p.put(`${p.names[low]}=`);
    p.expr(xl, P_MUL, UNSIGNED);
    p.put(operator);
    p.expr(yl, P_UNARY, UNSIGNED);
    p.put('|0;');
  }
  putZero(p, high);
}

function putZero(p: Printer, high: number): void {
  if (high >= 0) p.put(`${p.names[high]}=0;`);
}

/** Neither has more than 53 bits. */
function putOfDoubles(p: Printer, { xl, xh, yl, yh, low, high }: Words, operator: string): void {
  const isLow = operator === '%' && p.ir.isI32(yh, 0);
  p.useScratch('dq');
  p.put('dq=');
  putDouble(p, xl, xh, P_MUL);
  p.put(operator);
  putDouble(p, yl, yh, P_UNARY);
  p.put(';');
  if (low >= 0) p.put(`${p.names[low]}=dq|0;`);
  if (isLow) putZero(p, high);
  else if (high >= 0) p.put(`${p.names[high]}=dq/${TWO_TO_32}|0;`);
}

function putDouble(p: Printer, lo: number, hi: number, prec: number): void {
  if (p.ir.isI32(hi, 0)) {
    p.expr(lo, prec, UNSIGNED);
    return;
  }
  p.put('(');
  p.expr(hi, P_MUL, SIGNED);
  p.put(`*${TWO_TO_32}+`);
  p.expr(lo, P_MUL, UNSIGNED);
  p.put(')');
}

/** The divisor is a constant below 2^21. */
function putByShort(p: Printer, { xl, xh, yl, low, high }: Words, operator: string): void {
  const k = p.ir.a[yl]!;
  if (operator === '%') {
    p.useScratch('dx');
    p.put('dx=');
    p.expr(xh, P_MUL, UNSIGNED);
    p.put(`%${k}*${TWO_TO_32}+`);
    p.expr(xl, P_MUL, UNSIGNED);
    p.put(';');
    if (low >= 0) p.put(`${p.names[low]}=dx-(dx/${k}>>>0)*${k};`);
    putZero(p, high);
    return;
  }
  p.useScratch('dq');
  p.put('dq=');
  p.expr(xh, P_MUL, UNSIGNED);
  p.put(`/${k}>>>0;`);
  if (low >= 0) {
    p.put(`${p.names[low]}=((`);
    p.expr(xh, P_ADD, UNSIGNED);
    p.put(`-dq*${k})*${TWO_TO_32}+`);
    p.expr(xl, P_MUL, UNSIGNED);
    p.put(`)/${k}|0;`);
  }
  if (high >= 0) p.put(`${p.names[high]}=dq|0;`);
}

/** The divisor has 32 bits. */
function putByWord(p: Printer, { xl, xh, yl, low, high }: Words, operator: string): void {
  p.useScratch('dx', 'dy');
  p.put('dy=');
  p.expr(yl, P_ASSIGN, UNSIGNED);
  p.put(';');
  if (operator === '%') {
    p.put('dx=');
    p.expr(xh, P_MUL, UNSIGNED);
    p.put('%dy*65536+(');
    p.expr(xl, P_SHIFT, SIGNED);
    p.put('>>>16);');
    if (low >= 0) {
      p.put(`${p.names[low]}=(dx%dy*65536+(`);
      p.expr(xl, P_BITAND, SIGNED);
      p.put('&65535))%dy|0;');
    }
    putZero(p, high);
    return;
  }
  p.useScratch('dq', 'dr');
  p.put('dq=');
  p.expr(xh, P_MUL, UNSIGNED);
  p.put('/dy>>>0;dx=(');
  p.expr(xh, P_ADD, UNSIGNED);
  p.put('-dq*dy)*65536+(');
  p.expr(xl, P_SHIFT, SIGNED);
  p.put('>>>16);dr=dx/dy|0;');
  if (low >= 0) {
    p.put(`${p.names[low]}=dr<<16|((dx-dr*dy)*65536+(`);
    p.expr(xl, P_BITAND, SIGNED);
    p.put('&65535))/dy;');
  }
  if (high >= 0) p.put(`${p.names[high]}=dq|0;`);
}
