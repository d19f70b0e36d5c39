import { type FunctionIR, V_LOOP } from '../ir/function-ir.ts';
import { OP, T_I32 } from '../ir/node-ops.ts';
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
  S_SET,
  S_SWITCH,
} from '../ir/statement-ops.ts';
import { compare, cond } from '../ir/words.ts';
import { constructEnds, type Insertion, Rewrite } from './rewrite.ts';

/** Below this many cases with bodies nothing is gained. */
const MIN_RUNGS = 2;

/**
 * Turns what compilers make of a `switch` statement back into one: nested blocks with a `br_table` at their head, where the code of each case follows
 * the end of a block, become one `switch` with the code in its cases. Go's state machines nest thousands of blocks so, more than JavaScript parsers bear.
 *
 * ```
 * block 2 { block 1 { block 0 { switch (x) { case 0: break 0; case 1: break 1; default: break 2 } } A } B }   →
 * block 2 { switch (x) { default: break 2; case 0: A; case 1: B } }
 * ```
 *
 * A branch from within the code of one case to the end of the next block keeps a block around that code; one to a later case dispatches again.
 */
export function flattenLadders(ir: FunctionIR): void {
  let ends: Int32Array | undefined;
  let rewrite: Rewrite | undefined;
  for (let i = 0; i < ir.statementCount; i++) {
    if (ir.kind[i] !== S_BLOCK) continue;
    const inner = innermostOf(ir, i);
    const dispatch = dispatchIn(ir, inner);
    const ladder = dispatch < 0 ? undefined : findLadder(ir, (ends ??= constructEnds(ir)), i, inner, dispatch);
    if (ladder === undefined) {
      // Nor is there one of fewer blocks with the same head.
      i = inner;
      continue;
    }
    rewrite ??= new Rewrite(ir);
    flatten(ir, rewrite, ladder);
    i = ladder.dispatch;
  }
  rewrite?.apply();
}

/** One group of cases that go to the same place. */
interface Group {
  /** Case values; `undefined` is the default. */
  readonly values: (number | undefined)[];
  /** The label that the group breaks to, where it does nothing else; otherwise -1: its code stays what it is. */
  readonly target: number;
  /** The statements from its first label to the next group. */
  readonly from: number;
  readonly to: number;
}

interface Ladder {
  /** The blocks from the innermost to the outermost: the statements that open them, their ends, their labels. */
  readonly blocks: number[];
  readonly ends: number[];
  readonly rungs: Map<number, number>;
  /** The `switch` and its `end`. */
  readonly dispatch: number;
  readonly dispatchEnd: number;
  readonly groups: Group[];
}

/** The last of blocks that begin right behind each other. */
function innermostOf({ kind }: FunctionIR, start: number): number {
  let inner = start;
  while (kind[inner + 1] === S_BLOCK) inner++;
  return inner;
}

/** The switch at the head of a block, before which simple statements that compute the index may stand; -1 where there is none. */
function dispatchIn({ kind }: FunctionIR, block: number): number {
  let i = block + 1;
  while (OPENING[kind[i]!] === 0 && isSimple(kind[i]!)) i++;
  return kind[i] === S_SWITCH ? i : -1;
}

function findLadder(
  ir: FunctionIR,
  ends: Int32Array,
  start: number,
  inner: number,
  dispatch: number,
): Ladder | undefined {
  const { x } = ir;
  if (ends[dispatch]! + 1 !== ends[inner]) return undefined;
  const groups = readGroups(ir, dispatch, ends[dispatch]!);
  if (groups === undefined) return undefined;
  const blocks: number[] = [];
  const rungs = new Map<number, number>();
  for (let block = inner; block >= start; block--) {
    rungs.set(x[block]!, blocks.length);
    blocks.push(block);
  }
  const targets = new Set(groups.map(({ target }) => rungs.get(target)));
  targets.delete(undefined);
  // The outermost block stays: to leave it is to leave the switch.
  targets.delete(blocks.length - 1);
  if (targets.size < MIN_RUNGS) return undefined;
  return {
    blocks,
    ends: blocks.map((block) => ends[block]!),
    rungs,
    dispatch,
    dispatchEnd: ends[dispatch]!,
    groups,
  };
}

function isSimple(k: number): boolean {
  return k !== S_END && k !== S_CASE && k !== S_DEFAULT && k !== S_BREAK && k !== S_AGAIN;
}

/** The groups of a switch whose every body is a jump, and what is set before it; otherwise undefined. */
function readGroups(ir: FunctionIR, dispatch: number, end: number): Group[] | undefined {
  const groups: Group[] = [];
  let values: (number | undefined)[] = [];
  let from = dispatch + 1;
  for (let i = dispatch + 1; i < end; i++) {
    const k = ir.kind[i]!;
    if (k === S_CASE) values.push(ir.x[i]!);
    else if (k === S_DEFAULT) values.push(undefined);
    else if (k === S_BREAK || k === S_CONTINUE || k === S_RETURN) {
      const isBreak = k === S_BREAK && i === from + values.length;
      groups.push({ values, target: isBreak ? ir.x[i]! : -1, from, to: i + 1 });
      from = i + 1;
      values = [];
    } else if (k !== S_SET || values.length === 0) return undefined;
  }
  return groups;
}

function labels(values: readonly (number | undefined)[]): Insertion[] {
  return values.map((value) => (value === undefined ? { kind: S_DEFAULT, x: 0 } : { kind: S_CASE, x: value }));
}

function flatten(ir: FunctionIR, rewrite: Rewrite, ladder: Ladder): void {
  const { blocks, ends, rungs, dispatch, dispatchEnd, groups } = ladder;
  const { x } = ir;
  const outermost = blocks.length - 1;
  for (let rung = 0; rung < outermost; rung++) rewrite.delete(blocks[rung]!);
  rewrite.delete(dispatchEnd);
  const values: (number | undefined)[][] = blocks.map(() => []);
  for (const { target, values: ownValues, from, to } of groups) {
    const rung = rungs.get(target);
    if (rung === undefined || rung === outermost) continue;
    values[rung] = ownValues;
    for (let i = from; i < to; i++) rewrite.delete(i);
  }
  const again = new Again(ir, rewrite, x[dispatch]!);
  // What carries a value to a rung sets it, and dispatches again.
  for (const { target, to } of groups) {
    const rung = ir.kind[to - 1] === S_BREAK ? rungs.get(x[to - 1]!) : undefined;
    if (target < 0 && rung !== undefined && rung !== outermost) again.redirect(to - 1, rung, values);
  }
  for (let rung = 0; rung < outermost; rung++) {
    const end = ends[rung]!;
    // Only earlier code jumps here, so that all new cases of this rung are known.
    rewrite.after(end, ...labels(values[rung]!), ...(again.newCases.get(rung) ?? []));
    const keepsNext = redirect(ir, ladder, rung, values, again);
    // The next block's end either closes a block around this code alone, or only ends the case.
    if (keepsNext) rewrite.after(end, { kind: S_BLOCK, x: x[blocks[rung + 1]!]! });
    if (rung === 0) rewrite.delete(end);
    if (!keepsNext && rung + 1 < outermost) rewrite.delete(ends[rung + 1]!);
  }
  rewrite.before(ends[outermost]!, { kind: S_END, x: x[dispatch]! });
  again.dispatchFrom(dispatch, groups);
}

/**
 * Looks at the branches in the code after a rung.
 *
 * @returns whether some of them go to the end of the next block
 */
function redirect(
  ir: FunctionIR,
  { ends, rungs }: Ladder,
  rung: number,
  values: (number | undefined)[][],
  again: Again,
): boolean {
  const outermost = ends.length - 1;
  let keepsNext = false;
  for (let i = ends[rung]! + 1; i < ends[rung + 1]!; i++) {
    if (ir.kind[i] !== S_BREAK) continue;
    const target = rungs.get(ir.x[i]!);
    if (target === undefined || target === outermost) continue;
    if (target === rung + 1) keepsNext = true;
    else again.redirect(i, target, values);
  }
  return keepsNext;
}

/** The value of a dispatch that is none of the module's cases, where there are new ones beside them. */
const DEFAULT_CASE = -1;

/** Branches to the code of another case: the switch is dispatched again, with the value of that case. */
class Again {
  /** Cases that the module's own switch does not have, by rung. */
  readonly newCases: Map<number, Insertion[]> = new Map();
  private readonly ir: FunctionIR;
  private readonly rewrite: Rewrite;
  private readonly label: number;
  private variable = -1;
  private nextCase = DEFAULT_CASE - 1;
  private readonly caseOf: Map<number, number> = new Map();

  constructor(ir: FunctionIR, rewrite: Rewrite, label: number) {
    this.ir = ir;
    this.rewrite = rewrite;
    this.label = label;
  }

  redirect(i: number, rung: number, values: (number | undefined)[][]): void {
    const ir = this.ir;
    if (this.variable < 0) this.variable = ir.variable(T_I32, V_LOOP, -1, 0);
    this.rewrite.before(i, { kind: S_SET, x: this.variable, y: ir.i32(this.case(rung, values)) });
    ir.kind[i] = S_AGAIN;
    ir.hasKind[S_AGAIN] = 1;
    ir.x[i] = this.label;
  }

  /** A case value that leads to a rung. New ones are below {@link DEFAULT_CASE}: the module's are not negative. */
  private case(rung: number, values: (number | undefined)[][]): number {
    const known = this.caseOf.get(rung) ?? values[rung]!.find((value) => value !== undefined);
    if (known !== undefined) return known;
    const value = this.nextCase--;
    this.caseOf.set(rung, value);
    this.newCases.set(rung, [{ kind: S_CASE, x: value }]);
    return value;
  }

  /** Lets the switch read the variable, if it is dispatched again at all. */
  dispatchFrom(dispatch: number, groups: readonly Group[]): void {
    if (this.variable < 0) return;
    const ir = this.ir;
    const variable = this.variable;
    this.rewrite.before(dispatch, { kind: S_SET, x: variable, y: ir.y[dispatch]! });
    if (this.newCases.size > 0) {
      // Any integer may be dispatched on: one outside the module's cases must not be taken for a new case.
      const count = groups.reduce((most, { values }) => Math.max(most, ...values.map((value) => value ?? -1)), -1) + 1;
      const known = compare(ir, OP.lt_u, ir.get(variable), ir.i32(count));
      const value = cond(ir, known, ir.get(variable), ir.i32(DEFAULT_CASE));
      this.rewrite.before(dispatch, { kind: S_SET, x: variable, y: value });
    }
    ir.y[dispatch] = ir.get(variable);
  }
}
