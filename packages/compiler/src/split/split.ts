import type { ValType } from '@softwasm/syntax';
import type { FunctionIR } from '../ir/function-ir.ts';
import type { Lives } from '../passes/slots.ts';
import { Interfaces, labelsOf } from './interface.ts';
import { Liveness } from './liveness.ts';
import { outline, type Part } from './outline.ts';
import { chooseRegions } from './regions.ts';
import { storageOf } from './storage.ts';

/** What is known of a function that is to be split. */
export interface Whole {
  /** Of temporaries, see `passes/slots.ts`; undefined: each has its own. */
  readonly slots: Int32Array | undefined;
  readonly lives: Lives;
  /** By statement, and one behind: where its text begins, in estimated bytes of bytecode. */
  readonly places: Float64Array;
}

/**
 * Splits a function into itself and parts.
 *
 * @param limit of each of them in bytes of bytecode
 * @returns the function and its parts; undefined where nothing can be taken out of it
 */
export function splitFunction(
  ir: FunctionIR,
  { slots, lives, places }: Whole,
  results: readonly ValType[],
  limit: number,
): Part[] | undefined {
  const storage = storageOf(ir, slots);
  const liveness = Liveness.of(ir, storage, lives);
  if (liveness === undefined) return undefined;
  const labels = labelsOf(ir);
  const interfaces = new Interfaces(ir, storage, labels, liveness);
  const parts = chooseRegions(ir, places, interfaces, limit);
  return parts.length === 0 ? undefined : outline(ir, storage, labels, results, parts);
}
