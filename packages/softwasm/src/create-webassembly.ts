import type { Evaluator } from '@softwasm/compiler';
import type { Engine, Host } from '@softwasm/runtime';
import type { FeatureSet } from '@softwasm/syntax';
import type { WebAssemblyNamespace } from './api.ts';
import { createJitEngine } from './engine/create-jit-engine.ts';
import type { Tuning } from './engine/tuning.ts';
import { loadModule } from './load-module.ts';
import { createNamespace } from './namespace.ts';

/** What may be chosen; everything has a default. */
export interface WebAssemblyOptions {
  /** Executes functions. Absent: JavaScript is generated and evaluated. */
  readonly engine?: Engine;
  /** Evaluates generated JavaScript, e.g. under a policy of Trusted Types. Absent: `new Function`. Has no effect together with `engine`. */
  readonly evaluator?: Evaluator;
  /**
   * What kind of JavaScript engine code is generated for: one that compiles JavaScript (`jit`) or one that interprets it (`jitless`). Absent: `auto`,
   * which takes a host without `WebAssembly` for one that interprets. Has no effect together with `engine`.
   */
  readonly tune?: Tuning;
  /** What modules may use. Absent: WebAssembly 3.0, threads and legacy exception handling, as in browsers. */
  readonly features?: FeatureSet;
  /** What the environment offers beyond the language. Absent: found out. */
  readonly host?: Host;
  /** Whether to have `type()` methods and `WebAssembly.Function`, a proposal that browsers have not taken up yet. Absent: no. */
  readonly typeReflection?: boolean;
}

/** Makes a `WebAssembly` namespace of its own: its objects do not mix with those of others. */
export function createWebAssembly(options: WebAssemblyOptions = {}): WebAssemblyNamespace {
  const { evaluator, tune = 'auto', features, host, typeReflection } = options;
  const { engine = createJitEngine({ tune, ...(evaluator === undefined ? {} : { evaluate: evaluator }) }) } = options;
  return createNamespace({
    engine,
    load: loadModule,
    ...(features === undefined ? {} : { features }),
    ...(host === undefined ? {} : { host }),
    ...(typeReflection === undefined ? {} : { typeReflection }),
  });
}
