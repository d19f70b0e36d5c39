import { IS_ARITH } from '../ir/node-ops.ts';
import type { Printer } from './printer.ts';

/** Whether a store of this value must look for a NaN whose bits it carries. */
export function carriesNaN(p: Printer, n: number): boolean {
  return p.options.exactNaN && IS_ARITH[p.ir.op[n]!] === 0;
}
