import { isQuotient } from '../emit/element-index.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { type FunctionIR, V_TEMP } from '../ir/function-ir.ts';
import { ALONE, allLoads, memoryOf } from '../ir/loads.ts';
import { IS_ARITH, IS_BOOL, LOADS, NODE_NAMES, OP, OPERANDS, T_F32, T_F64, T_REF } from '../ir/node-ops.ts';
import { refresh } from '../ir/refresh.ts';
import { becomeGet, moved } from '../ir/replace.ts';
import {
  HAS_NODES,
  OPENING,
  S_CALL_INDIRECT,
  S_EFFECT,
  S_ELEMENT_SET,
  S_FIELD_SET,
  S_GLOBAL_SET,
  S_NOP,
  S_SET,
  S_STORE,
  S_TRAP_FIT,
  S_TRAP_IF,
  SETS_VARIABLES,
  STORE_F32,
  STORE_F64,
  STORE_I32,
} from '../ir/statement-ops.ts';
import { visitDefinitions, visitOperands, visitRoots } from '../ir/visit.ts';
import type { Tune } from '../options.ts';
import { compact } from './compact.ts';
import { type Insertion, insertSets } from './insert-sets.ts';
import { KnownInConstructs } from './known-in-constructs.ts';
import { KnownValues } from './known-values.ts';
import {
  COMMUTES,
  FIELD_COUNTS,
  HANDS_BITS,
  IS_CONSTANT,
  IS_FIELD,
  IS_LAZY,
  isEffect,
  KINDS,
  LOAD,
  LOAD_SIZES,
  LOG2,
  LOOKING_INTO,
  PURE,
  STATE,
  STORE_SIZES,
  UNKNOWN,
  WEIGHTS,
} from './value-operators.ts';
import type { VariableUses } from './variable-uses.ts';

const { get: GET, add: ADD, cond: COND, call: CALL, global: GLOBAL, load32: LOAD32, load64_lo: LOAD64_LO } = OP;

/** In the place of an operator: a trap that a condition did not cause. */
const ASKED = NODE_NAMES.length;

/** What is lighter is computed again, unless a variable holds it. */
const LIGHTEST: Readonly<Record<Tune, number>> = { jit: 8, jitless: 3 };

/** So many loads that come before one are computed beforehand with it, at most. */
const MAX_EARLIER = 4;

/**
 * Computes nothing, and loads nothing, that was computed or loaded before on every way to a statement: what a variable still holds is read there, and what
 * is used again gets a temporary. Extended basic blocks: what is known when a construct begins is known in it, but for loops; what changed in it is not
 * known behind. Linear.
 *
 * A load that succeeded before cannot trap. One that is made earlier, in the statement before its own, takes along whatever would have trapped before.
 *
 * @param exact by variable: whether the bits of a NaN in it can be seen
 * @returns the same with the new variables
 */
export function reuseValues(ir: FunctionIR, exact: Uint8Array, tune: Tune, uses: VariableUses): Uint8Array {
  return isWorthwhile(ir) ? new ReusePass(ir, exact, tune, uses).run() : exact;
}

/** Whether something may have been read, or asked, before at all. */
function isWorthwhile({ hasOp, hasKind, kind, statementCount, repeatedReads }: FunctionIR): boolean {
  if (repeatedReads.found) return true;
  for (const op of LOOKING_INTO) if (hasOp[op] === 1) return true;
  if (hasKind[S_TRAP_IF] === 0) return false;
  let traps = 0;
  for (let i = 0; i < statementCount; i++) if (kind[i] === S_TRAP_IF) traps++;
  return traps > 1;
}

class ReusePass {
  private readonly ir: FunctionIR;
  private readonly uses: VariableUses;
  private readonly exact: Uint8Array;
  private readonly lightest: number;
  private readonly known: KnownValues;
  private readonly constructs: KnownInConstructs;

  // By node that was looked at.
  private readonly valueOf: Int32Array;
  private readonly statementOf: Int32Array;
  private readonly weight: Uint8Array;
  /** How many loads that may trap had been seen before its operands. */
  private readonly loadsBefore: Int32Array;
  /** Whether it has some, and whether the bits of a NaN can be seen. */
  private readonly mayTrap: Uint8Array;
  private readonly isExact: Uint8Array;

  /** Loads that may trap, in their order; and by statement, how many came before it. */
  private readonly loads: number[] = [];
  private readonly firstLoad: Int32Array;

  /** By value: the temporary that has it. */
  private readonly temporaries = new Map<number, number>();
  private readonly insertions: Insertion[] = [];
  /** Statements that set a variable to what it holds, or ask for what was asked. */
  private readonly needless: number[] = [];
  private readonly firstTemporary: number;
  /** By temporary of this pass. */
  private readonly exactTemporaries: boolean[] = [];
  private readonly touched: Uint8Array;
  private current = 0;
  private root = 0;
  /** Whether the statement has something that was known before. */
  private found = false;
  /** Whether it asks for a trap that cannot come. */
  private isNeedless = false;

  constructor(ir: FunctionIR, exact: Uint8Array, tune: Tune, uses: VariableUses) {
    this.ir = ir;
    this.uses = uses;
    this.exact = exact;
    this.lightest = LIGHTEST[tune];
    this.known = new KnownValues(ir);
    this.constructs = new KnownInConstructs(ir, this.known);
    const { scratch, nodeCount, statementCount } = ir;
    this.valueOf = scratch.words(nodeCount);
    this.statementOf = scratch.words(nodeCount);
    this.weight = scratch.bytes(nodeCount);
    this.loadsBefore = scratch.words(nodeCount);
    this.mayTrap = scratch.bytes(nodeCount);
    this.isExact = scratch.bytes(nodeCount);
    this.firstLoad = scratch.words(statementCount);
    this.touched = scratch.bytes(statementCount);
    this.firstTemporary = ir.varCount;
  }

  run(): Uint8Array {
    const { ir } = this;
    const { kind, statementCount } = ir;
    for (let i = 0; i < statementCount; i++) {
      const k = kind[i]!;
      if (HAS_NODES[k] === 1) {
        this.current = i;
        this.firstLoad[i] = this.loads.length;
        this.root = 0;
        this.found = false;
        visitRoots(ir, i, this.numberRoot);
        if (this.found) {
          this.root = 0;
          visitRoots(ir, i, this.rewriteRoot);
        }
      }
      this.takeEffect(i, k);
    }
    return this.finish();
  }

  private finish(): Uint8Array {
    const { ir, insertions, touched } = this;
    const visit = (root: number): void => refresh(ir, root);
    for (let i = 0; i < ir.statementCount; i++) if (touched[i] === 1) visitRoots(ir, i, visit);
    if (insertions.length === 0 && this.needless.length === 0) return this.exact;
    insertions.sort((a, b) => a.statement - b.statement || a.value - b.value);
    for (const i of this.needless) ir.kind[i] = S_NOP;
    insertSets(ir, insertions);
    if (this.needless.length > 0) compact(ir);
    const exact = new Uint8Array(ir.varCount).fill(1);
    exact.set(this.exact.subarray(0, this.exact.length));
    this.exactTemporaries.forEach((isExact, k) => {
      exact[this.firstTemporary + k] = isExact ? 1 : 0;
    });
    return exact;
  }

  // Numbering

  private readonly numberRoot = (n: number): void => {
    const { ir, current } = this;
    const k = ir.kind[current]!;
    const root = this.root++;
    const isLazy = k === S_CALL_INDIRECT ? root < ir.z[current]! : k === S_TRAP_FIT && root === 1;
    const isExact = this.isRootExact();
    if (k === S_TRAP_IF) {
      this.number(n, isExact, isLazy);
      this.ask(n);
    } else if ((k === S_STORE && root === 0) || ir.isAtom(n)) this.number(n, isExact, isLazy);
    else this.scan(n, isExact, isLazy);
    if (k === S_EFFECT && this.loads.length === this.firstLoad[current]!) this.found = true;
  };

  /** Finds the values of what a tree reads. The rest is not worth it: compilers have seen to it, but for addresses and what asks for traps. */
  private scan(n: number, isExact: boolean, isLazy: boolean): void {
    const { ir } = this;
    if (ir.flags[n] === 0) return;
    const op = ir.op[n]!;
    if (KINDS[op]! > PURE) {
      this.number(n, isExact, isLazy);
      return;
    }
    if (op === CALL) {
      const start = ir.b[n]!;
      for (let i = 0; i < ir.c[n]!; i++) this.scan(ir.list[start + i]!, true, isLazy);
      return;
    }
    const operands = OPERANDS[op]!;
    if (operands === 0) return;
    const inner = op === COND ? isExact : HANDS_BITS[op] === 1;
    const isInnerLazy = isLazy || IS_LAZY[op] === 1;
    this.scan(ir.a[n]!, inner && op !== COND, isLazy);
    if (operands > 1) this.scan(ir.b[n]!, inner, isInnerLazy);
    if (operands > 2) this.scan(ir.c[n]!, inner, isInnerLazy);
  }

  /** Whether the bits of a NaN in a root of the statement can be seen. */
  private isRootExact(): boolean {
    const { ir, current } = this;
    const k = ir.kind[current]!;
    return k === S_SET ? this.exact[ir.x[current]!] !== 0 : k !== S_EFFECT;
  }

  /** The value of a node. */
  private value(n: number): number {
    // Of what has been replaced, too.
    return this.valueOf[n]! !== 0 ? this.valueOf[n]! : this.known.of(this.ir.a[n]!);
  }

  /** The same; 0 for what was not looked at. */
  private valueIfKnown(n: number): number {
    return this.valueOf[n] === 0 && this.ir.op[n] !== GET ? 0 : this.value(n);
  }

  /** Finds the value of a tree. Trees are of bounded depth. @param isLazy whether it is not always evaluated */
  private number(n: number, isExact: boolean, isLazy: boolean): number {
    const { ir, known } = this;
    const op = ir.op[n]!;
    if (op === GET) return known.of(ir.a[n]!);
    if (op === CALL) return this.numberCall(n, isLazy);
    const before = this.loads.length;
    const operands = OPERANDS[op]!;
    let a = ir.a[n]!;
    let b = ir.b[n]!;
    let c = ir.c[n]!;
    let weight = WEIGHTS[op]!;
    if (operands > 0) {
      const inner = op === COND ? isExact : HANDS_BITS[op] === 1;
      const isInnerLazy = isLazy || IS_LAZY[op] === 1;
      weight += this.weight[a]!;
      a = this.number(a, inner && op !== COND, isLazy);
      if (operands > 1) {
        weight += this.weight[b]!;
        b = this.number(b, inner, isInnerLazy);
        if (operands > 2) {
          weight += this.weight[c]!;
          c = this.number(c, inner, isInnerLazy);
        }
        if (COMMUTES[op] === 1 && a > b) {
          const first = b;
          b = a;
          a = first;
        }
      }
      if (weight > 255) weight = 255;
    }
    const fields = FIELD_COUNTS[op]!;
    if (fields < 3) {
      c = 0;
      if (fields < 2) b = 0;
    }
    this.weight[n] = weight;
    if (isExact) this.isExact[n] = 1;
    const kind = KINDS[op]!;
    const value =
      kind === LOAD
        ? this.numberLoad(n, op, a, b, memoryOf(c), before)
        : kind === UNKNOWN
          ? known.fresh()
          : this.find(n, kind === STATE && ir.flags[n] !== 0, isLazy, op, a, b, c, before);
    this.valueOf[n] = value;
    return value;
  }

  /** A helper of one or two operands; others are taken for new. */
  private numberCall(n: number, isLazy: boolean): number {
    const { ir, known } = this;
    const before = this.loads.length;
    const start = ir.b[n]!;
    const count = ir.c[n]!;
    let weight = WEIGHTS[CALL]!;
    let a = 0;
    let b = 0;
    for (let i = 0; i < count; i++) {
      const operand = ir.list[start + i]!;
      const value = this.number(operand, true, isLazy);
      weight += this.weight[operand]!;
      if (i === 0) a = value;
      else b = value;
    }
    this.weight[n] = Math.min(weight, 255);
    this.isExact[n] = 1;
    const helper = ir.a[n]!;
    const isKnown = helper >= 0 && helper !== HELPER.construct && ir.type[n] !== T_REF && count <= 2;
    const value = isKnown ? this.find(n, false, isLazy, CALL, a, b, helper, before) : known.fresh();
    this.valueOf[n] = value;
    return value;
  }

  private find(
    n: number,
    changes: boolean,
    isLazy: boolean,
    op: number,
    a: number,
    b: number,
    c: number,
    before: number,
  ): number {
    const { known } = this;
    let value = known.find(op, a, b, c);
    if (value < 0) {
      value = known.fresh();
      if (changes) {
        if (!isLazy) known.enterState(op, a, b, c, value);
      } else known.enter(op, a, b, c, value);
      if (!isLazy) known.place[value] = n;
    } else if (!isLazy && known.place[value]! < 0 && known.holder(value) < 0) known.putPlace(value, n);
    else if (IS_CONSTANT[op] === 0) this.found = true;
    if (known.place[value] === n) this.place(n, before);
    return value;
  }

  /** Notes where a node stands that computes a value first. */
  private place(n: number, before: number): void {
    this.statementOf[n] = this.current;
    this.loadsBefore[n] = before;
    this.mayTrap[n] = this.loads.length > before ? 1 : 0;
  }

  private numberLoad(n: number, op: number, a: number, offset: number, memory: number, before: number): number {
    const { ir, known } = this;
    // Four bytes, if nobody need ask for the other four.
    const read = op === LOAD64_LO ? LOAD32 : op;
    let value = known.find(read, a, offset, memory);
    if (value >= 0 && (op !== LOAD64_LO || ir.d[n] !== ALONE || this.isInBounds(a, offset, memory))) {
      this.found = true;
      return value;
    }
    value = known.fresh();
    known.place[value] = n;
    this.loads.push(n);
    this.place(n, before);
    const address = ir.a[n]!;
    const displacement = (offset + this.constantOf(address)) | 0;
    known.enterLoad(read, a, offset, memory, value, this.baseOf(address), displacement, LOAD_SIZES[op]!);
    if (op === LOAD64_LO) known.enter(LOAD64_LO, a, offset, memory, value);
    return value;
  }

  /** Whether eight bytes are known to be in bounds. */
  private isInBounds(a: number, offset: number, memory: number): boolean {
    const { known } = this;
    if (known.find(LOAD64_LO, a, offset, memory) >= 0) return true;
    return offset >>> 0 < 2 ** 32 - 4 && known.find(LOAD32, a, (offset + 4) | 0, memory) >= 0;
  }

  /*
   * An address that is in bounds is the sum of a base, a constant and the offset modulo 2^32: there, places that are as far apart as an access is long do
   * not overlap, whatever wrapped around.
   */

  private isSum(address: number): boolean {
    const { ir } = this;
    return ir.op[address] === ADD && ir.isConst(ir.b[address]!);
  }

  /** The value of the base; -1 for none. */
  private baseOf(address: number): number {
    if (this.ir.isConst(address)) return -1;
    return this.value(this.isSum(address) ? this.ir.a[address]! : address);
  }

  private constantOf(address: number): number {
    const { ir } = this;
    if (ir.isConst(address)) return ir.a[address]!;
    return this.isSum(address) ? ir.a[ir.b[address]!]! : 0;
  }

  // Replacing

  private readonly rewriteRoot = (n: number): void => {
    const { ir, current } = this;
    const k = ir.kind[current]!;
    const root = this.root++;
    if (this.isNeedless || (k === S_EFFECT && this.loads.length === this.firstLoad[current]!)) {
      this.isNeedless = false;
      this.drop(n);
      this.needless.push(current);
      return;
    }
    // Counters are known by their form.
    if (k === S_SET && this.isStep(current)) {
      const value = this.valueOf[n]!;
      if (this.known.place[value] === n) this.known.place[value] = -1;
      return;
    }
    this.rewrite(n, this.isRootExact(), k === S_STORE && root === 0 ? LOG2[STORE_SIZES[ir.x[current]!]!]! : -1);
  };

  /** Notes that a condition did not cause a trap. Where that was known before, nobody need ask. */
  private ask(n: number): void {
    const { known } = this;
    const condition = this.value(n);
    if (known.find(ASKED, condition, 0, 0) >= 0) this.found = this.isNeedless = true;
    else known.enter(ASKED, condition, 0, 0, condition);
  }

  /** Whether a `set` adds a constant to the variable that it sets. */
  private isStep(i: number): boolean {
    const { ir } = this;
    const n = ir.y[i]!;
    return ir.op[n] === ADD && ir.isConst(ir.b[n]!) && ir.op[ir.a[n]!] === GET && ir.a[ir.a[n]!] === ir.x[i];
  }

  /** Replaces what of a tree is known. @param log2 of an address: the size of what is there, as a power of two; -1 for others */
  private rewrite(n: number, isExact: boolean, log2: number): void {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === GET || IS_CONSTANT[op] === 1) return;
    if (this.mayReplace(n, op, log2) && this.replace(n, isExact)) return;
    const inner = op === COND ? isExact : op === CALL || HANDS_BITS[op] === 1;
    const innerLog2 = KINDS[op] === LOAD ? LOG2[LOAD_SIZES[op]!]! : -1;
    visitOperands(ir, n, (operand, k) => this.rewrite(operand, op === COND && k === 0 ? false : inner, innerLog2));
  }

  /** Whether it is not better to leave a node as it is. */
  private mayReplace(n: number, op: number, log2: number): boolean {
    const { ir } = this;
    if (IS_BOOL[op] === 1) return false;
    if (op === COND && (ir.type[n] === T_F32 || ir.type[n] === T_F64)) return false;
    if (log2 < 0) return true;
    // An index of an element is what is left of the address; constants are in the array.
    if (ir.op[n] === ADD && ir.isConst(ir.b[n]!)) return false;
    return !isQuotient(ir, n, log2);
  }

  /** Replaces a node that computes what was computed before. */
  private replace(n: number, isExact: boolean): boolean {
    const { ir, known } = this;
    const value = this.valueOf[n]!;
    if (value === 0) return false;
    const place = known.place[value]!;
    if (place === n) return false;
    if (place >= 0 && IS_CONSTANT[ir.op[place]!] === 1) {
      this.drop(n);
      const { op, type, a, b } = ir;
      op[n] = op[place]!;
      type[n] = type[place]!;
      a[n] = a[place]!;
      b[n] = b[place]!;
      ir.flags[n] = ir.reads[n] = ir.depth[n] = 0;
      this.touched[this.current] = 1;
      return true;
    }
    const needsBits = isExact && IS_ARITH[ir.op[n]!] === 0 && (ir.type[n] === T_F32 || ir.type[n] === T_F64);
    let variable = known.holder(value);
    if (variable < 0 || (needsBits && this.exact[variable] === 0)) variable = this.temporary(n, value, place, isExact);
    if (variable < 0) return false;
    this.drop(n);
    becomeGet(ir, n, variable);
    this.uses.count[variable]!++;
    this.touched[this.current] = 1;
    return true;
  }

  /** The temporary that has a value; -1 where it is not worth one. */
  private temporary(n: number, value: number, place: number, isExact: boolean): number {
    const known = this.temporaries.get(value);
    if (known !== undefined) {
      if (isExact) this.exactTemporaries[known - this.firstTemporary] = true;
      return known;
    }
    if (place < 0 || this.weight[n]! < this.lightest || !this.takeEarlier(place)) return -1;
    return this.computeBefore(place, isExact);
  }

  /** Computes what may trap before a node in its statement beforehand, for the node will be. @returns false where that is too much */
  private takeEarlier(place: number): boolean {
    if (this.mayTrap[place] === 0) return true;
    const first = this.firstLoad[this.statementOf[place]!]!;
    const taken: number[] = [];
    for (let k = this.loadsBefore[place]! - 1; k >= first; ) {
      const load = this.loads[k]!;
      if (!this.temporaries.has(this.valueOf[load]!)) taken.push(load);
      k = this.loadsBefore[load]! - 1;
    }
    if (taken.length > MAX_EARLIER) return false;
    for (const load of taken) this.computeBefore(load, false);
    return true;
  }

  /** Computes a node before its statement. @returns the variable */
  private computeBefore(place: number, isExact: boolean): number {
    const { ir } = this;
    const variable = ir.variable(ir.type[place]!, V_TEMP, -1, 0);
    const value = this.valueOf[place]!;
    const statement = this.statementOf[place]!;
    this.temporaries.set(value, variable);
    this.exactTemporaries.push(isExact || this.isExact[place] === 1);
    this.insertions.push({ statement, value, variable, node: moved(ir, place) });
    becomeGet(ir, place, variable);
    this.touched[statement] = 1;
    return variable;
  }

  /** A tree is not evaluated any more: loads in it are no other halves. */
  private drop(n: number): void {
    const { ir } = this;
    this.uses.forget(n);
    if ((ir.flags[n]! & LOADS) === 0) return;
    allLoads(ir, n, (load) => {
      const other = ir.d[load]!;
      if (other === ALONE) return true;
      ir.d[load] = ALONE;
      ir.d[other] = ALONE;
      // What was dropped had succeeded: all eight bytes are there.
      if (ir.op[other] === LOAD64_LO) ir.op[other] = LOAD32;
      return true;
    });
  }

  // Statements

  private takeEffect(i: number, k: number): void {
    const { ir, known } = this;
    if (k === S_SET) {
      const n = ir.y[i]!;
      if (ir.op[n] === GET && ir.a[n] === ir.x[i]) this.needless.push(i);
      else known.assign(ir.x[i]!, this.valueIfKnown(n));
    } else if (HAS_NODES[k] === 0 || OPENING[k] === 1) this.constructs.pass(i);
    else if (k === S_STORE) this.store(i);
    else if (k === S_GLOBAL_SET) {
      known.endState((op) => op === GLOBAL);
      const value = this.valueIfKnown(ir.z[i]!);
      if (value !== 0) known.enterState(GLOBAL, ir.x[i]!, ir.y[i]!, 0, value);
    } else if (k === S_FIELD_SET) known.endState((op, word) => op === OP.field && word === ir.x[i]);
    else if (k === S_ELEMENT_SET) known.endState((op) => IS_FIELD[op] === 1 && op !== OP.field);
    else if (SETS_VARIABLES[k] === 1) {
      if (isEffect(ir, i)) known.endAllState();
      visitDefinitions(ir, i, this.forgetVariable);
    }
  }

  private readonly forgetVariable = (variable: number): void => this.known.assign(variable, 0);

  private store(i: number): void {
    const { ir, known } = this;
    const size = STORE_SIZES[ir.x[i]!]!;
    const address = ir.y[i]!;
    const offset = ir.z[i]!;
    const base = this.baseOf(address);
    const displacement = (offset + this.constantOf(address)) | 0;
    known.endLoads(base, displacement, size);
    const kind = ir.x[i]!;
    const op = kind === STORE_I32 ? LOAD32 : kind === STORE_F32 ? OP.load_f32 : kind === STORE_F64 ? OP.load_f64 : -1;
    const value = this.valueIfKnown(ir.w[i]!);
    if (op >= 0 && value !== 0) {
      known.enterLoad(op, this.value(address), offset, memoryOf(ir.v[i]!), value, base, displacement, size);
    }
  }
}
