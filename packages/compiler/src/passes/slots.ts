import { type FunctionIR, V_LOCAL, V_PARAM } from '../ir/function-ir.ts';
import { OP, OPERANDS, WORD_TYPES } from '../ir/node-ops.ts';
import { HAS_NODES, S_END, S_LOOP, S_SET, SETS_VARIABLES } from '../ir/statement-ops.ts';
import { visitDefinitions, visitRoots } from '../ir/visit.ts';
import { constructEnds } from './rewrite.ts';

const GET = OP.get;
const CALL = OP.call;

/** What {@link assignSlots} finds out, by variable. */
export interface Slots extends Lives {
  /** Whether anything mentions it. */
  readonly live: Uint8Array;
  /** The slot among those of its type; -1 for locals. */
  readonly slots: Int32Array;
}

/**
 * Gives temporaries slots: two of the same type whose lives do not overlap share one, so that emitted functions have few variables. A life reaches from
 * the first to the last mention in the list of statements; what is set before a loop and read in it lives to the loop's end.
 */
export function assignSlots(ir: FunctionIR): Slots {
  const { live, first, last } = findLives(ir);
  const slots = new Int32Array(ir.varCount).fill(-1);
  // Variables that end at a statement, as linked lists.
  const ending = ir.scratch.words(ir.statementCount + 1).fill(-1, 0, ir.statementCount + 1);
  const next = ir.scratch.words(ir.varCount);
  const free: number[][] = WORD_TYPES.map(() => []);
  const used = WORD_TYPES.map(() => 0);
  let statement = 0;
  const define = (variable: number): void => {
    if (first[variable] !== statement || slots[variable] !== -1 || !isTemporary(ir, variable)) return;
    const type = ir.varType[variable]!;
    slots[variable] = free[type]!.pop() ?? used[type]!++;
    const end = Math.max(last[variable]!, statement + 1);
    next[variable] = ending[end]!;
    ending[end] = variable;
  };
  const { kind, x, statementCount } = ir;
  for (; statement < statementCount; statement++) {
    for (let v = ending[statement]!; v >= 0; v = next[v]!) free[ir.varType[v]!]!.push(slots[v]!);
    const k = kind[statement]!;
    if (k === S_SET) {
      if (first[x[statement]!] === statement) define(x[statement]!);
    } else if (SETS_VARIABLES[k] === 1) visitDefinitions(ir, statement, define);
  }
  return { live, slots, first, last };
}

function isTemporary(ir: FunctionIR, variable: number): boolean {
  const kind = ir.varKind[variable];
  return kind !== V_PARAM && kind !== V_LOCAL;
}

/** From where to where variables live. */
export interface Lives {
  /** The statement that first mentions it; -1 where none does. */
  readonly first: Int32Array;
  /** The last one that may still need it; -1 where none does. */
  readonly last: Int32Array;
}

function findLives(ir: FunctionIR): LifeFinder {
  const finder = new LifeFinder(ir);
  const define = (variable: number): void => finder.mention(variable);
  const visit = (n: number): void => finder.visit(n);
  const { kind, x, y, statementCount } = ir;
  for (let i = 0; i < statementCount; i++) {
    const k = kind[i]!;
    finder.statement = i;
    if (k === S_SET) {
      finder.visit(y[i]!);
      finder.mention(x[i]!);
    } else if (HAS_NODES[k] === 1) {
      visitRoots(ir, i, visit);
      if (SETS_VARIABLES[k] === 1) visitDefinitions(ir, i, define);
    } else if (k === S_LOOP) finder.enterLoop();
    else if (k === S_END) finder.end();
    else if (SETS_VARIABLES[k] === 1) visitDefinitions(ir, i, define);
  }
  return finder;
}

class LifeFinder implements Lives {
  readonly live: Uint8Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  statement = 0;
  private readonly ir: FunctionIR;
  private readonly ends: Int32Array | undefined;
  /** The loops that are open; where the innermost begins and ends, -1 without one. */
  private readonly loops: number[] = [];
  private innermost = -1;
  private innermostEnd = -1;

  constructor(ir: FunctionIR) {
    this.ir = ir;
    this.live = new Uint8Array(ir.varCount);
    this.first = new Int32Array(ir.varCount).fill(-1);
    this.last = new Int32Array(ir.varCount).fill(-1);
    this.ends = ir.hasKind[S_LOOP] === 1 ? constructEnds(ir) : undefined;
  }

  enterLoop(): void {
    this.loops.push(this.statement);
    this.lookAtInnermost();
  }

  /** A construct ends. */
  end(): void {
    if (this.innermostEnd !== this.statement) return;
    this.loops.pop();
    this.lookAtInnermost();
  }

  private lookAtInnermost(): void {
    this.innermost = this.loops[this.loops.length - 1] ?? -1;
    this.innermostEnd = this.ends?.[this.innermost] ?? -1;
  }

  visit(n: number): void {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === GET) {
      this.mention(ir.a[n]!);
      return;
    }
    const count = OPERANDS[op]!;
    if (count > 0) {
      this.visit(ir.a[n]!);
      if (count > 1) this.visit(ir.b[n]!);
      if (count > 2) this.visit(ir.c[n]!);
    } else if (op === CALL) {
      const start = ir.b[n]!;
      const end = start + ir.c[n]!;
      for (let i = start; i < end; i++) this.visit(ir.list[i]!);
    }
  }

  mention(variable: number): void {
    const { first, last, statement: i } = this;
    const start = first[variable]!;
    if (start === -1) {
      this.live[variable] = 1;
      first[variable] = last[variable] = i;
    } else {
      // A loop that began before does not matter.
      const end = start > this.innermost ? i : endOfLife(this.loops, this.ends!, start, i);
      if (end > last[variable]!) last[variable] = end;
    }
  }
}

/** Until when a variable lives that was first mentioned at `first` and is mentioned at `i`: the end of the outermost loop that began in between. */
function endOfLife(loops: readonly number[], ends: Int32Array, first: number, i: number): number {
  let low = 0;
  let high = loops.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (loops[middle]! > first) high = middle;
    else low = middle + 1;
  }
  return low < loops.length ? ends[loops[low]!]! : i;
}
