import type { FunctionIR } from '../ir/function-ir.ts';
import {
  OPENING,
  S_BREAK,
  S_CASE,
  S_CATCH,
  S_DEFAULT,
  S_ELSE,
  S_END,
  S_IF,
  S_LOOP,
  S_NOP,
  S_SWITCH,
  S_TRY,
} from '../ir/statement-ops.ts';
import { Changes, type KnownValues } from './known-values.ts';
import { isEffect, LEAVES } from './value-operators.ts';

/** An open construct. */
interface Construct {
  readonly kind: number;
  readonly label: number;
  /** Where its arm begins in what is noted. */
  readonly mark: number;
  /** What changed in arms that have ended. */
  changes: Changes | undefined;
  /** Whether control may come out of its first arm, and whether there is a second one. */
  firstFalls: boolean;
  hasElse: boolean;
  /** Whether something in it leaves a construct. */
  breaks: boolean;
}

/** Follows the constructs of a function: takes back what was noted in an arm where it is not known any more. */
export class KnownInConstructs {
  private readonly ir: FunctionIR;
  private readonly known: KnownValues;
  private readonly open: Construct[] = [];
  /** By label: whether something leaves that construct. */
  private readonly left: Uint8Array;
  /** By label of a loop: whether anything in it changes what may change. */
  private readonly hasEffects: Uint8Array;
  /** Where it ends. */
  private readonly ends: Int32Array;

  constructor(ir: FunctionIR, known: KnownValues) {
    this.ir = ir;
    this.known = known;
    this.left = ir.scratch.bytes(ir.labelCount);
    this.hasEffects = ir.scratch.bytes(ir.labelCount);
    this.ends = ir.scratch.words(ir.labelCount);
    this.survey();
  }

  /** Looks at all constructs. */
  private survey(): void {
    const { ir, left, hasEffects, ends } = this;
    const { kind, x } = ir;
    const loops: number[] = [];
    const open: number[] = [];
    for (let i = 0; i < ir.statementCount; i++) {
      const k = kind[i]!;
      if (OPENING[k] === 1) {
        open.push(i);
        if (k === S_LOOP) loops.push(x[i]!);
      } else if (k === S_END) {
        if (kind[open.pop()!] !== S_LOOP) continue;
        const label = loops.pop()!;
        ends[label] = i;
        // What is in a loop is in those around it.
        if (hasEffects[label] === 1 && loops.length > 0) hasEffects[loops[loops.length - 1]!] = 1;
      } else if (k === S_BREAK) left[x[i]!] = 1;
      else if (loops.length > 0 && isEffect(ir, i)) hasEffects[loops[loops.length - 1]!] = 1;
    }
  }

  /** Control comes to a statement that opens, closes or leaves a construct. */
  pass(i: number): void {
    const { ir, known, open } = this;
    const k = ir.kind[i]!;
    const label = ir.x[i]!;
    if (OPENING[k] === 1) {
      if (k === S_LOOP) known.enterLoop(i, this.ends[label]!, this.hasEffects[label] === 1);
      known.isLogging = true;
      const mark = known.mark();
      open.push({ kind: k, label, mark, changes: undefined, firstFalls: true, hasElse: false, breaks: false });
      return;
    }
    const top = open[open.length - 1];
    if (top === undefined) return;
    if (k === S_BREAK) top.breaks = true;
    else if (k === S_ELSE) {
      top.firstFalls = !this.leaves(i - 1);
      top.hasElse = true;
      this.leaveArm(top, top.firstFalls);
    } else if (k === S_CASE || k === S_DEFAULT) {
      if (this.leaves(i - 1)) this.leaveArm(top, false);
      else {
        const changes = new Changes();
        known.undo(top.mark, changes);
        known.apply(changes);
      }
    } else if (k === S_CATCH) {
      known.undo(top.mark, undefined);
      known.forget();
    } else if (k === S_END) this.close(i);
  }

  /** Whether control does not come behind a statement. */
  private leaves(i: number): boolean {
    const { kind } = this.ir;
    while (i > 0 && kind[i] === S_NOP) i--;
    return LEAVES[kind[i]!] === 1;
  }

  /** Takes back what was noted in an arm; `counts`: what changed there is not known behind the construct. */
  private leaveArm(construct: Construct, counts: boolean): void {
    if (!this.known.isNoted(construct.mark)) return;
    const isNoted = counts || construct.breaks;
    if (isNoted) construct.changes ??= new Changes();
    this.known.undo(construct.mark, isNoted ? construct.changes : undefined);
  }

  private close(i: number): void {
    const { known, open } = this;
    const top = open.pop()!;
    const { kind, mark } = top;
    const isLeft = this.left[top.label] === 1;
    const parent = open[open.length - 1];
    known.isLogging = open.length > 0;
    if (kind === S_LOOP || kind === S_TRY) {
      known.undo(mark, undefined);
      if (kind === S_LOOP) known.leaveLoop();
      else known.forget();
    } else {
      const falls = kind === S_SWITCH || (kind === S_IF && (top.hasElse ? top.firstFalls : !this.leaves(i - 1)));
      if (falls || isLeft) {
        if (top.changes !== undefined || known.isNoted(mark)) {
          const changes = top.changes ?? new Changes();
          known.undo(mark, changes);
          known.apply(changes);
        }
      } else {
        if (kind === S_IF && !top.hasElse) this.leaveArm(top, false);
        if (parent !== undefined && top.changes !== undefined) {
          parent.changes ??= new Changes();
          parent.changes.addAll(top.changes);
        }
      }
    }
    if (parent !== undefined && top.breaks) parent.breaks = true;
  }
}
