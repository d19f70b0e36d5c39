import type { Engine } from '@softwasm/runtime';
import { createJitEngine } from 'softwasm';

const ENGINES: Readonly<Record<string, () => Engine>> = { jit: () => createJitEngine() };

/** The engines there are; the first is the one that is used where none is named. */
export const ENGINE_NAMES: readonly string[] = Object.keys(ENGINES);

/** A new engine; `name` is one of {@link ENGINE_NAMES}. */
export function engineNamed(name: string): Engine {
  const make = ENGINES[name];
  if (make === undefined) throw new RangeError(`there is no engine ${name}`);
  return make();
}
