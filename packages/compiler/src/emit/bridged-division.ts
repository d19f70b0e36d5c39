import { P_ASSIGN, P_BITOR, type Printer, SIGNED, UNSIGNED } from './printer.ts';
import { HELPER } from './runtime-helpers.ts';

/** How a division over BigInt is written. */
interface Division {
  readonly operator: '/' | '%';
  readonly signed: boolean;
}

/*
 * The optimising compiler makes a machine division of `asIntN(64, x) / asIntN(64, y)`, where it stands in the function itself: helpers are inlined in few
 * places, and calls cost more than the division. What is no signed division of 64 bits stays with the helpers.
 */
const DIVISIONS = new Map<number, Division>([
  [HELPER.i64_div_s_bridge, { operator: '/', signed: true }],
  [HELPER.i64_div_u_bridge, { operator: '/', signed: false }],
  [HELPER.i64_rem_s_bridge, { operator: '%', signed: true }],
  [HELPER.i64_rem_u_bridge, { operator: '%', signed: false }],
]);

/**
 * Puts a division as text of its own where it is one of signed numbers, and by `call` elsewhere. Its operands are atoms, and the divisor is not 0, nor
 * overflows a signed quotient.
 *
 * @param call puts the call of the helper, results included
 */
export function putBridgedDivision(p: Printer, i: number, call: () => void): void {
  const { ir } = p;
  const { operator, signed } = DIVISIONS.get(ir.x[i]!)!;
  const [, xh, yl, yh] = [0, 1, 2, 3].map((k) => ir.list[ir.y[i]! + k]!) as [number, number, number, number];
  const isNegative = !signed && ((ir.isConst(xh) && ir.a[xh]! < 0) || (ir.isConst(yh) && ir.a[yh]! < 0));
  if (isNegative) {
    call();
    return;
  }
  const isGuarded = signed ? operator === '%' && mayBeMinusOne(p, yl, yh) : !(ir.isConst(xh) && ir.isConst(yh));
  if (isGuarded) {
    p.put('if(');
    if (signed) putTest(p, yl, '&', yh, '!==-1');
    else putTest(p, xh, '|', yh, '>=0');
    p.put('){');
  }
  putQuotient(p, i, operator);
  if (!isGuarded) return;
  p.put('}else{');
  call();
  p.put('}');
}

function mayBeMinusOne({ ir }: Printer, yl: number, yh: number): boolean {
  return !((ir.isConst(yl) && ir.a[yl] !== -1) || (ir.isConst(yh) && ir.a[yh] !== -1));
}

/** A test of two words at once. */
function putTest(p: Printer, a: number, operator: '&' | '|', b: number, test: string): void {
  p.put('(');
  p.expr(a, P_BITOR + 2, SIGNED);
  p.put(operator);
  p.expr(b, P_BITOR + 2, SIGNED);
  p.put(`)${test}`);
}

function putQuotient(p: Printer, i: number, operator: string): void {
  const { ir } = p;
  const start = ir.y[i]!;
  p.putHelper('SL');
  p.put('[0]=');
  putLong(p, ir.list[start]!, ir.list[start + 1]!);
  p.put(operator);
  putLong(p, ir.list[start + 2]!, ir.list[start + 3]!);
  p.put(';');
  for (let word = 0; word < ir.v[i]!; word++) {
    const variable = ir.list[ir.w[i]! + word]!;
    if (variable < 0) continue;
    p.put(`${p.names[variable]}=`);
    p.putHelper('SI');
    p.put(`[${word}];`);
  }
}

/** A pair as a BigInt; `|0` since a parameter has no type that an engine could see. */
function putLong(p: Printer, lo: number, hi: number): void {
  const { ir } = p;
  if (ir.isConst(lo) && ir.isConst(hi)) {
    const high = ir.a[hi]! * 2 ** 32;
    const low = ir.a[lo]! >>> 0;
    // As text where a double holds it.
    if (Number.isSafeInteger(high + low)) {
      // V8 11.3 divides by a constant in raw code only where that is said to be of 64 bits, too.
      p.put(`BigInt.asIntN(64,${high + low}n)`);
      return;
    }
  }
  p.put('BigInt.asIntN(64,BigInt(');
  p.expr(hi, P_BITOR, SIGNED);
  p.put('|0)*4294967296n+BigInt(');
  p.expr(lo, P_ASSIGN, UNSIGNED);
  p.put('))');
}
