import { WRITTEN_OUT } from '../emit/runtime-helpers.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { NODE_NAMES, OP, OPERANDS } from '../ir/node-ops.ts';
import {
  S_CALL_INDIRECT,
  S_ELEMENT_SET,
  S_HELPER,
  S_RETURN_CALL,
  S_RETURN_CALL_INDIRECT,
  S_RETURN_CALL_REF,
  S_SET,
  S_STORE,
  SETS_VARIABLES,
  SLOT_WORD,
  STORE_F32,
  STORE_F64,
} from '../ir/statement-ops.ts';
import { visitDefinitions, visitOperands, visitRoots } from '../ir/visit.ts';

const GET = OP.get;
const CALL = OP.call;

/** Operators that do not evaluate all operands. */
const LAZY: ReadonlySet<number> = new Set([OP.cond, OP['cond.bool'], OP.both, OP.either]);

/** Operators that print an operand more than once. */
const REPEATING: ReadonlySet<number> = new Set([
  OP.mulhi_u,
  OP.mulhi_k,
  OP.rotl,
  OP['long.rotl'],
  // Not printed twice, but by way of a scratch that others go by, too.
  OP['long.of_words'],
  OP['trunc.fits_i32_s'],
  OP['trunc.fits_i32_u'],
  OP['trunc.fits_i64_s'],
  OP['trunc.fits_i64_u'],
  OP['array.f32'],
  OP['array.f64'],
]);

/** Where a variable is read: evaluated at most once, or not always. */
export const IN_REPEATED = 1;
export const IN_LAZY = 2;

/** What an operator does to its operands, by code. */
export const OWN_CONTEXT: Uint8Array = Uint8Array.from(NODE_NAMES, (_, op) =>
  REPEATING.has(op) ? IN_REPEATED : LAZY.has(op) ? IN_LAZY : 0,
);

/**
 * How often variables are read and set, and where a variable that is read once is. All by variable. It is kept up to date by passes that move or drop reads,
 * but for variables that they make, and for where what they move stands.
 */
export class VariableUses {
  readonly count: Int32Array;
  readonly definitions: Int32Array;
  /** Of the last use: statement, `get` node, context. */
  readonly statement: Int32Array;
  readonly node: Int32Array;
  readonly context: Uint8Array;
  private readonly ir: FunctionIR;
  private current = 0;
  private root = 0;
  /** What a use that is found adds to the count. */
  private step = 0;

  constructor(ir: FunctionIR) {
    this.ir = ir;
    const { scratch, varCount } = ir;
    this.count = scratch.words(varCount);
    this.definitions = scratch.words(varCount);
    this.statement = scratch.words(varCount);
    this.node = scratch.words(varCount);
    this.context = scratch.bytes(varCount);
  }

  /** Counts all of a function. */
  static of(ir: FunctionIR): VariableUses {
    const uses = new VariableUses(ir);
    uses.countDefinitions();
    for (let i = 0; i < ir.statementCount; i++) uses.look(i, 1);
    return uses;
  }

  private countDefinitions(): void {
    const { ir, definitions } = this;
    const { kind, x, statementCount } = ir;
    const define = (variable: number): void => {
      definitions[variable]!++;
    };
    for (let i = 0; i < statementCount; i++) {
      const k = kind[i]!;
      if (k === S_SET) definitions[x[i]!]!++;
      else if (SETS_VARIABLES[k] === 1) visitDefinitions(ir, i, define);
    }
  }

  /** Finds the variable in a statement, wherever it was before. @returns whether that reads it */
  isReadIn(i: number, variable: number): boolean {
    this.statement[variable] = -1;
    this.look(i, 0);
    return this.statement[variable] === i;
  }

  /** A tree is evaluated no more. */
  forget(n: number): void {
    const { ir } = this;
    if (ir.op[n] === GET) this.count[ir.a[n]!]!--;
    else visitOperands(ir, n, this.forgetOperand);
  }

  private readonly forgetOperand = (n: number): void => this.forget(n);

  private look(i: number, step: number): void {
    this.current = i;
    this.root = 0;
    this.step = step;
    visitRoots(this.ir, i, this.visitRoot);
  }

  private readonly visitRoot = (n: number): void => {
    this.visit(n, rootContext(this.ir, this.current, this.root++));
  };

  private visit(n: number, context: number): void {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === GET) {
      const variable = ir.a[n]!;
      this.count[variable]! += this.step;
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
    this.visit(ir.a[n]!, firstContext(context, inner));
    if (count > 1) this.visit(ir.b[n]!, inner);
    if (count > 2) this.visit(ir.c[n]!, inner);
  }
}

/** How the first operand is evaluated: of lazy operators always. @param inner how the others are */
export function firstContext(context: number, inner: number): number {
  return (inner & ~IN_LAZY) | (context & IN_LAZY);
}

/** How a root of a statement is evaluated. */
export function rootContext(ir: FunctionIR, i: number, root: number): number {
  const k = ir.kind[i]!;
  if (k === S_STORE) return root === 0 && (ir.x[i] === STORE_F32 || ir.x[i] === STORE_F64) ? IN_REPEATED : 0;
  if (k === S_ELEMENT_SET) return root < 2 && ir.x[i] !== SLOT_WORD ? IN_REPEATED : 0;
  if (k === S_HELPER && WRITTEN_OUT.has(ir.x[i]!)) return IN_REPEATED;
  if (k === S_RETURN_CALL || k === S_RETURN_CALL_REF || k === S_RETURN_CALL_INDIRECT) return IN_REPEATED;
  // The callee is looked up, and may trap, before arguments are evaluated.
  return k === S_CALL_INDIRECT ? (root === ir.z[i]! ? IN_REPEATED : IN_LAZY) : 0;
}
