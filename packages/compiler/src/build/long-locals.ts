import { CATEGORIES, I64, INSTRUCTION_ID, INSTRUCTION_NAMES, type ValType } from '@softwasm/syntax';
import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';

/** What a builder knows of locals. */
interface Locals {
  readonly localTypes: readonly ValType[];
  readonly localVars: readonly number[];
  readonly reachable: boolean;
  readonly frames: readonly unknown[];
  settleReaders(variable: number): void;
  set(variable: number, n: number): void;
}

const { get: GET, low: LOW, high: HIGH } = OP;

/** What a boundary does with locals whose words are not set yet. */
const SETS = 1;
/** The function is left: nobody reads them any more. */
const FORGETS = 2;

const END = INSTRUCTION_ID.end;
const LEAVING: ReadonlySet<number> = new Set([INSTRUCTION_ID.return, INSTRUCTION_ID.unreachable]);
const CALLING = /^nop$|^call/;

/** Where straight-line code ends, by instruction. */
const BOUNDARIES: Uint8Array = Uint8Array.from(INSTRUCTION_NAMES, (name, id) => {
  if (LEAVING.has(id)) return FORGETS;
  const endsStretch = (CATEGORIES[id] === 'control' || name.startsWith('br_on')) && !CALLING.test(name);
  return endsStretch ? SETS : 0;
});

/** The variable whose words these are, as a BigInt; -1 where they are not. */
export function longOf(ir: FunctionIR, lo: number, hi: number): number {
  if (ir.op[lo] !== LOW || ir.op[hi] !== HIGH) return -1;
  const variable = ir.a[ir.a[lo]!]!;
  return ir.a[ir.a[hi]!] === variable ? variable : -1;
}

/**
 * Which locals are also BigInts (`longs.ts`), in straight-line code. A local that is set to a BigInt gets its words when that code ends, unless it is
 * set again before; one that was made a BigInt is not converted twice.
 */
export class LongLocals {
  private readonly ir: FunctionIR;
  /** By local: the temporary that has its value. */
  private readonly known = new Map<number, number>();
  /** Locals whose words are not set yet. */
  private readonly pending = new Set<number>();

  constructor(ir: FunctionIR) {
    this.ir = ir;
  }

  reset(): void {
    this.known.clear();
    this.pending.clear();
  }

  /** The temporary that has the value of a local; -1 for none. */
  of(local: number): number {
    return this.known.get(local) ?? -1;
  }

  remember(local: number, variable: number): void {
    this.known.set(local, variable);
  }

  isPending(local: number): boolean {
    return this.pending.has(local);
  }

  /** A local is set otherwise. */
  forget(local: number): void {
    this.known.delete(local);
    this.pending.delete(local);
  }

  /** A local is set to what is in a temporary. */
  defer(local: number, variable: number): void {
    this.known.set(local, variable);
    this.pending.add(local);
  }

  /** The `i64` local whose words these are; -1 where they are not. */
  localOf({ localTypes }: Locals, lo: number, hi: number): number {
    const { ir } = this;
    if (ir.op[lo] !== GET || ir.op[hi] !== GET) return -1;
    const low = ir.a[lo]!;
    const high = ir.a[hi]!;
    const local = ir.varLocal[low]!;
    return local >= 0 && ir.varLocal[high] === local && high === low + 1 && localTypes[local] === I64 ? local : -1;
  }

  /** Before an instruction: where straight-line code ends, locals get their words. */
  reach(b: Locals, id: number): void {
    const boundary = BOUNDARIES[id]!;
    if (boundary === 0 || this.known.size === 0) return;
    const isLast = id === END && b.frames.length === 1;
    if (boundary === SETS && b.reachable && !isLast) this.setWords(b);
    this.reset();
  }

  private setWords(b: Locals): void {
    const { ir } = this;
    for (const local of this.pending) {
      const first = b.localVars[local]!;
      const value = ir.get(this.known.get(local)!);
      b.settleReaders(first);
      b.settleReaders(first + 1);
      b.set(first, ir.unary(LOW, value));
      b.set(first + 1, ir.unary(HIGH, value));
    }
  }
}
