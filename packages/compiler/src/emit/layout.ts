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
  STATEMENT_OPS,
  type StatementOp,
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

const CONTROL: readonly StatementOp[] = [
  ...STATEMENT_OPS.filter((_, code) => OPENING[code] === 1),
  ...(['catch', 'else', 'end', 'break', 'continue', 'case', 'default', 'again'] as const),
];

/** Whether constructs are made of a statement, by code. Most are not: control just goes on behind them. */
const IS_CONTROL: Uint8Array = Uint8Array.from(STATEMENT_OPS, (name) => (CONTROL.includes(name) ? 1 : 0));

/** Decides how every construct is written. */
export function layOut(ir: FunctionIR): Layout {
  return new Layouter(ir).run();
}

/** Looks at all statements once, and then at those that constructs are made of. */
class Layouter implements Layout {
  readonly ends: Int32Array;
  readonly forms: Uint8Array;
  readonly labelled: Uint8Array;
  readonly jumps: Uint8Array;
  private readonly ir: FunctionIR;
  /** The statements that constructs are made of, in their order. */
  private readonly controls: Int32Array;
  private controlCount = 0;
  /** The opening statement of each end, else and catch. */
  private readonly starts: Int32Array;
  /** See {@link exitAt}. */
  private readonly exits: Int32Array;

  constructor(ir: FunctionIR) {
    const { scratch, statementCount, labelCount } = ir;
    this.ir = ir;
    this.ends = scratch.words(statementCount);
    this.forms = scratch.bytes(labelCount);
    this.labelled = scratch.bytes(labelCount);
    this.jumps = scratch.bytes(statementCount);
    this.controls = scratch.words(statementCount);
    this.starts = scratch.words(statementCount);
    this.exits = scratch.words(statementCount);
  }

  run(): Layout {
    const { ir, controls } = this;
    const { kind, statementCount } = ir;
    let count = 0;
    for (let i = 0; i < statementCount; i++) if (IS_CONTROL[kind[i]!] === 1) controls[count++] = i;
    this.controlCount = count;
    if (count > 0) {
      this.chooseForms();
      this.findExits();
      this.resolveJumps();
    }
    return this;
  }

  private chooseForms(): void {
    const { ir, controls, controlCount, ends, starts, forms } = this;
    const { kind, x, scratch } = ir;
    const continues = scratch.words(ir.labelCount);
    const breaks = scratch.words(ir.labelCount);
    const again = scratch.bytes(ir.labelCount);
    const elses = scratch.bytes(ir.labelCount);
    const open: number[] = [];
    // What opened the construct that ended last.
    let closed = -1;
    for (let at = 0; at < controlCount; at++) {
      const i = controls[at]!;
      const k = kind[i]!;
      const label = x[i]!;
      if (OPENING[k] === 1) open.push(i);
      else if (k === S_BREAK) breaks[label]!++;
      else if (k === S_CONTINUE) continues[label]!++;
      else if (k === S_AGAIN) again[label] = 1;
      else if (k === S_END) {
        const start = open.pop()!;
        ends[start] = i;
        starts[i] = start;
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
      } else if (k === S_ELSE || k === S_CATCH) {
        if (k === S_ELSE) elses[label] = 1;
        starts[i] = open[open.length - 1]!;
      }
    }
  }

  private findExits(): void {
    const { ir, controls, ends, starts, forms, exits } = this;
    const { kind, x } = ir;
    for (let at = this.controlCount - 1; at >= 0; at--) {
      const i = controls[at]!;
      const k = kind[i]!;
      if (k === S_END) {
        const repeats = kind[starts[i]!] === S_LOOP && isRepeated(forms[x[i]!]!);
        exits[i] = repeats ? i : this.exitAt(i + 1);
      } else if (k === S_ELSE || k === S_CATCH) exits[i] = exits[ends[starts[i]!]!]!;
      else exits[i] = k === S_CASE || k === S_DEFAULT ? this.exitAt(i + 1) : i;
    }
  }

  /**
   * Where control is when it stands at a position, behind ends of constructs that are simply left. Equal exits are the same place, so that a jump may be
   * written as a shorter one.
   */
  private exitAt(position: number): number {
    const { ir } = this;
    const isControl = position < ir.statementCount && IS_CONTROL[ir.kind[position]!] === 1;
    return isControl ? this.exits[position]! : position;
  }

  private resolveJumps(): void {
    const { ir, controls, controlCount, ends, forms, labelled, jumps } = this;
    const { kind, x } = ir;
    const exitOfLabel = ir.scratch.words(ir.labelCount);
    // What an unlabelled `break`, and an unlabelled `continue`, mean.
    const breakable: number[] = [];
    const loops: number[] = [];
    const open: number[] = [];
    for (let at = 0; at < controlCount; at++) {
      const i = controls[at]!;
      const k = kind[i]!;
      const label = x[i]!;
      if (OPENING[k] === 1) {
        open.push(i);
        exitOfLabel[label] = this.exitAt(ends[i]! + 1);
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
        if (this.exitAt(i + 1) === exit) jumps[i] = REDUNDANT;
        else if (nearest === undefined || exitOfLabel[nearest] !== exit) jumps[i] = NEEDS_LABEL;
      } else if (k === S_CONTINUE || k === S_AGAIN) {
        if (k === S_CONTINUE && this.isLast(label, i, open)) jumps[i] = REDUNDANT;
        else if (loops[loops.length - 1] !== label) jumps[i] = NEEDS_LABEL;
      } else continue;
      if (jumps[i] === NEEDS_LABEL) labelled[label] = 1;
    }
    // A block that nothing leaves by name need not be written.
    for (let at = 0; at < controlCount; at++) {
      const i = controls[at]!;
      if (kind[i] === S_BLOCK && labelled[x[i]!] === 0) forms[x[i]!] = DISSOLVED;
    }
  }

  /** Whether a `continue` is the last statement of its loop, or of the arm that its loop is written as. */
  private isLast(label: number, i: number, open: readonly number[]): boolean {
    const { ends, forms } = this;
    const { x } = this.ir;
    const form = forms[label];
    const start = open[open.length - 1]!;
    if (form === PLAIN) return x[start] === label && ends[start] === i + 1;
    if ((form !== WHILE && form !== GUARDED) || ends[start] !== i + 1) return false;
    const loop = open[open.length - 2] ?? -1;
    return x[loop] === label && ends[loop] === i + 2;
  }
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
