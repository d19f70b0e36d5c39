import { type FunctionIR, V_PARAM } from '../ir/function-ir.ts';
import { IS_BOOL, IS_SMALL, OP, OPERANDS, T_I32 } from '../ir/node-ops.ts';
import { S_SET, SETS_VARIABLES } from '../ir/statement-ops.ts';
import { visitDefinitions } from '../ir/visit.ts';
import { type Counters, findCounters } from './counters.ts';
import { Facts, MAY_BE_NARROW } from './facts.ts';
import { type Interval, MAX, MIN, TRANSFERS, type Transfer } from './range-transfers.ts';
import { constructEnds } from './rewrite.ts';
import { SetReaders } from './set-readers.ts';

const GET = OP.get;
const CONST = OP['i32.const'];
const COND = OP.cond;

/** A definition that was looked at so often gives up: its variable may be anything. */
const PATIENCE = 12;
/** From then on bounds go to the next of these, not step by step. */
const STEPS = 3;
const THRESHOLDS: readonly number[] = [0, 1, 255, 65_535, 0xff_ffff, 0x1fff_ffff, 0x3fff_ffff, MAX];

/**
 * Between which signed numbers the words of a function lie: an interval for every i32 variable, over all that is ever assigned to it, and for every node.
 * What is not known to be narrower is all 32 bits.
 *
 * Linear: a definition is looked at anew when a variable it reads has widened, and a bounded number of times at that. Counters of loops would widen to the
 * end; `counters.ts` finds what bounds them.
 */
export class Ranges {
  /** By variable; where `low` is above `high`, nothing has been assigned yet. */
  private readonly varLow: Int32Array;
  private readonly varHigh: Int32Array;
  /** Of a variable that is a counter: what is assigned to it besides its steps. */
  private readonly otherLow: Int32Array;
  private readonly otherHigh: Int32Array;
  private readonly nodeLow: Int32Array;
  private readonly nodeHigh: Int32Array;
  /** Whether a node's interval stands in the arrays. */
  private readonly known: Uint8Array;
  /** The `add`s of counters that are bounded. */
  private readonly exactSteps = new Set<number>();
  private readonly ir: FunctionIR;
  private readonly counters: Counters;
  /** Whether variables have their final intervals, so that those of nodes may be kept. */
  private settled = false;
  /** The interval that {@link look} found. */
  private readonly found: Interval = { low: 0, high: 0 };

  /** What is known besides at the place that {@link reach} went to. */
  private readonly facts: Facts | undefined;

  /** @param follows whether whoever asks goes through the function, and says where it is */
  constructor(ir: FunctionIR, follows: boolean = false) {
    this.ir = ir;
    const { scratch, varCount } = ir;
    this.varLow = scratch.words(varCount).fill(MAX, 0, varCount);
    this.varHigh = scratch.words(varCount).fill(MIN, 0, varCount);
    this.otherLow = scratch.words(varCount).fill(MAX, 0, varCount);
    this.otherHigh = scratch.words(varCount).fill(MIN, 0, varCount);
    const ends = constructEnds(ir);
    this.counters = findCounters(ir, ends);
    this.nodeLow = scratch.words(ir.nodeCount);
    this.nodeHigh = scratch.words(ir.nodeCount);
    this.known = scratch.bytes(ir.nodeCount);
    this.assignInitially();
    this.propagate();
    this.settled = true;
    this.keepSteps();
    if (!follows) return;
    this.facts = new Facts(ir, ends, (n) => {
      this.look(n);
      return this.found;
    });
  }

  /** Goes on to a statement: intervals of what it reads are those that variables have there. */
  reach(i: number): void {
    this.facts?.reach(i);
  }

  /** The least value of an i32 node, as a signed word. */
  low(n: number): number {
    this.look(n);
    return this.found.low;
  }

  /** The greatest value of an i32 node, as a signed word. */
  high(n: number): number {
    this.look(n);
    return this.found.high;
  }

  /** Whether an i32 node is the same number signed and unsigned. */
  isNonNegative(n: number): boolean {
    return this.low(n) >= 0;
  }

  /** Whether an `add` or `sub` never leaves the 32 bits: its word is the sum or difference of its operands as numbers. */
  isExact(n: number): boolean {
    const { ir } = this;
    if (this.exactSteps.has(n)) return true;
    const [a, b] = [ir.a[n]!, ir.b[n]!];
    if (ir.op[n] === OP.add) return fits(this.low(a) + this.low(b), this.high(a) + this.high(b));
    return fits(this.low(a) - this.high(b), this.high(a) - this.low(b));
  }

  private assignInitially(): void {
    const { ir } = this;
    for (let v = 0; v < ir.varCount; v++) {
      if (ir.varType[v] !== T_I32 || ir.varLocal[v]! < 0) continue;
      // Parameters are anything, other locals begin with 0.
      if (ir.varKind[v] === V_PARAM) this.join(v, MIN, MAX, false);
      else this.join(v, 0, 0, false);
    }
  }

  private propagate(): void {
    const { ir, counters } = this;
    const { kind, x, y, op, varType, statementCount } = ir;
    const anything = (variable: number): void => {
      if (varType[variable] === T_I32) this.join(variable, MIN, MAX, false);
    };
    for (let i = 0; i < statementCount; i++) {
      const k = kind[i]!;
      if (k !== S_SET) {
        if (SETS_VARIABLES[k] === 1) visitDefinitions(ir, i, anything);
      } else if (MAY_BE_NARROW[op[y[i]!]!] === 0) anything(x[i]!);
    }
    // What may be anything by now never widens any more.
    const { varLow, varHigh } = this;
    const isOpen = (variable: number): boolean =>
      varType[variable] === T_I32 && (varLow[variable] !== MIN || varHigh[variable] !== MAX);
    const queue = ir.scratch.words(statementCount);
    let [head, count] = [0, 0];
    for (let i = 0; i < statementCount; i++) if (kind[i] === S_SET && isOpen(x[i]!)) queue[count++] = i;
    if (count === 0) return;
    const readers = new SetReaders(ir, queue.subarray(0, count), isOpen, (i) =>
      counters.step[x[i]!] === i ? counters.bound[x[i]!]! : -1,
    );
    const queued = ir.scratch.bytes(statementCount);
    const visits = ir.scratch.bytes(statementCount);
    for (let at = 0; at < count; at++) queued[queue[at]!] = 1;
    const push = (i: number): void => {
      if (queued[i] === 1) return;
      queued[i] = 1;
      queue[(head + count++) % queue.length] = i;
    };
    while (count > 0) {
      const i = queue[head]!;
      head = (head + 1) % queue.length;
      count--;
      queued[i] = 0;
      if (!this.define(i, visits[i]!++)) continue;
      readers.each(x[i]!, push);
      if (counters.step[x[i]!]! >= 0) push(counters.step[x[i]!]!);
    }
  }

  /** Joins what a `set` assigns to its variable. @returns whether that widened it */
  private define(i: number, visits: number): boolean {
    const { ir, counters } = this;
    const variable = ir.x[i]!;
    const isStep = counters.step[variable] === i;
    if (visits >= PATIENCE) return this.join(variable, MIN, MAX, false);
    if (isStep) {
      if (this.otherLow[variable]! > this.otherHigh[variable]!) return false;
      this.lookAtStep(variable);
    } else this.look(ir.y[i]!);
    if (this.found.low > this.found.high) return false;
    return this.join(variable, this.found.low, this.found.high, isStep, visits >= STEPS);
  }

  /** A step knows more of its counter than the counter's interval says: the bound. */
  private keepSteps(): void {
    const { ir, counters, found } = this;
    for (let v = 0; v < ir.varCount; v++) {
      const i = counters.step[v]!;
      if (i < 0 || this.otherLow[v]! > this.otherHigh[v]!) continue;
      this.lookAtStep(v);
      if (found.low === MIN && found.high === MAX) continue;
      const n = ir.y[i]!;
      this.exactSteps.add(n);
      this.known[n] = 1;
      this.nodeLow[n] = found.low;
      this.nodeHigh[n] = found.high;
    }
  }

  /** What a counter is after a step: its bound holds before. */
  private lookAtStep(variable: number): void {
    const { counters, otherLow, otherHigh } = this;
    const k = counters.stride[variable]!;
    const [low, high] = [otherLow[variable]!, otherHigh[variable]!];
    const bound = counters.bound[variable]!;
    if (counters.isTarget[variable] === 1) {
      // Stops exactly there, if it comes from one place, some whole strides away.
      const way = (this.ir.a[bound]! - low) / k;
      if (low === high && Number.isInteger(way) && way >= 1) {
        this.find(Math.min(low + k, this.ir.a[bound]!), Math.max(low + k, this.ir.a[bound]!));
      } else this.find(MIN, MAX);
      return;
    }
    this.look(bound);
    if (this.found.low > this.found.high) return;
    if (counters.isUnsigned[variable] === 1 && this.found.low < 0) this.find(MIN, MAX);
    else if (k > 0) this.find(low + k, Math.max(high, this.found.high - counters.margin[variable]!) + k);
    else this.find(Math.min(low, this.found.low + counters.margin[variable]!) + k, high + k);
  }

  private find(low: number, high: number): void {
    const known = fits(low, high);
    this.found.low = known ? low : MIN;
    this.found.high = known ? high : MAX;
  }

  /** Widens a variable. @returns whether it is wider now, or has another base for its steps */
  private join(variable: number, low: number, high: number, isStep: boolean, hurry: boolean = false): boolean {
    const { varLow, varHigh, otherLow, otherHigh } = this;
    const widened = widen(varLow, varHigh, variable, low, high, hurry);
    return (!isStep && widen(otherLow, otherHigh, variable, low, high, hurry)) || widened;
  }

  /** Finds the interval of a node. Trees are of bounded depth. */
  private look(n: number): void {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === GET) {
      this.found.low = this.varLow[ir.a[n]!]!;
      this.found.high = this.varHigh[ir.a[n]!]!;
      // A variable that nothing has been assigned to is not read; should it be after all, nothing is known of it.
      if (this.settled && this.found.low > this.found.high) this.find(MIN, MAX);
      this.facts?.narrow(ir.a[n]!, this.found);
    } else if (op === CONST) {
      this.found.low = this.found.high = ir.a[n]!;
    } else if (this.known[n] === 1) {
      this.found.low = this.nodeLow[n]!;
      this.found.high = this.nodeHigh[n]!;
    } else {
      this.lookAtOperator(n, op);
      if (!this.settled) return;
      this.known[n] = 1;
      this.nodeLow[n] = this.found.low;
      this.nodeHigh[n] = this.found.high;
    }
  }

  private lookAtOperator(n: number, op: number): void {
    const { ir } = this;
    if (IS_BOOL[op] === 1) this.find(0, 1);
    else if (op === COND) {
      this.look(ir.b[n]!);
      const [low, high] = [this.found.low, this.found.high];
      this.look(ir.c[n]!);
      this.found.low = Math.min(low, this.found.low);
      this.found.high = Math.max(high, this.found.high);
    } else {
      const transfer = TRANSFERS[op];
      if (transfer === undefined) this.find(IS_SMALL[op] === 1 ? 0 : MIN, MAX);
      else if (OPERANDS[op] === 2) this.lookAtBinary(n, transfer);
      else transfer(this.found, MIN, MAX, MIN, MAX);
    }
  }

  private lookAtBinary(n: number, transfer: Transfer): void {
    const { ir } = this;
    this.look(ir.a[n]!);
    const [aLow, aHigh] = [this.found.low, this.found.high];
    this.look(ir.b[n]!);
    // An operand that is not assigned yet: neither is this.
    if (aLow > aHigh || this.found.low > this.found.high) {
      this.found.low = MAX;
      this.found.high = MIN;
      return;
    }
    transfer(this.found, aLow, aHigh, this.found.low, this.found.high);
    this.find(this.found.low, this.found.high);
  }
}

function fits(low: number, high: number): boolean {
  return low >= MIN && high <= MAX;
}

/** Makes a variable's interval hold another; in a hurry, bounds jump ahead. @returns whether it is wider now */
function widen(
  lows: Int32Array,
  highs: Int32Array,
  variable: number,
  low: number,
  high: number,
  hurry: boolean,
): boolean {
  const isLower = low < lows[variable]!;
  const isHigher = high > highs[variable]!;
  if (isLower) lows[variable] = hurry ? (low >= 0 ? 0 : MIN) : low;
  if (isHigher) highs[variable] = hurry ? nextThreshold(high) : high;
  return isLower || isHigher;
}

function nextThreshold(high: number): number {
  for (const threshold of THRESHOLDS) if (high <= threshold) return threshold;
  return MAX;
}
