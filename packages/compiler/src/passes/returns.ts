import { type FunctionIR, V_JOIN } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import {
  OPENING,
  S_BREAK,
  S_CASE,
  S_CATCH,
  S_CONTINUE,
  S_DEFAULT,
  S_ELSE,
  S_END,
  S_IF,
  S_NOP,
  S_RETURN,
  S_SET,
  S_TRAP,
  S_TRY,
} from '../ir/statement-ops.ts';
import type { VariableUses } from './variable-uses.ts';

const GET = OP.get;

/**
 * Returns at once where a result would be carried to the function's last `return`:
 *
 * ```
 * if (c) v = x; else v = y;  return v;   →   if (c) return x;  return y;
 * ```
 *
 * An `else` behind an arm that never reaches its end is no `else` any more.
 *
 * @returns whether anything has changed
 */
export function returnEarly(ir: FunctionIR, uses: VariableUses): boolean {
  const last = ir.statementCount - 1;
  if (last < 1 || ir.kind[last] !== S_RETURN || !isCarried(ir, last, uses)) return false;
  const count = ir.z[last]!;
  const final = ir.list[ir.y[last]! + count - 1]!;
  const carrier = ir.a[final]!;
  const exits = exitsOf(ir);
  let converted = 0;
  for (let i = count - 1; i < last; i++) {
    if (ir.kind[i] !== S_SET || ir.x[i] !== carrier || !leadsTo(ir, exits, i + 1, last)) continue;
    if (!setsAll(ir, i - count + 1, last)) continue;
    convert(ir, i - count + 1, count);
    converted++;
  }
  // Without other assignments, nothing comes to the last `return` any more.
  if (converted === uses.definitions[carrier]) ir.kind[last] = S_NOP;
  dissolveElses(ir);
  return true;
}

/** Whether a `return` gives back variables that are joined for it alone. */
function isCarried(ir: FunctionIR, i: number, uses: VariableUses): boolean {
  const start = ir.y[i]!;
  const count = ir.z[i]!;
  for (let at = start; at < start + count; at++) {
    const n = ir.list[at]!;
    if (ir.op[n] !== GET || ir.varKind[ir.a[n]!] !== V_JOIN || uses.count[ir.a[n]!] !== 1) return false;
  }
  return count > 0;
}

/** Whether what follows position `i` is the statement `to`, possibly by a `break`. */
function leadsTo(ir: FunctionIR, exits: Exits, i: number, to: number): boolean {
  if (ir.kind[i] === S_BREAK) return exits.ofLabel[ir.x[i]!] === to;
  return exits.at[i] === to;
}

/** Whether the statements from `i` on set the variables of the `return`, in order. */
function setsAll(ir: FunctionIR, i: number, last: number): boolean {
  const count = ir.z[last]!;
  if (i < 0) return false;
  for (let k = 0; k < count; k++) {
    const variable = ir.a[ir.list[ir.y[last]! + k]!]!;
    if (ir.kind[i + k] !== S_SET || ir.x[i + k] !== variable) return false;
    // The ones set before are not read by the ones set after.
    for (let earlier = 0; earlier < k; earlier++) {
      if (ir.readsVariable(ir.y[i + k]!, ir.x[i + earlier]!)) return false;
    }
  }
  return true;
}

function convert(ir: FunctionIR, first: number, count: number): void {
  const words: number[] = [];
  for (let k = 0; k < count; k++) {
    words.push(ir.y[first + k]!);
    ir.kind[first + k] = S_NOP;
  }
  const i = first + count - 1;
  ir.kind[i] = S_RETURN;
  ir.y[i] = ir.pushList(words);
  ir.z[i] = count;
  if (ir.kind[i + 1] === S_BREAK) ir.kind[i + 1] = S_NOP;
}

interface Exits {
  /** By position: the statement that control comes to from there, behind ends of constructs. */
  readonly at: Int32Array;
  /** By label: where its end leads. */
  readonly ofLabel: Int32Array;
}

/** Nothing leads out of a `try` here: what a `return` evaluates would come under its handlers. */
function exitsOf(ir: FunctionIR): Exits {
  const { kind, x, statementCount } = ir;
  const at = ir.scratch.words(statementCount + 1);
  at[statementCount] = statementCount;
  const ofLabel = ir.scratch.words(ir.labelCount).fill(-1, 0, ir.labelCount);
  const closed: number[] = [];
  for (let i = statementCount - 1; i >= 0; i--) {
    const k = kind[i]!;
    if (k === S_END) {
      closed.push(i);
      at[i] = at[i + 1]!;
      ofLabel[x[i]!] = at[i]!;
    } else if (k === S_ELSE) at[i] = at[closed[closed.length - 1]!]!;
    else if (k === S_CASE || k === S_DEFAULT || k === S_NOP) at[i] = at[i + 1]!;
    else {
      at[i] = i;
      if (k === S_CATCH) at[closed[closed.length - 1]!] = -1;
      if (OPENING[k] === 1) {
        const end = closed.pop()!;
        if (k === S_TRY) at[end] = -1;
      }
    }
  }
  return { at, ofLabel };
}

/** `if (c) { …; return } else { B }` becomes `if (c) { …; return } B`. */
function dissolveElses(ir: FunctionIR): void {
  const { kind, x } = ir;
  const targeted = ir.scratch.bytes(ir.labelCount);
  for (let i = 0; i < ir.statementCount; i++) if (kind[i] === S_BREAK) targeted[x[i]!] = 1;
  const open: number[] = [];
  const dissolved: boolean[] = [];
  for (let i = 0; i < ir.statementCount; i++) {
    const k = kind[i]!;
    if (OPENING[k] === 1) {
      open.push(i);
      dissolved.push(false);
    } else if (k === S_END) {
      open.pop();
      if (dissolved.pop() === true) kind[i] = S_NOP;
    } else if (k === S_ELSE && targeted[x[i]!] === 0 && kind[open[open.length - 1]!] === S_IF && neverEnds(ir, i - 1)) {
      kind[i] = S_END;
      dissolved[dissolved.length - 1] = true;
    }
  }
}

/** Whether a statement, or the one before those that are gone, never comes to its end. */
function neverEnds({ kind }: FunctionIR, i: number): boolean {
  while (kind[i] === S_NOP) i--;
  const k = kind[i];
  return k === S_RETURN || k === S_BREAK || k === S_CONTINUE || k === S_TRAP;
}
