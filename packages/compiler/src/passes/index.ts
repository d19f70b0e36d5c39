import type { FunctionIR } from '../ir/function-ir.ts';
import type { CompileOptions, PassSwitches } from '../options.ts';
import { threadBranches } from './branches.ts';
import { coalesceCopies } from './coalesce.ts';
import { compact } from './compact.ts';
import { propagateConstants } from './constants.ts';
import { type Demand, eliminateUnwanted } from './demand.ts';
import { forwardTemporaries } from './forward.ts';
import { hoistInvariants } from './invariants.ts';
import { flattenLadders } from './ladders.ts';
import { narrowLongs } from './narrow.ts';
import { nestCalls } from './nest-calls.ts';
import { returnEarly } from './returns.ts';
import { reuseValues } from './reuse.ts';
import { assignSlots, type Lives } from './slots.ts';
import { VariableUses } from './variable-uses.ts';

/** What printing wants to know besides the IR. */
export interface PassResults {
  /** By variable: whether anything mentions it. */
  readonly live: Uint8Array;
  /** By variable: whether the exact bits of a NaN in it can be seen. */
  readonly exact: Uint8Array;
  /** By variable: its slot; undefined: each has its own. */
  readonly slots: Int32Array | undefined;
  /** In statements. */
  readonly lives: Lives;
}

/** Runs the passes over a function, in place. What dissolves nesting comes later: lives of temporaries are read off it. */
export function runPasses(ir: FunctionIR, { passes, tune }: CompileOptions): PassResults {
  if (passes.constants) propagateConstants(ir);
  const { exact: exactBefore, uses } = findDemand(ir, passes);
  if (passes.forward) forwardTemporaries(ir, uses);
  if (passes.copies) coalesceCopies(ir, uses);
  compact(ir);
  if (passes.branches && tune === 'jitless') threadBranches(ir, uses);
  if (passes.returns && returnEarly(ir, uses)) compact(ir);
  if (passes.invariants && tune === 'jitless') hoistInvariants(ir);
  const exact = passes.reuse ? reuseValues(ir, exactBefore, tune, uses) : exactBefore;
  if (passes.calls && nestCalls(ir, tune === 'jit' || !passes.outer, uses)) compact(ir);
  if (passes.ladders && ir.hasSwitch) flattenLadders(ir);
  const { live, slots, first, last } = assignSlots(ir);
  return { live, exact, slots: passes.slots ? slots : undefined, lives: { first, last } };
}

function findDemand(ir: FunctionIR, passes: PassSwitches): Demand {
  if (!passes.demand) return { exact: new Uint8Array(ir.varCount).fill(1), uses: VariableUses.of(ir) };
  const demand = eliminateUnwanted(ir);
  return ir.hasLongs && narrowLongs(ir) ? eliminateUnwanted(ir) : demand;
}
