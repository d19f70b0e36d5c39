import type { Evaluator } from '@softwasm/compiler';
import type { Engine, Host } from '@softwasm/runtime';
import type { FeatureSet } from '@softwasm/syntax';
import type { Tuning } from './engine/tuning.ts';

/** What may be chosen of a namespace whatever its engine; everything has a default. */
export interface CommonOptions {
  /** Evaluates generated JavaScript, e.g. under a policy of Trusted Types. Absent: `new Function`. Has no effect together with an engine of one's own. */
  readonly evaluator?: Evaluator;
  /**
   * What kind of JavaScript engine code is generated for: one that compiles JavaScript (`jit`) or one that interprets it (`jitless`). Absent: `auto`,
   * which takes a host without `WebAssembly` for one that interprets. Has no effect together with an engine of one's own.
   */
  readonly tune?: Tuning;
  /** What modules may use. Absent: WebAssembly 3.0, threads and legacy exception handling, as in browsers. */
  readonly features?: FeatureSet;
  /** What the environment offers beyond the language. Absent: found out. */
  readonly host?: Host;
  /** Whether to have `type()` methods and `WebAssembly.Function`, a proposal that browsers have not taken up yet. Absent: no. */
  readonly typeReflection?: boolean;
}

/** What may be chosen where there is no interpreter to fall back to; everything has a default. */
export interface JitWebAssemblyOptions extends CommonOptions {
  /** Executes functions. Absent: JavaScript is generated and evaluated. */
  readonly engine?: Engine;
}
