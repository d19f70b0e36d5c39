import type { FunctionIR } from '../ir/function-ir.ts';
import { S_NOP } from '../ir/statement-ops.ts';

/** Closes the gaps that passes left in the list of statements. */
export function compact(ir: FunctionIR): void {
  const { kind, x, y, z, w, v, offset } = ir;
  const count = ir.statementCount;
  let to = kind.indexOf(S_NOP);
  if (to < 0 || to >= count) return;
  for (let i = to + 1; i < count; i++) {
    const k = kind[i]!;
    if (k === S_NOP) continue;
    kind[to] = k;
    x[to] = x[i]!;
    y[to] = y[i]!;
    z[to] = z[i]!;
    w[to] = w[i]!;
    v[to] = v[i]!;
    offset[to] = offset[i]!;
    to++;
  }
  ir.statementCount = to;
}
