/*
 * `softwasm/embed`: strict mode, for programs that embed WebAssembly modules (docs/EMBEDDING.md).
 */
export {
  DecodeError,
  LinkError,
  ResourceError,
  SoftwasmError,
  Trap,
  type TrapCode,
  type TrapFrame,
  ValidationError,
} from '@softwasm/syntax';
export type {
  CompileOptions,
  DeserializeOptions,
  Exports,
  ExportType,
  ExternType,
  HostContext,
  Imports,
  ImportType,
  Instance,
  InstanceOptions,
  Module,
} from './api.ts';
export { compile, compileSync, deserialize, deserializeSync, instantiate, instantiateSync } from './compile.ts';
export type { SizeDescriptor } from './descriptors.ts';
export { disposeSymbol } from './dispose.ts';
export { EmbedError, type EmbedErrorCode } from './embed-error.ts';
export { Exception } from './exception.ts';
export { Global, type GlobalDescriptor } from './global.ts';
export { type HostFunction, type HostFunctionType, type HostImplementation, hostFunction } from './host-function.ts';
export type { Limits } from './limits.ts';
export { Memory, type MemoryDescriptor } from './memory.ts';
export type { Address } from './memory-bounds.ts';
export type { MemoryView } from './memory-view.ts';
export { Store } from './store.ts';
export { type ReferenceType, Table, type TableDescriptor } from './table.ts';
export { Tag } from './tag.ts';
export type { ValueOfType, ValuesOfTypes, ValueType } from './value-types.ts';
