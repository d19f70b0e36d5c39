import { type FunctionIR, V_TEMP } from '../ir/function-ir.ts';
import { LOADS, NODE_NAMES, OP, OPERANDS, OWN_FLAGS } from '../ir/node-ops.ts';
import {
  S_CALL_INDIRECT,
  S_EFFECT,
  S_ELEMENT_SET,
  S_FIELD_SET,
  S_NOP,
  S_RETURN_CALL,
  S_RETURN_CALL_INDIRECT,
  S_RETURN_CALL_REF,
  S_SET,
  S_STORE,
  S_TRAP_FIT,
  S_TRAP_IF,
  SLOT_WORD,
  STORE_F32,
  STORE_F64,
} from '../ir/statement-ops.ts';
import { visitDefinitions, visitOperands, visitRoots } from '../ir/visit.ts';

const GET = OP.get;
const GLOBAL = OP.global;
const CALL = OP.call;

/** Operators that do not evaluate all operands. */
const LAZY: ReadonlySet<number> = new Set([OP.cond, OP['cond.bool'], OP.both, OP.either]);

/** Operators that print an operand more than once. */
const REPEATING: ReadonlySet<number> = new Set([
  OP.mulhi_u,
  OP.mulhi_k,
  OP.rotl,
  OP['trunc.fits_i32_s'],
  OP['trunc.fits_i32_u'],
  OP['trunc.fits_i64_s'],
  OP['trunc.fits_i64_u'],
  OP['array.f32'],
  OP['array.f64'],
]);

/** Where a variable is read: evaluated at most once, or not always. */
const IN_REPEATED = 1;
const IN_LAZY = 2;

/** What an operator does to its operands, by code. */
const OWN_CONTEXT: Uint8Array = Uint8Array.from(NODE_NAMES, (_, op) =>
  REPEATING.has(op) ? IN_REPEATED : LAZY.has(op) ? IN_LAZY : 0,
);

/** How far the use of a temporary may be, in statements. */
const REACH = 12;
const MAX_DEPTH = 80;

/**
 * Writes a temporary that is read once into the place where it is read, if nothing in between changes what it computes, or when it traps. Linear: every
 * temporary looks at a bounded number of statements.
 */
export function forwardTemporaries(ir: FunctionIR): void {
  const uses = new Uses(ir);
  for (let i = 0; i < ir.statementCount; i++) {
    if (ir.kind[i] !== S_SET) continue;
    const variable = ir.x[i]!;
    if (ir.varKind[variable] !== V_TEMP || uses.count[variable] !== 1 || uses.definitions[variable] !== 1) continue;
    const use = uses.statement[variable]!;
    if (use - i > REACH || use <= i || !mayMove(ir, i, use, uses.context[variable]!)) continue;
    substitute(ir, uses.node[variable]!, ir.y[i]!);
    visitRoots(ir, use, (root) => refresh(ir, root));
    ir.kind[i] = S_NOP;
  }
}

/** How often variables are read and set, and where a variable that is read once is. All by variable. */
class Uses {
  readonly count: Int32Array;
  readonly definitions: Int32Array;
  /** Of the last use: statement, `get` node, context. */
  readonly statement: Int32Array;
  readonly node: Int32Array;
  readonly context: Uint8Array;
  private readonly ir: FunctionIR;
  private current = 0;
  private root = 0;

  constructor(ir: FunctionIR) {
    this.ir = ir;
    this.count = new Int32Array(ir.varCount);
    this.definitions = new Int32Array(ir.varCount);
    this.statement = new Int32Array(ir.varCount);
    this.node = new Int32Array(ir.varCount);
    this.context = new Uint8Array(ir.varCount);
    const visitRoot = (n: number): void => {
      this.visit(n, rootContext(ir, this.current, this.root++));
    };
    const define = (variable: number): void => {
      this.definitions[variable]!++;
    };
    for (let i = 0; i < ir.statementCount; i++) {
      this.current = i;
      this.root = 0;
      visitRoots(ir, i, visitRoot);
      visitDefinitions(ir, i, define);
    }
  }

  private visit(n: number, context: number): void {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === GET) {
      const variable = ir.a[n]!;
      this.count[variable]!++;
      this.statement[variable] = this.current;
      this.node[variable] = n;
      this.context[variable] = context;
      return;
    }
    if (op === CALL) {
      const start = ir.b[n]!;
      for (let i = 0; i < ir.c[n]!; i++) this.visit(ir.list[start + i]!, context);
      return;
    }
    const count = OPERANDS[op]!;
    if (count === 0) return;
    const inner = context | OWN_CONTEXT[op]!;
    // Of lazy operators, the first operand is always evaluated.
    this.visit(ir.a[n]!, (inner & ~IN_LAZY) | (context & IN_LAZY));
    if (count > 1) this.visit(ir.b[n]!, inner);
    if (count > 2) this.visit(ir.c[n]!, inner);
  }
}

/** How a root of a statement is evaluated. */
function rootContext(ir: FunctionIR, i: number, root: number): number {
  const k = ir.kind[i]!;
  if (k === S_STORE) return root === 0 && (ir.x[i] === STORE_F32 || ir.x[i] === STORE_F64) ? IN_REPEATED : 0;
  if (k === S_ELEMENT_SET) return root < 2 && ir.x[i] !== SLOT_WORD ? IN_REPEATED : 0;
  if (k === S_RETURN_CALL || k === S_RETURN_CALL_REF || k === S_RETURN_CALL_INDIRECT) return IN_REPEATED;
  // The callee is looked up, and may trap, before arguments are evaluated.
  return k === S_CALL_INDIRECT ? (root === ir.z[i]! ? IN_REPEATED : IN_LAZY) : 0;
}

/** Whether the value of the `set` at `from` may be computed in the statement at `to` instead. */
function mayMove(ir: FunctionIR, from: number, to: number, context: number): boolean {
  const n = ir.y[from]!;
  const flags = ir.flags[n]!;
  if ((context & IN_REPEATED) !== 0 && !ir.isAtom(n)) return false;
  if ((context & IN_LAZY) !== 0 && (flags & LOADS) !== 0) return false;
  let depth = 0;
  visitRoots(ir, to, (root) => {
    if (ir.depth[root]! > depth) depth = ir.depth[root]!;
  });
  if (depth + ir.depth[n]! > MAX_DEPTH) return false;
  for (let i = from + 1; i < to; i++) if (!mayPass(ir, n, i)) return false;
  return true;
}

/** Whether a tree gives the same, and traps the same, before and after a statement. */
function mayPass(ir: FunctionIR, n: number, i: number): boolean {
  const k = ir.kind[i]!;
  if (k === S_NOP) return true;
  const isVolatile = ir.isVolatile(n);
  if (k === S_SET) return ir.reads[n] === 0 || !ir.readsVariable(n, ir.x[i]!);
  if (k === S_EFFECT) return true;
  if (k === S_TRAP_IF) return !ir.loads(n);
  if (k === S_STORE || k === S_TRAP_FIT || k === S_FIELD_SET || k === S_ELEMENT_SET) return !isVolatile;
  return false;
}

/** Overwrites a `get` by a tree. */
function substitute(ir: FunctionIR, get: number, n: number): void {
  ir.op[get] = ir.op[n]!;
  ir.type[get] = ir.type[n]!;
  ir.a[get] = ir.a[n]!;
  ir.b[get] = ir.b[n]!;
  ir.c[get] = ir.c[n]!;
  ir.at[get] = ir.at[n]!;
  const half = ir.d[n]!;
  ir.d[get] = half;
  if (half >= 0) ir.d[half] = get;
  ir.flags[get] = ir.flags[n]!;
  ir.reads[get] = ir.reads[n]!;
  ir.depth[get] = ir.depth[n]!;
}

/** Recomputes what is known of a tree. */
function refresh(ir: FunctionIR, n: number): void {
  const op = ir.op[n]!;
  // An immutable global has fewer than its operator.
  let flags = op === GLOBAL ? ir.flags[n]! : OWN_FLAGS[op]!;
  let reads = op === GET ? ir.reads[n]! : 0;
  let depth = 0;
  visitOperands(ir, n, (operand) => {
    refresh(ir, operand);
    flags |= ir.flags[operand]!;
    reads |= ir.reads[operand]!;
    depth = Math.max(depth, ir.depth[operand]! + 1);
  });
  ir.flags[n] = flags;
  ir.reads[n] = reads;
  ir.depth[n] = depth;
}
