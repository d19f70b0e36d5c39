import { type FunctionIR, V_LOOP } from '../ir/function-ir.ts';
import { T_I32 } from '../ir/node-ops.ts';
import {
  OPENING,
  S_AGAIN,
  S_BREAK,
  S_CASE,
  S_CONTINUE,
  S_DEFAULT,
  S_ELSE,
  S_END,
  S_IF,
  S_LOOP,
  S_SET,
  S_SWITCH,
  S_TRY,
} from '../ir/statement-ops.ts';
import { not } from '../ir/words.ts';
import { constructEnds, type Insertion, Rewrite } from './rewrite.ts';

/**
 * The last resort for functions that nest deeper than JavaScript parsers bear: the outer constructs become states of one loop around a `switch`, in which
 * every branch to them sets the next state. Constructs of little height inside them stay structured, and so does whatever is inside a `try`.
 *
 * @param maxNesting deeper functions are changed, by constructs that have more than half of it nested in them
 * @returns the variable that holds the state; -1 where nothing had to be done
 */
export function dissolveDeepNesting(ir: FunctionIR, maxNesting: number): number {
  const ends = constructEnds(ir);
  const heights = heightsOf(ir, maxNesting);
  if (heights === undefined) return -1;
  return new Dissolver(ir, ends, heights, maxNesting >>> 1).run();
}

/** By statement that opens a construct: how deep others nest in it. Undefined where nothing is too deep. */
function heightsOf(ir: FunctionIR, maxNesting: number): Int32Array | undefined {
  const heights = new Int32Array(ir.statementCount);
  const open: number[] = [];
  let deepest = 0;
  for (let i = 0; i < ir.statementCount; i++) {
    if (OPENING[ir.kind[i]!] === 1) {
      open.push(i);
      if (open.length > deepest) deepest = open.length;
    } else if (ir.kind[i] === S_END) {
      const start = open.pop()!;
      const parent = open[open.length - 1];
      if (parent !== undefined && heights[parent]! <= heights[start]!) heights[parent] = heights[start]! + 1;
    }
  }
  if (deepest <= maxNesting) return undefined;
  forgetTries(ir, heights);
  return heights;
}

/** No state can be entered inside a `try`: nothing in one is dissolved. */
function forgetTries(ir: FunctionIR, heights: Int32Array): void {
  const tries: boolean[] = [];
  let inside = 0;
  for (let i = 0; i < ir.statementCount; i++) {
    const k = ir.kind[i]!;
    if (OPENING[k] === 1) {
      if (k === S_TRY) inside++;
      tries.push(k === S_TRY);
      if (inside > 0) heights[i] = 0;
    } else if (k === S_END && tries.pop() === true) inside--;
  }
}

class Dissolver {
  private readonly ir: FunctionIR;
  private readonly ends: Int32Array;
  private readonly heights: Int32Array;
  private readonly maxHeight: number;
  private readonly rewrite: Rewrite;
  private readonly state: number;
  private readonly machine: number;
  private nextState = 1;
  /** By label of a dissolved construct: the state at its end, and at its beginning. */
  private readonly exits: Map<number, number> = new Map();
  private readonly entries: Map<number, number> = new Map();

  constructor(ir: FunctionIR, ends: Int32Array, heights: Int32Array, maxHeight: number) {
    this.ir = ir;
    this.ends = ends;
    this.heights = heights;
    this.maxHeight = maxHeight;
    this.rewrite = new Rewrite(ir);
    this.state = ir.variable(T_I32, V_LOOP, -1, 0);
    this.machine = ir.label();
  }

  run(): number {
    const ir = this.ir;
    const open: number[] = [];
    this.rewrite.before(
      0,
      this.set(0),
      { kind: S_SWITCH, x: this.machine, y: ir.get(this.state) },
      { kind: S_CASE, x: 0 },
    );
    for (let i = 0; i < ir.statementCount; i++) {
      const k = ir.kind[i]!;
      if (OPENING[k] === 1) {
        open.push(i);
        if (this.isDissolved(i)) this.open(i);
      } else if (k === S_END) {
        const start = open.pop()!;
        if (this.isDissolved(start)) this.close(i, start);
      } else if (k === S_ELSE || k === S_CASE || k === S_DEFAULT) {
        if (this.isDissolved(open[open.length - 1]!)) this.arm(i, open[open.length - 1]!);
      } else if (k === S_BREAK || k === S_CONTINUE || k === S_AGAIN) this.jump(i);
    }
    this.rewrite.after(ir.statementCount - 1, { kind: S_END, x: this.machine });
    this.rewrite.apply();
    return this.state;
  }

  private isDissolved(start: number): boolean {
    return this.heights[start]! > this.maxHeight;
  }

  private set(state: number): Insertion {
    return { kind: S_SET, x: this.state, y: this.ir.i32(state) };
  }

  private goTo(state: number): Insertion[] {
    return [this.set(state), { kind: S_AGAIN, x: this.machine }];
  }

  private open(i: number): void {
    const ir = this.ir;
    const label = ir.x[i]!;
    const k = ir.kind[i]!;
    this.exits.set(label, this.nextState++);
    this.rewrite.delete(i);
    if (k === S_LOOP) {
      const entry = this.nextState++;
      this.entries.set(label, entry);
      this.rewrite.before(i, { kind: S_CASE, x: entry });
    } else if (k === S_IF) {
      const otherwise = this.nextState++;
      this.entries.set(label, otherwise);
      const skip = ir.label();
      this.rewrite.before(i, { kind: S_IF, x: skip, y: not(ir, ir.y[i]!) }, ...this.goTo(otherwise), {
        kind: S_END,
        x: skip,
      });
    } else if (k === S_SWITCH) this.openSwitch(i);
  }

  /** Only the dispatch stays a `switch`; its bodies become states. */
  private openSwitch(i: number): void {
    const ir = this.ir;
    const entry = this.nextState++;
    this.entries.set(ir.x[i]!, entry);
    const dispatch: Insertion[] = [
      { kind: S_CASE, x: entry },
      { kind: S_SWITCH, x: ir.label(), y: ir.y[i]! },
    ];
    const inner = dispatch[1]!.x;
    let otherwise = this.exits.get(ir.x[i]!)!;
    for (let at = i + 1, depth = 0; at < this.ends[i]!; at++) {
      const k = ir.kind[at]!;
      if (OPENING[k] === 1) depth++;
      else if (k === S_END) depth--;
      else if (depth === 0 && (k === S_CASE || k === S_DEFAULT)) {
        const state = this.nextState++;
        this.arms.set(at, state);
        if (k === S_DEFAULT) otherwise = state;
        else dispatch.push({ kind: S_CASE, x: ir.x[at]! }, ...this.goTo(state));
      }
    }
    dispatch.push({ kind: S_DEFAULT, x: 0 }, ...this.goTo(otherwise), { kind: S_END, x: inner });
    this.rewrite.before(i, ...dispatch);
  }

  /** States of the cases of dissolved switches, by statement. */
  private readonly arms: Map<number, number> = new Map();

  private arm(i: number, start: number): void {
    const label = this.ir.x[start]!;
    this.rewrite.delete(i);
    if (this.ir.kind[i] === S_ELSE) {
      this.rewrite.before(i, ...this.goTo(this.exits.get(label)!), { kind: S_CASE, x: this.entries.get(label)! });
      this.entries.delete(label);
    } else this.rewrite.before(i, { kind: S_CASE, x: this.arms.get(i)! });
  }

  private close(i: number, start: number): void {
    const ir = this.ir;
    const label = ir.x[i]!;
    this.rewrite.delete(i);
    // An `if` without `else`: what would go there goes to the end.
    if (ir.kind[start] === S_IF && this.entries.has(label)) {
      this.rewrite.before(i, { kind: S_CASE, x: this.entries.get(label)! });
    }
    this.rewrite.before(i, { kind: S_CASE, x: this.exits.get(label)! });
  }

  /** Branches to dissolved constructs. */
  private jump(i: number): void {
    const ir = this.ir;
    const label = ir.x[i]!;
    const state = ir.kind[i] === S_BREAK ? this.exits.get(label) : this.entries.get(label);
    if (state === undefined) return;
    this.rewrite.before(i, this.set(state));
    ir.kind[i] = S_AGAIN;
    ir.x[i] = this.machine;
  }
}
