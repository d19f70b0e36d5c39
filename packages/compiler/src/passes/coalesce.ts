import { type FunctionIR, V_TEMP } from '../ir/function-ir.ts';
import { OP, OPERANDS } from '../ir/node-ops.ts';
import {
  S_CALL,
  S_CALL_INDIRECT,
  S_CALL_REF,
  S_EFFECT,
  S_GLOBAL_SET,
  S_HELPER,
  S_NOP,
  S_SET,
  S_STORE,
  S_TRAP_FIT,
  S_TRAP_IF,
} from '../ir/statement-ops.ts';
import { visitDefinitions, visitRoots } from '../ir/visit.ts';
import type { VariableUses } from './variable-uses.ts';

const GET = OP.get;
const CALL = OP.call;

/** How far before its copy a temporary may be set, in statements. */
const REACH = 12;

/**
 * Computes a value at once into the variable that it is copied to: `t = f(x); v = t;` becomes `v = f(x);`, also where `t` is read in between and `v` is
 * not. Linear: every copy looks at a bounded number of statements.
 */
export function coalesceCopies(ir: FunctionIR, uses: VariableUses): void {
  const { kind, x, y } = ir;
  for (let i = 1; i < ir.statementCount; i++) {
    if (kind[i] !== S_SET) continue;
    const n = y[i]!;
    if (ir.op[n] !== GET) continue;
    const temporary = ir.a[n]!;
    const variable = x[i]!;
    if (ir.varKind[temporary] !== V_TEMP || uses.definitions[temporary] !== 1) continue;
    if (ir.varType[temporary] !== ir.varType[variable]) continue;
    const from = definitionBefore(ir, i, temporary, variable, uses.count[temporary]! - 1);
    if (from < 0) continue;
    redefine(ir, from, temporary, variable);
    uses.count[variable]! += uses.count[temporary]! - 1;
    uses.count[temporary] = 0;
    // All readers share the node.
    ir.a[n] = variable;
    ir.reads[n] = ir.reads[ir.get(variable)]!;
    for (let at = from + 1; at < i; at++) visitRoots(ir, at, (root) => refreshReads(ir, root));
    kind[i] = S_NOP;
  }
}

/**
 * Looks back from a copy for the statement that sets the temporary.
 *
 * @param reads how often the temporary is read apart from the copy: all of them must be in between
 * @returns -1 where something is in the way
 */
function definitionBefore(ir: FunctionIR, copy: number, temporary: number, variable: number, reads: number): number {
  for (let i = copy - 1; i >= 0 && i >= copy - REACH; i--) {
    const k = ir.kind[i]!;
    if (k === S_NOP) continue;
    let found = false;
    let blocked = false;
    visitDefinitions(ir, i, (v) => {
      if (v === temporary) found = true;
      else if (v === variable) blocked = true;
    });
    if (blocked) return -1;
    if (found) return reads === 0 ? i : -1;
    if (k !== S_SET && k !== S_STORE && k !== S_GLOBAL_SET && k !== S_EFFECT && k !== S_TRAP_IF && k !== S_TRAP_FIT)
      return -1;
    visitRoots(ir, i, (root) => {
      reads -= countReads(ir, root, temporary);
      if (countReads(ir, root, variable) > 0) blocked = true;
    });
    if (blocked) return -1;
  }
  return -1;
}

function countReads(ir: FunctionIR, n: number, variable: number): number {
  const op = ir.op[n]!;
  if (op === GET) return ir.a[n] === variable ? 1 : 0;
  let count = 0;
  if (op === CALL) {
    const start = ir.b[n]!;
    for (let i = 0; i < ir.c[n]!; i++) count += countReads(ir, ir.list[start + i]!, variable);
    return count;
  }
  const operands = OPERANDS[op]!;
  if (operands > 0) count += countReads(ir, ir.a[n]!, variable);
  if (operands > 1) count += countReads(ir, ir.b[n]!, variable);
  if (operands > 2) count += countReads(ir, ir.c[n]!, variable);
  return count;
}

/** Lets a statement set another variable. */
function redefine(ir: FunctionIR, i: number, from: number, to: number): void {
  const k = ir.kind[i]!;
  if (k === S_SET) {
    ir.x[i] = to;
    return;
  }
  if (k !== S_CALL && k !== S_CALL_REF && k !== S_CALL_INDIRECT && k !== S_HELPER) return;
  const start = ir.w[i]!;
  const end = start + (k === S_HELPER ? ir.v[i]! : ir.resultCount(i));
  for (let at = start; at < end; at++) if (ir.list[at] === from) ir.list[at] = to;
}

/** Recomputes which variables a tree reads. */
function refreshReads(ir: FunctionIR, n: number): number {
  const op = ir.op[n]!;
  if (op === GET) return ir.reads[n]!;
  let reads = 0;
  if (op === CALL) {
    const start = ir.b[n]!;
    for (let i = 0; i < ir.c[n]!; i++) reads |= refreshReads(ir, ir.list[start + i]!);
  } else {
    const operands = OPERANDS[op]!;
    if (operands > 0) reads |= refreshReads(ir, ir.a[n]!);
    if (operands > 1) reads |= refreshReads(ir, ir.b[n]!);
    if (operands > 2) reads |= refreshReads(ir, ir.c[n]!);
  }
  ir.reads[n] = reads;
  return reads;
}
