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
  private readonly insertedBefore: (Insertion[] | undefined)[];
  private readonly insertedAfter: (Insertion[] | undefined)[];
  private readonly deleted: Uint8Array;

  constructor(ir: FunctionIR) {
    this.ir = ir;
    this.insertedBefore = new Array(ir.statementCount);
    this.insertedAfter = new Array(ir.statementCount);
    this.deleted = new Uint8Array(ir.statementCount);
  }

  before(i: number, ...insertions: readonly Insertion[]): void {
    add(this.insertedBefore, i, insertions);
  }

  after(i: number, ...insertions: readonly Insertion[]): void {
    add(this.insertedAfter, i, insertions);
  }

  delete(i: number): void {
    this.deleted[i] = 1;
  }

  /** Carries everything out. Indices of statements are others afterwards. */
  apply(): void {
    const ir = this.ir;
    const count = ir.statementCount;
    const old = {
      kind: ir.kind.slice(0, count),
      x: ir.x.slice(0, count),
      y: ir.y.slice(0, count),
      z: ir.z.slice(0, count),
      w: ir.w.slice(0, count),
      v: ir.v.slice(0, count),
      offset: ir.offset.slice(0, count),
    };
    ir.statementCount = 0;
    for (let i = 0; i < count; i++) {
      ir.position = old.offset[i]!;
      this.insert(this.insertedBefore[i]);
      if (this.deleted[i] === 0) ir.statement(old.kind[i]!, old.x[i]!, old.y[i]!, old.z[i]!, old.w[i]!, old.v[i]!);
      this.insert(this.insertedAfter[i]);
    }
  }

  private insert(insertions: readonly Insertion[] | undefined): void {
    if (insertions === undefined) return;
    for (const { kind, x, y } of insertions) this.ir.statement(kind, x, y ?? 0, 0, 0, 0);
  }
}

function add(lists: (Insertion[] | undefined)[], i: number, insertions: readonly Insertion[]): void {
  const list = lists[i];
  if (list === undefined) lists[i] = [...insertions];
  else list.push(...insertions);
}

/** By statement that opens a construct: its `end`. */
export function constructEnds(ir: FunctionIR): Int32Array {
  const ends = ir.scratch.words(ir.statementCount);
  const open: number[] = [];
  const { kind } = ir;
  for (let i = 0; i < ir.statementCount; i++) {
    if (OPENING[kind[i]!] === 1) open.push(i);
    else if (kind[i] === S_END) ends[open.pop()!] = i;
  }
  return ends;
}
