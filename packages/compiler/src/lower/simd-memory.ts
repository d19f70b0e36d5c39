import { V128 } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import { IS_ARITH, OP } from '../ir/node-ops.ts';
import { STORE_F32, STORE_F64, STORE_I8, STORE_I16, STORE_I32 } from '../ir/statement-ops.ts';
import { shrS, shrU } from '../ir/words.ts';
import type { Family } from './families.ts';
import { arithmeticF32, arithmeticF64, wordsOfExactF32, wordsOfExactF64 } from './float-lanes.ts';
import { addressAt, emitStore, loadWords, popMemarg } from './memory.ts';
import type { VectorMemoryName } from './simd-families.ts';
import { extendWords, HALVES } from './simd-integer.ts';
import { splatWord, withLane } from './simd-lanes.ts';
import { discardAll } from './simd-vectors.ts';

/*
 * Loads and stores of vectors. All sixteen bytes are in bounds exactly if the last word is: loads of the others may be dropped where that one stays, and
 * stores begin with it, so that nothing is written where a trap strikes.
 */

const LOAD32 = OP.load32;
/** Slots of a memarg: a lane index follows. */
const MEMARG_SLOTS = 4;

/** The four words at an address. */
function loadVector(b: Builder, at: number): void {
  const { ir } = b;
  const memory = b.code[at + 1]!;
  const offset = b.code[at + 2]!;
  const base = b.atom(popMemarg(b, at));
  const words = [0, 4, 8, 12].map((bytes) => {
    const sum = addressAt(b, base, offset, bytes);
    return ir.load(LOAD32, sum, (offset + bytes) | 0, memory);
  });
  for (let i = 0; i < 3; i++) ir.d[words[i]!] = words[3]!;
  b.pushWords(V128, words);
}

/** What is stored of a vector: kind, bytes after the address, value; the last word first. */
type Part = readonly [kind: number, bytes: number, value: number];

/** A word, as a float where arithmetic computed it. */
function wordPart(b: Builder, words: readonly number[], i: number): Part {
  const { ir } = b;
  const single = arithmeticF32(ir, words[i]!);
  if (single < 0) return [STORE_I32, 4 * i, b.lazy(words[i]!)];
  const value = b.lazy(single);
  // Whatever was settled is not known to come from arithmetic; rounding it once more says so.
  return [STORE_F32, 4 * i, IS_ARITH[ir.op[value]!] === 1 ? value : ir.unary(OP['f32.demote'], value)];
}

/** Two words, as a float where arithmetic computed it. */
function pairParts(b: Builder, words: readonly number[], i: number): Part[] {
  const { ir } = b;
  const double = arithmeticF64(ir, words[i]!, words[i + 1]!);
  if (double >= 0) return [[STORE_F64, 4 * i, ir.unary(OP['f64.promote'], double)]];
  return [wordPart(b, words, i + 1), wordPart(b, words, i)];
}

function storeVector(b: Builder, at: number): void {
  const memory = b.code[at + 1]!;
  const offset = b.code[at + 2]!;
  const words = b.popWords();
  const parts = [...pairParts(b, words, 2), ...pairParts(b, words, 0)];
  const base = b.atom(popMemarg(b, at));
  for (const [kind, bytes, value] of parts) {
    emitStore(b, kind, addressAt(b, base, offset, bytes), (offset + bytes) | 0, value, memory);
  }
}

/** One load: at most 32 bits, or a float. */
function loadWord(b: Builder, at: number, op: number): number {
  return b.ir.load(op, popMemarg(b, at), b.code[at + 2]!, b.code[at + 1]!);
}

function loadPair(b: Builder, at: number): [number, number] {
  return loadWords(b, popMemarg(b, at), b.code[at + 2]!, b.code[at + 1]!);
}

function loadExtended(kind: keyof typeof HALVES): Lowering {
  return (b, at) => b.pushWords(V128, extendWords(b, loadPair(b, at), HALVES[kind]));
}

function loadExtended32(signed: boolean): Lowering {
  return (b, at) => {
    const { ir } = b;
    const words = loadPair(b, at).flatMap((word) => {
      if (!signed) return [word, ir.i32(0)];
      const atom = b.atom(word);
      return [atom, shrS(ir, atom, ir.i32(31))];
    });
    b.pushWords(V128, words);
  };
}

function loadSplat(op: number, bits: 8 | 16): Lowering {
  return (b, at) => {
    const word = splatWord(b, loadWord(b, at, op), bits);
    b.pushWords(V128, [word, word, word, word]);
  };
}

/** The same four words; those of a float where floats are what the body works on. */
function loadSplat32(b: Builder, at: number): void {
  if (b.lanes.singles) {
    const lane = b.settle(loadWord(b, at, OP.load_f32));
    b.pushWords(V128, wordsOfExactF32(b, lane, 4));
    return;
  }
  const word = b.atom(loadWord(b, at, LOAD32));
  b.pushWords(V128, [word, word, word, word]);
}

function loadSplat64(b: Builder, at: number): void {
  if (b.lanes.doubles) {
    const lane = b.settle(loadWord(b, at, OP.load_f64));
    b.pushWords(V128, wordsOfExactF64(b, lane, 2));
    return;
  }
  const [lo, hi] = loadPair(b, at).map((word) => b.atom(word));
  b.pushWords(V128, [lo!, hi!, lo!, hi!]);
}

/** Loads a lane of 8 or 16 bits. */
function loadLane(op: number, bits: 8 | 16): Lowering {
  return (b, at) => {
    const words = b.popWords();
    const lane = b.code[at + MEMARG_SLOTS]!;
    const index = (lane * bits) >> 5;
    words[index] = withLane(b.ir, words[index]!, lane, bits, loadWord(b, at, op));
    b.pushWords(V128, words);
  };
}

/** Pops a vector of which `count` words from `first` on are used. */
function popSome(b: Builder, first: number, count: number): number[] {
  const words = b.popWords();
  const used = words.splice(first, count);
  discardAll(b, words);
  return used;
}

/** Stores a lane of 8 or 16 bits. */
function storeLane(kind: number, bits: 8 | 16): Lowering {
  return (b, at) => {
    const { ir } = b;
    const position = b.code[at + MEMARG_SLOTS]! * bits;
    const [word] = popSome(b, position >> 5, 1);
    const value = shrU(ir, word!, ir.i32(position & 31));
    emitStore(b, kind, popMemarg(b, at), b.code[at + 2]!, value, b.code[at + 1]!);
  };
}

function storeLane64(b: Builder, at: number): void {
  const [lo, hi] = popSome(b, 2 * b.code[at + MEMARG_SLOTS]!, 2);
  const memory = b.code[at + 1]!;
  const offset = b.code[at + 2]!;
  const low = b.lazy(lo!);
  const base = b.atom(popMemarg(b, at));
  emitStore(b, STORE_I32, addressAt(b, base, offset, 4), (offset + 4) | 0, hi!, memory);
  emitStore(b, STORE_I32, base, offset, low, memory);
}

/** Loads and stores of vectors and their lanes. */
export const SIMD_MEMORY: Family<VectorMemoryName> = {
  'v128.load': loadVector,
  'v128.load8x8_s': loadExtended('i8_s'),
  'v128.load8x8_u': loadExtended('i8_u'),
  'v128.load16x4_s': loadExtended('i16_s'),
  'v128.load16x4_u': loadExtended('i16_u'),
  'v128.load32x2_s': loadExtended32(true),
  'v128.load32x2_u': loadExtended32(false),
  'v128.load8_splat': loadSplat(OP.load8_u, 8),
  'v128.load16_splat': loadSplat(OP.load16_u, 16),
  'v128.load32_splat': loadSplat32,
  'v128.load64_splat': loadSplat64,
  'v128.load32_zero': (b, at) => {
    const { ir } = b;
    b.pushWords(V128, [loadWord(b, at, LOAD32), ir.i32(0), ir.i32(0), ir.i32(0)]);
  },
  'v128.load64_zero': (b, at) => b.pushWords(V128, [...loadPair(b, at), b.ir.i32(0), b.ir.i32(0)]),
  'v128.store': storeVector,
  'v128.load8_lane': loadLane(OP.load8_u, 8),
  'v128.load16_lane': loadLane(OP.load16_u, 16),
  'v128.load32_lane': (b, at) => {
    const words = b.popWords();
    const lane = b.code[at + MEMARG_SLOTS]!;
    b.discard(words[lane]!);
    words[lane] = loadWord(b, at, LOAD32);
    b.pushWords(V128, words);
  },
  'v128.load64_lane': (b, at) => {
    const words = b.popWords();
    discardAll(b, words.splice(2 * b.code[at + MEMARG_SLOTS]!, 2, ...loadPair(b, at)));
    b.pushWords(V128, words);
  },
  'v128.store8_lane': storeLane(STORE_I8, 8),
  'v128.store16_lane': storeLane(STORE_I16, 16),
  'v128.store32_lane': (b, at) => {
    const [word] = popSome(b, b.code[at + MEMARG_SLOTS]!, 1);
    emitStore(b, STORE_I32, popMemarg(b, at), b.code[at + 2]!, word!, b.code[at + 1]!);
  },
  'v128.store64_lane': storeLane64,
};
