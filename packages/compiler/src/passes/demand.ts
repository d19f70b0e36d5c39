import type { FunctionIR } from '../ir/function-ir.ts';
import { ALONE, allLoads } from '../ir/loads.ts';
import { OP, OPERANDS, T_F32, T_F64 } from '../ir/node-ops.ts';
import {
  HAS_ARGUMENTS,
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
} from '../ir/statement-ops.ts';

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
 * @returns by variable: whether the bits of a NaN in it can be seen
 */
export function eliminateUnwanted(ir: FunctionIR): Uint8Array {
  const pass = new DemandPass(ir);
  pass.findAssignments();
  pass.markRoots();
  pass.propagate();
  pass.keepTraps();
  pass.sweep();
  return pass.exact;
}

class DemandPass {
  readonly live: Uint8Array;
  readonly exact: Uint8Array;
  private readonly ir: FunctionIR;
  /** Nodes that are evaluated. */
  private readonly visited: Uint8Array;
  /** By variable: the last `set` of it; by statement: the one before. -1 ends. */
  private readonly lastSet: Int32Array;
  private readonly previousSet: Int32Array;
  private readonly work: number[] = [];

  constructor(ir: FunctionIR) {
    this.ir = ir;
    const { scratch, varCount } = ir;
    this.live = scratch.bytes(varCount);
    this.exact = new Uint8Array(varCount);
    this.visited = scratch.bytes(ir.nodeCount);
    this.lastSet = scratch.words(varCount).fill(-1, 0, varCount);
    this.previousSet = scratch.words(ir.statementCount);
  }

  findAssignments(): void {
    const { kind, x, statementCount } = this.ir;
    for (let i = 0; i < statementCount; i++) {
      if (kind[i] !== S_SET) continue;
      const variable = x[i]!;
      this.previousSet[i] = this.lastSet[variable]!;
      this.lastSet[variable] = i;
    }
  }

  markRoots(): void {
    const ir = this.ir;
    const { kind, x, y, z, w, v } = ir;
    for (let i = 0; i < ir.statementCount; i++) {
      const k = kind[i]!;
      if (k === S_STORE) {
        this.mark(y[i]!, WANTED);
        this.mark(w[i]!, EXACT);
      } else if (HAS_ARGUMENTS[k] === 1) {
        const count = z[i]! + (k === S_CALL_INDIRECT || k === S_RETURN_CALL_INDIRECT ? 1 : 0);
        for (let at = y[i]!; at < y[i]! + count; at++) this.mark(ir.list[at]!, EXACT);
        if (k === S_CALL_REF || k === S_RETURN_CALL_REF) this.mark(v[i]!, EXACT);
      } else if (k === S_GLOBAL_SET) this.mark(z[i]!, EXACT);
      else if (k === S_TRAP_IF || k === S_IF || k === S_SWITCH) this.mark(y[i]!, WANTED);
      else if (k === S_FIELD_SET) {
        this.mark(y[i]!, WANTED);
        this.mark(z[i]!, EXACT);
      } else if (k === S_ELEMENT_SET) {
        this.mark(y[i]!, WANTED);
        this.mark(z[i]!, WANTED);
        this.mark(w[i]!, EXACT);
      } else if (k === S_TRAP_FIT) {
        this.mark(x[i]!, WANTED);
        this.mark(y[i]!, WANTED);
      } else if (k === S_EFFECT) this.mark(x[i]!, WANTED);
    }
  }

  /** Marks the variables that an evaluated tree reads. */
  private mark(n: number, demand: number): void {
    const ir = this.ir;
    const op = ir.op[n]!;
    this.visited[n] = 1;
    if (op === GET) {
      this.want(ir.a[n]!, demand);
      return;
    }
    if (op === CALL) {
      const start = ir.b[n]!;
      for (let i = start; i < start + ir.c[n]!; i++) this.mark(ir.list[i]!, EXACT);
      return;
    }
    const count = OPERANDS[op]!;
    if (count === 0) return;
    // Arithmetic hides the bits of its operands; a `cond` hands its branches on.
    const inner = op === COND ? demand : HANDS_BACK.has(op) ? EXACT : WANTED;
    this.mark(ir.a[n]!, op === COND ? WANTED : inner);
    if (count > 1) this.mark(ir.b[n]!, inner);
    if (count > 2) this.mark(ir.c[n]!, inner);
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
    const ir = this.ir;
    while (this.work.length > 0) {
      const variable = this.work.pop()!;
      const demand = this.exact[variable] === 1 ? EXACT : WANTED;
      for (let i = this.lastSet[variable]!; i >= 0; i = this.previousSet[i]!) this.mark(ir.y[i]!, demand);
    }
  }

  /** Assignments to unwanted variables whose loads may trap are evaluated all the same, and so is what they read. */
  keepTraps(): void {
    const ir = this.ir;
    const { kind, x, y } = ir;
    for (let i = 0; i < ir.statementCount; i++) {
      if (kind[i] !== S_SET || this.live[x[i]!] === 1) continue;
      const n = y[i]!;
      if (!ir.loads(n) || this.loadedElsewhere(n)) continue;
      this.mark(n, WANTED);
      this.propagate();
    }
  }

  sweep(): void {
    const ir = this.ir;
    const { kind, x, y, w, v } = ir;
    for (let i = 0; i < ir.statementCount; i++) {
      const k = kind[i]!;
      if (k === S_SET && this.live[x[i]!] === 0) {
        const n = y[i]!;
        kind[i] = ir.loads(n) && this.visited[n] === 1 ? S_EFFECT : S_NOP;
        x[i] = n;
      } else if (k === S_CALL || k === S_CALL_REF || k === S_CALL_INDIRECT) this.sweepResults(w[i]!, ir.resultCount(i));
      else if (k === S_HELPER) this.sweepResults(w[i]!, v[i]!);
    }
    this.leaveAlone();
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
