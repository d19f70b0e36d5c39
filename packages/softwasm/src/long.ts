/*
 * `softwasm/long`: the namespace for hosts without BigInt, in which an `i64` is a `Long` of the npm package `long`. This entry alone imports that package,
 * whose loader tries the host's WebAssembly.
 */
export { default as Long } from 'long';
export { createLongWebAssembly, type LongWebAssemblyOptions } from './long/create-long-webassembly.ts';
export type {
  LongGlobal,
  LongGlobalConstructor,
  LongValueTypeMap,
  LongWebAssemblyNamespace,
} from './long/long-api.ts';
export { WebAssembly } from './long/long-webassembly.ts';
