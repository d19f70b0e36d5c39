import { NODE_NAMES, type NodeOp } from '../ir/node-ops.ts';
import { FLOAT_EMITTERS } from './floats.ts';
import { LOAD_EMITTERS } from './loads.ts';
import type { Emitter } from './printer.ts';
import { REFERENCE_EMITTERS } from './references.ts';
import { WORD_EMITTERS } from './words.ts';

/** A printer for every operator: `tsc` holds this against the operators. */
const BY_NAME: Readonly<Record<NodeOp, Emitter>> = {
  ...WORD_EMITTERS,
  ...LOAD_EMITTERS,
  ...FLOAT_EMITTERS,
  ...REFERENCE_EMITTERS,
};

/** Printers by operator code. */
export const EMITTERS: readonly Emitter[] = NODE_NAMES.map((name) => BY_NAME[name]);
