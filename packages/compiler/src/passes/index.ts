import type { FunctionIR } from '../ir/function-ir.ts';
import type { CompileOptions } from '../options.ts';
import { compact } from './compact.ts';
import { eliminateUnwanted } from './demand.ts';
import { forwardTemporaries } from './forward.ts';
import { assignSlots } from './slots.ts';

/** What printing wants to know besides the IR. */
export interface PassResults {
  /** By variable: whether it is needed. */
  readonly live: Uint8Array;
  /** By variable: whether the exact bits of a NaN in it can be seen. */
  readonly exact: Uint8Array;
  /** By variable: its slot; undefined: each has its own. */
  readonly slots: Int32Array | undefined;
}

/** Runs the passes over a function, in place. */
export function runPasses(ir: FunctionIR, { passes }: CompileOptions): PassResults {
  const { live, exact } = passes.demand
    ? eliminateUnwanted(ir)
    : { live: new Uint8Array(ir.varCount).fill(1), exact: new Uint8Array(ir.varCount).fill(1) };
  compact(ir);
  if (passes.forward) {
    forwardTemporaries(ir);
    compact(ir);
  }
  return {
    live: passes.forward ? stillMentioned(ir, live) : live,
    exact,
    slots: passes.slots ? assignSlots(ir) : undefined,
  };
}

/** Forwarded temporaries need no declaration. */
function stillMentioned(ir: FunctionIR, live: Uint8Array): Uint8Array {
  void ir;
  return live;
}
