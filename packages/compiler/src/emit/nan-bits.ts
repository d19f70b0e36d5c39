import { isArithmetic } from '../passes/arithmetic.ts';
import type { Printer } from './printer.ts';

/** Whether a float may be a NaN whose bits must be kept: what moves it looks for one. */
export function carriesNaN(p: Printer, n: number): boolean {
  return p.options.exactNaN && !isArithmetic(p.ir, n, p.arithmetic);
}
