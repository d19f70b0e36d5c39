/**
 * Bit patterns of ordinary floats through aliased scratch memory. NaN payloads pass only as far as the host lets
 * them; `nan.ts` builds exact NaN bits on top of this.
 */
import { HI } from './slots.ts';

const buffer = new ArrayBuffer(8);
const words = new Int32Array(buffer);
const bytes = new Uint8Array(buffer);
words[0] = 1;

/** Whether typed arrays of this host are little-endian, as the aliasing forms presuppose. */
export const isLittleEndian: boolean = bytes[0] === 1;

/** Whether floats can be aliased by typed arrays. SES compartments have neither Float32Array nor Float64Array. */
const canAlias: boolean = isLittleEndian && typeof Float32Array !== 'undefined' && typeof Float64Array !== 'undefined';

const view = new DataView(buffer);
// Where aliasing is impossible these stay empty and unused.
const singles: { [index: number]: number } = canAlias ? new Float32Array(buffer) : [];
const doubles: { [index: number]: number } = canAlias ? new Float64Array(buffer) : [];

function aliasF32OfBits(bits: number): number {
  words[0] = bits;
  return singles[0] as number;
}

function aliasBitsOfF32(x: number): number {
  singles[0] = x;
  return words[0] as number;
}

function aliasF64OfBits(lo: number, hi: number): number {
  words[0] = lo;
  words[1] = hi;
  return doubles[0] as number;
}

function aliasBitsOfF64(x: number): number {
  doubles[0] = x;
  HI[0] = words[1] as number;
  return words[0] as number;
}

function viewF32OfBits(bits: number): number {
  view.setInt32(0, bits);
  return view.getFloat32(0);
}

function viewBitsOfF32(x: number): number {
  view.setFloat32(0, x);
  return view.getInt32(0);
}

function viewF64OfBits(lo: number, hi: number): number {
  view.setInt32(0, hi);
  view.setInt32(4, lo);
  return view.getFloat64(0);
}

function viewBitsOfF64(x: number): number {
  view.setFloat64(0, x);
  HI[0] = view.getInt32(0);
  return view.getInt32(4);
}

/** The float of 32 bits. A signalling NaN may come out quiet. */
export const f32OfBits: (bits: number) => number = canAlias ? aliasF32OfBits : viewF32OfBits;

/** The 32 bits of `x` rounded to f32. */
export const bitsOfF32: (x: number) => number = canAlias ? aliasBitsOfF32 : viewBitsOfF32;

/** The float of 64 bits. */
export const f64OfBits: (lo: number, hi: number) => number = canAlias ? aliasF64OfBits : viewF64OfBits;

/** The low word of `x`; its high word is in `HI[0]`. */
export const bitsOfF64: (x: number) => number = canAlias ? aliasBitsOfF64 : viewBitsOfF64;

/** The low word of `x` alone. */
export function lowOfF64(x: number): number {
  return bitsOfF64(x);
}

/** The high word of `x` alone. May overwrite `HI[0]`. */
export function highOfF64(x: number): number {
  bitsOfF64(x);
  return HI[0] as number;
}

/** The forms of hosts without float arrays, for tests on hosts that have them. */
export const viewForms: {
  f32OfBits: (bits: number) => number;
  bitsOfF32: (x: number) => number;
  f64OfBits: (lo: number, hi: number) => number;
  bitsOfF64: (x: number) => number;
} = {
  f32OfBits: viewF32OfBits,
  bitsOfF32: viewBitsOfF32,
  f64OfBits: viewF64OfBits,
  bitsOfF64: viewBitsOfF64,
};
