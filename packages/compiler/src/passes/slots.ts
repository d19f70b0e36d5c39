import { type FunctionIR, V_LOCAL, V_PARAM } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import { S_END, S_LOOP } from '../ir/statement-ops.ts';
import { visitDefinitions, visitOperands, visitRoots } from '../ir/visit.ts';
import { constructEnds } from './rewrite.ts';

const GET = OP.get;

/**
 * Gives temporaries slots: two of the same type whose lives do not overlap share one, so that emitted functions have few variables. A life reaches from
 * the first to the last mention in the list of statements; what is set before a loop and read in it lives to the loop's end.
 *
 * @returns the slot of each variable among those of its type; -1 for locals
 */
export function assignSlots(ir: FunctionIR): Int32Array {
  const { first, last } = findLives(ir);
  const slots = new Int32Array(ir.varCount).fill(-1);
  // Variables in order of their first mention, and buckets of those that end at a statement.
  const ending: (number[] | undefined)[] = new Array(ir.statementCount);
  const free: number[][] = [[], [], [], []];
  const used = [0, 0, 0, 0];
  for (let i = 0; i < ir.statementCount; i++) {
    const ended = ending[i];
    if (ended !== undefined) for (const variable of ended) free[ir.varType[variable]!]!.push(slots[variable]!);
    visitDefinitions(ir, i, (variable) => {
      if (first[variable] !== i || slots[variable] !== -1 || !isTemporary(ir, variable)) return;
      const type = ir.varType[variable]!;
      slots[variable] = free[type]!.pop() ?? used[type]!++;
      const end = last[variable]!;
      if (end > i) (ending[end] ??= []).push(variable);
      else (ending[i + 1] ??= []).push(variable);
    });
  }
  return slots;
}

function isTemporary(ir: FunctionIR, variable: number): boolean {
  const kind = ir.varKind[variable];
  return kind !== V_PARAM && kind !== V_LOCAL;
}

interface Lives {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

function findLives(ir: FunctionIR): Lives {
  const first = new Int32Array(ir.varCount).fill(-1);
  const last = new Int32Array(ir.varCount).fill(-1);
  const ends = constructEnds(ir);
  const loops: number[] = [];
  const mention = (variable: number, i: number): void => {
    if (first[variable] === -1) first[variable] = i;
    const end = endOfLife(loops, ends, first[variable]!, i);
    if (end > last[variable]!) last[variable] = end;
  };
  let statement = 0;
  const visit = (n: number): void => {
    if (ir.op[n] === GET) mention(ir.a[n]!, statement);
    else visitOperands(ir, n, visit);
  };
  const define = (variable: number): void => mention(variable, statement);
  for (statement = 0; statement < ir.statementCount; statement++) {
    if (ir.kind[statement] === S_LOOP) loops.push(statement);
    else if (ir.kind[statement] === S_END && ends[loops[loops.length - 1] ?? -1] === statement) loops.pop();
    visitRoots(ir, statement, visit);
    visitDefinitions(ir, statement, define);
  }
  return { first, last };
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
