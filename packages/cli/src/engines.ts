import { ALL_PASSES, type CompileOptions, type PassSwitches } from '@softwasm/compiler';
import { createInterpreterEngine } from '@softwasm/interpreter';
import type { Engine } from '@softwasm/runtime';
import { createAutomaticEngine, createJitEngine, type Tuning } from 'softwasm';
import { createAotEngine } from './aot-engine.ts';
import { compileAndLoad } from './compile-and-load.ts';

/** What code is generated with. */
type Compile = Pick<CompileOptions, 'passes'> & Partial<Pick<CompileOptions, 'smallIntegers'>>;

const ENGINES: Readonly<Record<string, (tune: Tuning, compile: Compile) => Engine>> = {
  jit: (tune, compile) => createJitEngine({ tune, compile }),
  auto: (tune, compile) => createAutomaticEngine({ tune, compile }),
  // Both at once: what is called a second time, and every loop, goes over from the interpreter to generated code.
  tiers: (tune, compile) =>
    createAutomaticEngine({
      tune,
      compile,
      wholeModuleBytes: 0,
      tiers: { leastBytes: 0, operationsPerByte: 0, steps: 1 },
    }),
  interpreter: () => createInterpreterEngine(),
  aot: () => createAotEngine(compileAndLoad),
};

/** What code may be generated for. */
export const TUNINGS: readonly Tuning[] = ['auto', 'jit', 'jitless'];

/** How many bits small integers are taken to have: `auto` as many as the host's. */
export const SMALL_INTEGERS: readonly string[] = ['auto', '31', '32'];

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

/**
 * A new engine.
 *
 * @param name one of {@link ENGINE_NAMES}
 * @param tune one of {@link TUNINGS}
 * @param passes what {@link passesNamed} knows
 * @param smallIntegers one of {@link SMALL_INTEGERS}
 */
export function engineNamed(
  name: string,
  tune: Tuning = 'auto',
  passes: string = 'all',
  smallIntegers: string = 'auto',
): Engine {
  const make = ENGINES[name];
  if (make === undefined) throw new RangeError(`there is no engine ${name}`);
  const compile = { passes: passesNamed(passes) };
  return make(
    tune,
    smallIntegers === 'auto' ? compile : { ...compile, smallIntegers: smallIntegers === '31' ? 31 : 32 },
  );
}
