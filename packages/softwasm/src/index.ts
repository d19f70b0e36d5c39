export type * from './api.ts';
export {
  type Capabilities,
  type CapabilitiesOptions,
  capabilities,
  type EngineReport,
  type HostReport,
} from './capabilities.ts';
export { createWebAssembly, type EngineChoice, type WebAssemblyOptions } from './create-webassembly.ts';
export type { AutomaticEngine, AutomaticOptions, Choice } from './engine/automatic-engine.ts';
export { createAutomaticEngine } from './engine/create-automatic-engine.ts';
export { createJitEngine } from './engine/create-jit-engine.ts';
export { expressionEvaluator, type ScriptPolicy, trustedTypesEvaluator } from './engine/evaluators.ts';
export type { Fallback, Warn } from './engine/fallback.ts';
export { EvaluationRefused } from './engine/guarded-evaluator.ts';
export type { JitOptions } from './engine/jit-engine.ts';
export type { Tuning } from './engine/tuning.ts';
export type { Importer } from './import/importer.ts';
export { VERSION } from './version.ts';
export { WebAssembly } from './webassembly.ts';
