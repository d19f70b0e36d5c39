/*
 * `softwasm/jit`: the namespace without an interpreter, for those who count bytes. Where text may not be evaluated, calling functions throws.
 */
export type * from './api.ts';
export { createJitEngine } from './engine/create-jit-engine.ts';
export { expressionEvaluator, type ScriptPolicy, trustedTypesEvaluator } from './engine/evaluators.ts';
export type { JitOptions } from './engine/jit-engine.ts';
export type { Tuning } from './engine/tuning.ts';
export { createWebAssembly, WebAssembly } from './jit/webassembly.ts';
export { VERSION } from './version.ts';
export type { JitWebAssemblyOptions as WebAssemblyOptions } from './webassembly-options.ts';
