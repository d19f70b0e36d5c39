import type { ValType } from '@softwasm/syntax';
import type { FunctionIR } from '../ir/function-ir.ts';
import type { Lives } from '../passes/slots.ts';
import { Interfaces, type Labels, labelsOf } from './interface.ts';
import { Liveness } from './liveness.ts';
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
  private readonly ir: FunctionIR;
  private readonly results: readonly ValType[];
  private readonly places: Int32Array;
  private readonly storage: Storage;
  private readonly labels: Labels;
  /** Undefined where what is live would take too much time or memory to find out. */
  private readonly interfaces: Interfaces | undefined;
  private readonly whole: StatementList;

  constructor(ir: FunctionIR, { slots, lives, places }: Whole, results: readonly ValType[]) {
    this.ir = ir;
    this.results = results;
    this.places = places;
    this.storage = storageOf(ir, slots);
    this.labels = labelsOf(ir);
    const liveness = Liveness.of(ir, this.storage, lives);
    this.interfaces = liveness && new Interfaces(ir, this.storage, this.labels, liveness);
    this.whole = StatementList.of(ir);
  }

  /**
   * Splits the function into itself and parts.
   *
   * @param limit of each of them in bytes of bytecode
   * @returns the function and its parts; undefined where nothing can be taken out of it
   */
  split(limit: number): Part[] | undefined {
    const { ir, storage, labels, interfaces, results } = this;
    if (this.isChanged) this.whole.install();
    if (interfaces === undefined) return undefined;
    const parts = chooseRegions(ir, this.places, interfaces, limit);
    if (parts.length === 0) return undefined;
    this.isChanged = true;
    return outline(ir, storage, labels, results, parts);
  }

  /** Whether the function was split before: what was printed last may be a part. */
  private isChanged = false;
}
