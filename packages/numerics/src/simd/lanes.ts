/**
 * Moving lanes: splat, extract, replace, swizzle, shuffle. They keep all bits, also those of NaNs.
 * @see https://webassembly.github.io/spec/core/exec/instructions.html#vector-instructions
 */
import { type FloatValue, f32FromBits, f32ToBits, f64FromBits, f64ToBits } from '../nan.ts';
import { HI, V } from '../slots.ts';
import { type BinaryVector, type LaneExtract, type LaneReplace, setWords, type TernaryVector } from './v128.ts';

export function i8x16_splat(x: number): void {
  const word = Math.imul(x & 0xff, 0x01010101);
  setWords(word, word, word, word);
}

export function i16x8_splat(x: number): void {
  const word = (x & 0xffff) | (x << 16);
  setWords(word, word, word, word);
}

export function i32x4_splat(x: number): void {
  setWords(x, x, x, x);
}

export function i64x2_splat(lo: number, hi: number): void {
  setWords(lo, hi, lo, hi);
}

export function f32x4_splat(x: FloatValue): void {
  const word = f32ToBits(x);
  setWords(word, word, word, word);
}

export function f64x2_splat(x: FloatValue): void {
  const lo = f64ToBits(x);
  const hi = HI[0] as number;
  setWords(lo, hi, lo, hi);
}

function wordAt(a0: number, a1: number, a2: number, a3: number, index: number): number {
  if (index < 2) return index === 0 ? a0 : a1;
  return index === 2 ? a2 : a3;
}

export const i8x16_extract_lane_s: LaneExtract = (a0, a1, a2, a3, lane) =>
  (wordAt(a0, a1, a2, a3, lane >> 2) << (24 - ((lane & 3) << 3))) >> 24;

export const i8x16_extract_lane_u: LaneExtract = (a0, a1, a2, a3, lane) =>
  (wordAt(a0, a1, a2, a3, lane >> 2) >>> ((lane & 3) << 3)) & 0xff;

export const i16x8_extract_lane_s: LaneExtract = (a0, a1, a2, a3, lane) =>
  (wordAt(a0, a1, a2, a3, lane >> 1) << (16 - ((lane & 1) << 4))) >> 16;

export const i16x8_extract_lane_u: LaneExtract = (a0, a1, a2, a3, lane) =>
  (wordAt(a0, a1, a2, a3, lane >> 1) >>> ((lane & 1) << 4)) & 0xffff;

export const i32x4_extract_lane: LaneExtract = wordAt;

export const i64x2_extract_lane: LaneExtract = (a0, a1, a2, a3, lane) => {
  HI[0] = lane === 0 ? a1 : a3;
  return lane === 0 ? a0 : a2;
};

export function f32x4_extract_lane(a0: number, a1: number, a2: number, a3: number, lane: number): FloatValue {
  return f32FromBits(wordAt(a0, a1, a2, a3, lane));
}

export function f64x2_extract_lane(a0: number, a1: number, a2: number, a3: number, lane: number): FloatValue {
  return lane === 0 ? f64FromBits(a0, a1) : f64FromBits(a2, a3);
}

/** Replaces the bits `mask` of word `index` of the result by `bits`. */
function replaceBits(index: number, mask: number, bits: number): void {
  V[index] = ((V[index] as number) & ~mask) | (bits & mask);
}

export const i8x16_replace_lane: LaneReplace = (a0, a1, a2, a3, lane, x) => {
  const shift = (lane & 3) << 3;
  setWords(a0, a1, a2, a3);
  replaceBits(lane >> 2, 0xff << shift, x << shift);
};

export const i16x8_replace_lane: LaneReplace = (a0, a1, a2, a3, lane, x) => {
  const shift = (lane & 1) << 4;
  setWords(a0, a1, a2, a3);
  replaceBits(lane >> 1, 0xffff << shift, x << shift);
};

export const i32x4_replace_lane: LaneReplace = (a0, a1, a2, a3, lane, x) => {
  setWords(a0, a1, a2, a3);
  V[lane] = x;
};

export function i64x2_replace_lane(
  a0: number,
  a1: number,
  a2: number,
  a3: number,
  lane: number,
  lo: number,
  hi: number,
): void {
  if (lane === 0) setWords(lo, hi, a2, a3);
  else setWords(a0, a1, lo, hi);
}

export function f32x4_replace_lane(a0: number, a1: number, a2: number, a3: number, lane: number, x: FloatValue): void {
  const bits = f32ToBits(x);
  setWords(a0, a1, a2, a3);
  V[lane] = bits;
}

export function f64x2_replace_lane(a0: number, a1: number, a2: number, a3: number, lane: number, x: FloatValue): void {
  const lo = f64ToBits(x);
  i64x2_replace_lane(a0, a1, a2, a3, lane, lo, HI[0] as number);
}

/** Two vectors as bytes, little-endian word by word whatever the host's order. */
const table = new Uint8Array(32);

function tabulate(offset: number, word: number): void {
  table[offset] = word;
  table[offset + 1] = word >>> 8;
  table[offset + 2] = word >>> 16;
  table[offset + 3] = word >>> 24;
}

/** The byte at `index`; 0 beyond the table, as typed arrays give `undefined` there. */
function byteAt(index: number): number {
  return table[index] ?? 0;
}

/** Four bytes of the table, at the indices in the bytes of `indices`. */
function pick(indices: number): number {
  return (
    byteAt(indices & 0xff) |
    (byteAt((indices >>> 8) & 0xff) << 8) |
    (byteAt((indices >>> 16) & 0xff) << 16) |
    (byteAt(indices >>> 24) << 24)
  );
}

/** Bytes of `a` at the indices in the lanes of `b`; 0 where the index is 16 or more. */
export const i8x16_swizzle: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => {
  tabulate(0, a0);
  tabulate(4, a1);
  tabulate(8, a2);
  tabulate(12, a3);
  table.fill(0, 16);
  setWords(pick(b0), pick(b1), pick(b2), pick(b3));
};

/** Bytes of `a` followed by `b` at sixteen immediate indices, four of them in each word of `c`. */
export const i8x16_shuffle: TernaryVector = (a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3) => {
  tabulate(0, a0);
  tabulate(4, a1);
  tabulate(8, a2);
  tabulate(12, a3);
  tabulate(16, b0);
  tabulate(20, b1);
  tabulate(24, b2);
  tabulate(28, b3);
  setWords(pick(c0), pick(c1), pick(c2), pick(c3));
};

function byteOf(a0: number, a1: number, a2: number, a3: number, index: number): number {
  return index < 16 ? (wordAt(a0, a1, a2, a3, index >> 2) >>> ((index & 3) << 3)) & 0xff : 0;
}

/** One word of `i8x16.swizzle`: the bytes of `a` at the indices in the four lanes of `indices`; 0 where the index is 16 or more. */
export function i8x4_swizzle(a0: number, a1: number, a2: number, a3: number, indices: number): number {
  return (
    byteOf(a0, a1, a2, a3, indices & 0xff) |
    (byteOf(a0, a1, a2, a3, (indices >>> 8) & 0xff) << 8) |
    (byteOf(a0, a1, a2, a3, (indices >>> 16) & 0xff) << 16) |
    (byteOf(a0, a1, a2, a3, indices >>> 24) << 24)
  );
}
