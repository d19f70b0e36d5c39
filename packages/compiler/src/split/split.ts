import type { ValType } from '@softwasm/syntax';
import type { FunctionIR } from '../ir/function-ir.ts';
import type { Lives } from '../passes/slots.ts';
import { constantDispatches } from './dispatches.ts';
import { Interfaces } from './interface.ts';
import { labelsOf } from './labels.ts';
import { Liveness } from './liveness.ts';
import type { Surroundings } from './machine.ts';
import { outline, type Part } from './outline.ts';
import { chooseRegions } from './regions.ts';
import { StatementList } from './statement-list.ts';
import { type Storage, storageOf } from './storage.ts';

/** What is known of a function that is to be split. */
export interface Whole {
  /** Of temporaries, see `passes/slots.ts`; undefined: each has its own. */
  readonly slots: Int32Array | undefined;
  readonly lives: Lives;
  /** By statement, and one behind: where its text begins, in estimated bytes of bytecode. */
  readonly places: Int32Array;
}

/** Splits one function, with one limit after the other. */
export class Splitter {
  private readonly results: readonly ValType[];
  private readonly places: Int32Array;
  /** Undefined where what is live would take too much time or memory to find out. */
  private readonly around: Surroundings | undefined;
  private readonly whole: StatementList;

  constructor(ir: FunctionIR, { slots, lives, places }: Whole, results: readonly ValType[]) {
    this.results = results;
    this.places = places;
    this.around = surroundingsOf(ir, storageOf(ir, slots), lives);
    this.whole = StatementList.of(ir);
  }

  /**
   * Splits the function into itself and parts.
   *
   * @param limit of each of them in bytes of bytecode
   * @returns the function and its parts; undefined where nothing can be taken out of it
   */
  split(limit: number): Part[] | undefined {
    const { around, results } = this;
    if (this.isChanged) this.whole.install();
    if (around === undefined) return undefined;
    const parts = chooseRegions(around, this.places, limit);
    if (parts.length === 0) return undefined;
    this.isChanged = true;
    return outline(around, results, parts);
  }

  /** Whether the function was split before: what was printed last may be a part. */
  private isChanged = false;
}

function surroundingsOf(ir: FunctionIR, storage: Storage, lives: Lives): Surroundings | undefined {
  const labels = labelsOf(ir);
  let targets = constantDispatches(ir, labels);
  let liveness = Liveness.of(ir, storage, lives, labels, targets);
  if (liveness === undefined) {
    // Where each dispatch leads anywhere, that is sooner known.
    targets = targets.fill(-1);
    liveness = Liveness.of(ir, storage, lives, labels, targets);
  }
  return (
    liveness && { ir, storage, labels, liveness, targets, interfaces: new Interfaces(ir, storage, labels, liveness) }
  );
}
