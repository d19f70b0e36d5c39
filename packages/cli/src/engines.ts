import { createInterpreterEngine } from '@softwasm/interpreter';
import type { Engine } from '@softwasm/runtime';
import { createJitEngine, type Tuning } from 'softwasm';
import { createAotEngine } from './aot-engine.ts';

const ENGINES: Readonly<Record<string, (tune: Tuning) => Engine>> = {
  jit: (tune) => createJitEngine({ tune }),
  interpreter: () => createInterpreterEngine(),
  aot: () => createAotEngine(),
};

/** What code may be generated for. */
export const TUNINGS: readonly Tuning[] = ['auto', 'jit', 'jitless'];

/** The engines there are; the first is the one that is used where none is named. */
export const ENGINE_NAMES: readonly string[] = Object.keys(ENGINES);

/** A new engine; `name` is one of {@link ENGINE_NAMES}, `tune` one of {@link TUNINGS}. */
export function engineNamed(name: string, tune: Tuning = 'auto'): Engine {
  const make = ENGINES[name];
  if (make === undefined) throw new RangeError(`there is no engine ${name}`);
  return make(tune);
}
