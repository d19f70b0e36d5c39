import { type FloatValue, f32ToBits, f64ToBits, HI } from '@softwasm/numerics';
import {
  AggregateInstance,
  ArrayInstance,
  bigIntOfWords,
  ExceptionInstance,
  FunctionInstance,
  StructInstance,
  type WasmValue,
} from '@softwasm/runtime';
import {
  abstractHeapName,
  F32,
  F64,
  formatHeapType,
  type HeapType,
  heapTypeOf,
  I32,
  I64,
  isConcrete,
  isRef,
  type TypeRegistry,
  V128,
  type ValType,
} from '@softwasm/syntax';
import type { NanPattern, ReferencePattern, ResultPattern } from '@softwasm/wat';
import { formatF32, formatF64 } from '../values/format-float.ts';
import { formatV128 } from '../values/format-value.ts';
import { HostReference } from '../values/host-reference.ts';

/*
 * Whether results are what a script expects: always by bits, never through a number.
 */

const F32_CANONICAL = 0x7fc00000;
const F64_CANONICAL_HIGH = 0x7ff80000;

/** Whether the bits of an f32 are a NaN of this kind (§4.3.3): the canonical one, or any quiet one. */
function isF32NaN(nan: NanPattern, bits: number): boolean {
  return nan === 'canonical' ? (bits & 0x7fffffff) === F32_CANONICAL : (bits & F32_CANONICAL) === F32_CANONICAL;
}

function isF64NaN(nan: NanPattern, low: number, high: number): boolean {
  if (nan === 'arithmetic') return (high & F64_CANONICAL_HIGH) === F64_CANONICAL_HIGH;
  return (high & 0x7fffffff) === F64_CANONICAL_HIGH && low === 0;
}

/** Whether this can be an f32: reading its bits would round a number that an engine forgot to round. */
function isRounded(value: WasmValue): boolean {
  return typeof value !== 'number' || value !== value || Math.fround(value) === value;
}

/** Whether a result of this type, whose type indices are canonical ids of `types`, is what `pattern` expects. */
export function matches(types: TypeRegistry, type: ValType, value: WasmValue, pattern: ResultPattern): boolean {
  switch (pattern.kind) {
    case 'either':
      return pattern.patterns.some((one) => matches(types, type, value, one));
    case 'i32':
      // Not `===`: a -0 that passes for an i32 is a mistake of the engine.
      return type === I32 && Object.is(value, pattern.bits);
    case 'i64':
      return type === I64 && value === bigIntOfWords(pattern.low, pattern.high);
    case 'f32':
      return type === F32 && isRounded(value) && f32ToBits(value as FloatValue) === pattern.bits;
    case 'f64':
      return type === F64 && f64ToBits(value as FloatValue) === pattern.low && HI[0] === pattern.high;
    case 'f32.nan':
      return type === F32 && isF32NaN(pattern.nan, f32ToBits(value as FloatValue));
    case 'f64.nan':
      return type === F64 && isF64NaN(pattern.nan, f64ToBits(value as FloatValue), HI[0] as number);
    case 'v128':
      return type === V128 && (value as Int32Array).every((word, i) => word === pattern.words[i]);
    case 'v128.nan':
      return type === V128 && matchesNanLanes(value as Int32Array, pattern);
    case 'ref.null.any':
      return isRef(type) && value === null;
    case 'ref.null':
      return isRef(type) && value === null && isNullOf(types, type, pattern.heap);
    case 'ref.extern':
      return isRef(type) && topName(types, type) === 'extern' && value === HostReference.of(pattern.value);
    case 'ref.host':
      return isRef(type) && topName(types, type) === 'any' && value === HostReference.of(pattern.value);
    case 'ref':
      return isRef(type) && isReference(types, type, value, pattern.type);
  }
}

function matchesNanLanes(words: Int32Array, pattern: Extract<ResultPattern, { kind: 'v128.nan' }>): boolean {
  const width = pattern.shape === 'f32x4' ? 1 : 2;
  return pattern.nans.every((nan, lane) => {
    const at = lane * width;
    const low = words[at] as number;
    const high = words[at + width - 1] as number;
    if (nan === undefined) return low === pattern.words[at] && high === pattern.words[at + width - 1];
    return width === 1 ? isF32NaN(nan, low) : isF64NaN(nan, low, high);
  });
}

/** The hierarchy that a reference type belongs to. */
function topName(types: TypeRegistry, type: ValType): string {
  return abstractHeapName(types.topOf(heapTypeOf(type)));
}

/** Null has no type of its own: it must be of the hierarchy asked for. A concrete heap type of a script is an index we cannot look up. */
function isNullOf(types: TypeRegistry, type: ValType, heap: HeapType): boolean {
  return isConcrete(heap) || topName(types, type) === abstractHeapName(types.topOf(heap));
}

/** Whether a non-null reference is of what `(ref.func)` and the like ask for. */
function isReference(types: TypeRegistry, type: ValType, value: unknown, wanted: ReferencePattern): boolean {
  if (value === null) return false;
  const top = topName(types, type);
  switch (wanted) {
    case 'any':
      return true;
    case 'func':
      return top === 'func' && value instanceof FunctionInstance;
    case 'exn':
      return top === 'exn' && value instanceof ExceptionInstance;
    case 'extern':
      return top === 'extern';
    case 'i31':
      return top === 'any' && typeof value === 'number';
    case 'struct':
      return top === 'any' && value instanceof StructInstance;
    case 'array':
      return top === 'any' && value instanceof ArrayInstance;
    case 'eq':
      return top === 'any' && (typeof value === 'number' || value instanceof AggregateInstance);
  }
}

/** What a script expects, for messages: as it would be printed, were it a result. */
export function formatPattern(pattern: ResultPattern): string {
  switch (pattern.kind) {
    case 'either':
      return `either ${pattern.patterns.map(formatPattern).join(' or ')}`;
    case 'i32':
      return `i32:${pattern.bits}`;
    case 'i64':
      return `i64:${bigIntOfWords(pattern.low, pattern.high)}`;
    case 'f32':
      return `f32:${formatF32(pattern.bits)}`;
    case 'f64':
      return `f64:${formatF64(pattern.low, pattern.high)}`;
    case 'f32.nan':
    case 'f64.nan':
      return `${pattern.kind.slice(0, 3)}:nan:${pattern.nan}`;
    case 'v128':
      return `v128:${formatV128(pattern.words)}`;
    case 'v128.nan':
      return `v128:${formatV128(pattern.words)}, where lanes (${pattern.shape}) are ${pattern.nans.map((nan) => nan ?? '-').join(' ')}`;
    case 'ref.null.any':
      return 'null';
    case 'ref.null':
      return `${formatHeapType(pattern.heap)}:null`;
    case 'ref.extern':
    case 'ref.host':
      return `${pattern.kind}:host ${pattern.value}`;
    case 'ref':
      return `a reference (${pattern.type})`;
  }
}
