import type { FunctionIR } from './function-ir.ts';
import { OP, OWN_FLAGS } from './node-ops.ts';
import { visitOperands } from './visit.ts';

const GET = OP.get;
const GLOBAL = OP.global;

/** Recomputes what is known of a tree: flags, which variables it reads, depth. */
export function refresh(ir: FunctionIR, n: number): void {
  const op = ir.op[n]!;
  // An immutable global has fewer than its operator.
  let flags = op === GLOBAL ? ir.flags[n]! : OWN_FLAGS[op]!;
  let reads = op === GET ? ir.reads[n]! : 0;
  let depth = 0;
  visitOperands(ir, n, (operand) => {
    refresh(ir, operand);
    flags |= ir.flags[operand]!;
    reads |= ir.reads[operand]!;
    depth = Math.max(depth, ir.depth[operand]! + 1);
  });
  ir.flags[n] = flags;
  ir.reads[n] = reads;
  ir.depth[n] = depth;
}
