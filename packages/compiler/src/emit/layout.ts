import type { FunctionIR } from '../ir/function-ir.ts';
import {
  OPENING,
  S_AGAIN,
  S_BLOCK,
  S_BREAK,
  S_CASE,
  S_CATCH,
  S_CONTINUE,
  S_DEFAULT,
  S_ELSE,
  S_END,
  S_IF,
  S_LOOP,
  S_SWITCH,
} from '../ir/statement-ops.ts';

/** How a construct is written. */
export const PLAIN = 0;
/** A loop that nothing repeats, or a block that nothing leaves: only its statements. */
export const DISSOLVED = 1;
/** A loop whose one `continue` is conditional and at its end. */
export const DO_WHILE = 2;
/** A loop as a block: nothing repeats it, but something leaves it. */
export const AS_BLOCK = 3;
/** A switch that is dispatched anew. */
export const REPEATED = 4;

/** A loop that is one `if`, repeated at the end of its arm and left behind it. */
export const WHILE = 5;

/** A loop that ends in an `if` which ends in its `continue`: it is left before the arm, which needs no braces. */
export const GUARDED = 6;
/** That `if`. */
export const GUARD = 7;

/** What printing must know before it reaches the end of a construct. */
export interface Layout {
  /** By statement that opens a construct: its `end`. */
  readonly ends: Int32Array;
  /** By label: how its construct is written. */
  readonly forms: Uint8Array;
  /** By label: whether the construct needs it in the text. */
  readonly labelled: Uint8Array;
  /** By statement: 1 for a `break` or `continue` that needs its label, 2 for a `continue` at the end of its loop, which happens anyway. */
  readonly jumps: Uint8Array;
}

/** A jump that needs a label. */
export const NEEDS_LABEL = 1;
/** A jump that can be left out. */
export const REDUNDANT = 2;

/** Decides how every construct is written, in two passes over the statements. */
export function layOut(ir: FunctionIR): Layout {
  const ends = ir.scratch.words(ir.statementCount);
  const forms = ir.scratch.bytes(ir.labelCount);
  const hasConstructs = chooseForms(ir, ends, forms);
  const labelled = ir.scratch.bytes(ir.labelCount);
  const jumps = ir.scratch.bytes(ir.statementCount);
  if (hasConstructs) resolveJumps(ir, ends, forms, labelled, jumps);
  return { ends, forms, labelled, jumps };
}

/** @returns whether there are constructs at all */
function chooseForms(ir: FunctionIR, ends: Int32Array, forms: Uint8Array): boolean {
  const { kind, x } = ir;
  const continues = ir.scratch.words(ir.labelCount);
  const breaks = ir.scratch.words(ir.labelCount);
  const again = ir.scratch.bytes(ir.labelCount);
  const elses = ir.scratch.bytes(ir.labelCount);
  const open: number[] = [];
  // What opened the construct that ended last.
  let closed = -1;
  let found = false;
  for (let i = 0; i < ir.statementCount; i++) {
    const k = kind[i]!;
    const label = x[i]!;
    if (OPENING[k] === 1) open.push(i);
    else if (k === S_BREAK) breaks[label]!++;
    else if (k === S_CONTINUE) continues[label]!++;
    else if (k === S_AGAIN) again[label] = 1;
    else if (k === S_ELSE) elses[label] = 1;
    else if (k === S_END) {
      const start = open.pop()!;
      ends[start] = i;
      if (kind[start] === S_BLOCK) forms[label] = breaks[label] === 0 ? DISSOLVED : PLAIN;
      else if (kind[start] === S_SWITCH) forms[label] = again[label] === 1 ? REPEATED : PLAIN;
      else if (kind[start] === S_LOOP) {
        const test = closed;
        const form = loopForm(ir, i, continues[label]!, breaks[label]!);
        const isGuarded = form === PLAIN && isGuard(ir, test, i) && breaks[x[test]!] === 0 && elses[x[test]!] === 0;
        if (!isGuarded) forms[label] = form;
        else if (test === start + 1) forms[label] = WHILE;
        else {
          forms[label] = GUARDED;
          forms[x[test]!] = GUARD;
        }
      }
      closed = start;
      found = true;
    }
  }
  return found;
}

/** Whether a loop that is written like this is one. */
function isRepeated(form: number): boolean {
  return form === PLAIN || form === DO_WHILE || form === WHILE || form === GUARDED;
}

/** Whether an `if` is the last in a loop, and ends in its `continue`. */
function isGuard({ kind, x, y }: FunctionIR, test: number, end: number): boolean {
  if (kind[end - 1] !== S_END || y[end] !== 1 || kind[test] !== S_IF) return false;
  return kind[end - 2] === S_CONTINUE && x[end - 2] === x[end];
}

function loopForm(ir: FunctionIR, end: number, continues: number, breaks: number): number {
  const { kind, x } = ir;
  if (continues === 0) return breaks === 0 ? DISSOLVED : AS_BLOCK;
  const conditional =
    kind[end - 1] === S_END && kind[end - 2] === S_CONTINUE && kind[end - 3] === S_IF && x[end - 2] === x[end];
  return continues === 1 && conditional && ir.y[end] === 1 ? DO_WHILE : PLAIN;
}

/**
 * By position: where control is when it stands there, behind ends of constructs that are simply left. Equal exits are the same place, so that a jump may
 * be written as a shorter one.
 */
function exitsOf(ir: FunctionIR, ends: Int32Array, forms: Uint8Array): Int32Array {
  const { kind, x, statementCount } = ir;
  const exits = ir.scratch.words(statementCount + 2);
  exits[statementCount] = exits[statementCount + 1] = statementCount;
  // The opening statement of each end and else, from the inside out.
  const opened: number[] = [];
  const starts = ir.scratch.words(statementCount);
  for (let i = 0; i < statementCount; i++) {
    if (OPENING[kind[i]!] === 1) opened.push(i);
    else if (kind[i] === S_ELSE || kind[i] === S_CATCH) starts[i] = opened[opened.length - 1]!;
    else if (kind[i] === S_END) starts[i] = opened.pop()!;
  }
  for (let i = statementCount - 1; i >= 0; i--) {
    const k = kind[i]!;
    if (k === S_ELSE || k === S_CATCH) exits[i] = exits[ends[starts[i]!]!]!;
    else if (k === S_CASE || k === S_DEFAULT) exits[i] = exits[i + 1]!;
    else if (k === S_END) {
      const form = forms[x[i]!];
      const repeats = kind[starts[i]!] === S_LOOP && isRepeated(form!);
      exits[i] = repeats ? i : exits[i + 1]!;
    } else exits[i] = i;
  }
  return exits;
}

function resolveJumps(
  ir: FunctionIR,
  ends: Int32Array,
  forms: Uint8Array,
  labelled: Uint8Array,
  jumps: Uint8Array,
): void {
  const { kind, x } = ir;
  const exits = exitsOf(ir, ends, forms);
  const exitOfLabel = ir.scratch.words(ir.labelCount);
  // What an unlabelled `break`, and an unlabelled `continue`, mean.
  const breakable: number[] = [];
  const loops: number[] = [];
  const open: number[] = [];
  for (let i = 0; i < ir.statementCount; i++) {
    const k = kind[i]!;
    const label = x[i]!;
    if (OPENING[k] === 1) {
      open.push(i);
      exitOfLabel[label] = exits[ends[i]! + 1]!;
      const repeats = k === S_LOOP && isRepeated(forms[label]!);
      if (repeats || k === S_SWITCH) breakable.push(label);
      if (repeats || forms[label] === REPEATED) loops.push(label);
    } else if (k === S_END) {
      open.pop();
      if (breakable[breakable.length - 1] === label) breakable.pop();
      if (loops[loops.length - 1] === label) loops.pop();
    } else if (k === S_BREAK) {
      const exit = exitOfLabel[label]!;
      const nearest = breakable[breakable.length - 1];
      if (exits[i + 1] === exit) jumps[i] = REDUNDANT;
      else if (nearest === undefined || exitOfLabel[nearest] !== exit) jumps[i] = NEEDS_LABEL;
    } else if (k === S_CONTINUE || k === S_AGAIN) {
      const start = open[open.length - 1]!;
      const isIn = (loop: number, end: number): boolean => x[loop] === label && ends[loop] === end;
      const form = forms[label];
      const isLast =
        k === S_CONTINUE &&
        ((form === PLAIN && isIn(start, i + 1)) ||
          ((form === WHILE || form === GUARDED) && ends[start] === i + 1 && isIn(open[open.length - 2] ?? -1, i + 2)));
      if (isLast) jumps[i] = REDUNDANT;
      else if (loops[loops.length - 1] !== label) jumps[i] = NEEDS_LABEL;
    }
    if (jumps[i] === NEEDS_LABEL) labelled[label] = 1;
  }
  // A block that nothing leaves by name need not be written.
  for (let i = 0; i < ir.statementCount; i++) {
    if (kind[i] === S_BLOCK && labelled[x[i]!] === 0) forms[x[i]!] = DISSOLVED;
  }
}
