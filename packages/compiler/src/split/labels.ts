import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import {
  OPENING,
  S_AGAIN,
  S_BLOCK,
  S_BREAK,
  S_CASE,
  S_CONTINUE,
  S_DEFAULT,
  S_END,
  S_RETURN,
} from '../ir/statement-ops.ts';
import type { Jump, Region } from './region.ts';

const GET = OP.get;

/** Where a function's labels are. */
export interface Labels {
  /** By label: the statement that opens its construct. */
  readonly opened: Int32Array;
  /** By statement that opens a construct: its end. */
  readonly ends: Int32Array;
}

export function labelsOf(ir: FunctionIR): Labels {
  const opened = new Int32Array(ir.labelCount).fill(-1);
  const ends = new Int32Array(ir.statementCount);
  const open: number[] = [];
  for (let i = 0; i < ir.statementCount; i++) {
    if (OPENING[ir.kind[i]!] === 1) {
      opened[ir.x[i]!] = i;
      open.push(i);
    } else if (ir.kind[i] === S_END) ends[open.pop()!] = i;
  }
  return { opened, ends };
}

/** The first statement of a loop that is not a block's beginning. */
export function dispatchBehind({ kind }: FunctionIR, loop: number): number {
  let first = loop + 1;
  while (kind[first] === S_BLOCK) first++;
  return first;
}

/** A jump that dispatches a switch anew: `again`, or the repetition of a loop that begins with it. */
export function dispatchesAgain(ir: FunctionIR, { opened }: Labels, jump: Jump, dispatch: number): boolean {
  if (jump.kind === S_AGAIN) return jump.label === ir.x[dispatch];
  return jump.kind === S_CONTINUE && dispatchBehind(ir, opened[jump.label]!) === dispatch;
}

/**
 * Whether the part of a run of cases dispatches again by itself: what it looks at is a variable, and what is not among its cases can be handed back, which
 * takes a `default` of its own.
 */
export function repeatsInside(ir: FunctionIR, { dispatch, entries }: Region): boolean {
  if (dispatch < 0 || ir.op[ir.y[dispatch]!] !== GET) return false;
  return !entries.some((entry) => labelsAt(ir, entry).some((i) => ir.kind[i] === S_DEFAULT));
}

/** The `case`s and the `default` from a statement on. */
export function labelsAt({ kind }: FunctionIR, entry: number): number[] {
  const found: number[] = [];
  for (let i = entry; kind[i] === S_CASE || kind[i] === S_DEFAULT; i++) found.push(i);
  return found;
}

/** A number for a jump, the same for equal ones. */
export function keyOf({ kind, label }: Jump): number {
  if (kind < 0) return -1;
  return label * 4 + (kind === S_BREAK ? 0 : kind === S_CONTINUE ? 1 : kind === S_AGAIN ? 2 : 3);
}

/** Whether a jump leads out of statements. */
export function leadsOut({ opened }: Labels, { kind, label }: Jump, start: number, end: number): boolean {
  if (kind === S_RETURN) return true;
  if (kind !== S_BREAK && kind !== S_CONTINUE && kind !== S_AGAIN) return false;
  const at = opened[label]!;
  return at < start || at >= end;
}
