import { type FloatValue, f32FromBits, f32ToBits, f64FromBits, f64ToBits, HI, nanSchemes } from '@softwasm/numerics';
import { F32, I64, isRef, V128, type ValType } from '@softwasm/syntax';

/**
 * A WebAssembly value outside of functions, one JavaScript value each; its type is known from where it stands:
 *
 * ```
 * i32        number, a signed 32-bit integer
 * i64        bigint, signed; or, where a value is given, an Int64
 * f32, f64   number; or a `NaNBox` for a NaN other than the positive canonical one
 * v128       Int32Array of four lanes, lane 0 first
 * reference  as in the calling convention: null, FunctionInstance, the host's own value, …
 * ```
 *
 * These pass through arrays of any kind unchanged, which words of the calling convention do not (`numerics/nan.ts`, rule 5).
 */
export type WasmValue = unknown;

/** An `i64` as two signed words, for hosts without bigints. */
export interface Int64 {
  readonly low: number;
  readonly high: number;
}

/** Makes of the words of an `i64` what stands for it outside of functions. */
export type Int64OfWords = (lo: number, hi: number) => unknown;

const WORDS = new Int32Array(2);
/** Nothing where the host has no bigints. */
const BIGINT = typeof BigInt64Array === 'undefined' ? undefined : new BigInt64Array(WORDS.buffer);
if (BIGINT !== undefined) BIGINT[0] = BigInt(1);
const LOW = WORDS[1] === 1 ? 1 : 0;
const HIGH = 1 - LOW;

/** The `i64` of two words. Presupposes a host with bigints. */
export function bigIntOfWords(lo: number, hi: number): bigint {
  WORDS[LOW] = lo;
  WORDS[HIGH] = hi;
  return (BIGINT as BigInt64Array)[0] as bigint;
}

/** The low word of an `i64`, of a bigint modulo 2^64; its high word is in `HI[0]`. */
export function wordsOfInt64(value: bigint | Int64): number {
  if (typeof value === 'object') {
    HI[0] = value.high;
    return value.low;
  }
  return wordsOfBigInt(value);
}

/** The low word of a bigint modulo 2^64; its high word is in `HI[0]`. */
export function wordsOfBigInt(value: bigint): number {
  (BIGINT as BigInt64Array)[0] = value;
  HI[0] = WORDS[HIGH] as number;
  return WORDS[LOW] as number;
}

/** A float of a {@link WasmValue} as it travels between functions. */
export function floatToWord(type: ValType, value: FloatValue): FloatValue {
  if (typeof value === 'number' && value === value) return value;
  if (type === F32) return f32FromBits(f32ToBits(value));
  const lo = f64ToBits(value);
  return f64FromBits(lo, HI[0] as number);
}

/** A float that travelled between functions as a {@link WasmValue}. */
export function floatFromWord(type: ValType, word: FloatValue): FloatValue {
  if (typeof word === 'number' && word === word) return word;
  if (type === F32) return nanSchemes.box.f32FromBits(f32ToBits(word));
  const lo = f64ToBits(word);
  return nanSchemes.box.f64FromBits(lo, HI[0] as number);
}

const ZERO: Int64 = { low: 0, high: 0 };

/** The value that a variable of a defaultable type starts with (§4.2.1). */
export function defaultValue(type: ValType): WasmValue {
  if (isRef(type)) return null;
  if (type === I64) return ZERO;
  return type === V128 ? new Int32Array(4) : 0;
}
