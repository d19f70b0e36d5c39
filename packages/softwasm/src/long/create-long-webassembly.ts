import type { Evaluator } from '@softwasm/compiler';
import type { Engine, Host } from '@softwasm/runtime';
import type { FeatureSet } from '@softwasm/syntax';
import { JitEngine } from '../engine/jit-engine.ts';
import { PLAIN_HELPERS } from '../engine/runtime-helpers.ts';
import type { Tuning } from '../engine/tuning.ts';
import { loadModule } from '../load-module.ts';
import { createNamespace } from '../namespace.ts';
import type { LongWebAssemblyNamespace } from './long-api.ts';
import { LONGS } from './long-values.ts';

/** What may be chosen, as for `createWebAssembly` of `softwasm`. */
export interface LongWebAssemblyOptions {
  readonly engine?: Engine;
  readonly evaluator?: Evaluator;
  readonly tune?: Tuning;
  readonly features?: FeatureSet;
  readonly host?: Host;
  readonly typeReflection?: boolean;
}

/**
 * Makes a `WebAssembly` namespace of its own in which an `i64` is a `Long`. Neither it nor the code that it generates uses BigInt, whether there is one or
 * not; but for atomic operations on 64 bits of a shared memory, which JavaScript has for bigints only: where it has none, memories are not shared.
 */
export function createLongWebAssembly(options: LongWebAssemblyOptions = {}): LongWebAssemblyNamespace {
  const { evaluator, engine, tune = 'auto', ...rest } = options;
  const jit = { tune, compile: { bigInt: false }, ...(evaluator === undefined ? {} : { evaluate: evaluator }) };
  // Its type follows from its values.
  const namespace: object = createNamespace({
    engine: engine ?? new JitEngine(jit, PLAIN_HELPERS),
    load: loadModule,
    int64: LONGS,
    ...rest,
  });
  return namespace as LongWebAssemblyNamespace;
}
