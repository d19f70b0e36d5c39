import { I32, V128 } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { T_I32 } from '../ir/node-ops.ts';
import { and, mul, or, shl, shrS, shrU } from '../ir/words.ts';
import type { Family } from './families.ts';
import type { LaneName } from './simd-families.ts';
import { discardAll } from './simd-vectors.ts';

/*
 * Moving integer lanes: splat, extract, replace, shuffle, swizzle.
 */

/** Pops a vector of which one word is used. */
function popWord(b: Builder, index: number): number {
  const words = b.popWords();
  discardAll(
    b,
    words.filter((_, i) => i !== index),
  );
  return words[index]!;
}

/** An atom with the lowest bits of `x` in every lane of 8 or 16 bits. */
export function splatWord(b: Builder, x: number, bits: 8 | 16): number {
  const { ir } = b;
  if (bits === 8) return b.atom(mul(ir, and(ir, x, ir.i32(0xff)), ir.i32(0x01010101)));
  const atom = b.atom(x);
  return b.atom(or(ir, and(ir, atom, ir.i32(0xffff)), shl(ir, atom, ir.i32(16))));
}

function splat(bits: 8 | 16): Lowering {
  return (b) => {
    const word = splatWord(b, b.pop(), bits);
    b.pushWords(V128, [word, word, word, word]);
  };
}

/** @param bits of a lane */
function extractLane(bits: 8 | 16, signed: boolean): Lowering {
  return (b, at) => {
    const { ir } = b;
    const lane = b.code[at]!;
    const position = (lane * bits) & 31;
    const word = popWord(b, (lane * bits) >> 5);
    if (!signed) b.push(I32, and(ir, shrU(ir, word, ir.i32(position)), ir.i32((1 << bits) - 1)));
    else b.push(I32, shrS(ir, shl(ir, word, ir.i32(32 - bits - position)), ir.i32(32 - bits)));
  };
}

/** A word with one lane replaced by the lowest bits of `x`. */
export function withLane(ir: FunctionIR, word: number, lane: number, bits: 8 | 16, x: number): number {
  const position = (lane * bits) & 31;
  const ones = (1 << bits) - 1;
  const value = shl(ir, position + bits === 32 ? x : and(ir, x, ir.i32(ones)), ir.i32(position));
  return or(ir, and(ir, word, ir.i32(~(ones << position))), value);
}

function replaceLane(bits: 8 | 16): Lowering {
  return (b, at) => {
    const x = b.pop();
    const words = b.popWords();
    const lane = b.code[at]!;
    const index = (lane * bits) >> 5;
    words[index] = withLane(b.ir, words[index]!, lane, bits, x);
    b.pushWords(V128, words);
  };
}

/** Bytes that one word contributes to another, moved by as many bytes. */
interface Contribution {
  readonly source: number;
  /** Bytes to the left. */
  readonly shift: number;
  mask: number;
}

/** What the sources contribute to a word of which byte k is byte `indices[k]` of all of them; 0 where that is below 0. */
function contributions(indices: readonly number[]): Contribution[] {
  const found: Contribution[] = [];
  indices.forEach((index, k) => {
    if (index < 0) return;
    const source = index >> 2;
    const shift = k - (index & 3);
    const bits = 0xff << (8 * k);
    const known = found.find((contribution) => contribution.source === source && contribution.shift === shift);
    if (known === undefined) found.push({ source, shift, mask: bits });
    else known.mask |= bits;
  });
  return found;
}

function contribute(ir: FunctionIR, word: number, { shift, mask }: Contribution): number {
  const count = ir.i32(8 * Math.abs(shift));
  const moved = shift < 0 ? shrU(ir, word, count) : shl(ir, word, count);
  // The bits that a shift leaves at most.
  const left = shift < 0 ? -1 >>> (-8 * shift) : -1 << (8 * shift);
  return (left & ~mask) === 0 ? moved : and(ir, moved, ir.i32(mask));
}

/** A vector of bytes picked from words: byte k is byte `indices[k]` of them all, 0 where that is below 0. */
function pickBytes(b: Builder, sources: readonly number[], indices: readonly number[]): void {
  const { ir } = b;
  const rows = [0, 4, 8, 12].map((start) => contributions(indices.slice(start, start + 4)));
  const uses = sources.map(() => 0);
  for (const { source } of rows.flat()) uses[source]!++;
  const nodes = sources.map((word, i) => {
    if (uses[i] === 0) b.discard(word);
    return uses[i]! > 1 ? b.atom(word) : word;
  });
  const words = rows.map((row) => {
    const parts = row.map((contribution) => contribute(ir, nodes[contribution.source]!, contribution));
    return parts.length === 0 ? ir.i32(0) : parts.reduce((sum, part) => or(ir, sum, part));
  });
  b.pushWords(V128, words);
}

/** The sixteen bytes of four words. */
function bytesOf(words: readonly number[]): number[] {
  return words.flatMap((word) => [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24]);
}

function shuffle(b: Builder, at: number): void {
  const indices = bytesOf(Array.from(b.code.subarray(at, at + 4)));
  const y = b.popWords();
  const x = b.popWords();
  pickBytes(b, [...x, ...y], indices);
}

/** A swizzle by a constant is a shuffle. */
function swizzle(b: Builder): void {
  const { ir } = b;
  const indices = b.popWords();
  const x = b.popWords();
  if (indices.every((word) => ir.isConst(word))) {
    const bytes = bytesOf(indices.map((word) => ir.a[word]!));
    pickBytes(
      b,
      x,
      bytes.map((index) => (index < 16 ? index : -1)),
    );
    return;
  }
  const atoms = x.map((word) => b.atom(word));
  b.pushWords(
    V128,
    indices.map((word) => ir.call(HELPER.i8x4_swizzle, T_I32, [...atoms, word])),
  );
}

/** Instructions that move integer lanes. */
export const SIMD_LANES: Family<LaneName> = {
  'i8x16.shuffle': shuffle,
  'i8x16.swizzle': swizzle,
  'i8x16.relaxed_swizzle': swizzle,
  'i8x16.splat': splat(8),
  'i16x8.splat': splat(16),
  'i32x4.splat': (b) => {
    const word = b.atom(b.pop());
    b.pushWords(V128, [word, word, word, word]);
  },
  'i64x2.splat': (b) => {
    const lo = b.atom(b.popPair());
    const hi = b.atom(b.hi);
    b.pushWords(V128, [lo, hi, lo, hi]);
  },
  'i8x16.extract_lane_s': extractLane(8, true),
  'i8x16.extract_lane_u': extractLane(8, false),
  'i16x8.extract_lane_s': extractLane(16, true),
  'i16x8.extract_lane_u': extractLane(16, false),
  'i32x4.extract_lane': (b, at) => b.push(I32, popWord(b, b.code[at]!)),
  'i64x2.extract_lane': (b, at) => {
    const words = b.popWords();
    const first = 2 * b.code[at]!;
    discardAll(b, first === 0 ? words.slice(2) : words.slice(0, 2));
    b.pushPair(words[first]!, words[first + 1]!);
  },
  'i8x16.replace_lane': replaceLane(8),
  'i16x8.replace_lane': replaceLane(16),
  'i32x4.replace_lane': (b, at) => {
    const x = b.pop();
    const words = b.popWords();
    const lane = b.code[at]!;
    b.discard(words[lane]!);
    words[lane] = x;
    b.pushWords(V128, words);
  },
  'i64x2.replace_lane': (b, at) => {
    const lo = b.popPair();
    const hi = b.hi;
    const words = b.popWords();
    const first = 2 * b.code[at]!;
    discardAll(b, words.splice(first, 2, lo, hi));
    b.pushWords(V128, words);
  },
};
