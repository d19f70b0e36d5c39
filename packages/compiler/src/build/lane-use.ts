import {
  CATEGORIES,
  HEADER_SLOTS,
  INSTRUCTION_ID,
  INSTRUCTION_NAMES,
  instructionSlots,
  SIGNATURES,
  V128,
} from '@softwasm/syntax';
import { T_F32, T_F64, T_I32 } from '../ir/node-ops.ts';
import { opens } from './unreachable.ts';

/*
 * A v128 is four words, but a local that only float instructions use is better kept as its lanes: four f32 or two f64. Whether one is, its neighbours in the
 * code say: the instruction before each `local.set` made the value, and the one behind a `local.get` takes it. What is in loops counts more. That is a
 * guess of what is faster; any local may be kept either way.
 */

/** How a body uses the lanes of vectors. */
export interface LaneUse {
  /** By local: `T_F32` or `T_F64` for those kept as float lanes. */
  readonly locals: ReadonlyMap<number, number>;
  /** Whether a vector that was just loaded had better be float lanes of 32 or 64 bits: most instructions work on those. */
  readonly singles: boolean;
  readonly doubles: boolean;
}

/** Nothing is known of the lanes. */
const ANY_LANES = 3;
const WORDS = T_I32;

const SINGLE = /^f32x4\.|^i32x4\..*trunc.*f32x4/;
const DOUBLE = /^f64x2\.|^i32x4\..*trunc.*f64x2/;
const FROM_OTHERS = /\.(splat|convert_.*|demote_.*|promote_.*)$/;
const TO_WORDS = /\.(eq|ne|lt|gt|le|ge)$/;

function isVector(id: number): boolean {
  return CATEGORIES[id] === 'vector' && !/^v128\.(load|store|const)/.test(INSTRUCTION_NAMES[id]!);
}

function shapeOf(name: string): number {
  return SINGLE.test(name) ? T_F32 : DOUBLE.test(name) ? T_F64 : WORDS;
}

/** In which lanes an instruction takes its vectors, by id. */
const TAKES: Uint8Array = Uint8Array.from(INSTRUCTION_NAMES, (name, id) => {
  if (!isVector(id)) return ANY_LANES;
  if (/^i(32x4|64x2)\.extract_lane$/.test(name)) return ANY_LANES;
  if (name.endsWith('promote_low_f32x4')) return T_F32;
  if (name.endsWith('demote_f64x2_zero')) return T_F64;
  return FROM_OTHERS.test(name) ? (name.endsWith('.splat') ? ANY_LANES : WORDS) : shapeOf(name);
});

/** In which lanes an instruction makes its vector, by id. */
const MAKES: Uint8Array = Uint8Array.from(INSTRUCTION_NAMES, (name, id) => {
  if (!isVector(id) || !SIGNATURES[id]!.results.includes(V128)) return ANY_LANES;
  return name.startsWith('f') && !TO_WORDS.test(name) ? shapeOf(name) : WORDS;
});

/** How many vectors an instruction takes, by id. */
const VECTORS: Uint8Array = Uint8Array.from(
  SIGNATURES,
  (signature) => signature?.params.filter((type) => type === V128).length ?? 0,
);

const LOCAL_GET = INSTRUCTION_ID['local.get'];
const LOCAL_SET = INSTRUCTION_ID['local.set'];
const LOCAL_TEE = INSTRUCTION_ID['local.tee'];
const V128_CONST = INSTRUCTION_ID['v128.const'];

const LOOP = INSTRUCTION_ID.loop;
const END = INSTRUCTION_ID.end;

/** What an instruction in a loop counts, for those outside of it; deeper than this counts the same. */
const LOOP_WEIGHT = 8;
const MAX_LOOPS = 4;

/** What speaks for keeping each local in which lanes. */
class Votes {
  private readonly weights = new Map<number, number[]>();
  /** Whether each open construct is a loop. */
  private readonly open: boolean[] = [];
  private loops = 0;

  add(local: number, lanes: number): void {
    if (local < 0 || lanes === ANY_LANES) return;
    let weights = this.weights.get(local);
    if (weights === undefined) {
      weights = new Array<number>(ANY_LANES).fill(0);
      this.weights.set(local, weights);
    }
    weights[lanes]! += LOOP_WEIGHT ** Math.min(this.loops, MAX_LOOPS);
  }

  /** Follows constructs as they open and end. */
  enter(id: number): void {
    if (opens(id)) {
      this.open.push(id === LOOP);
      if (id === LOOP) this.loops++;
    } else if (id === END && this.open.pop() === true) this.loops--;
  }

  /** The locals for which float lanes have most weight. */
  result(params: number, singles: boolean): Map<number, number> {
    const locals = new Map<number, number>();
    for (const [local, weights] of this.weights) {
      if (local < params) continue;
      const words = weights[WORDS]!;
      const single = weights[T_F32]!;
      const double = weights[T_F64]!;
      if (double > words + single) locals.set(local, T_F64);
      else if (singles && single > words + double) locals.set(local, T_F32);
    }
    return locals;
  }
}

/**
 * Reads a body once.
 *
 * @param params so many locals come from the caller, as words
 * @param singles whether lanes are kept as f32 at all. V8's optimising compiler is faster with words (dot product 42 ms against 63, products with splats 38
 *   against 118): rounding a number that stays in a register costs it more than one that goes through memory
 */
export function laneUse(code: Int32Array, params: number, singles: boolean): LaneUse {
  const votes = new Votes();
  const counts = [0, 0, 0, 0];
  // The locals that the two instructions before put on the stack, -1 where they did something else; whether the last one took nothing.
  let last = -1;
  let before = -1;
  let isLeaf = false;
  let makes = ANY_LANES;
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
    const id = code[pc]!;
    const takes = TAKES[id]!;
    votes.enter(id);
    counts[takes]!++;
    if (VECTORS[id]! > 0) votes.add(last, takes);
    if (VECTORS[id]! > 1 && isLeaf) votes.add(before, takes);
    const isSet = id === LOCAL_SET || id === LOCAL_TEE;
    const local = isSet || id === LOCAL_GET ? code[pc + HEADER_SLOTS]! : -1;
    if (isSet) votes.add(local, makes);
    before = last;
    last = id === LOCAL_SET ? -1 : local;
    isLeaf = id === LOCAL_GET || id === V128_CONST;
    makes = MAKES[id]!;
  }
  const floats = counts[T_F32]! + counts[T_F64]!;
  return {
    locals: votes.result(params, singles),
    singles: singles && floats > counts[WORDS]! && counts[T_F32]! >= counts[T_F64]!,
    doubles: floats > counts[WORDS]! && counts[T_F64]! > counts[T_F32]!,
  };
}
