import { WRITTEN_OUT } from '../emit/runtime-helpers.ts';
import { type FunctionIR, V_TEMP } from '../ir/function-ir.ts';
import { LOADS, OP, READS_STATE } from '../ir/node-ops.ts';
import {
  S_CALL,
  S_GLOBAL_SET,
  S_HELPER,
  S_IF,
  S_NOP,
  S_RETURN,
  S_SET,
  S_SWITCH,
  S_TRAP_IF,
} from '../ir/statement-ops.ts';
import { visitRoots } from '../ir/visit.ts';
import type { VariableUses } from './variable-uses.ts';

const CALL = OP.call;
const MAX_DEPTH = 80;

/**
 * Writes a call into the statement behind it, if that is the only one to read its result: `t = f(x); if (t) …` becomes `if (f(x)) …`. The last pass that
 * looks at effects, for such a node has some.
 *
 * @param intoBranches also into conditions of `if`s and `switch`es, behind which there is no place for what must follow a call
 * @returns whether anything has changed
 */
export function nestCalls(ir: FunctionIR, intoBranches: boolean, uses: VariableUses): boolean {
  const { kind, w, list } = ir;
  let found = false;
  for (let i = 0; i + 1 < ir.statementCount; i++) {
    const k = kind[i]!;
    if (k !== S_CALL && (k !== S_HELPER || WRITTEN_OUT.has(ir.x[i]!))) continue;
    const count = k === S_CALL ? ir.resultCount(i) : ir.v[i]!;
    const result = onlyResult(ir, w[i]!, count);
    if (result < 0 || ir.varKind[result] !== V_TEMP) continue;
    if (uses.count[result] !== 1 || uses.definitions[result] !== 1) continue;
    if (!takesCall(ir, i + 1, intoBranches) || depthOf(ir, i) + depthOf(ir, i + 1) > MAX_DEPTH) continue;
    if (!uses.isReadIn(i + 1, result) || uses.context[result] !== 0) continue;
    nest(ir, i, uses.node[result]!);
    list[w[i]!] = -1;
    kind[i] = S_NOP;
    found = true;
  }
  return found;
}

/** The variable of the first result word where no other is wanted; -1 otherwise. */
function onlyResult({ list }: FunctionIR, start: number, count: number): number {
  if (count === 0) return -1;
  for (let at = start + 1; at < start + count; at++) if (list[at]! >= 0) return -1;
  return list[start]!;
}

/** Whether a call may be evaluated within a statement: nothing beside it reads what it changes, and no view of a memory is at hand already. */
function takesCall(ir: FunctionIR, i: number, intoBranches: boolean): boolean {
  const k = ir.kind[i]!;
  if (!intoBranches && (k === S_IF || k === S_SWITCH)) return false;
  if (k === S_RETURN) {
    // Words beyond the first would be in their slots when the call runs.
    if (ir.z[i] !== 1) return false;
  } else if (
    k !== S_SET &&
    k !== S_IF &&
    k !== S_SWITCH &&
    k !== S_TRAP_IF &&
    k !== S_GLOBAL_SET &&
    k !== S_CALL &&
    k !== S_HELPER
  ) {
    return false;
  }
  let isVolatile = false;
  visitRoots(ir, i, (root) => {
    if (ir.isVolatile(root)) isVolatile = true;
  });
  return !isVolatile;
}

function depthOf(ir: FunctionIR, i: number): number {
  let depth = 0;
  visitRoots(ir, i, (root) => {
    if (ir.depth[root]! > depth) depth = ir.depth[root]!;
  });
  return depth;
}

/** Turns a `get` into the call. */
function nest(ir: FunctionIR, i: number, n: number): void {
  const depth = depthOf(ir, i) + 1;
  ir.op[n] = CALL;
  ir.a[n] = ir.kind[i] === S_CALL ? -1 - ir.x[i]! : ir.x[i]!;
  ir.b[n] = ir.y[i]!;
  ir.c[n] = ir.z[i]!;
  ir.at[n] = ir.offset[i]!;
  ir.depth[n] = depth;
  ir.flags[n] = LOADS | READS_STATE;
  visitRoots(ir, i + 1, (root) => {
    ir.flags[root] = ir.flags[root]! | LOADS | READS_STATE;
    ir.depth[root] = Math.min(255, ir.depth[root]! + depth);
  });
}
