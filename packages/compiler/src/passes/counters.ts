import type { FunctionIR } from '../ir/function-ir.ts';
import { OP, T_I32 } from '../ir/node-ops.ts';
import {
  OPENING,
  S_AGAIN,
  S_BREAK,
  S_CALL,
  S_CALL_INDIRECT,
  S_CALL_REF,
  S_CONTINUE,
  S_EFFECT,
  S_ELEMENT_SET,
  S_ELSE,
  S_END,
  S_FIELD_SET,
  S_GLOBAL_SET,
  S_HELPER,
  S_IF,
  S_LOOP,
  S_NOP,
  S_RETURN,
  S_SET,
  S_STORE,
  S_SWITCH,
  S_TRAP_FIT,
  S_TRAP_IF,
} from '../ir/statement-ops.ts';

const GET = OP.get;
const ADD = OP.add;
const NOT = OP.not;

/** Statements behind which the next one comes, or nothing. */
const STRAIGHT: ReadonlySet<number> = new Set([
  S_NOP,
  S_SET,
  S_EFFECT,
  S_STORE,
  S_GLOBAL_SET,
  S_FIELD_SET,
  S_ELEMENT_SET,
  S_CALL,
  S_CALL_REF,
  S_CALL_INDIRECT,
  S_HELPER,
  S_TRAP_IF,
  S_TRAP_FIT,
]);

/** How far before a loop, or into it, something is looked for, in statements. */
const REACH = 24;

/**
 * The counters of loops: variables that one `set` in a loop increases (or decreases) by a constant, at most once in a turn, behind a test of the same
 * variable that bounds it. All but `step`, which has -1 for variables that are none, is meaningful for counters alone; all by variable.
 */
export interface Counters {
  /** The statement that adds the stride. */
  readonly step: Int32Array;
  /** Not 0; negative for those that count down. */
  readonly stride: Int32Array;
  /** The node with which the variable compares before every step, unless something else than a step has set it since. */
  readonly bound: Int32Array;
  /** Before a step the variable is below (counting up) or above (counting down) the bound by at least so much. */
  readonly margin: Uint8Array;
  /** Whether it is compared as an unsigned word. */
  readonly isUnsigned: Uint8Array;
  /** Whether the bound is a constant, and all that is known is that the variable is not equal to it. */
  readonly isTarget: Uint8Array;
}

/** How a comparison with a variable on its left bounds it from above or below. */
interface Relation {
  readonly upward: boolean;
  readonly margin: number;
  readonly isUnsigned: boolean;
}

const RELATIONS = new Map<number, Relation>([
  [OP.lt_s, { upward: true, margin: 1, isUnsigned: false }],
  [OP.le_s, { upward: true, margin: 0, isUnsigned: false }],
  [OP.lt_u, { upward: true, margin: 1, isUnsigned: true }],
  [OP.le_u, { upward: true, margin: 0, isUnsigned: true }],
  [OP.gt_s, { upward: false, margin: 1, isUnsigned: false }],
  [OP.ge_s, { upward: false, margin: 0, isUnsigned: false }],
]);

/** What a comparison says with its operands exchanged, and what it says where it does not hold. */
const SWAPPED = pairs([
  ['lt_s', 'gt_s'],
  ['le_s', 'ge_s'],
  ['lt_u', 'gt_u'],
  ['le_u', 'ge_u'],
  ['eq', 'eq'],
  ['ne', 'ne'],
]);
const NEGATED = pairs([
  ['lt_s', 'ge_s'],
  ['le_s', 'gt_s'],
  ['lt_u', 'ge_u'],
  ['le_u', 'gt_u'],
  ['eq', 'ne'],
]);

const CONJUNCTIONS: ReadonlySet<number> = new Set([OP.and, OP.both]);
const DISJUNCTIONS: ReadonlySet<number> = new Set([OP.or, OP.either]);

function pairs(names: readonly (readonly [keyof typeof OP, keyof typeof OP])[]): Map<number, number> {
  return new Map(names.flatMap(([a, b]) => [[OP[a], OP[b]] as const, [OP[b], OP[a]] as const]));
}

/** Finds the counters of a function. Linear: around each loop a bounded number of statements is looked at. @param ends of constructs */
export function findCounters(ir: FunctionIR, ends: Int32Array): Counters {
  const finder = new CounterFinder(ir, ends);
  return ir.hasKind[S_LOOP] === 1 || ir.hasKind[S_AGAIN] === 1 ? finder.find() : finder;
}

class CounterFinder implements Counters {
  readonly step: Int32Array;
  readonly stride: Int32Array;
  readonly bound: Int32Array;
  readonly margin: Uint8Array;
  readonly isUnsigned: Uint8Array;
  readonly isTarget: Uint8Array;
  private readonly ir: FunctionIR;
  private readonly ends: Int32Array;
  /** By label: how many statements continue that loop, or dispatch that switch anew. */
  private readonly continues: Int32Array;

  constructor(ir: FunctionIR, ends: Int32Array) {
    this.ir = ir;
    const { scratch, varCount } = ir;
    this.step = scratch.words(varCount).fill(-1, 0, varCount);
    this.stride = scratch.words(varCount);
    this.bound = scratch.words(varCount);
    this.margin = scratch.bytes(varCount);
    this.isUnsigned = scratch.bytes(varCount);
    this.isTarget = scratch.bytes(varCount);
    this.ends = ends;
    this.continues = scratch.words(ir.labelCount);
  }

  private countContinues(): void {
    const { ir } = this;
    for (let i = 0; i < ir.statementCount; i++) {
      if (ir.kind[i] === S_CONTINUE || ir.kind[i] === S_AGAIN) this.continues[ir.x[i]!]!++;
    }
  }

  find(): Counters {
    this.countContinues();
    const { ir, step, stride, ends } = this;
    const { kind, x, y, op } = ir;
    const loops: number[] = [];
    const candidates: number[] = [];
    // By variable that has a step: the statements that open the innermost loop around it, and the one around that; -1 for none.
    const loopOf = new Map<number, readonly [number, number]>();
    for (let i = 0; i < ir.statementCount; i++) {
      const k = kind[i]!;
      // A switch that is dispatched anew is a loop, too, but for its shape.
      if (k === S_LOOP || (k === S_SWITCH && this.continues[x[i]!]! > 0)) loops.push(i);
      else if (k === S_END && loops.length > 0 && ends[loops[loops.length - 1]!] === i) loops.pop();
      else if (k === S_SET && op[y[i]!] === ADD && this.isStep(i)) {
        const variable = x[i]!;
        // A second step: it is none.
        if (step[variable]! >= 0) stride[variable] = 0;
        else {
          step[variable] = i;
          stride[variable] = ir.a[ir.b[y[i]!]!]!;
          candidates.push(variable);
          loopOf.set(variable, [loops[loops.length - 1] ?? -1, loops[loops.length - 2] ?? -1]);
        }
      }
    }
    for (const variable of candidates) {
      const [loop, outer] = loopOf.get(variable)!;
      const bounded =
        stride[variable] !== 0 &&
        loop >= 0 &&
        (this.isBoundedAtHead(loop, variable) || this.isBoundedAtEnd(loop, outer, variable));
      if (!bounded) step[variable] = -1;
    }
    return this;
  }

  /** Whether what a `set` adds is a constant to the variable that it sets. */
  private isStep(i: number): boolean {
    const { ir } = this;
    const n = ir.y[i]!;
    const variable = ir.x[i]!;
    if (ir.varType[variable] !== T_I32) return false;
    const a = ir.a[n]!;
    return ir.op[a] === GET && ir.a[a] === variable && ir.isConst(ir.b[n]!);
  }

  /**
   * `loop; if (v < bound) { … v = v + 1 … }`, or `loop; if (v >= bound) break; … v = v + 1 …`: every turn begins with the test.
   */
  private isBoundedAtHead(loop: number, variable: number): boolean {
    const { ir, ends, step } = this;
    const { kind, x, y } = ir;
    for (let i = loop + 1; i < loop + REACH && i < ends[loop]!; i++) {
      const k = kind[i]!;
      if (k === S_NOP || (k === S_SET && x[i] !== variable)) continue;
      if (k !== S_IF) return false;
      const at = step[variable]!;
      if (at > i && at < this.endOfThen(i)) return this.isBoundedBy(y[i]!, false, variable);
      if (!this.isExit(i) || at < i) return false;
      if (this.isBoundedBy(y[i]!, true, variable)) return true;
      i += 2;
    }
    return false;
  }

  /** `… v = v + 1 … if (v < bound) continue; end`, from where nothing else continues, and which always begins with what is no step. */
  private isBoundedAtEnd(loop: number, outer: number, variable: number): boolean {
    const { ir, ends } = this;
    const { kind, x, y } = ir;
    const end = ends[loop]!;
    const label = x[loop]!;
    if (kind[end - 1] !== S_END || kind[end - 2] !== S_CONTINUE || kind[end - 3] !== S_IF) return false;
    if (x[end - 2] !== label || this.continues[label] !== 1 || end - 3 <= this.step[variable]!) return false;
    return (outer < 0 || this.isSetBefore(loop, variable)) && this.isBoundedBy(y[end - 3]!, false, variable);
  }

  /** Whether a variable is set on the way to a loop, without a construct in between. */
  private isSetBefore(loop: number, variable: number): boolean {
    const { kind, x } = this.ir;
    for (let i = loop - 1; i >= 0 && i >= loop - REACH; i--) {
      const k = kind[i]!;
      if (k === S_SET && x[i] === variable) return true;
      if (!STRAIGHT.has(k)) return false;
    }
    return false;
  }

  /** Where the first arm of an `if` ends. */
  private endOfThen(i: number): number {
    const { kind, x } = this.ir;
    const label = x[i]!;
    let depth = 0;
    for (let at = i + 1; at < this.ends[i]!; at++) {
      const k = kind[at]!;
      if (OPENING[k] === 1) depth++;
      else if (k === S_END) depth--;
      else if (k === S_ELSE && depth === 0 && x[at] === label) return at;
    }
    return this.ends[i]!;
  }

  /** Whether an `if` only leaves. */
  private isExit(i: number): boolean {
    const { kind } = this.ir;
    const k = kind[i + 1];
    return kind[i + 2] === S_END && (k === S_BREAK || k === S_RETURN || k === S_CONTINUE);
  }

  /** Whether a condition (negated: where it does not hold) bounds a counter in its direction; notes the bound. */
  private isBoundedBy(condition: number, negated: boolean, variable: number): boolean {
    const { ir } = this;
    let op = ir.op[condition]!;
    if (op === NOT) return this.isBoundedBy(ir.a[condition]!, !negated, variable);
    let [left, right] = [ir.a[condition]!, ir.b[condition]!];
    // Where both hold, each does; and where neither holds.
    if ((negated ? DISJUNCTIONS : CONJUNCTIONS).has(op)) {
      return this.isBoundedBy(left, negated, variable) || this.isBoundedBy(right, negated, variable);
    }
    if (op === GET) {
      // `if (v)`.
      if (negated || left !== variable) return false;
      this.bound[variable] = ir.i32(0);
      this.isTarget[variable] = 1;
      return true;
    }
    if (negated) op = NEGATED.get(op) ?? -1;
    if (!this.isRead(left, variable)) {
      op = SWAPPED.get(op) ?? -1;
      [left, right] = [right, left];
    }
    if (op < 0 || !this.isRead(left, variable)) return false;
    this.bound[variable] = right;
    this.isTarget[variable] = op === OP.ne ? 1 : 0;
    if (op === OP.ne) return ir.isConst(right);
    const relation = RELATIONS.get(op);
    if (relation === undefined || relation.upward !== this.stride[variable]! > 0) return false;
    this.margin[variable] = relation.margin;
    this.isUnsigned[variable] = relation.isUnsigned ? 1 : 0;
    return true;
  }

  private isRead(n: number, variable: number): boolean {
    return this.ir.op[n] === GET && this.ir.a[n] === variable;
  }
}
