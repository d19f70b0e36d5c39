import { ALL_PASSES, type PassSwitches } from '@softwasm/compiler';
import { createInterpreterEngine } from '@softwasm/interpreter';
import type { Engine } from '@softwasm/runtime';
import { createAutomaticEngine, createJitEngine, type Tuning } from 'softwasm';
import { createAotEngine } from './aot-engine.ts';
import { compileAndLoad } from './compile-and-load.ts';

const ENGINES: Readonly<Record<string, (tune: Tuning, passes: PassSwitches) => Engine>> = {
  jit: (tune, passes) => createJitEngine({ tune, compile: { passes } }),
  auto: (tune, passes) => createAutomaticEngine({ tune, compile: { passes } }),
  // Both at once: what is called a second time, and every loop, goes over from the interpreter to generated code.
  tiers: (tune, passes) =>
    createAutomaticEngine({
      tune,
      compile: { passes },
      wholeModuleBytes: 0,
      tiers: { leastBytes: 0, operationsPerByte: 0, steps: 1 },
    }),
  interpreter: () => createInterpreterEngine(),
  aot: () => createAotEngine(compileAndLoad),
};

/** What code may be generated for. */
export const TUNINGS: readonly Tuning[] = ['auto', 'jit', 'jitless'];

/** The engines there are; the first is the one that is used where none is named. */
export const ENGINE_NAMES: readonly string[] = Object.keys(ENGINES);

/**
 * The switches of the compiler's passes that a text names: `all`, `none`, or those that are off, each behind a minus: `-demand,-slots`.
 *
 * @throws RangeError where it names something else
 */
export function passesNamed(text: string): PassSwitches {
  const names = Object.keys(ALL_PASSES);
  const off = text === 'all' ? [] : text === 'none' ? names : text.split(',').map((name) => name.replace(/^-/, ''));
  const unknown = off.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new RangeError(`there is no pass "${unknown}"; there are ${names.join(', ')}`);
  return { ...ALL_PASSES, ...Object.fromEntries(off.map((name) => [name, false])) };
}

/** A new engine; `name` is one of {@link ENGINE_NAMES}, `tune` one of {@link TUNINGS}, `passes` what {@link passesNamed} knows. */
export function engineNamed(name: string, tune: Tuning = 'auto', passes: string = 'all'): Engine {
  const make = ENGINES[name];
  if (make === undefined) throw new RangeError(`there is no engine ${name}`);
  return make(tune, passesNamed(passes));
}
