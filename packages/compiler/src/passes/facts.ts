import type { FunctionIR } from '../ir/function-ir.ts';
import { IS_BOOL, IS_SMALL, NODE_NAMES, OP, T_I32 } from '../ir/node-ops.ts';
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
  S_EXIT,
  S_IF,
  S_LOOP,
  S_RETURN,
  S_RETURN_CALL,
  S_RETURN_CALL_INDIRECT,
  S_RETURN_CALL_REF,
  S_SET,
  S_SWITCH,
  S_TRAP,
  S_TRAP_IF,
} from '../ir/statement-ops.ts';
import { Definitions } from './definitions.ts';
import { type Interval, MAX, MIN, TRANSFERS } from './range-transfers.ts';

const { get: GET, not: NOT, both: BOTH, either: EITHER, and: AND, or: OR } = OP;

/** Whether an operator's result may be narrower than 32 bits, by code. */
export const MAY_BE_NARROW: Uint8Array = Uint8Array.from(NODE_NAMES, (name, op) =>
  name === 'i32.const' || name === 'get' || name === 'cond' || IS_SMALL[op] === 1 || TRANSFERS[op] !== undefined
    ? 1
    : 0,
);

/** Statements behind which nothing comes. */
const EXITS: ReadonlySet<number> = new Set([
  S_BREAK,
  S_CONTINUE,
  S_AGAIN,
  S_RETURN,
  S_RETURN_CALL,
  S_RETURN_CALL_REF,
  S_RETURN_CALL_INDIRECT,
  S_TRAP,
  S_EXIT,
]);

/** A comparison as one of these: `a < b`, `a <= b`, `a === b`, and nothing; with its operands the other way round, or unsigned. */
interface Relation {
  readonly kind: '<' | '<=' | '=' | '';
  readonly swaps: boolean;
  readonly isUnsigned: boolean;
  readonly negated: number;
}

const RELATIONS: ReadonlyMap<number, Relation> = new Map([
  [OP.eq, { kind: '=', swaps: false, isUnsigned: false, negated: OP.ne }],
  [OP.ne, { kind: '', swaps: false, isUnsigned: false, negated: OP.eq }],
  [OP.lt_s, { kind: '<', swaps: false, isUnsigned: false, negated: OP.ge_s }],
  [OP.le_s, { kind: '<=', swaps: false, isUnsigned: false, negated: OP.gt_s }],
  [OP.gt_s, { kind: '<', swaps: true, isUnsigned: false, negated: OP.le_s }],
  [OP.ge_s, { kind: '<=', swaps: true, isUnsigned: false, negated: OP.lt_s }],
  [OP.lt_u, { kind: '<', swaps: false, isUnsigned: true, negated: OP.ge_u }],
  [OP.le_u, { kind: '<=', swaps: false, isUnsigned: true, negated: OP.gt_u }],
  [OP.gt_u, { kind: '<', swaps: true, isUnsigned: true, negated: OP.le_u }],
  [OP.ge_u, { kind: '<=', swaps: true, isUnsigned: true, negated: OP.lt_u }],
]);

/** A construct that is open. */
interface Construct {
  /** The statement that opens it. */
  readonly start: number;
  /** How many facts there were. */
  readonly facts: number;
  hasElse: boolean;
}

/**
 * What is known of variables at one place of a function, and not everywhere: what they were set to last, and what the conditions said that lead there. The
 * place goes forward through the statements.
 *
 * A fact holds from one statement on, as long as its construct is open, and until its variable is set: anywhere in between, or anywhere in a loop that began
 * in between. So nothing is done where a variable is set or a loop begins, and the pass is linear but for a search among the definitions of a variable.
 */
export class Facts {
  private readonly ir: FunctionIR;
  private readonly intervalOf: (n: number) => Interval;
  /** The statement that is evaluated now. */
  private at = 0;
  private readonly ends: Int32Array;
  /** By label: how many `break`s. */
  private readonly breaks: Int32Array;
  private readonly definitions: Definitions;
  /** By variable: its last fact, or -1. */
  private readonly current: Int32Array;
  // Facts, on a stack: variable, bounds, from which statement on, the fact before of the same variable.
  private readonly variables: number[] = [];
  private readonly lows: number[] = [];
  private readonly highs: number[] = [];
  private readonly since: number[] = [];
  private readonly previous: number[] = [];
  private readonly open: Construct[] = [];
  /** Where the loops begin that are open. */
  private readonly loops: number[] = [];

  /**
   * @param ends of constructs
   * @param intervalOf what is known of a node at the current place, in an object that the next call may change
   */
  constructor(ir: FunctionIR, ends: Int32Array, intervalOf: (n: number) => Interval) {
    this.ir = ir;
    this.intervalOf = intervalOf;
    const { scratch, varCount } = ir;
    this.ends = ends;
    this.breaks = scratch.words(ir.labelCount);
    this.current = scratch.words(varCount).fill(-1, 0, varCount);
    this.definitions = new Definitions(ir);
    const { kind, x, statementCount } = ir;
    for (let i = 0; i < statementCount; i++) if (kind[i] === S_BREAK) this.breaks[x[i]!]!++;
  }

  /** Goes on to a statement, which is evaluated next. */
  reach(i: number): void {
    while (this.at < i) {
      this.leave(this.at);
      this.at++;
    }
  }

  /** Narrows what is known of a variable by what is known here. */
  narrow(variable: number, interval: Interval): void {
    const fact = this.current[variable]!;
    if (fact < 0 || this.isOver(fact)) return;
    const low = Math.max(interval.low, this.lows[fact]!);
    const high = Math.min(interval.high, this.highs[fact]!);
    // What contradicts itself is never reached.
    if (low > high) return;
    interval.low = low;
    interval.high = high;
  }

  /** Whether the variable of a fact may have been set since. */
  private isOver(fact: number): boolean {
    const { loops } = this;
    const since = this.since[fact]!;
    let end = this.at;
    if (loops.length > 0 && loops[loops.length - 1]! >= since) {
      let low = 0;
      let high = loops.length - 1;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (loops[middle]! >= since) high = middle;
        else low = middle + 1;
      }
      end = this.ends[loops[low]!]!;
    }
    return this.definitions.isSetIn(this.variables[fact]!, since, end);
  }

  private push(variable: number, low: number, high: number): void {
    this.variables.push(variable);
    this.lows.push(low);
    this.highs.push(high);
    // What is known when a statement is left holds from the next one on.
    this.since.push(this.at + 1);
    this.previous.push(this.current[variable]!);
    this.current[variable] = this.variables.length - 1;
  }

  private undo(count: number): void {
    while (this.variables.length > count) {
      this.current[this.variables.pop()!] = this.previous.pop()!;
      this.lows.pop();
      this.highs.pop();
      this.since.pop();
    }
  }

  private leave(i: number): void {
    const { ir, open } = this;
    const kind = ir.kind[i]!;
    if (OPENING[kind] === 1) {
      open.push({ start: i, facts: this.variables.length, hasElse: false });
      // A switch may be dispatched anew.
      if (kind === S_LOOP || kind === S_SWITCH) this.loops.push(i);
      if (kind === S_IF) this.assume(ir.y[i]!, true);
    } else if (kind === S_SET) {
      const variable = ir.x[i]!;
      if (ir.varType[variable] !== T_I32 || MAY_BE_NARROW[ir.op[ir.y[i]!]!] === 0) return;
      const { low, high } = this.intervalOf(ir.y[i]!);
      if (low > MIN || high < MAX) this.push(variable, low, high);
    } else if (kind === S_TRAP_IF) this.assume(ir.y[i]!, false);
    else if (kind === S_ELSE) {
      const construct = open[open.length - 1]!;
      this.undo(construct.facts);
      construct.hasElse = true;
      this.assume(ir.y[construct.start]!, false);
    } else if (kind === S_CASE || kind === S_DEFAULT || kind === S_CATCH) this.undo(open[open.length - 1]!.facts);
    else if (kind === S_END) this.end(open.pop()!, i);
  }

  private end({ start, facts, hasElse }: Construct, i: number): void {
    const { ir } = this;
    const kind = ir.kind[start]!;
    if (kind === S_LOOP || kind === S_SWITCH) this.loops.pop();
    const isLeft = this.breaks[ir.x[start]!]! > 0;
    if (kind !== S_BLOCK || isLeft) this.undo(facts);
    // Behind an arm that leaves, the condition does not hold.
    if (kind === S_IF && !hasElse && !isLeft && EXITS.has(ir.kind[i - 1]!)) this.assume(ir.y[start]!, false);
  }

  /** Notes what a condition says of variables. Trees are of bounded depth. */
  private assume(n: number, holds: boolean): void {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === NOT) this.assume(ir.a[n]!, !holds);
    else if (op === (holds ? BOTH : EITHER) || (op === (holds ? AND : OR) && this.hasTruths(n))) {
      this.assume(ir.a[n]!, holds);
      this.assume(ir.b[n]!, holds);
    } else if (op === GET) this.assumeTruth(n, holds);
    else {
      const relation = RELATIONS.get(op);
      if (relation === undefined) return;
      const { kind, swaps, isUnsigned } = holds ? relation : RELATIONS.get(relation.negated)!;
      const [a, b] = swaps ? [ir.b[n]!, ir.a[n]!] : [ir.a[n]!, ir.b[n]!];
      if (kind === '=') this.assumeEqual(a, b);
      else if (kind !== '') this.assumeOrder(a, b, kind === '<' ? 1 : 0, isUnsigned);
    }
  }

  /** Whether bits are those of two truths. */
  private hasTruths(n: number): boolean {
    const { ir } = this;
    return IS_BOOL[ir.op[ir.a[n]!]!] === 1 && IS_BOOL[ir.op[ir.b[n]!]!] === 1;
  }

  private assumeTruth(n: number, holds: boolean): void {
    if (!holds) this.assumeIn(n, 0, 0);
    else if (this.intervalOf(n).low === 0) this.assumeIn(n, 1, MAX);
  }

  private assumeEqual(a: number, b: number): void {
    const { low, high } = this.intervalOf(a);
    this.assumeIn(b, low, high);
    const other = this.intervalOf(b);
    this.assumeIn(a, other.low, other.high);
  }

  /** `a` is below `b` by at least `margin`. */
  private assumeOrder(a: number, b: number, margin: number, isUnsigned: boolean): void {
    const { low, high } = this.intervalOf(b);
    // Of unsigned words that are below one without a sign bit none has one.
    if (!isUnsigned || low >= 0) this.assumeIn(a, isUnsigned ? 0 : MIN, high - margin);
    const least = this.intervalOf(a).low;
    if (!isUnsigned || (low >= 0 && least >= 0)) this.assumeIn(b, least + margin, MAX);
  }

  private assumeIn(n: number, low: number, high: number): void {
    const { ir } = this;
    if (ir.op[n] !== GET || ir.type[n] !== T_I32) return;
    const known = this.intervalOf(n);
    const [from, to] = [Math.max(low, known.low), Math.min(high, known.high)];
    if (from <= to && (from > known.low || to < known.high)) this.push(ir.a[n]!, from, to);
  }
}
