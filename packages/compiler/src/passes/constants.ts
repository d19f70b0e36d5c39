import { type FunctionIR, V_PARAM } from '../ir/function-ir.ts';
import { OP, OPERANDS, OWN_FLAGS, T_I32 } from '../ir/node-ops.ts';
import { S_NOP, S_SET, S_TRAP_IF, SETS_VARIABLES } from '../ir/statement-ops.ts';
import { replaceRoots, visitDefinitions } from '../ir/visit.ts';
import * as words from '../ir/words.ts';

const GET = OP.get;
const CALL = OP.call;
const COND = OP.cond;
const NOT = OP.not;
const MULHI_BESIDE = OP['mulhi_u.beside'];
const CONST = OP['i32.const'];

type Rebuild = (ir: FunctionIR, a: number, b: number) => number;

/** Constructors that simplify, by the code of their operator. */
const BINARY: readonly (Rebuild | undefined)[] = constructors();

function constructors(): (Rebuild | undefined)[] {
  const all: (Rebuild | undefined)[] = new Array(OPERANDS.length).fill(undefined);
  const { add, sub, mul, mulhiU, and, or, xor, shl, shrS, shrU, rotl, carry, both, either } = words;
  const named = {
    add,
    sub,
    mul,
    mulhi_u: mulhiU,
    and,
    or,
    xor,
    shl,
    shr_s: shrS,
    shr_u: shrU,
    rotl,
    carry,
    both,
    either,
  };
  for (const [name, rebuild] of Object.entries(named)) all[OP[name as keyof typeof named]] = rebuild;
  for (const name of ['eq', 'ne', 'lt_s', 'le_s', 'gt_s', 'ge_s', 'lt_u', 'le_u', 'gt_u', 'ge_u'] as const) {
    all[OP[name]] = (ir, a, b) => words.compare(ir, OP[name], a, b);
  }
  for (const name of ['div_s', 'div_u', 'rem_s', 'rem_u'] as const) {
    all[OP[name]] = (ir, a, b) => words.divide(ir, OP[name], a, b);
  }
  return all;
}

/** What is known of a variable, besides a constant. */
const UNKNOWN = 0;
const CONSTANT = 1;
const VARYING = 2;

/**
 * Finds variables to which nothing but one constant is ever assigned, and folds what reads them: the high words of 64-bit locals that hold words of 32
 * bits, above all. Locals begin with 0. Linear, for a variable that copies another is looked at twice at most.
 */
export function propagateConstants(ir: FunctionIR): void {
  const { state, values } = findConstants(ir);
  let found = false;
  for (let v = 0; v < ir.varCount; v++) {
    if (state[v] !== CONSTANT || ir.varGet[v]! < 0) continue;
    // All readers share the node.
    const n = ir.varGet[v]!;
    ir.op[n] = CONST;
    ir.a[n] = values[v]!;
    ir.b[n] = 0;
    ir.reads[n] = 0;
    ir.varGet[v] = -1;
    found = true;
  }
  if (found) new Folder(ir).run();
}

interface Constants {
  readonly state: Uint8Array;
  readonly values: Int32Array;
}

function findConstants(ir: FunctionIR): Constants {
  const { kind, x, y } = ir;
  const { scratch, varCount } = ir;
  const state = scratch.bytes(varCount);
  const values = scratch.words(varCount);
  // By variable: the sets of others that copy it, as linked lists.
  const firstCopy = scratch.words(varCount).fill(-1, 0, varCount);
  const nextCopy = scratch.words(ir.statementCount);
  const work: number[] = [];
  // What copies a variable later on sees what it is by then.
  const noteChange = (v: number): void => {
    if (firstCopy[v]! >= 0) work.push(v);
  };
  const vary = (v: number): void => {
    if (state[v] === VARYING) return;
    state[v] = VARYING;
    noteChange(v);
  };
  const assign = (v: number, value: number): void => {
    if (state[v] === UNKNOWN) {
      state[v] = CONSTANT;
      values[v] = value;
      noteChange(v);
    } else if (state[v] === CONSTANT && values[v] !== value) vary(v);
  };
  const { varType, varKind, varLocal } = ir;
  for (let v = 0; v < varCount; v++) {
    if (varType[v] !== T_I32 || varKind[v] === V_PARAM) state[v] = VARYING;
    // Locals begin with 0.
    else if (varLocal[v]! >= 0) state[v] = CONSTANT;
  }
  const { op, a, statementCount } = ir;
  for (let i = 0; i < statementCount; i++) {
    const k = kind[i]!;
    if (k !== S_SET) {
      if (SETS_VARIABLES[k] === 1) visitDefinitions(ir, i, vary);
      continue;
    }
    const variable = x[i]!;
    if (state[variable] === VARYING) continue;
    const n = y[i]!;
    const code = op[n]!;
    if (code === CONST) assign(variable, a[n]!);
    else if (code === GET) {
      const source = a[n]!;
      nextCopy[i] = firstCopy[source]!;
      firstCopy[source] = i;
      if (state[source] !== UNKNOWN) work.push(source);
    } else vary(variable);
  }
  while (work.length > 0) {
    const source = work.pop()!;
    for (let i = firstCopy[source]!; i >= 0; i = nextCopy[i]!) {
      if (state[source] === VARYING) vary(x[i]!);
      else assign(x[i]!, values[source]!);
    }
  }
  return { state, values };
}

/** Simplifies all trees of a function. */
class Folder {
  private readonly ir: FunctionIR;

  constructor(ir: FunctionIR) {
    this.ir = ir;
  }

  run(): void {
    const { ir } = this;
    const fold = (n: number): number => this.fold(n);
    for (let i = 0; i < ir.statementCount; i++) {
      replaceRoots(ir, i, fold);
      if (ir.kind[i] === S_TRAP_IF && ir.isI32(ir.y[i]!, 0)) ir.kind[i] = S_NOP;
    }
  }

  private foldList(start: number, count: number): void {
    const { list } = this.ir;
    for (let at = start; at < start + count; at++) list[at] = this.fold(list[at]!);
  }

  /** @returns the node that takes the place of `n`. Trees are of bounded depth. */
  private fold(n: number): number {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === CALL) {
      this.foldList(ir.b[n]!, ir.c[n]!);
      return n;
    }
    const count = OPERANDS[op]!;
    if (count === 0) return n;
    const a = this.fold(ir.a[n]!);
    const b = count > 1 ? this.fold(ir.b[n]!) : -1;
    const c = count > 2 ? this.fold(ir.c[n]!) : -1;
    const isFoldable =
      OWN_FLAGS[op] === 0 &&
      (isConstant(ir, a) || a !== ir.a[n] || (count > 1 && (isConstant(ir, b) || b !== ir.b[n])));
    if (isFoldable) {
      ir.position = ir.at[n]!;
      const rebuild = BINARY[op];
      if (rebuild !== undefined) return rebuild(ir, a, b);
      if (op === NOT) return words.not(ir, a);
      if (op === COND) return words.cond(ir, a, b, c);
      if (op === MULHI_BESIDE) return words.mulhiBeside(ir, a, b, c);
    }
    ir.a[n] = a;
    if (count > 1) ir.b[n] = b;
    if (count > 2) ir.c[n] = c;
    return n;
  }
}

function isConstant(ir: FunctionIR, n: number): boolean {
  return ir.op[n] === CONST;
}
