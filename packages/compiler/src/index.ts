export { ModuleShape } from './build/module-shape.ts';
export { ARRAY_KINDS, type ArrayKind, ELEMENT_LOG2 } from './emit/array-views.ts';
export { bytecodeDensity, estimateBytecode, V8_LIMIT } from './emit/bytecode-estimate.ts';
export { functionIdentifier, functionOfIdentifier } from './emit/names.ts';
export type { Uses } from './emit/printer.ts';
export { type BigIntHelper, HELPER, RUNTIME_HELPERS, type RuntimeHelper } from './emit/runtime-helpers.ts';
export { type CallForm, compileFunction, type GeneratedEntry, type GeneratedFunction, Generator } from './generate.ts';
export { formatIR } from './ir/format.ts';
export {
  defaultEvaluator,
  type Environment,
  type Evaluator,
  type MemoryViews,
  type UnitCode,
  type UnitFactory,
  type UnitGlobal,
  type UnitMemory,
} from './jit/environment.ts';
export { type Place, placeOf, type UnitMap } from './jit/positions.ts';
export { evaluateUnit, makeUnit, type Unit } from './jit/unit.ts';
export { type EntryUnit, UnitGenerator, type UnitTexts } from './jit/unit-generator.ts';
export {
  ALL_PASSES,
  type CompileOptions,
  compileOptions,
  DEFAULT_OPTIONS,
  type PartialCompileOptions,
  type PassSwitches,
  type SmallIntegers,
  type Tune,
} from './options.ts';
