import { type FunctionIR, V_JOIN } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import { OPENING, S_BLOCK, S_BREAK, S_ELSE, S_END, S_IF, S_SET } from '../ir/statement-ops.ts';
import { visitDefinitions } from '../ir/visit.ts';
import { not } from '../ir/words.ts';
import { constructEnds, Rewrite } from './rewrite.ts';
import type { VariableUses } from './variable-uses.ts';

const GET = OP.get;

/** What was found once may let more be found: `a && b && c`. So often the pass looks. */
const ROUNDS = 4;

/**
 * Branches at once where a condition is computed by branches and tested right behind:
 *
 * ```
 * if (a) { S; t = b; } else t = 0;  if (t) B;             →   if (a) { S; if (b) B; }
 * if (a) { S; t = b; } else t = 0;  if (t) B; else C;     →   block { if (a) { S; if (b) { B; break; } } C; }
 * if (a) { S; t = b; } else t = 1;  if (t) B;             →   block { if (a) { S; if (!b) break; } B; }
 * ```
 *
 * That is how compilers write `a && b` and `a || b`.
 */
export function threadBranches(ir: FunctionIR, uses: VariableUses): void {
  for (let round = 0; round < ROUNDS; round++) {
    if (!hasCandidates(ir, uses) || !new BranchPass(ir, uses).run()) return;
    // A block, and an arm in an arm.
    ir.nesting += 2;
  }
}

/** Whether a condition of two definitions is tested right behind an `if` at all. */
function hasCandidates({ kind, op, a, y, statementCount }: FunctionIR, { count, definitions }: VariableUses): boolean {
  for (let i = 1; i < statementCount; i++) {
    if (kind[i] !== S_IF || kind[i - 1] !== S_END || op[y[i]!] !== GET) continue;
    const variable = a[y[i]!]!;
    if (count[variable] === 1 && definitions[variable] === 2) return true;
  }
  return false;
}

/** A condition that is joined from a constant and what the other arm computes. */
interface Joined {
  /** The `if` that computes it, its `else`, its `end`. */
  readonly start: number;
  readonly middle: number;
  readonly end: number;
  /** The `set` of the constant, and what sets the other. */
  readonly constant: number;
  readonly computed: number;
  /** The `if` that tests it, its `else` (-1: none), its `end`. */
  readonly test: number;
  readonly otherwise: number;
  readonly testEnd: number;
}

class BranchPass {
  private readonly ir: FunctionIR;
  private readonly rewrite: Rewrite;
  private readonly uses: VariableUses;
  private readonly ends: Int32Array;
  /** By statement that opens an `if`: its `else`; -1 where there is none. */
  private readonly elses: Int32Array;
  private readonly breaks: Uint8Array;
  /** What is below has been looked at, or is part of something that is rewritten. */
  private done = 0;
  private found = false;

  constructor(ir: FunctionIR, uses: VariableUses) {
    this.ir = ir;
    this.rewrite = new Rewrite(ir);
    this.uses = uses;
    this.ends = constructEnds(ir);
    this.elses = new Int32Array(ir.statementCount).fill(-1);
    this.breaks = new Uint8Array(ir.labelCount);
    const open: number[] = [];
    for (let i = 0; i < ir.statementCount; i++) {
      const k = ir.kind[i]!;
      if (OPENING[k] === 1) open.push(i);
      else if (k === S_END) open.pop();
      else if (k === S_ELSE) this.elses[open[open.length - 1]!] = i;
      else if (k === S_BREAK) this.breaks[ir.x[i]!] = 1;
    }
  }

  /** @returns whether anything has changed */
  run(): boolean {
    const { ir } = this;
    for (let i = 0; i < ir.statementCount; i++) {
      if (i < this.done || ir.kind[i] !== S_IF) continue;
      const joined = this.joinedAt(i);
      if (joined !== undefined) this.thread(joined);
    }
    if (this.found) this.rewrite.apply();
    return this.found;
  }

  private joinedAt(start: number): Joined | undefined {
    const { ir, elses, ends } = this;
    const { kind, x, y } = ir;
    const middle = elses[start]!;
    const end = ends[start]!;
    const test = end + 1;
    if (middle < 0 || this.breaks[x[start]!] === 1 || kind[test] !== S_IF || ir.op[y[test]!] !== GET) return undefined;
    const variable = ir.a[y[test]!]!;
    const { count, definitions } = this.uses;
    if (ir.varKind[variable] !== V_JOIN || count[variable] !== 1 || definitions[variable] !== 2) return undefined;
    if (!this.defines(middle - 1, variable) || !this.defines(end - 1, variable)) return undefined;
    const isConstant = (i: number, from: number): boolean => i === from + 1 && kind[i] === S_SET && ir.isConst(y[i]!);
    const joined = { start, middle, end, test, otherwise: elses[test]!, testEnd: ends[test]! };
    if (isConstant(end - 1, middle)) return { ...joined, constant: end - 1, computed: middle - 1 };
    if (isConstant(middle - 1, start)) return { ...joined, constant: middle - 1, computed: end - 1 };
    return undefined;
  }

  private defines(i: number, variable: number): boolean {
    let found = false;
    visitDefinitions(this.ir, i, (defined) => {
      if (defined === variable) found = true;
    });
    return found;
  }

  private thread(joined: Joined): void {
    const { ir, rewrite } = this;
    const { start, middle, end, constant, computed, test, otherwise, testEnd } = joined;
    const isOr = ir.a[ir.y[constant]!] !== 0;
    if (isOr && otherwise >= 0) return;
    const label = ir.x[start]!;
    const testLabel = ir.x[test]!;
    // A call sets the variable itself.
    const isSet = ir.kind[computed] === S_SET;
    const value = isSet ? ir.y[computed]! : ir.y[test]!;
    // The arm that computes is the one that stays.
    ir.position = ir.offset[start]!;
    if (constant < middle) ir.y[start] = not(ir, ir.y[start]!);
    for (const i of [middle, end, constant, test]) rewrite.delete(i);
    if (isSet) rewrite.delete(computed);
    ir.position = ir.offset[test]!;
    if (isOr) {
      const inner = ir.label();
      rewrite.before(start, { kind: S_BLOCK, x: testLabel });
      rewrite.after(
        test,
        { kind: S_IF, x: inner, y: not(ir, value) },
        { kind: S_BREAK, x: testLabel },
        { kind: S_END, x: inner },
        { kind: S_END, x: label },
      );
    } else if (otherwise < 0) {
      rewrite.after(test, { kind: S_IF, x: testLabel, y: value });
      rewrite.after(testEnd, { kind: S_END, x: label });
    } else {
      const inner = ir.label();
      rewrite.before(start, { kind: S_BLOCK, x: testLabel });
      rewrite.after(test, { kind: S_IF, x: inner, y: value });
      rewrite.delete(otherwise);
      rewrite.after(otherwise, { kind: S_BREAK, x: testLabel }, { kind: S_END, x: inner }, { kind: S_END, x: label });
    }
    this.found = true;
    this.done = testEnd + 1;
  }
}
