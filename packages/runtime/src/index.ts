export { type Code, RF, RI, RR } from './abi.ts';
export {
  AggregateClasses,
  type ArrayClass,
  fieldWords,
  plainShape,
  type Shape,
  type ShapeMaker,
  type StructClass,
} from './aggregate-classes.ts';
export { AggregateInstance, ArrayInstance, StructInstance } from './aggregate-instances.ts';
export {
  arrayElement,
  newArray,
  newDefaultArray,
  newFilledArray,
  newStruct,
  setArrayElement,
  setStructField,
  structField,
} from './aggregates.ts';
export {
  arrayCopy,
  arrayFill,
  arrayInitData,
  arrayInitElem,
  arrayNew,
  arrayNewData,
  arrayNewDefault,
  arrayNewElem,
  arrayNewFixed,
} from './array-bulk.ts';
export {
  type AtomicOperation,
  atomicCompareExchange,
  atomicCompareExchange64,
  atomicLoad,
  atomicLoad64,
  atomicNotify,
  atomicOperation,
  atomicOperation64,
  atomicStore,
  atomicStore64,
  atomicWait32,
  atomicWait64,
} from './atomics.ts';
export { evaluateConst } from './const-expr.ts';
export { type ArrayElements, ELEMENT_SLOTS, type ElementKind, elementKindOf } from './element-kinds.ts';
export type { Engine, PreparedModule } from './engine.ts';
export { isStackOverflow } from './engine-errors.ts';
export { ExceptionInstance } from './exception-instance.ts';
export type { ExternInstance } from './extern.ts';
export { formatExternInstance, formatExternType } from './format-extern.ts';
export { addFrameResolver, type FrameResolver, framesOf, type JavaScriptFrame, parseStack } from './frames.ts';
export { FunctionInstance, type FunctionOrigin, type FunctionOwner } from './function-instance.ts';
export { GlobalInstance } from './global-instance.ts';
export { detectHost, type Host } from './host.ts';
export { isHostError, markHostError } from './host-errors.ts';
export { type HostCallback, hostFuncType, hostFunction, hostType, rawHostFunction } from './host-function.ts';
export type { InstanceCode } from './instance-code.ts';
export { type InstantiateOptions, instantiate } from './instantiate.ts';
export { callFunction, invoke } from './invoke.ts';
export { caughtBy, exceptionRefOf, jsTagOf, payloadOf, thrownBy } from './js-tag.ts';
export { checkImports } from './link.ts';
export { address64, memoryCopy, memoryFill, memoryInit } from './memory-bulk.ts';
export { type MemoryBuffer, MemoryInstance } from './memory-instance.ts';
export { ModuleInstance } from './module-instance.ts';
export { ResourceBudget } from './resource-budget.ts';
export { DataInstance, ElementInstance, type Elements } from './segment-instances.ts';
export type { SharedMemory } from './shared-memory.ts';
export { type Follower, Store } from './store.ts';
export { type TableContents, TableInstance } from './table-instance.ts';
export { TagInstance } from './tag-instance.ts';
export { argumentsInSlots, TAIL_CALL } from './tail-calls.ts';
export { isCatchable, toTrap, trap, uninitializedElement } from './traps.ts';
export {
  bigIntOfWords,
  defaultValue,
  floatFromWord,
  floatToWord,
  type Int64,
  type Int64OfWords,
  type WasmValue,
  wordsOfBigInt,
} from './values.ts';
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
