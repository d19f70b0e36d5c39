import type { WebAssemblyNamespace } from '../api.ts';
import { createJitEngine } from '../engine/create-jit-engine.ts';
import { loadModule } from '../load-module.ts';
import { createNamespace } from '../namespace.ts';
import type { JitWebAssemblyOptions } from '../webassembly-options.ts';

/** Makes a `WebAssembly` namespace of its own: its objects do not mix with those of others. */
export function createWebAssembly(options: JitWebAssemblyOptions = {}): WebAssemblyNamespace {
  const { evaluator, tune = 'auto' } = options;
  const { engine = createJitEngine({ tune, ...(evaluator === undefined ? {} : { evaluate: evaluator }) }) } = options;
  return createNamespace({ ...options, engine, load: loadModule });
}

/**
 * The `WebAssembly` namespace, in software, without an interpreter.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html
 */
export const WebAssembly: WebAssemblyNamespace = /* @__PURE__ */ createWebAssembly();
