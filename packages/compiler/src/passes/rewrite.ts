import type { FunctionIR } from '../ir/function-ir.ts';
import { OPENING, S_END } from '../ir/statement-ops.ts';

/** A statement to be inserted. */
export interface Insertion {
  readonly kind: number;
  readonly x: number;
  readonly y?: number;
}

/** Insertions and deletions in a list of statements, collected first and carried out in one go, so that a pass stays linear. */
export class Rewrite {
  private readonly ir: FunctionIR;
  /** By statement. */
  private readonly insertedBefore: Map<number, Insertion[]> = new Map();
  private readonly insertedAfter: Map<number, Insertion[]> = new Map();
  /** By statement: whether it is deleted, and whether there is anything to insert before or behind it. */
  private readonly changes: Uint8Array;

  constructor(ir: FunctionIR) {
    this.ir = ir;
    this.changes = new Uint8Array(ir.statementCount);
  }

  before(i: number, ...insertions: readonly Insertion[]): void {
    this.changes[i]! |= INSERTED;
    add(this.insertedBefore, i, insertions);
  }

  after(i: number, ...insertions: readonly Insertion[]): void {
    this.changes[i]! |= INSERTED;
    add(this.insertedAfter, i, insertions);
  }

  delete(i: number): void {
    this.changes[i]! |= DELETED;
  }

  /** Carries everything out. Indices of statements are others afterwards. */
  apply(): void {
    const { ir, changes } = this;
    const count = ir.statementCount;
    const old = ir.takeStatements();
    let from = 0;
    for (let i = 0; i < count; i++) {
      const change = changes[i]!;
      if (change === 0) continue;
      ir.putStatements(old, from, i);
      from = i + 1;
      ir.position = old.offset[i]!;
      if ((change & INSERTED) !== 0) this.insert(this.insertedBefore.get(i));
      if ((change & DELETED) === 0) ir.putStatements(old, i, from);
      if ((change & INSERTED) !== 0) this.insert(this.insertedAfter.get(i));
    }
    ir.putStatements(old, from, count);
  }

  private insert(insertions: readonly Insertion[] | undefined): void {
    if (insertions === undefined) return;
    for (const { kind, x, y } of insertions) this.ir.statement(kind, x, y ?? 0, 0, 0, 0);
  }
}

const DELETED = 1;
const INSERTED = 2;

function add(lists: Map<number, Insertion[]>, i: number, insertions: readonly Insertion[]): void {
  const list = lists.get(i);
  if (list === undefined) lists.set(i, [...insertions]);
  else list.push(...insertions);
}

/** By statement that opens a construct: its `end`. */
export function constructEnds(ir: FunctionIR): Int32Array {
  const ends = ir.scratch.words(ir.statementCount);
  const open: number[] = [];
  const { kind, statementCount } = ir;
  for (let i = 0; i < statementCount; i++) {
    const k = kind[i]!;
    if (OPENING[k] === 1) open.push(i);
    else if (k === S_END) ends[open.pop()!] = i;
  }
  return ends;
}
