import { defaultEvaluator, evaluateUnit } from '@softwasm/compiler';
import { decodeModule } from '@softwasm/decoder';
import { prepareLowerTier } from '@softwasm/interpreter';
import { importCount, WASM_EDITIONS } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import type { PhaseTimes } from '../report.ts';
import { clockOf } from './clock.ts';
import { softwasmEngine } from './engines.ts';
import type { PhaseJob } from './job.ts';
import { fromBase64, timed } from './measure.ts';

/**
 * Decodes, validates, translates for the interpreter, compiles and evaluates a whole module, all functions at once, as no program needs it: at run time functions are
 * translated when they are first called, and compiled when they are warm.
 *
 * @throws whatever a stage does with the module
 */
export async function measurePhases({ binary, rounds, clock }: PhaseJob): Promise<PhaseTimes> {
  const bytes = fromBase64(binary);
  const now = clockOf(clock);
  const engine = softwasmEngine({});
  const { WebAssembly: host } = globalThis as { WebAssembly?: { compile(bytes: Uint8Array): Promise<object> } };
  const times: Record<'decodeMs' | 'validateMs' | 'translateMs' | 'compileMs' | 'evaluateMs' | 'nativeMs', number[]> = {
    decodeMs: [],
    validateMs: [],
    translateMs: [],
    compileMs: [],
    evaluateMs: [],
    nativeMs: [],
  };
  let codeBytes = 0;
  let sourceBytes = 0;
  for (let round = 0; round < rounds; round++) {
    // As `new WebAssembly.Module` does it: bodies are looked at when they are validated.
    const [module, decodeMs] = timed(now, () =>
      decodeModule(bytes, { features: WASM_EDITIONS['3.0'], bodies: 'lazy' }),
    );
    const [valid, validateMs] = timed(now, () => validateModule(module));
    const [, translateMs] = timed(now, () => {
      const lower = prepareLowerTier(valid);
      const imported = importCount(valid, 'func');
      for (let i = 0; i < valid.funcs.length; i++) lower.translation(imported + i);
    });
    const [units, compileMs] = timed(now, () => {
      const generator = engine.generator(valid);
      return Array.from({ length: generator.count }, (_, key) => generator.unit(key));
    });
    const [, evaluateMs] = timed(now, () => {
      for (const [key, unit] of units.entries()) evaluateUnit(unit, `phases-${round}-${key}.js`, defaultEvaluator);
    });
    times.decodeMs.push(decodeMs);
    times.validateMs.push(validateMs);
    times.translateMs.push(translateMs);
    times.compileMs.push(compileMs);
    times.evaluateMs.push(evaluateMs);
    if (host !== undefined) {
      // Browsers compile large modules in no other way on a page's thread.
      const begin = now();
      await host.compile(bytes);
      times.nativeMs.push(now() - begin);
    }
    codeBytes = valid.funcs.reduce((sum, { size }) => sum + size, 0);
    sourceBytes = units.reduce((sum, { source }) => sum + source.length, 0);
  }
  return { ...times, codeBytes, sourceBytes };
}
