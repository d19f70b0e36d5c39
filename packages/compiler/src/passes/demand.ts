import type { FunctionIR } from '../ir/function-ir.ts';
import { ALONE, allLoads } from '../ir/loads.ts';
import { NODE_NAMES, OP, OPERANDS, T_F32, T_F64 } from '../ir/node-ops.ts';
import {
  HAS_ARGUMENTS,
  HAS_NODES,
  S_CALL,
  S_CALL_INDIRECT,
  S_CALL_REF,
  S_EFFECT,
  S_ELEMENT_SET,
  S_FIELD_SET,
  S_GLOBAL_SET,
  S_HELPER,
  S_IF,
  S_NOP,
  S_RETURN_CALL_INDIRECT,
  S_RETURN_CALL_REF,
  S_SET,
  S_STORE,
  S_SWITCH,
  S_TRAP_FIT,
  S_TRAP_IF,
  SETS_VARIABLES,
} from '../ir/statement-ops.ts';
import { visitDefinitions } from '../ir/visit.ts';
import { firstContext, OWN_CONTEXT, rootContext, VariableUses } from './variable-uses.ts';

const GET = OP.get;
const CALL = OP.call;
const COND = OP.cond;

/** Operators that JavaScript may answer with an operand: it must not be a NaN of a kind that arithmetic never makes. */
export const HANDS_BACK: ReadonlySet<number> = new Set([
  OP['f64.min'],
  OP['f64.max'],
  OP['f64.ceil'],
  OP['f64.floor'],
  OP['f64.trunc'],
  OP['f64.abs'],
]);

/** What is asked of a value. */
const WANTED = 1;
/** Of a float: its exact bits, should it be a NaN. */
const EXACT = 2;

/**
 * Removes computations of words that nothing needs: the high half of an i64 of which only the low one is used, around loops, too.
 *
 * Demand begins at statements with effects and goes from a variable to whatever is assigned to it. Each variable and each assignment is visited at most
 * twice (wanted, then wanted exactly), so that the pass is linear.
 *
 * What is left has been looked at once, and so where variables are read is counted along with it.
 */
export function eliminateUnwanted(ir: FunctionIR): Demand {
  const pass = new DemandPass(ir);
  pass.findAssignments();
  pass.markRoots();
  pass.propagate();
  pass.keepTraps();
  pass.sweep();
  return pass;
}

/** What is known of variables when nothing unwanted is left. */
export interface Demand {
  /** By variable: whether the bits of a NaN in it can be seen. */
  readonly exact: Uint8Array;
  readonly uses: VariableUses;
}

/** What is asked of the operands of an operator, by code. */
const OWN_DEMAND: Uint8Array = Uint8Array.from(NODE_NAMES, (_, op) => (HANDS_BACK.has(op) ? EXACT : WANTED));

class DemandPass implements Demand {
  readonly live: Uint8Array;
  readonly exact: Uint8Array;
  readonly uses: VariableUses;
  private readonly ir: FunctionIR;
  /** Nodes that are evaluated. */
  private readonly visited: Uint8Array;
  /** By variable: the last `set` of it; by statement: the one before. -1 ends. */
  private readonly lastSet: Int32Array;
  private readonly previousSet: Int32Array;
  private readonly work: number[] = [];
  /** Statements other than `set`s that set variables, and `set`s of variables that nothing needs. */
  private readonly withResults: number[] = [];
  private readonly unwanted: number[] = [];
  /** The statement that is looked at, whether for the first time, and by statement: whether it was. */
  private current = 0;
  private isFirst = true;
  private readonly seen: Uint8Array;

  constructor(ir: FunctionIR) {
    this.ir = ir;
    const { scratch, varCount } = ir;
    this.live = scratch.bytes(varCount);
    this.exact = new Uint8Array(varCount);
    this.visited = scratch.bytes(ir.nodeCount);
    this.lastSet = scratch.words(varCount).fill(-1, 0, varCount);
    this.previousSet = scratch.words(ir.statementCount);
    this.seen = scratch.bytes(ir.statementCount);
    this.uses = new VariableUses(ir);
  }

  findAssignments(): void {
    const { lastSet, previousSet, withResults, ir } = this;
    const { definitions } = this.uses;
    const { kind, x, statementCount } = ir;
    const define = (variable: number): void => {
      definitions[variable]!++;
    };
    for (let i = 0; i < statementCount; i++) {
      const k = kind[i]!;
      if (k === S_SET) {
        const variable = x[i]!;
        previousSet[i] = lastSet[variable]!;
        lastSet[variable] = i;
        definitions[variable]!++;
      } else if (SETS_VARIABLES[k] === 1) {
        visitDefinitions(ir, i, define);
        withResults.push(i);
      }
    }
  }

  markRoots(): void {
    const ir = this.ir;
    const { kind, x, y, z, w, v, statementCount } = ir;
    for (let i = 0; i < statementCount; i++) {
      const k = kind[i]!;
      if (HAS_NODES[k] === 0 || k === S_SET) continue;
      this.current = i;
      if (k === S_TRAP_IF || k === S_IF || k === S_SWITCH) this.mark(y[i]!, WANTED, 0);
      else if (k === S_STORE) {
        this.mark(y[i]!, WANTED, rootContext(ir, i, 0));
        this.mark(w[i]!, EXACT, 0);
      } else if (HAS_ARGUMENTS[k] === 1) {
        const count = z[i]! + (k === S_CALL_INDIRECT || k === S_RETURN_CALL_INDIRECT ? 1 : 0);
        const from = y[i]!;
        for (let root = 0; root < count; root++) this.mark(ir.list[from + root]!, EXACT, rootContext(ir, i, root));
        if (k === S_CALL_REF || k === S_RETURN_CALL_REF) this.mark(v[i]!, EXACT, rootContext(ir, i, 0));
      } else if (k === S_GLOBAL_SET) this.mark(z[i]!, EXACT, 0);
      else if (k === S_FIELD_SET) {
        this.mark(y[i]!, WANTED, 0);
        this.mark(z[i]!, EXACT, 0);
      } else if (k === S_ELEMENT_SET) {
        this.mark(y[i]!, WANTED, rootContext(ir, i, 0));
        this.mark(z[i]!, WANTED, rootContext(ir, i, 1));
        this.mark(w[i]!, EXACT, 0);
      } else if (k === S_TRAP_FIT) {
        this.mark(x[i]!, WANTED, 0);
        this.mark(y[i]!, WANTED, 0);
      } else if (k === S_EFFECT) this.mark(x[i]!, WANTED, 0);
    }
  }

  /** Marks the variables that an evaluated tree reads. @param context how it is evaluated */
  private mark(n: number, demand: number, context: number): void {
    const ir = this.ir;
    const op = ir.op[n]!;
    if (op === GET) {
      const variable = ir.a[n]!;
      if (this.isFirst) {
        const { uses } = this;
        uses.count[variable]!++;
        uses.statement[variable] = this.current;
        uses.node[variable] = n;
        uses.context[variable] = context;
      }
      if (this.live[variable] === 0 || demand === EXACT) this.want(variable, demand);
      return;
    }
    this.visited[n] = 1;
    const count = OPERANDS[op]!;
    if (count === 0) {
      if (op !== CALL) return;
      const start = ir.b[n]!;
      for (let i = start; i < start + ir.c[n]!; i++) this.mark(ir.list[i]!, EXACT, context);
      return;
    }
    const inner = context | OWN_CONTEXT[op]!;
    // Arithmetic hides the bits of its operands; a `cond` hands its branches on.
    const own = OWN_DEMAND[op]!;
    this.mark(ir.a[n]!, own, firstContext(context, inner));
    if (count > 1) this.mark(ir.b[n]!, op === COND ? demand : own, inner);
    if (count > 2) this.mark(ir.c[n]!, op === COND ? demand : own, inner);
  }

  /** Marks what a `set` reads. */
  private markSet(i: number, demand: number): void {
    this.current = i;
    this.isFirst = this.seen[i] === 0;
    this.seen[i] = 1;
    this.mark(this.ir.y[i]!, demand, 0);
  }

  private want(variable: number, demand: number): void {
    const type = this.ir.varType[variable];
    const isFloat = type === T_F32 || type === T_F64;
    const newlyExact = demand === EXACT && isFloat && this.exact[variable] === 0;
    if (newlyExact) this.exact[variable] = 1;
    if (this.live[variable] === 1 && !newlyExact) return;
    this.live[variable] = 1;
    this.work.push(variable);
  }

  propagate(): void {
    while (this.work.length > 0) {
      const variable = this.work.pop()!;
      const demand = this.exact[variable] === 1 ? EXACT : WANTED;
      for (let i = this.lastSet[variable]!; i >= 0; i = this.previousSet[i]!) this.markSet(i, demand);
    }
  }

  /** Assignments to unwanted variables whose loads may trap are evaluated all the same, and so is what they read. */
  keepTraps(): void {
    const { ir, live, unwanted } = this;
    const { kind, x, y, statementCount } = ir;
    for (let i = 0; i < statementCount; i++) {
      if (kind[i] !== S_SET || live[x[i]!] === 1) continue;
      unwanted.push(i);
      const n = y[i]!;
      if (!ir.loads(n) || this.loadedElsewhere(n)) continue;
      this.markSet(i, WANTED);
      this.propagate();
    }
  }

  sweep(): void {
    const { ir, live } = this;
    const { kind, x, y, w, v } = ir;
    for (const i of this.unwanted) {
      // One that is kept for its trap may read others.
      if (live[x[i]!] === 1) continue;
      const n = y[i]!;
      kind[i] = ir.loads(n) && this.visited[n] === 1 ? S_EFFECT : S_NOP;
      x[i] = n;
    }
    for (const i of this.withResults) {
      const k = kind[i]!;
      if (k === S_CALL || k === S_CALL_REF || k === S_CALL_INDIRECT) this.sweepResults(w[i]!, ir.resultCount(i));
      else if (k === S_HELPER) this.sweepResults(w[i]!, v[i]!);
    }
    if (ir.hasOp[OP.load64_lo] === 1) this.leaveAlone();
  }

  /** Whether the other halves of all loads in a tree are evaluated. */
  private loadedElsewhere(n: number): boolean {
    const { d } = this.ir;
    return allLoads(this.ir, n, (load) => d[load] !== ALONE && this.visited[d[load]!] === 1);
  }

  /** Loads of which the other half is not evaluated must trap by themselves. */
  private leaveAlone(): void {
    const { d, nodeCount } = this.ir;
    for (let n = 0; n < nodeCount; n++) if (d[n]! >= 0 && this.visited[d[n]!] === 0) d[n] = ALONE;
  }

  private sweepResults(start: number, count: number): void {
    const { list } = this.ir;
    for (let at = start; at < start + count; at++) {
      const variable = list[at]!;
      if (variable >= 0 && this.live[variable] === 0) list[at] = -1;
    }
  }
}
