import type { Evaluator } from '@softwasm/compiler';
import { createInterpreterEngine } from '@softwasm/interpreter';
import type { Engine } from '@softwasm/runtime';
import { API_ERRORS } from '@softwasm/syntax';
import type { WebAssemblyNamespace } from './api.ts';
import type { AutomaticOptions } from './engine/automatic-engine.ts';
import { createAutomaticEngine } from './engine/create-automatic-engine.ts';
import { createJitEngine } from './engine/create-jit-engine.ts';
import { loadModule } from './load-module.ts';
import { createNamespace } from './namespace.ts';
import type { CommonOptions } from './webassembly-options.ts';

/**
 * Which engine executes functions:
 *
 * - `auto` generates JavaScript where the host evaluates it, and interprets elsewhere;
 * - `jit` generates JavaScript, and fails where that may not be evaluated;
 * - `import` is `auto` that never tries to evaluate: it generates JavaScript for what is compiled asynchronously, and imports that by the `importer`;
 * - `interpreter` generates nothing, and does not try to.
 */
export type EngineChoice = 'auto' | 'jit' | 'import' | 'interpreter';

/** What may be chosen; everything has a default. */
export interface WebAssemblyOptions extends CommonOptions, Pick<AutomaticOptions, 'fallback' | 'importer' | 'warn'> {
  /** Executes functions: a choice, or an engine of one's own. Absent: `auto`. */
  readonly engine?: EngineChoice | Engine;
}

/**
 * Makes a `WebAssembly` namespace of its own: its objects do not mix with those of others.
 *
 * @throws TypeError for an engine that there is not, or one that imports without an importer
 */
export function createWebAssembly(options: WebAssemblyOptions = {}): WebAssemblyNamespace {
  return createNamespace({ ...options, engine: engineOf(options), load: loadModule });
}

/** The evaluator of those who want none. */
const NEVER: Evaluator = () => {
  throw new EvalError(API_ERRORS.importsOnly);
};

function engineOf(options: WebAssemblyOptions): Engine {
  const { engine = 'auto', evaluator, tune = 'auto', fallback = 'silent', importer, warn } = options;
  if (typeof engine === 'object') return engine;
  const jit = { tune, ...(evaluator === undefined ? {} : { evaluate: evaluator }) };
  const policy = {
    fallback,
    ...(importer === undefined ? {} : { importer }),
    ...(warn === undefined ? {} : { warn }),
  };
  switch (engine) {
    case 'auto':
      return createAutomaticEngine({ ...jit, ...policy });
    case 'jit':
      return createJitEngine(jit);
    case 'import':
      if (importer === undefined) throw new TypeError(API_ERRORS.importer);
      return createAutomaticEngine({ ...jit, ...policy, evaluate: NEVER });
    case 'interpreter':
      return createInterpreterEngine();
    default:
      throw new TypeError(API_ERRORS.engine);
  }
}
