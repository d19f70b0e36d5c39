import type { FunctionIR } from './function-ir.ts';
import { OP } from './node-ops.ts';

const GET = OP.get;

/** Another node for a tree, which is to become something else. */
export function moved(ir: FunctionIR, n: number): number {
  const copy = ir.leaf(ir.op[n]!, ir.type[n]!, 0, 0);
  ir.become(copy, n);
  return copy;
}

/** Makes a node the read of a variable of its type. What is known of trees around it is not brought up to date. */
export function becomeGet(ir: FunctionIR, n: number, variable: number): void {
  ir.op[n] = GET;
  ir.a[n] = variable;
  ir.b[n] = 0;
  ir.d[n] = -1;
  ir.flags[n] = 0;
  ir.reads[n] = ir.reads[ir.get(variable)]!;
  ir.depth[n] = 0;
}
