export type { Global, Imports, Instance, Memory, Module, Table, Tag, WebAssemblyNamespace } from 'softwasm/aot';
export type { SoftwasmOptions } from './options.ts';
export { softwasm } from './plugin.ts';
