import type { Engine } from '@softwasm/runtime';
import { AutomaticEngine } from './automatic-engine.ts';
import { JitEngine } from './jit-engine.ts';

/** What generates code for an engine, if anything does. */
export function generatorOf(engine: Engine): JitEngine | undefined {
  if (engine instanceof AutomaticEngine) return engine.jit;
  return engine instanceof JitEngine ? engine : undefined;
}

/** Whether an engine may evaluate code, as far as it can find out. */
export function mayEvaluate(engine: Engine): boolean {
  return !(engine instanceof AutomaticEngine) || engine.guard.ask();
}
