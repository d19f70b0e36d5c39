import type { FunctionInstance, WasmValue } from '@softwasm/runtime';
import {
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
  V128,
  type ValType,
} from '@softwasm/syntax';
import { describeNumber, describeValue } from './describe-value.ts';
import { outOfRange, RANGES, wrongType } from './messages.ts';
import type { Realm } from './realm.ts';
import { typeInWords } from './value-types.ts';

/** What a value is for: who is to blame if it is none of its type. */
export interface Subject {
  /** How a message begins. */
  text(): string;
  error(message: string): Error;
}

/** A value of the host's as one of WebAssembly's. @throws what the subject says, where it is none of the type */
export type Check = (value: unknown) => WasmValue;

const ANY = abstractHeapType('any');
const EQ = abstractHeapType('eq');
const I31 = abstractHeapType('i31');
const FUNC = heapTypeOf(FUNCREF);
const EXTERN = heapTypeOf(EXTERNREF);
const EXN = heapTypeOf(EXNREF);
const I31_LIMIT = 2 ** 30;

/**
 * Checks that values are of a type. Nothing is converted, but that an f32 is rounded to the nearest: a number, bigint, … either is a value or is none.
 *
 * @param type with canonical ids
 */
export function checkOf(realm: Realm, type: ValType, subject: Subject): Check {
  switch (type) {
    case I32:
      return (value) => (typeof value === 'number' && value === (value | 0) ? value | 0 : refuseI32(value, subject));
    case I64:
      return (value) =>
        typeof value === 'bigint' && BigInt.asIntN(64, value) === value ? value : refuseI64(value, subject);
    case F32:
      return (value) => toF32(value, subject);
    case F64:
      return (value) => {
        if (typeof value !== 'number') refuse(subject, 'f64', value);
        // A NaN of JavaScript's has no bits of its own.
        return value === value ? value : Number.NaN;
      };
    case V128:
      return (value) => toV128(value, subject);
    default:
      return (value) => toReference(realm, type, value, subject);
  }
}

function refuse(subject: Subject, expected: string, value: unknown): never {
  throw subject.error(wrongType(subject.text(), expected, describeValue(value)));
}

function refuseRange(subject: Subject, type: keyof typeof RANGES, value: number | bigint): never {
  throw subject.error(outOfRange(subject.text(), type, RANGES[type], describeNumber(value)));
}

function refuseI32(value: unknown, subject: Subject): never {
  if (typeof value === 'number' && Number.isInteger(value)) refuseRange(subject, 'i32', value);
  refuse(subject, 'i32', value);
}

function refuseI64(value: unknown, subject: Subject): never {
  if (typeof value === 'bigint') refuseRange(subject, 'i64', value);
  refuse(subject, 'i64', value);
}

function toF32(value: unknown, subject: Subject): number {
  if (typeof value !== 'number') refuse(subject, 'f32', value);
  const rounded = Math.fround(value);
  if (rounded !== rounded) return Number.NaN;
  if (Number.isFinite(value) && !Number.isFinite(rounded)) refuseRange(subject, 'f32', value);
  return rounded;
}

function toV128(value: unknown, subject: Subject): Int32Array {
  if (!(value instanceof Uint8Array) || value.length !== 16) refuse(subject, 'v128 (a Uint8Array of 16 bytes)', value);
  const view = new DataView(value.buffer, value.byteOffset, 16);
  return Int32Array.from([0, 4, 8, 12], (at) => view.getInt32(at, true));
}

function toReference(realm: Realm, type: ValType, value: unknown, subject: Subject): WasmValue {
  const { types } = realm.store;
  const heap = heapTypeOf(type);
  const top = types.topOf(heap);
  if (value === null && isNullable(type)) return null;
  let found: WasmValue;
  if (value === null) found = undefined;
  else if (top === EXTERN) {
    // Any value is an external reference, `undefined` as well.
    if (heap === EXTERN) return realm.aggregates.find(value) ?? value;
  } else if (top === FUNC) found = functionOf(realm, heap, value);
  else if (top === EXN) found = heap === EXN ? realm.references.exceptionOf(realm, value) : undefined;
  else if (heap === ANY) return toAny(realm, value);
  else found = toInternal(realm, heap, value, subject);
  if (found === undefined) refuse(subject, typeInWords(realm.store, type), value);
  return found;
}

function functionOf(realm: Realm, heap: HeapType, value: unknown): FunctionInstance | undefined {
  const func = realm.references.functionOf(realm, value);
  return func !== undefined && realm.store.types.matchesHeap(concreteHeapType(func.type), heap) ? func : undefined;
}

/** Small integers are i31, structures and arrays themselves, and all else is external. */
function toAny(realm: Realm, value: unknown): WasmValue {
  return realm.aggregates.find(value) ?? value;
}

/** References below `any`: small integers, structures and arrays. */
function toInternal(realm: Realm, heap: HeapType, value: unknown, subject: Subject): WasmValue {
  if (typeof value === 'number' && Number.isInteger(value) && (heap === EQ || heap === I31)) {
    if (value < -I31_LIMIT || value >= I31_LIMIT) refuseRange(subject, 'i31', value);
    return value | 0;
  }
  const aggregate = realm.aggregates.find(value);
  if (aggregate === undefined) return undefined;
  return realm.store.types.matchesHeap(concreteHeapType(aggregate.type), heap) ? aggregate : undefined;
}
