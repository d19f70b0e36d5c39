import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import { visitDefinitions, visitOperands, visitRoots } from '../ir/visit.ts';
import type { CompileOptions } from '../options.ts';
import { compact } from './compact.ts';
import { dissolveDeepNesting } from './deep-nesting.ts';
import { eliminateUnwanted } from './demand.ts';
import { forwardTemporaries } from './forward.ts';
import { flattenLadders } from './ladders.ts';
import { assignSlots } from './slots.ts';

const GET = OP.get;

/** What printing wants to know besides the IR. */
export interface PassResults {
  /** By variable: whether anything mentions it. */
  readonly live: Uint8Array;
  /** By variable: whether the exact bits of a NaN in it can be seen. */
  readonly exact: Uint8Array;
  /** By variable: its slot; undefined: each has its own. */
  readonly slots: Int32Array | undefined;
  /** The variable of a state machine; -1 where there is none. */
  readonly state: number;
}

/** Runs the passes over a function, in place. */
export function runPasses(ir: FunctionIR, { passes, maxNesting }: CompileOptions): PassResults {
  const exact = passes.demand ? eliminateUnwanted(ir) : new Uint8Array(ir.varCount).fill(1);
  compact(ir);
  if (passes.forward) {
    forwardTemporaries(ir);
    compact(ir);
  }
  if (passes.ladders) flattenLadders(ir);
  const slots = passes.slots ? assignSlots(ir) : undefined;
  // Lives of temporaries are read off the nesting, so that it must still be there.
  const state = dissolveDeepNesting(ir, maxNesting);
  return { live: mentioned(ir), exact, slots, state };
}

/** The variables that statements still read or set: forwarding leaves some without. */
function mentioned(ir: FunctionIR): Uint8Array {
  const found = new Uint8Array(ir.varCount);
  const define = (variable: number): void => {
    found[variable] = 1;
  };
  const visit = (n: number): void => {
    if (ir.op[n] === GET) found[ir.a[n]!] = 1;
    else visitOperands(ir, n, visit);
  };
  for (let i = 0; i < ir.statementCount; i++) {
    visitRoots(ir, i, visit);
    visitDefinitions(ir, i, define);
  }
  return found;
}
