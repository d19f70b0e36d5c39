import { type FloatValue, f32FromBits, f32ToBits, f64FromBits, f64ToBits, HI, nanSchemes } from '@softwasm/numerics';
import { F32, I64, isRef, V128, type ValType } from '@softwasm/syntax';

/**
 * A WebAssembly value outside of functions, one JavaScript value each; its type is known from where it stands:
 *
 * ```
 * i32        number, a signed 32-bit integer
 * i64        bigint, signed
 * f32, f64   number; or a `NaNBox` for a NaN other than the positive canonical one
 * v128       Int32Array of four lanes, lane 0 first
 * reference  as in the calling convention: null, FunctionInstance, the host's own value, …
 * ```
 *
 * These pass through arrays of any kind unchanged, which words of the calling convention do not (`numerics/nan.ts`, rule 5).
 */
export type WasmValue = unknown;

const WORDS = new Int32Array(2);
const BIGINT = new BigInt64Array(WORDS.buffer);
BIGINT[0] = 1n;
const LOW = WORDS[0] === 1 ? 0 : 1;
const HIGH = 1 - LOW;

/** The `i64` of two words. */
export function bigIntOfWords(lo: number, hi: number): bigint {
  WORDS[LOW] = lo;
  WORDS[HIGH] = hi;
  return BIGINT[0] as bigint;
}

/** The low word of a bigint modulo 2^64; its high word is in `HI[0]`. */
export function wordsOfBigInt(value: bigint): number {
  BIGINT[0] = value;
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

/** The value that a variable of a defaultable type starts with (§4.2.1). */
export function defaultValue(type: ValType): WasmValue {
  if (isRef(type)) return null;
  if (type === I64) return 0n;
  return type === V128 ? new Int32Array(4) : 0;
}
