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
 * - `interpreter` generates nothing, and does not try to.
 */
export type EngineChoice = 'auto' | 'jit' | 'interpreter';

/** What may be chosen; everything has a default. */
export interface WebAssemblyOptions extends CommonOptions, Pick<AutomaticOptions, 'fallback' | 'warn'> {
  /** Executes functions: a choice, or an engine of one's own. Absent: `auto`. */
  readonly engine?: EngineChoice | Engine;
}

/**
 * Makes a `WebAssembly` namespace of its own: its objects do not mix with those of others.
 *
 * @throws TypeError for an engine that there is not
 */
export function createWebAssembly(options: WebAssemblyOptions = {}): WebAssemblyNamespace {
  return createNamespace({ ...options, engine: engineOf(options), load: loadModule });
}

function engineOf({ engine = 'auto', evaluator, tune, fallback, warn }: WebAssemblyOptions): Engine {
  if (typeof engine === 'object') return engine;
  const jit = { ...(tune === undefined ? {} : { tune }), ...(evaluator === undefined ? {} : { evaluate: evaluator }) };
  switch (engine) {
    case 'auto':
      return createAutomaticEngine({
        ...jit,
        ...(fallback === undefined ? {} : { fallback }),
        ...(warn === undefined ? {} : { warn }),
      });
    case 'jit':
      return createJitEngine(jit);
    case 'interpreter':
      return createInterpreterEngine();
    default:
      throw new TypeError(API_ERRORS.engine);
  }
}
