import { type LoadOp, NODE_NAMES, type NodeOp } from '../ir/node-ops.ts';
import type { Tune } from '../options.ts';
import { DATA_VIEW_LOADS, storeToView } from './data-view-access.ts';
import { FLOAT_EMITTERS } from './floats.ts';
import { LONG_EMITTERS } from './longs.ts';
import type { Dialect, Emitter } from './printer.ts';
import { REFERENCE_EMITTERS } from './references.ts';
import { storeToArray, TYPED_ARRAY_LOADS } from './typed-array-access.ts';
import { WORD_EMITTERS } from './words.ts';

function dialect(loads: Readonly<Record<LoadOp, Emitter>>, store: Dialect['store']): Dialect {
  // A printer for every operator: `tsc` holds this against the operators.
  const byName: Readonly<Record<NodeOp, Emitter>> = {
    ...WORD_EMITTERS,
    ...loads,
    ...FLOAT_EMITTERS,
    ...REFERENCE_EMITTERS,
    ...LONG_EMITTERS,
  };
  return { emitters: NODE_NAMES.map((name) => byName[name]), store };
}

/**
 * How code is written for each kind of engine. Memory accesses through a DataView are what JITs compile best; an interpreter looks up and calls a method for
 * each of them, where the element of a typed array is one instruction.
 */
export const DIALECTS: Readonly<Record<Tune, Dialect>> = {
  jit: dialect(DATA_VIEW_LOADS, storeToView),
  jitless: dialect(TYPED_ARRAY_LOADS, storeToArray),
};
