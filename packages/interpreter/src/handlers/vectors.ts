import * as numerics from '@softwasm/numerics';
import {
  F32,
  F64,
  I32,
  I64,
  INSTRUCTION_ID,
  INSTRUCTION_NAMES,
  type InstructionNameIn,
  SIGNATURES,
  V128,
  type ValType,
} from '@softwasm/syntax';
import type { Machine } from '../machine.ts';
import type { Handler, Handlers } from './handler.ts';

/*
 * Vector instructions that only compute, all from the functions of `@softwasm/numerics`. An immediate, a lane, comes behind the operands.
 */

const { HI, V, f32FromBits, f32ToBits, f64FromBits, f64ToBits } = numerics;

/** Vector instructions without access to memory, and no constants. */
export type VectorName = Exclude<InstructionNameIn<'vector'>, `v128.${'load' | 'store' | 'const'}${string}`>;

// biome-ignore lint/suspicious/noExplicitAny: functions of words, which the table of instructions describes
type NumericFunction = (...words: any[]) => any;

const FUNCTIONS: Readonly<Record<string, unknown>> = numerics;

/** Stores the vector that a numeric function has left in `V`. */
export function storeVector({ words: I }: Machine, d: number): void {
  I[d] = V[0]!;
  I[d + 1] = V[1]!;
  I[d + 2] = V[2]!;
  I[d + 3] = V[3]!;
}

function unary(f: NumericFunction): Handler {
  return (m, _, code, at, base) => {
    const { words: I } = m;
    const a = base + code[at + 1]!;
    f(I[a], I[a + 1], I[a + 2], I[a + 3]);
    storeVector(m, base + code[at]!);
  };
}

function binary(f: NumericFunction): Handler {
  return (m, _, code, at, base) => {
    const { words: I } = m;
    const a = base + code[at + 1]!;
    const b = base + code[at + 2]!;
    f(I[a], I[a + 1], I[a + 2], I[a + 3], I[b], I[b + 1], I[b + 2], I[b + 3]);
    storeVector(m, base + code[at]!);
  };
}

function ternary(f: NumericFunction): Handler {
  return (m, _, code, at, base) => {
    const { words: I } = m;
    const a = base + code[at + 1]!;
    const b = base + code[at + 2]!;
    const c = base + code[at + 3]!;
    f(I[a], I[a + 1], I[a + 2], I[a + 3], I[b], I[b + 1], I[b + 2], I[b + 3], I[c], I[c + 1], I[c + 2], I[c + 3]);
    storeVector(m, base + code[at]!);
  };
}

/** By a count; what the count is of need not be known. */
function shift(f: NumericFunction): Handler {
  return (m, _, code, at, base) => {
    const { words: I } = m;
    const a = base + code[at + 1]!;
    f(I[a], I[a + 1], I[a + 2], I[a + 3], I[base + code[at + 2]!]);
    storeVector(m, base + code[at]!);
  };
}

function reduction(f: NumericFunction): Handler {
  return (m, _, code, at, base) => {
    const { words: I } = m;
    const a = base + code[at + 1]!;
    I[base + code[at]!] = f(I[a], I[a + 1], I[a + 2], I[a + 3]);
  };
}

function splat(f: NumericFunction, type: ValType): Handler {
  return (m, _, code, at, base) => {
    const { words: I } = m;
    const a = base + code[at + 1]!;
    if (type === I32 || type === I64) f(I[a], I[a + 1]);
    else if (type === F32) f(f32FromBits(I[a]!));
    else f(f64FromBits(I[a]!, I[a + 1]!));
    storeVector(m, base + code[at]!);
  };
}

function extractLane(f: NumericFunction, type: ValType): Handler {
  return (m, _, code, at, base) => {
    const { words: I } = m;
    const a = base + code[at + 1]!;
    const d = base + code[at]!;
    const value = f(I[a], I[a + 1], I[a + 2], I[a + 3], code[at + 2]);
    if (type === F32) I[d] = f32ToBits(value);
    else if (type === F64) I[d] = f64ToBits(value);
    else I[d] = value;
    if (type === I64 || type === F64) I[d + 1] = HI[0]!;
  };
}

function replaceLane(f: NumericFunction, type: ValType): Handler {
  return (m, _, code, at, base) => {
    const { words: I } = m;
    const a = base + code[at + 1]!;
    const b = base + code[at + 2]!;
    const lane = code[at + 3];
    if (type === F32) f(I[a], I[a + 1], I[a + 2], I[a + 3], lane, f32FromBits(I[b]!));
    else if (type === F64) f(I[a], I[a + 1], I[a + 2], I[a + 3], lane, f64FromBits(I[b]!, I[b + 1]!));
    else f(I[a], I[a + 1], I[a + 2], I[a + 3], lane, I[b], I[b + 1]);
    storeVector(m, base + code[at]!);
  };
}

const shuffle: Handler = (m, _, code, at, base) => {
  const { words: I } = m;
  const a = base + code[at + 1]!;
  const b = base + code[at + 2]!;
  numerics.i8x16_shuffle(
    I[a]!,
    I[a + 1]!,
    I[a + 2]!,
    I[a + 3]!,
    I[b]!,
    I[b + 1]!,
    I[b + 2]!,
    I[b + 3]!,
    code[at + 3]!,
    code[at + 4]!,
    code[at + 5]!,
    code[at + 6]!,
  );
  storeVector(m, base + code[at]!);
};

/** The handler of an instruction, by what it pops and pushes. */
function handlerOf(name: VectorName): Handler {
  if (name === 'i8x16.shuffle') return shuffle;
  const { params, results } = SIGNATURES[INSTRUCTION_ID[name]]!;
  const [first, second] = params;
  const f = FUNCTIONS[name.replace('.', '_')] as NumericFunction;
  if (name.includes('extract_lane')) return extractLane(f, results[0]!);
  if (name.includes('replace_lane')) return replaceLane(f, second!);
  if (first !== V128) return splat(f, first!);
  if (results[0] === I32) return reduction(f);
  if (second === I32) return shift(f);
  return params.length === 1 ? unary(f) : params.length === 2 ? binary(f) : ternary(f);
}

const NAMES = INSTRUCTION_NAMES.filter(
  (name): name is VectorName => /^(v128|[if]\d+x\d+)\./.test(name) && !/^v128\.(load|store|const)/.test(name),
);

export const VECTOR_HANDLERS: Handlers<VectorName> = Object.fromEntries(
  NAMES.map((name) => [name, handlerOf(name)]),
) as Handlers<VectorName>;
