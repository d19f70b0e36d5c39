/** Calls numeric functions by mnemonic on bits, the way `native.ts` calls the host's instructions. */
import * as bridge from '../src/i64-bridge.ts';
import * as numerics from '../src/index.ts';
import type { Bits, NumericType } from './native.ts';

export const low = (bits: bigint): number => Number(BigInt.asIntN(32, bits));
export const high = (bits: bigint): number => Number(bits >> 32n);
export const join = (lo: number, hi: number): bigint => (BigInt(hi) << 32n) | BigInt(lo >>> 0);

type NumericFunction = (...operands: unknown[]) => unknown;

const table = new Map(Object.entries({ ...numerics, ...bridge }));

export function numericFunction(name: string): NumericFunction {
  const found = table.get(name);
  if (typeof found !== 'function') throw new Error(`no numeric function ${name}`);
  return found as NumericFunction;
}

function operand(type: NumericType, bits: Bits): unknown {
  switch (type) {
    case 'i32':
      return bits;
    case 'i64':
      throw new Error('an i64 is two operands');
    case 'f32':
      return numerics.f32FromBits(bits as number);
    case 'f64':
      return numerics.f64FromBits(low(bits as bigint), high(bits as bigint));
  }
}

/** Calls with operands given as bits. Floats must not pass through arrays (rest, spread): V8 changes their NaN bits. */
function apply(call: NumericFunction, params: readonly NumericType[], operands: readonly Bits[]): unknown {
  const [first, second] = params as readonly [NumericType, NumericType?];
  const [a, b] = operands as readonly [Bits, Bits];
  if (first === 'i64') {
    if (second === undefined) return call(low(a as bigint), high(a as bigint));
    return call(low(a as bigint), high(a as bigint), low(b as bigint), high(b as bigint));
  }
  return second === undefined ? call(operand(first, a)) : call(operand(first, a), operand(second, b));
}

function resultBits(type: NumericType, result: unknown): Bits {
  switch (type) {
    case 'i32':
      if (result !== (result as number | 0) || Object.is(result, -0)) throw new Error(`not an int32: ${result}`);
      return result as number;
    case 'i64':
      if (result !== (result as number | 0) || Object.is(result, -0)) throw new Error(`not an int32: ${result}`);
      return join(result as number, numerics.HI[0] as number);
    case 'f32':
      return numerics.f32ToBits(result as numerics.FloatValue);
    case 'f64': {
      const lo = numerics.f64ToBits(result as numerics.FloatValue);
      return join(lo, numerics.HI[0] as number);
    }
  }
}

/** A `…_fits` or `…_overflows` predicate, on bits. */
export function predicate(params: readonly NumericType[], name: string): (...operands: Bits[]) => boolean {
  const call = numericFunction(name);
  return (...operands) => apply(call, params, operands) === true;
}

export function operation(
  params: readonly NumericType[],
  result: NumericType,
  name: string,
): (...operands: Bits[]) => Bits {
  const call = numericFunction(name);
  return (...operands) => resultBits(result, apply(call, params, operands));
}

const EXPONENT = { f32: 0x7f800000n, f64: 0x7ff0000000000000n };
const QUIET = { f32: 0x00400000n, f64: 0x0008000000000000n };
const WIDTH = { f32: 32, f64: 64 };

export function isNaNBits(type: 'f32' | 'f64', bits: Bits): boolean {
  const magnitude = BigInt.asUintN(WIDTH[type] - 1, BigInt(bits));
  return magnitude > EXPONENT[type];
}

/** Whether the quiet bit is set, as in every NaN that arithmetic gives. */
export function isArithmeticNaN(type: 'f32' | 'f64', bits: Bits): boolean {
  return isNaNBits(type, bits) && (BigInt(bits) & QUIET[type]) !== 0n;
}

export function isCanonicalNaN(type: 'f32' | 'f64', bits: Bits): boolean {
  return BigInt.asUintN(WIDTH[type] - 1, BigInt(bits)) === EXPONENT[type] + QUIET[type];
}
