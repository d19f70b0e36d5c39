import type { Engine, PreparedModule } from '@softwasm/runtime';
import { AOT_ERRORS, ResourceError, type ValidModule } from '@softwasm/syntax';
import { HELPERS } from '../engine/bigint-helpers.ts';
import { UnitModule } from '../engine/unit-module.ts';
import type { CompiledUnits } from './compiled-units.ts';

/** Runs modules that were compiled ahead of time, and no others. */
export const AOT_ENGINE: Engine = {
  name: 'aot',
  prepare: (): PreparedModule => {
    throw new ResourceError(AOT_ERRORS.noCompiler);
  },
};

/** @param units all functions that the module defines */
export function prepareAheadOfTime(module: ValidModule, units: CompiledUnits): PreparedModule {
  return new UnitModule(AOT_ENGINE, module, units, HELPERS);
}
