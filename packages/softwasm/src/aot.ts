/*
 * `softwasm/aot`: what modules that `softwasm compile` made ahead of time need. It neither evaluates text nor has a compiler.
 */

export { type AheadOfTimeModule, type CompiledAheadOfTime, defineModule, prepareModule } from './aot/define-module.ts';
export { WebAssembly } from './aot/webassembly.ts';
export type { Global, Imports, Instance, Memory, Module, Table, Tag, WebAssemblyNamespace } from './api.ts';
