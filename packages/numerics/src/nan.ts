/**
 * Exact bits of NaNs. WebAssembly lets a program observe the sign and payload of a NaN it stored, reinterpreted or moved;
 * a JavaScript number promises neither. So a float travels as a {@link FloatValue}, in one of two schemes:
 *
 * - `payload`, where the host keeps the bits of quiet f64 NaNs (V8). Every float is a number, except that a
 *   signalling f64 NaN is a {@link NaNBox}: optimised code of newer V8s quiets it on any load, while the same code in the
 *   interpreter does not, so that no probe can tell. A non-canonical f32 NaN, signalling or not, is a *quiet* f64 NaN
 *   that carries the 23 mantissa bits of the f32 in its lowest bits: `s 11111111111 1 0…0 mmm…m`.
 * - `box`, where the host canonicalises NaNs (SpiderMonkey, JavaScriptCore, QuickJS, SES). Every NaN but the
 *   positive canonical one is a NaNBox.
 *
 * The rules for whoever handles FloatValues:
 *
 * 1. Moves (locals, parameters, select, load, store, reinterpret) pass the value on as it is. Loads and stores of a NaN
 *    go through the integer functions below; a number with `x === x` needs nothing.
 * 2. A NaNBox equals itself: compare `+x !== +y`, never `x !== y`, and apply `+` before any test for NaN.
 * 3. `neg`, `abs` and `copysign` work on the bits, also of NaNs.
 * 4. *Arithmetic result*: every other operation takes `+x` and gives a quiet NaN, a canonical one if all its NaN operands
 *    were. JavaScript's own operators and `Math.fround` do; whatever can hand back an operand (`Math.ceil`, `Math.min`, a
 *    ternary) must replace a NaN by `NaN`. `Math.fround` drops the carried f32 bits, so after an f32 operation it may
 *    only be left out where the NaN was replaced.
 * 5. Not in plain arrays, nor in rest and spread arguments: V8's arrays of doubles canonicalise NaNs. What must pass
 *    through one takes `nanSchemes.box`, whose boxes `f32ToBits` and `f64ToBits` understand in either scheme.
 *
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#nan-propagation
 */
import { bitsOfF32, bitsOfF64, f32OfBits, f64OfBits } from './float-bits.ts';
import { HI } from './slots.ts';

/** A NaN whose bits no number of this host can carry: f64 bits, or f32 bits in `lo` with `hi` 0. Converts to NaN. */
export class NaNBox {
  readonly lo: number;
  readonly hi: number;

  constructor(lo: number, hi: number) {
    this.lo = lo;
    this.hi = hi;
    Object.freeze(this);
  }

  valueOf(): number {
    return Number.NaN;
  }
}

/** An f32 or f64 in flight: a number, or a NaN with exact bits. */
export type FloatValue = number | NaNBox;

/** One way to carry NaN bits. All four functions are exact for values of their own scheme, and for every NaNBox. */
export interface NaNScheme {
  readonly f32FromBits: (bits: number) => FloatValue;
  /** May overwrite `HI[0]`. */
  readonly f32ToBits: (x: FloatValue) => number;
  readonly f64FromBits: (lo: number, hi: number) => FloatValue;
  /** Returns the low word and leaves the high word in `HI[0]`. */
  readonly f64ToBits: (x: FloatValue) => number;
}

const SIGN = -0x80000000;
const F32_INFINITY = 0x7f800000;
const F32_CANONICAL_NAN = 0x7fc00000;
const F64_INFINITY_HIGH = 0x7ff00000;
const F64_CANONICAL_NAN_HIGH = 0x7ff80000;
const F64_QUIET_HIGH = 0x00080000;

function isF32NaN(bits: number): boolean {
  return (bits & 0x7fffffff) > F32_INFINITY;
}

function isF64NaN(lo: number, hi: number): boolean {
  const magnitude = hi & 0x7fffffff;
  return magnitude > F64_INFINITY_HIGH || (magnitude === F64_INFINITY_HIGH && lo !== 0);
}

function payloadF32FromBits(bits: number): number {
  if (!isF32NaN(bits)) return f32OfBits(bits);
  const high = (bits & SIGN) | F64_CANONICAL_NAN_HIGH;
  return f64OfBits((bits & 0x7fffffff) === F32_CANONICAL_NAN ? 0 : bits & 0x7fffff, high);
}

function payloadF32ToBits(x: FloatValue): number {
  if (typeof x !== 'number') return x.lo;
  const bits = bitsOfF32(x);
  if (!isF32NaN(bits)) return bits;
  const lo = bitsOfF64(x);
  const hi = HI[0] as number;
  if ((hi & 0x7fffffff) === F64_CANONICAL_NAN_HIGH && lo > 0 && lo <= 0x7fffff) {
    return (hi & SIGN) | F32_INFINITY | lo;
  }
  return bits;
}

function payloadF64FromBits(lo: number, hi: number): FloatValue {
  if ((hi & F64_QUIET_HIGH) === 0 && isF64NaN(lo, hi)) return new NaNBox(lo, hi);
  return f64OfBits(lo, hi);
}

function payloadF64ToBits(x: FloatValue): number {
  if (typeof x === 'number') return bitsOfF64(x);
  HI[0] = x.hi;
  return x.lo;
}

function boxF32FromBits(bits: number): FloatValue {
  if (!isF32NaN(bits)) return f32OfBits(bits);
  return bits === F32_CANONICAL_NAN ? Number.NaN : new NaNBox(bits, 0);
}

function boxF32ToBits(x: FloatValue): number {
  if (typeof x !== 'number') return x.lo;
  return Number.isNaN(x) ? F32_CANONICAL_NAN : bitsOfF32(x);
}

function boxF64FromBits(lo: number, hi: number): FloatValue {
  if (!isF64NaN(lo, hi)) return f64OfBits(lo, hi);
  return lo === 0 && hi === F64_CANONICAL_NAN_HIGH ? Number.NaN : new NaNBox(lo, hi);
}

function boxF64ToBits(x: FloatValue): number {
  if (typeof x !== 'number') {
    HI[0] = x.hi;
    return x.lo;
  }
  if (!Number.isNaN(x)) return bitsOfF64(x);
  HI[0] = F64_CANONICAL_NAN_HIGH;
  return 0;
}

/** Both schemes. The host's own is exported as functions; the other is of use to tests alone. */
export const nanSchemes: { readonly payload: NaNScheme; readonly box: NaNScheme } = {
  payload: {
    f32FromBits: payloadF32FromBits,
    f32ToBits: payloadF32ToBits,
    f64FromBits: payloadF64FromBits,
    f64ToBits: payloadF64ToBits,
  },
  box: {
    f32FromBits: boxF32FromBits,
    f32ToBits: boxF32ToBits,
    f64FromBits: boxF64FromBits,
    f64ToBits: boxF64ToBits,
  },
};

/** Whether sign and payload of a quiet f64 NaN survive being a number: true in V8, false elsewhere. */
export function hostKeepsF64NaNBits(): boolean {
  const highs = [0x7ff80000, -0x00080000, 0x7ffabcde, -1];
  const lows = [1, 0x00723456, -1, 0];
  return highs.every((hi) => lows.every((lo) => bitsOfF64(f64OfBits(lo, hi)) === lo && HI[0] === hi));
}

const host: NaNScheme = hostKeepsF64NaNBits() ? nanSchemes.payload : nanSchemes.box;

/** `f32.reinterpret_i32`: the float of exactly these bits. */
export const f32FromBits: (bits: number) => FloatValue = host.f32FromBits;

/** `i32.reinterpret_f32`: the exact bits as int32. May overwrite `HI[0]`. */
export const f32ToBits: (x: FloatValue) => number = host.f32ToBits;

/** `f64.reinterpret_i64`: the float of exactly these bits. */
export const f64FromBits: (lo: number, hi: number) => FloatValue = host.f64FromBits;

/** `i64.reinterpret_f64`: returns the low word of the exact bits and leaves the high word in `HI[0]`. */
export const f64ToBits: (x: FloatValue) => number = host.f64ToBits;

/** The high word of what {@link f64ToBits} gives. May overwrite `HI[0]`. */
export function f64ToHighWord(x: FloatValue): number {
  f64ToBits(x);
  return HI[0] as number;
}
