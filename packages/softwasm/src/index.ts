export type * from './api.ts';
export { createWebAssembly, type WebAssemblyOptions } from './create-webassembly.ts';
export { createJitEngine } from './engine/create-jit-engine.ts';
export type { JitOptions } from './engine/jit-engine.ts';
export type { Tuning } from './engine/tuning.ts';
export { VERSION } from './version.ts';
export { WebAssembly } from './webassembly.ts';
