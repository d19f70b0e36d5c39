export { createAotEngine } from '../aot-engine.ts';
export { compileAndLoad } from '../compile-and-load.ts';
export { ENGINE_NAMES, engineNamed, SMALL_INTEGERS, TUNINGS } from '../engines.ts';
export { type CommandOutcome, isAssertion } from './report.ts';
export { runScript, type ScriptOptions } from './run-script.ts';
export type { StartThread, ThreadTask } from './threads.ts';
