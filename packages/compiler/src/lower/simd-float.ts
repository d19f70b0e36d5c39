import { F32, F64, V128 } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { OP, T_F32, T_F64, T_I32 } from '../ir/node-ops.ts';
import { and, cond, xor } from '../ir/words.ts';
import type { Family } from './families.ts';
import {
  exactF32,
  exactF64,
  f32OfWord,
  f64OfWords,
  wordOfF32,
  wordsOfExactF32,
  wordsOfExactF64,
  wordsOfF64,
} from './float-lanes.ts';
import type { FloatLaneName } from './simd-families.ts';
import { discardAll, mask, perWord } from './simd-vectors.ts';

/*
 * Float lanes: the operations of the scalar instructions, lane by lane.
 */

/** Computes a float of floats. */
type Lane1 = (ir: FunctionIR, x: number) => number;
type Lane2 = (ir: FunctionIR, x: number, y: number) => number;
type Lane3 = (ir: FunctionIR, x: number, y: number, z: number) => number;

const SIGN = -0x80000000;

function node1(op: number): Lane1 {
  return (ir, x) => ir.unary(op, x);
}

function node2(op: number): Lane2 {
  return (ir, x, y) => ir.binary(op, x, y);
}

// Lanes of 32 bits

function unary32(f: Lane1): Lowering {
  return (b) => {
    const x = b.popWords();
    b.pushWords(
      V128,
      x.map((word) => wordOfF32(b, f(b.ir, f32OfWord(b, word)))),
    );
  };
}

function binary32(op: number): Lowering {
  const f = node2(op);
  return (b) => {
    const y = b.popWords();
    const x = b.popWords();
    b.pushWords(
      V128,
      x.map((word, i) => wordOfF32(b, f(b.ir, f32OfWord(b, word), f32OfWord(b, y[i]!)))),
    );
  };
}

function ternary32(f: Lane3): Lowering {
  return (b) => {
    const z = b.popWords();
    const y = b.popWords();
    const x = b.popWords();
    const words = x.map((word, i) =>
      wordOfF32(b, f(b.ir, f32OfWord(b, word), f32OfWord(b, y[i]!), f32OfWord(b, z[i]!))),
    );
    b.pushWords(V128, words);
  };
}

function compare32(op: number): Lowering {
  return (b) => {
    const y = b.popWords();
    const x = b.popWords();
    b.pushWords(
      V128,
      x.map((word, i) => mask(b.ir, b.ir.binary(op, f32OfWord(b, word), f32OfWord(b, y[i]!)))),
    );
  };
}

/** The second operand where the comparison holds, else the first: the very bits. */
function pseudo32(isSecond: Lane2): Lowering {
  return (b) => {
    const { ir } = b;
    const y = b.popWords().map((word) => b.atom(word));
    const x = b.popWords().map((word) => b.atom(word));
    const words = x.map((word, i) => {
      const other = y[i]!;
      return cond(ir, isSecond(ir, f32OfWord(b, word), f32OfWord(b, other)), other, word);
    });
    b.pushWords(V128, words);
  };
}

function fromIntegers32(op: number): Lowering {
  return perWord((ir, x) => ir.call(HELPER.bitsOfF32, T_I32, [ir.unary(op, x)]));
}

function truncate32(helper: number): Lowering {
  return (b) => {
    const x = b.popWords();
    b.pushWords(
      V128,
      x.map((word) => b.ir.call(helper, T_I32, [f32OfWord(b, word)])),
    );
  };
}

// Lanes of 64 bits

/** The two lanes of a vector, as operands of arithmetic or as they are. */
function popLanes(b: Builder, lane: typeof f64OfWords = f64OfWords): [number, number] {
  const words = b.popWords();
  return [lane(b, words[0]!, words[1]!), lane(b, words[2]!, words[3]!)];
}

function pushLanes(b: Builder, low: number, high: number): void {
  const words = wordsOfF64(b, low);
  b.pushWords(V128, [...words, ...wordsOfF64(b, high)]);
}

function unary64(f: Lane1): Lowering {
  return (b) => {
    const [low, high] = popLanes(b);
    pushLanes(b, f(b.ir, low), f(b.ir, high));
  };
}

/** Operations that JavaScript may answer with an operand: a signalling NaN must not come out as it was. */
function unaryExact64(op: number): Lowering {
  return (b) => {
    const [low, high] = popLanes(b, exactF64);
    pushLanes(b, b.ir.unary(op, low), b.ir.unary(op, high));
  };
}

/** @param lane {@link exactF64} for operations that JavaScript may answer with an operand */
function binary64(op: number, lane: typeof f64OfWords = f64OfWords): Lowering {
  const f = node2(op);
  return (b) => {
    const y = popLanes(b, lane);
    const x = popLanes(b, lane);
    pushLanes(b, f(b.ir, x[0], y[0]), f(b.ir, x[1], y[1]));
  };
}

function ternary64(f: Lane3): Lowering {
  return (b) => {
    const z = popLanes(b);
    const y = popLanes(b);
    const x = popLanes(b);
    pushLanes(b, f(b.ir, x[0], y[0], z[0]), f(b.ir, x[1], y[1], z[1]));
  };
}

function compare64(op: number): Lowering {
  return (b) => {
    const { ir } = b;
    const y = popLanes(b);
    const x = popLanes(b);
    const words = x.flatMap((lane, i) => {
      const word = b.atom(mask(ir, ir.binary(op, lane, y[i]!)));
      return [word, word];
    });
    b.pushWords(V128, words);
  };
}

function pseudo64(isSecond: Lane2): Lowering {
  return (b) => {
    const { ir } = b;
    const y = b.popWords().map((word) => b.atom(word));
    const x = b.popWords().map((word) => b.atom(word));
    const words = [0, 2].flatMap((i) => {
      const x0 = x[i]!;
      const x1 = x[i + 1]!;
      const y0 = y[i]!;
      const y1 = y[i + 1]!;
      const condition = b.atom(isSecond(ir, f64OfWords(b, x0, x1), f64OfWords(b, y0, y1)));
      return [cond(ir, condition, y0, x0), cond(ir, condition, y1, x1)];
    });
    b.pushWords(V128, words);
  };
}

/** Changes the high words alone. */
function signBit(f: Lane1): Lowering {
  return (b) => {
    const [x0, x1, x2, x3] = b.popWords();
    b.pushWords(V128, [x0!, f(b.ir, x1!), x2!, f(b.ir, x3!)]);
  };
}

/** The two lower words, the upper ones dropped. */
function popLow(b: Builder): [number, number] {
  const words = b.popWords();
  discardAll(b, words.slice(2));
  return [words[0]!, words[1]!];
}

function truncate64(helper: number): Lowering {
  return (b) => {
    const { ir } = b;
    const [low, high] = popLanes(b);
    const words = [ir.call(helper, T_I32, [low]), ir.call(helper, T_I32, [high])];
    b.pushWords(V128, [...words, ir.i32(0), ir.i32(0)]);
  };
}

function fromIntegers64(op: number): Lowering {
  return (b) => {
    const [x0, x1] = popLow(b);
    pushLanes(b, b.ir.unary(op, x0), b.ir.unary(op, x1));
  };
}

const absolute: Lane1 = (ir, x) => and(ir, x, ir.i32(0x7fffffff));
const negate: Lane1 = (ir, x) => xor(ir, x, ir.i32(SIGN));
const less: Lane2 = node2(OP.flt);
const greater: Lane2 = (ir, x, y) => ir.binary(OP.flt, y, x);

/** Each rounded: one of the results that the specification allows. */
const MULTIPLY_ADD_32: Lane3 = (ir, x, y, z) => ir.binary(OP['f32.add'], ir.binary(OP['f32.mul'], x, y), z);
const MULTIPLY_SUBTRACT_32: Lane3 = (ir, x, y, z) => ir.binary(OP['f32.sub'], z, ir.binary(OP['f32.mul'], x, y));
const MULTIPLY_ADD_64: Lane3 = (ir, x, y, z) => ir.binary(OP['f64.add'], ir.binary(OP['f64.mul'], x, y), z);
const MULTIPLY_SUBTRACT_64: Lane3 = (ir, x, y, z) => ir.binary(OP['f64.sub'], z, ir.binary(OP['f64.mul'], x, y));

const MIN_32 = binary32(OP['f32.min']);
const MAX_32 = binary32(OP['f32.max']);
const MIN_64 = binary64(OP['f64.min'], exactF64);
const MAX_64 = binary64(OP['f64.max'], exactF64);
const TRUNCATE_32_S = truncate32(HELPER.i32_trunc_sat_f64_s);
const TRUNCATE_32_U = truncate32(HELPER.i32_trunc_sat_f64_u);
const TRUNCATE_64_S = truncate64(HELPER.i32_trunc_sat_f64_s);
const TRUNCATE_64_U = truncate64(HELPER.i32_trunc_sat_f64_u);

export const F32X4_INSTRUCTIONS: Family<FloatLaneName<'f32x4'>> = {
  'f32x4.splat': (b) => b.pushWords(V128, wordsOfExactF32(b, b.pop(), 4)),
  'f32x4.extract_lane': (b, at) => {
    const words = b.popWords();
    const [word] = words.splice(b.code[at]!, 1);
    discardAll(b, words);
    b.push(F32, exactF32(b, word!));
  },
  'f32x4.replace_lane': (b, at) => {
    const [word] = wordsOfExactF32(b, b.pop(), 1);
    const words = b.popWords();
    discardAll(b, words.splice(b.code[at]!, 1, word!));
    b.pushWords(V128, words);
  },
  'f32x4.eq': compare32(OP.feq),
  'f32x4.ne': compare32(OP.fne),
  'f32x4.lt': compare32(OP.flt),
  'f32x4.gt': compare32(OP.fgt),
  'f32x4.le': compare32(OP.fle),
  'f32x4.ge': compare32(OP.fge),
  'f32x4.abs': perWord(absolute),
  'f32x4.neg': perWord(negate),
  'f32x4.sqrt': unary32(node1(OP['f32.sqrt'])),
  'f32x4.ceil': unary32(node1(OP['f32.ceil'])),
  'f32x4.floor': unary32(node1(OP['f32.floor'])),
  'f32x4.trunc': unary32(node1(OP['f32.trunc'])),
  'f32x4.nearest': unary32((ir, x) => ir.call(HELPER.f32_nearest, T_F32, [x])),
  'f32x4.add': binary32(OP['f32.add']),
  'f32x4.sub': binary32(OP['f32.sub']),
  'f32x4.mul': binary32(OP['f32.mul']),
  'f32x4.div': binary32(OP['f32.div']),
  'f32x4.min': MIN_32,
  'f32x4.max': MAX_32,
  'f32x4.relaxed_min': MIN_32,
  'f32x4.relaxed_max': MAX_32,
  'f32x4.pmin': pseudo32(greater),
  'f32x4.pmax': pseudo32(less),
  'f32x4.convert_i32x4_s': fromIntegers32(OP['f32.of_i32']),
  'f32x4.convert_i32x4_u': fromIntegers32(OP['f32.of_u32']),
  'f32x4.demote_f64x2_zero': (b) => {
    const { ir } = b;
    const words = popLanes(b).map((lane) => wordOfF32(b, ir.unary(OP['f32.demote'], lane)));
    b.pushWords(V128, [...words, ir.i32(0), ir.i32(0)]);
  },
  'i32x4.trunc_sat_f32x4_s': TRUNCATE_32_S,
  'i32x4.trunc_sat_f32x4_u': TRUNCATE_32_U,
  'i32x4.relaxed_trunc_f32x4_s': TRUNCATE_32_S,
  'i32x4.relaxed_trunc_f32x4_u': TRUNCATE_32_U,
  'f32x4.relaxed_madd': ternary32(MULTIPLY_ADD_32),
  'f32x4.relaxed_nmadd': ternary32(MULTIPLY_SUBTRACT_32),
};

export const F64X2_INSTRUCTIONS: Family<FloatLaneName<'f64x2'>> = {
  'f64x2.splat': (b) => b.pushWords(V128, wordsOfExactF64(b, b.pop(), 2)),
  'f64x2.extract_lane': (b, at) => {
    const words = b.popWords();
    const [lo, hi] = words.splice(2 * b.code[at]!, 2);
    discardAll(b, words);
    b.push(F64, exactF64(b, lo!, hi!));
  },
  'f64x2.replace_lane': (b, at) => {
    const lane = wordsOfExactF64(b, b.pop(), 1);
    const words = b.popWords();
    discardAll(b, words.splice(2 * b.code[at]!, 2, ...lane));
    b.pushWords(V128, words);
  },
  'f64x2.eq': compare64(OP.feq),
  'f64x2.ne': compare64(OP.fne),
  'f64x2.lt': compare64(OP.flt),
  'f64x2.gt': compare64(OP.fgt),
  'f64x2.le': compare64(OP.fle),
  'f64x2.ge': compare64(OP.fge),
  'f64x2.abs': signBit(absolute),
  'f64x2.neg': signBit(negate),
  'f64x2.sqrt': unary64(node1(OP['f64.sqrt'])),
  'f64x2.ceil': unaryExact64(OP['f64.ceil']),
  'f64x2.floor': unaryExact64(OP['f64.floor']),
  'f64x2.trunc': unaryExact64(OP['f64.trunc']),
  'f64x2.nearest': unary64((ir, x) => ir.call(HELPER.f64_nearest, T_F64, [x])),
  'f64x2.add': binary64(OP['f64.add']),
  'f64x2.sub': binary64(OP['f64.sub']),
  'f64x2.mul': binary64(OP['f64.mul']),
  'f64x2.div': binary64(OP['f64.div']),
  'f64x2.min': MIN_64,
  'f64x2.max': MAX_64,
  'f64x2.relaxed_min': MIN_64,
  'f64x2.relaxed_max': MAX_64,
  'f64x2.pmin': pseudo64(greater),
  'f64x2.pmax': pseudo64(less),
  'f64x2.convert_low_i32x4_s': fromIntegers64(OP['f64.of_i32']),
  'f64x2.convert_low_i32x4_u': fromIntegers64(OP['f64.of_u32']),
  'f64x2.promote_low_f32x4': (b) => {
    const [x0, x1] = popLow(b);
    const promote = (word: number): number => b.ir.unary(OP['f64.promote'], f32OfWord(b, word));
    pushLanes(b, promote(x0), promote(x1));
  },
  'i32x4.trunc_sat_f64x2_s_zero': TRUNCATE_64_S,
  'i32x4.trunc_sat_f64x2_u_zero': TRUNCATE_64_U,
  'i32x4.relaxed_trunc_f64x2_s_zero': TRUNCATE_64_S,
  'i32x4.relaxed_trunc_f64x2_u_zero': TRUNCATE_64_U,
  'f64x2.relaxed_madd': ternary64(MULTIPLY_ADD_64),
  'f64x2.relaxed_nmadd': ternary64(MULTIPLY_SUBTRACT_64),
};
