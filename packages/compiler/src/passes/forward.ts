import { type FunctionIR, V_TEMP } from '../ir/function-ir.ts';
import { LOADS } from '../ir/node-ops.ts';
import { refresh } from '../ir/refresh.ts';
import {
  S_EFFECT,
  S_ELEMENT_SET,
  S_FIELD_SET,
  S_NOP,
  S_SET,
  S_STORE,
  S_TRAP_FIT,
  S_TRAP_IF,
} from '../ir/statement-ops.ts';
import { visitRoots } from '../ir/visit.ts';
import { IN_LAZY, IN_REPEATED, type VariableUses } from './variable-uses.ts';

/** How far the use of a temporary may be, in statements. */
const REACH = 12;
const MAX_DEPTH = 80;

/**
 * Writes a temporary that is read once into the place where it is read, if nothing in between changes what it computes, or when it traps. Linear: every
 * temporary looks at a bounded number of statements.
 */
export function forwardTemporaries(ir: FunctionIR, uses: VariableUses): void {
  for (let i = 0; i < ir.statementCount; i++) {
    if (ir.kind[i] !== S_SET) continue;
    const variable = ir.x[i]!;
    if (ir.varKind[variable] !== V_TEMP || uses.count[variable] !== 1 || uses.definitions[variable] !== 1) continue;
    const use = uses.statement[variable]!;
    if (use - i > REACH || use <= i || !mayMove(ir, i, use, uses.context[variable]!)) continue;
    ir.become(uses.node[variable]!, ir.y[i]!);
    uses.count[variable] = 0;
    visitRoots(ir, use, (root) => refresh(ir, root));
    ir.kind[i] = S_NOP;
  }
}

/** Whether the value of the `set` at `from` may be computed in the statement at `to` instead. */
function mayMove(ir: FunctionIR, from: number, to: number, context: number): boolean {
  const n = ir.y[from]!;
  const flags = ir.flags[n]!;
  if ((context & IN_REPEATED) !== 0 && !ir.isAtom(n)) return false;
  if ((context & IN_LAZY) !== 0 && (flags & LOADS) !== 0) return false;
  let depth = 0;
  visitRoots(ir, to, (root) => {
    if (ir.depth[root]! > depth) depth = ir.depth[root]!;
  });
  if (depth + ir.depth[n]! > MAX_DEPTH) return false;
  for (let i = from + 1; i < to; i++) if (!mayPass(ir, n, i)) return false;
  return true;
}

/** Whether a tree gives the same, and traps the same, before and after a statement. */
function mayPass(ir: FunctionIR, n: number, i: number): boolean {
  const k = ir.kind[i]!;
  if (k === S_NOP) return true;
  const isVolatile = ir.isVolatile(n);
  if (k === S_SET) return ir.reads[n] === 0 || !ir.readsVariable(n, ir.x[i]!);
  if (k === S_EFFECT) return true;
  if (k === S_TRAP_IF) return !ir.loads(n);
  if (k === S_STORE || k === S_TRAP_FIT || k === S_FIELD_SET || k === S_ELEMENT_SET) return !isVolatile;
  return false;
}
