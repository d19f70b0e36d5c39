import { type FunctionIR, V_LOCAL, V_PARAM } from '../ir/function-ir.ts';
import { OP, OPERANDS, WORD_TYPES } from '../ir/node-ops.ts';
import { S_END, S_LOOP } from '../ir/statement-ops.ts';
import { visitDefinitions, visitRoots } from '../ir/visit.ts';
import { constructEnds } from './rewrite.ts';

const GET = OP.get;
const CALL = OP.call;

/** What {@link assignSlots} finds out, by variable. */
export interface Slots extends Lives {
  /** The slot among those of its type; -1 for locals. */
  readonly slots: Int32Array;
}

/**
 * Gives temporaries slots: two of the same type whose lives do not overlap share one, so that emitted functions have few variables. A life reaches from
 * the first to the last mention in the list of statements; what is set before a loop and read in it lives to the loop's end.
 */
export function assignSlots(ir: FunctionIR): Slots {
  const { first, last } = findLives(ir);
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
  for (; statement < ir.statementCount; statement++) {
    for (let v = ending[statement]!; v >= 0; v = next[v]!) free[ir.varType[v]!]!.push(slots[v]!);
    visitDefinitions(ir, statement, define);
  }
  return { slots, first, last };
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

function findLives(ir: FunctionIR): Lives {
  const finder = new LifeFinder(ir);
  const define = (variable: number): void => finder.mention(variable);
  const visit = (n: number): void => finder.visit(n);
  const { kind } = ir;
  const { loops, ends } = finder;
  for (let i = 0; i < ir.statementCount; i++) {
    if (kind[i] === S_LOOP) loops.push(i);
    else if (kind[i] === S_END && loops.length > 0 && ends[loops[loops.length - 1]!] === i) loops.pop();
    finder.statement = i;
    visitRoots(ir, i, visit);
    visitDefinitions(ir, i, define);
  }
  return finder;
}

class LifeFinder {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly ends: Int32Array;
  /** The loops that are open. */
  readonly loops: number[] = [];
  statement = 0;
  private readonly ir: FunctionIR;

  constructor(ir: FunctionIR) {
    this.ir = ir;
    this.first = new Int32Array(ir.varCount).fill(-1);
    this.last = new Int32Array(ir.varCount).fill(-1);
    this.ends = constructEnds(ir);
  }

  visit(n: number): void {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === GET) {
      this.mention(ir.a[n]!);
      return;
    }
    if (op === CALL) {
      const start = ir.b[n]!;
      for (let i = 0; i < ir.c[n]!; i++) this.visit(ir.list[start + i]!);
      return;
    }
    const count = OPERANDS[op]!;
    if (count > 0) this.visit(ir.a[n]!);
    if (count > 1) this.visit(ir.b[n]!);
    if (count > 2) this.visit(ir.c[n]!);
  }

  mention(variable: number): void {
    const i = this.statement;
    const { first, last, loops } = this;
    if (first[variable] === -1) first[variable] = i;
    const end = loops.length === 0 ? i : endOfLife(loops, this.ends, first[variable]!, i);
    if (end > last[variable]!) last[variable] = end;
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
