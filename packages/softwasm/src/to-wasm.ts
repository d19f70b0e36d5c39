import type { FunctionInstance, WasmValue } from '@softwasm/runtime';
import {
  API_ERRORS,
  abstractHeapType,
  concreteHeapType,
  EXNREF,
  EXTERNREF,
  F32,
  F64,
  FUNCREF,
  type HeapType,
  heapTypeOf,
  I32,
  I64,
  isNullable,
  isRef,
  V128,
  type ValType,
} from '@softwasm/syntax';
import type { Realm } from './realm.ts';

const ANY = abstractHeapType('any');
const EQ = abstractHeapType('eq');
const I31 = abstractHeapType('i31');
const FUNC = heapTypeOf(FUNCREF);
const EXTERN = heapTypeOf(EXTERNREF);
const EXN = heapTypeOf(EXNREF);

/** i31 values: 31 bits, signed. */
const I31_LIMIT = 2 ** 30;

/**
 * `ToWebAssemblyValue`.
 *
 * @param type with canonical ids
 * @throws TypeError where there is no such value, and whatever conversions run
 * @see https://webassembly.github.io/spec/js-api/index.html#towebassemblyvalue
 */
export function toWasmValue(realm: Realm, value: unknown, type: ValType): WasmValue {
  switch (type) {
    case I32:
      return toI32(value);
    case I64:
      return realm.int64.toWasm(value);
    case F32:
      return toF32(value);
    case F64:
      return toF64(value);
    case EXTERNREF:
      return toExternal(realm, value);
    case FUNCREF:
      return value === null ? null : toFunction(realm, value);
    default:
      return toReference(realm, value, type);
  }
}

/** {@link toWasmValue} for one type. For all but `i64` and `v128` the value is also the word of the calling convention. */
export function wordConverter(realm: Realm, type: ValType): (value: unknown) => WasmValue {
  switch (type) {
    case I32:
      return toI32;
    case I64:
      return realm.int64.toWasm;
    case F32:
      return toF32;
    case F64:
      return toF64;
    case EXTERNREF:
      return (value) => toExternal(realm, value);
    default:
      return (value) => toReference(realm, value, type);
  }
}

function toI32(value: unknown): number {
  return (value as number) | 0;
}

function toF32(value: unknown): number {
  return canonical(Math.fround(value as number));
}

function toF64(value: unknown): number {
  return canonical(+(value as number));
}

/** A NaN of JavaScript's has no bits of its own. */
function canonical(number: number): number {
  return number === number ? number : Number.NaN;
}

/** A function of a module. @throws TypeError for anything else */
function toFunction(realm: Realm, value: unknown): FunctionInstance {
  const func = realm.functions.find(value);
  if (func === undefined) throw new TypeError(API_ERRORS.functionReference);
  return func;
}

/** An external reference: the host's value, or what stands behind an object of a structure or array. */
function toExternal(realm: Realm, value: unknown): WasmValue {
  return realm.aggregates.find(value) ?? value;
}

function toReference(realm: Realm, value: unknown, type: ValType): WasmValue {
  if (type === V128 || !isRef(type)) throw new TypeError(API_ERRORS.opaque);
  const { types } = realm.store;
  const heap = heapTypeOf(type);
  const top = types.topOf(heap);
  if (top === EXN) throw new TypeError(API_ERRORS.opaque);
  if (value === null) {
    if (!isNullable(type)) throw new TypeError(API_ERRORS.null);
    return null;
  }
  if (top === EXTERN) {
    if (heap !== EXTERN) throw new TypeError(API_ERRORS.reference);
    return toExternal(realm, value);
  }
  if (top === FUNC) {
    const func = toFunction(realm, value);
    if (!types.matchesHeap(concreteHeapType(func.type), heap)) throw new TypeError(API_ERRORS.functionReference);
    return func;
  }
  return toAny(realm, value, heap);
}

/** References of the hierarchy below `any`: small integers, structures and arrays; anything else is a host value, an `any` and nothing more. */
function toAny(realm: Realm, value: unknown, heap: HeapType): WasmValue {
  const { types } = realm.store;
  if (typeof value === 'number' && value === (value | 0) && value >= -I31_LIMIT && value < I31_LIMIT) {
    if (heap === ANY || heap === EQ || heap === I31) return value | 0;
  }
  const aggregate = realm.aggregates.find(value);
  if (aggregate !== undefined) {
    if (types.matchesHeap(concreteHeapType(aggregate.type), heap)) return aggregate;
  } else if (heap === ANY) {
    return value;
  }
  throw new TypeError(API_ERRORS.reference);
}

/** `DefaultValue` of a reference type: `undefined` for external references. @throws TypeError where null is no value of it */
export function defaultReference(type: ValType): WasmValue {
  if (type === EXTERNREF) return undefined;
  if (!isNullable(type)) throw new TypeError(API_ERRORS.noDefault);
  return null;
}
