import type { RuntimeHelper } from '@softwasm/compiler';
import type { FloatValue } from '@softwasm/numerics';
import {
  AggregateInstance,
  type ArrayInstance,
  arrayCopy,
  arrayFill,
  arrayInitData,
  arrayInitElem,
  arrayNew,
  arrayNewData,
  arrayNewDefault,
  arrayNewElem,
  arrayNewFixed,
  type Code,
  caughtBy,
  type DataInstance,
  type ElementInstance,
  ExceptionInstance,
  type FunctionInstance,
  floatFromWord,
  type ModuleInstance,
  type StructClass,
  TAIL_CALL,
  type TagInstance,
  thrownBy,
  trap,
} from '@softwasm/runtime';
import { F32, F64 } from '@softwasm/syntax';

/** Whether a host's or guest's value is a small integer. */
function isI31(value: unknown): number {
  return typeof value === 'number' && value === (value << 1) >> 1 ? 1 : 0;
}

/** The helpers that are here. */
export type ReferenceHelper = Extract<
  RuntimeHelper,
  | `trap_null_${'structure' | 'array' | 'i31' | 'exception' | 'descriptor'}`
  | 'trap_array'
  | 'trap_cast'
  | 'trap_descriptor_cast'
  | 'construct'
  | 'is_aggregate'
  | 'is_i31'
  | 'is_function_of'
  | `array_${string}`
  | `box_${string}`
  | 'throw_exception'
  | 'throw_ref'
  | 'rethrow'
  | 'caught_by'
  | 'TAIL'
  | 'tail_later'
>;

/** What generated code calls for structures, arrays, casts and exceptions. */
export const REFERENCE_HELPERS: Readonly<Record<ReferenceHelper, unknown>> = {
  trap_null_structure: () => trap('null-structure'),
  trap_null_array: () => trap('null-array'),
  trap_null_i31: () => trap('null-i31'),
  trap_null_exception: () => trap('null-exception'),
  trap_null_descriptor: () => trap('null-descriptor'),
  trap_array: () => trap('array-out-of-bounds'),
  trap_cast: () => trap('cast-failure'),
  trap_descriptor_cast: () => trap('descriptor-cast-failure'),

  construct: (type: StructClass, ...words: unknown[]) => new type(...words),
  is_aggregate: (value: unknown) => (value instanceof AggregateInstance ? 1 : 0),
  is_i31: isI31,
  is_function_of: (func: FunctionInstance, type: number) => (func.store.types.isSubtype(func.type, type) ? 1 : 0),

  array_new: arrayNew,
  array_new_default: arrayNewDefault,
  array_new_fixed: arrayNewFixed,
  array_new_data: arrayNewData,
  array_new_elem: arrayNewElem,
  array_fill: arrayFill,
  array_copy: arrayCopy,
  array_init_data: (array: ArrayInstance, data: DataInstance, to: number, from: number, count: number) =>
    arrayInitData(array, data, to, from, count),
  array_init_elem: (array: ArrayInstance, segment: ElementInstance, to: number, from: number, count: number) =>
    arrayInitElem(array, segment, to, from, count),

  box_f32: (x: FloatValue) => floatFromWord(F32, x),
  box_f64: (x: FloatValue) => floatFromWord(F64, x),
  throw_exception: (tag: TagInstance, ...words: unknown[]): never => {
    throw new ExceptionInstance(tag, words);
  },
  throw_ref: (exception: ExceptionInstance): never => {
    throw thrownBy(exception);
  },
  rethrow: (error: unknown): never => {
    throw error;
  },
  TAIL: TAIL_CALL,
  tail_later:
    (code: Code, ...words: unknown[]) =>
    () =>
      code(...words),
  caught_by: (instance: ModuleInstance, error: unknown) => caughtBy(instance.store, error),
};
