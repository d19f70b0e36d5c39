export { type Code, RF, RI, RR } from './abi.ts';
export type { Engine, InstanceCode, PreparedModule } from './engine.ts';
export { ExceptionInstance } from './exception-instance.ts';
export type { ExternInstance } from './extern.ts';
export { FunctionInstance, type FunctionOrigin } from './function-instance.ts';
export { GlobalInstance } from './global-instance.ts';
export { detectHost, type Host } from './host.ts';
export { type MemoryBuffer, MemoryInstance } from './memory-instance.ts';
export { ModuleInstance } from './module-instance.ts';
export { DataInstance, ElementInstance, type Elements } from './segment-instances.ts';
export { Store } from './store.ts';
export { TableInstance } from './table-instance.ts';
export { TagInstance } from './tag-instance.ts';
export { bigIntOfWords, defaultValue, floatFromWord, floatToWord, type WasmValue, wordsOfBigInt } from './values.ts';
export {
  giveResult,
  giveResults,
  newWords,
  pushWords,
  takeResult,
  takeResults,
  valueAt,
  valuesOf,
  wordCount,
  wordsOf,
} from './words.ts';
