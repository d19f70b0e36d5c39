import { readdirSync, readFileSync } from 'node:fs';
import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { compileOptions, Generator, ModuleShape } from '../src/index.ts';
import { type FunctionIR, V_TEMP } from '../src/ir/function-ir.ts';
import { ALL_PASSES, type PassSwitches } from '../src/options.ts';
import { threadBranches } from '../src/passes/branches.ts';
import { coalesceCopies } from '../src/passes/coalesce.ts';
import { compact } from '../src/passes/compact.ts';
import { propagateConstants } from '../src/passes/constants.ts';
import { eliminateUnwanted } from '../src/passes/demand.ts';
import { forwardTemporaries } from '../src/passes/forward.ts';
import { hoistInvariants } from '../src/passes/invariants.ts';
import { returnEarly } from '../src/passes/returns.ts';
import { reuseValues } from '../src/passes/reuse.ts';
import { VariableUses } from '../src/passes/variable-uses.ts';

const CORPUS = new URL('corpus/', import.meta.url);
const NO_PASSES: Partial<PassSwitches> = Object.fromEntries(Object.keys(ALL_PASSES).map((name) => [name, false]));

/** The IR of each function of a program as it is built, one after the other. */
function* built(file: string): Iterable<FunctionIR> {
  const shape = new ModuleShape(validateModule(decodeModule(assemble(readFileSync(new URL(file, CORPUS), 'utf8')))));
  const generator = new Generator(shape, compileOptions({ passes: NO_PASSES }), 'names');
  for (let i = 0; i < shape.module.funcs.length; i++) yield generator.build(shape.importedFuncs + i);
}

/** What is known of each variable that is read: of those that are read once, where. */
function known(uses: VariableUses, count: number): unknown[] {
  return Array.from({ length: count }, (_, v) =>
    uses.count[v] === 0
      ? 0
      : uses.count[v] === 1
        ? [uses.definitions[v], uses.statement[v], uses.node[v], uses.context[v]]
        : [uses.definitions[v], uses.count[v]],
  );
}

/** How often each of these temporaries is read. */
function reads(uses: VariableUses, ir: FunctionIR, count: number): number[] {
  return Array.from({ length: count }, (_, v) => (ir.varKind[v] === V_TEMP ? uses.count[v]! : 0));
}

describe.each(readdirSync(CORPUS))('uses of variables in %s', (file) => {
  test('are counted along with demand', () => {
    for (const ir of built(file)) {
      propagateConstants(ir);
      const { uses } = eliminateUnwanted(ir);
      expect(known(uses, ir.varCount)).toEqual(known(VariableUses.of(ir), ir.varCount));
    }
  });

  test.each(['jit', 'jitless'] as const)('are kept up to date, for engines of kind %s', (tune) => {
    for (const ir of built(file)) {
      const { varCount } = ir;
      propagateConstants(ir);
      const { uses, exact } = eliminateUnwanted(ir);
      forwardTemporaries(ir, uses);
      coalesceCopies(ir, uses);
      compact(ir);
      threadBranches(ir, uses);
      if (returnEarly(ir, uses)) compact(ir);
      hoistInvariants(ir);
      reuseValues(ir, exact, tune, uses);
      expect(reads(uses, ir, varCount)).toEqual(reads(VariableUses.of(ir), ir, varCount));
    }
  });
});
