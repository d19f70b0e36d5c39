import type { FunctionIR } from './function-ir.ts';
import { OP, OPERANDS } from './node-ops.ts';
import {
  HAS_ARGUMENTS,
  HAS_NODES,
  S_CALL,
  S_CALL_INDIRECT,
  S_CALL_PART,
  S_CALL_REF,
  S_CATCH,
  S_EFFECT,
  S_ELEMENT_SET,
  S_FIELD_SET,
  S_GLOBAL_SET,
  S_HELPER,
  S_IF,
  S_RETURN_CALL_INDIRECT,
  S_RETURN_CALL_REF,
  S_SET,
  S_SLOT_SET,
  S_STORE,
  S_SWITCH,
  S_TRAP_FIT,
  S_TRAP_IF,
  SETS_VARIABLES,
} from './statement-ops.ts';

const CALL = OP.call;

/** Calls `visit` with the root nodes of a statement, in the order of their evaluation. */
export function visitRoots(ir: FunctionIR, i: number, visit: (n: number) => void): void {
  const k = ir.kind[i]!;
  if (HAS_NODES[k] === 0) return;
  if (k === S_SET || k === S_SLOT_SET || k === S_IF || k === S_SWITCH || k === S_TRAP_IF) visit(ir.y[i]!);
  else if (k === S_STORE) {
    visit(ir.y[i]!);
    visit(ir.w[i]!);
  } else if (k === S_EFFECT) visit(ir.x[i]!);
  else if (k === S_FIELD_SET || k === S_ELEMENT_SET) {
    visit(ir.y[i]!);
    visit(ir.z[i]!);
    if (k === S_ELEMENT_SET) visit(ir.w[i]!);
  } else if (k === S_GLOBAL_SET) visit(ir.z[i]!);
  else if (k === S_TRAP_FIT) {
    visit(ir.y[i]!);
    visit(ir.x[i]!);
  } else if (HAS_ARGUMENTS[k] === 1) {
    if (k === S_CALL_REF || k === S_RETURN_CALL_REF) visit(ir.v[i]!);
    const start = ir.y[i]!;
    const end = start + ir.z[i]! + (k === S_CALL_INDIRECT || k === S_RETURN_CALL_INDIRECT ? 1 : 0);
    for (let at = start; at < end; at++) visit(ir.list[at]!);
  }
}

/** Calls `visit` with the variables that a statement sets. */
export function visitDefinitions(ir: FunctionIR, i: number, visit: (variable: number) => void): void {
  const k = ir.kind[i]!;
  if (SETS_VARIABLES[k] === 0) return;
  if (k === S_SET) visit(ir.x[i]!);
  else if (k === S_CATCH) visit(ir.y[i]!);
  else if (k === S_CALL_PART) {
    if (ir.w[i]! >= 0) visit(ir.w[i]!);
  } else if (k === S_CALL || k === S_CALL_REF || k === S_CALL_INDIRECT || k === S_HELPER) {
    const start = ir.w[i]!;
    const end = start + (k === S_HELPER ? ir.v[i]! : ir.resultCount(i));
    for (let at = start; at < end; at++) if (ir.list[at]! >= 0) visit(ir.list[at]!);
  }
}

/** Calls `visit` with the operands of a node. */
export function visitOperands(ir: FunctionIR, n: number, visit: (n: number, index: number) => void): void {
  const op = ir.op[n]!;
  if (op === CALL) {
    const start = ir.b[n]!;
    for (let i = 0; i < ir.c[n]!; i++) visit(ir.list[start + i]!, i);
    return;
  }
  const count = OPERANDS[op]!;
  if (count > 0) visit(ir.a[n]!, 0);
  if (count > 1) visit(ir.b[n]!, 1);
  if (count > 2) visit(ir.c[n]!, 2);
}

/** Puts for each root node of a statement what `replace` makes of it. */
export function replaceRoots(ir: FunctionIR, i: number, replace: (n: number) => number): void {
  const k = ir.kind[i]!;
  if (HAS_NODES[k] === 0) return;
  const { x, y, z, w, v, list } = ir;
  if (k === S_SET || k === S_SLOT_SET || k === S_IF || k === S_SWITCH || k === S_TRAP_IF) y[i] = replace(y[i]!);
  else if (k === S_STORE) {
    y[i] = replace(y[i]!);
    w[i] = replace(w[i]!);
  } else if (k === S_EFFECT) x[i] = replace(x[i]!);
  else if (k === S_FIELD_SET || k === S_ELEMENT_SET) {
    y[i] = replace(y[i]!);
    z[i] = replace(z[i]!);
    if (k === S_ELEMENT_SET) w[i] = replace(w[i]!);
  } else if (k === S_GLOBAL_SET) z[i] = replace(z[i]!);
  else if (k === S_TRAP_FIT) {
    y[i] = replace(y[i]!);
    x[i] = replace(x[i]!);
  } else if (HAS_ARGUMENTS[k] === 1) {
    if (k === S_CALL_REF || k === S_RETURN_CALL_REF) v[i] = replace(v[i]!);
    const start = y[i]!;
    const end = start + z[i]! + (k === S_CALL_INDIRECT || k === S_RETURN_CALL_INDIRECT ? 1 : 0);
    for (let at = start; at < end; at++) list[at] = replace(list[at]!);
  }
}

/** Puts for each operand of a node what `replace` makes of it. */
export function replaceOperands(ir: FunctionIR, n: number, replace: (n: number) => number): void {
  const op = ir.op[n]!;
  if (op === CALL) {
    const start = ir.b[n]!;
    for (let at = start; at < start + ir.c[n]!; at++) ir.list[at] = replace(ir.list[at]!);
    return;
  }
  const count = OPERANDS[op]!;
  if (count > 0) ir.a[n] = replace(ir.a[n]!);
  if (count > 1) ir.b[n] = replace(ir.b[n]!);
  if (count > 2) ir.c[n] = replace(ir.c[n]!);
}
