import {
  ANY,
  type Emitter,
  P_ASSIGN,
  P_BITOR,
  P_CALL,
  P_SHIFT,
  type Printer,
  SIGNED,
  TRUTH,
  UNSIGNED,
} from './printer.ts';
import type { RuntimeHelper } from './runtime-helpers.ts';

/** How an operator's result comes out of JavaScript, besides {@link SIGNED} and {@link UNSIGNED}: both at once. */
export const EITHER_SIGN: number = 4;

export const TO_SIGNED: string = '|0';
export const TO_UNSIGNED: string = '>>>0';

function suffixOf(natural: number, mode: number): string {
  if (natural === EITHER_SIGN) return '';
  if (mode === UNSIGNED) return natural === UNSIGNED ? '' : TO_UNSIGNED;
  if (mode === SIGNED) return natural === SIGNED ? '' : TO_SIGNED;
  return natural === ANY && mode === TRUTH ? TO_SIGNED : '';
}

/** There are fewer signs, and fewer modes. */
const MODES = 8;
const SUFFIXES: readonly string[] = Array.from({ length: MODES * MODES }, (_, at) =>
  suffixOf(Math.floor(at / MODES), at % MODES),
);

/** What has to be appended so that a result of sign `natural` serves `mode`; empty if nothing. */
export function conversion(natural: number, mode: number): string {
  return SUFFIXES[natural * MODES + mode]!;
}

/** The same for a node: words that are known not to be negative are the same signed and unsigned. */
export function conversionOf({ ranges }: Printer, n: number, natural: number, mode: number): string {
  const suffix = conversion(natural, mode);
  return suffix !== '' && natural !== ANY && ranges?.isNonNegative(n) ? '' : suffix;
}

/** Opens parentheses for an expression of precedence `own` with this conversion behind. @returns how many */
export function open(p: Printer, own: number, suffix: string, prec: number): number {
  if (suffix === '') {
    if (own >= prec) return 0;
    p.put('(');
    return 1;
  }
  let count = 0;
  const outer = suffix === TO_SIGNED ? P_BITOR : P_SHIFT;
  if (outer < prec) count = 1;
  if (own < outer) count += 2;
  if (count > 0) p.put(count === 3 ? '((' : '(');
  return count;
}

/** What closes one to three parentheses that {@link open} opened, by suffix: the outer one, the inner one, both. */
const CLOSINGS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  ['', TO_SIGNED, TO_UNSIGNED].map((suffix) => [suffix, [`${suffix})`, `)${suffix}`, `)${suffix})`]]),
);

/** Closes what {@link open} opened. */
export function close(p: Printer, suffix: string, count: number): void {
  if (suffix === '' && count === 0) return;
  if (count === 0) p.put(suffix);
  else p.put(CLOSINGS[suffix]![count - 1]!);
}

/** A call of a helper on words. */
export function callOf(name: RuntimeHelper, operands: 1 | 2, natural: number, operandMode: number): Emitter {
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
