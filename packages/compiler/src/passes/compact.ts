import type { FunctionIR } from '../ir/function-ir.ts';
import { S_NOP } from '../ir/statement-ops.ts';

/** Closes the gaps that passes left in the list of statements. */
export function compact(ir: FunctionIR): void {
  const { kind, x, y, z, w, v, offset } = ir;
  let to = 0;
  for (let i = 0; i < ir.statementCount; i++) {
    if (kind[i] === S_NOP) continue;
    if (to !== i) {
      kind[to] = kind[i]!;
      x[to] = x[i]!;
      y[to] = y[i]!;
      z[to] = z[i]!;
      w[to] = w[i]!;
      v[to] = v[i]!;
      offset[to] = offset[i]!;
    }
    to++;
  }
  ir.statementCount = to;
}
