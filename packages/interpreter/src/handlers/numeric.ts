import * as numerics from '@softwasm/numerics';
import {
  F32,
  F64,
  I32,
  I64,
  INSTRUCTION_ID,
  type InstructionNameIn,
  SIGNATURES,
  Trap,
  type ValType,
} from '@softwasm/syntax';
import type { Machine } from '../machine.ts';
import type { Handler, Handlers } from './handler.ts';

/*
 * Numeric instructions that are too rare, or too slow anyway, for a case in the loop: by the functions of `@softwasm/numerics`.
 */

const { HI, f32FromBits, f32ToBits, f64FromBits, f64ToBits } = numerics;

type Numeric = InstructionNameIn<'numeric'>;

/** These. */
type NumericName = Extract<
  Numeric,
  | `i64.${'clz' | 'ctz' | 'popcnt' | 'rotl' | 'rotr' | 'div_s' | 'div_u' | 'rem_s' | 'rem_u' | 'extend8_s' | 'extend16_s'}`
  | `${'f32' | 'f64'}.${'min' | 'max' | 'ceil' | 'floor' | 'trunc' | 'nearest' | 'copysign'}`
  | `${'i32' | 'i64'}.trunc_sat_${string}`
  | `i32.trunc_f32_${string}`
  | `i64.trunc_f${string}`
  | `${'f32' | 'f64'}.convert_i64_${string}`
>;

// biome-ignore lint/suspicious/noExplicitAny: functions of words, which the table of instructions describes
type NumericFunction = (...words: any[]) => any;

const FUNCTIONS: Readonly<Record<string, unknown>> = numerics;

/** Why a float cannot be truncated to an integer. */
export function truncationTrap(x: number): Trap {
  return new Trap(x !== x ? 'invalid-conversion' : 'integer-overflow');
}

/** Stores what a numeric function has returned. */
function storeResult({ words: I }: Machine, d: number, type: ValType, value: unknown): void {
  if (type === F32) {
    I[d] = f32ToBits(value as numerics.FloatValue);
    return;
  }
  I[d] = type === F64 ? f64ToBits(value as numerics.FloatValue) : (value as number);
  if (type !== I32) I[d + 1] = HI[0]!;
}

/** Of one float. @param check throws where the operand has no result */
function ofFloat(f: NumericFunction, type: ValType, result: ValType, check?: (x: number) => void): Handler {
  return (m, _, code, at, base) => {
    const { words: I } = m;
    const a = base + code[at + 1]!;
    const x = type === F32 ? f32FromBits(I[a]!) : f64FromBits(I[a]!, I[a + 1]!);
    check?.(+x);
    storeResult(m, base + code[at]!, result, f(x));
  };
}

function ofFloats(f: NumericFunction, type: ValType): Handler {
  return (m, _, code, at, base) => {
    const { words: I } = m;
    const a = base + code[at + 1]!;
    const b = base + code[at + 2]!;
    const value =
      type === F32
        ? f(f32FromBits(I[a]!), f32FromBits(I[b]!))
        : f(f64FromBits(I[a]!, I[a + 1]!), f64FromBits(I[b]!, I[b + 1]!));
    storeResult(m, base + code[at]!, type, value);
  };
}

function ofPair(f: NumericFunction, result: ValType): Handler {
  return (m, _, code, at, base) => {
    const a = base + code[at + 1]!;
    storeResult(m, base + code[at]!, result, f(m.words[a], m.words[a + 1]));
  };
}

/** @param check throws where the operands have no result */
function ofPairs(f: NumericFunction, check?: (al: number, ah: number, bl: number, bh: number) => void): Handler {
  return (m, _, code, at, base) => {
    const { words: I } = m;
    const a = base + code[at + 1]!;
    const b = base + code[at + 2]!;
    const [al, ah, bl, bh] = [I[a]!, I[a + 1]!, I[b]!, I[b + 1]!];
    check?.(al, ah, bl, bh);
    storeResult(m, base + code[at]!, I64, f(al, ah, bl, bh));
  };
}

function checkDivisor(al: number, ah: number, bl: number, bh: number): void {
  void al;
  void ah;
  if ((bl | bh) === 0) throw new Trap('integer-divide-by-zero');
}

function checkDivision(al: number, ah: number, bl: number, bh: number): void {
  checkDivisor(al, ah, bl, bh);
  if (numerics.i64_div_s_overflows(al, ah, bl, bh)) throw new Trap('integer-overflow');
}

function handlerOf(name: NumericName): Handler {
  const { params, results } = SIGNATURES[INSTRUCTION_ID[name]]!;
  const [type] = params;
  const f = FUNCTIONS[name.replace('.', '_')] as NumericFunction;
  if (type === I64) {
    if (params.length === 1) return ofPair(f, results[0]!);
    if (name === 'i64.div_s') return ofPairs(f, checkDivision);
    return ofPairs(f, /div|rem/.test(name) ? checkDivisor : undefined);
  }
  if (params.length === 2) return ofFloats(f, type!);
  if (!/^i.*trunc_f/.test(name)) return ofFloat(f, type!, results[0]!);
  const fits = FUNCTIONS[`${name.replace('.', '_')}_fits`] as (x: number) => boolean;
  return ofFloat(f, type!, results[0]!, (x) => {
    if (!fits(x)) throw truncationTrap(x);
  });
}

const NAMES: readonly NumericName[] = [
  'i64.clz',
  'i64.ctz',
  'i64.popcnt',
  'i64.rotl',
  'i64.rotr',
  'i64.div_s',
  'i64.div_u',
  'i64.rem_s',
  'i64.rem_u',
  'i64.extend8_s',
  'i64.extend16_s',
  'f32.min',
  'f32.max',
  'f32.ceil',
  'f32.floor',
  'f32.trunc',
  'f32.nearest',
  'f32.copysign',
  'f64.min',
  'f64.max',
  'f64.ceil',
  'f64.floor',
  'f64.trunc',
  'f64.nearest',
  'f64.copysign',
  'i32.trunc_sat_f32_s',
  'i32.trunc_sat_f32_u',
  'i32.trunc_sat_f64_s',
  'i32.trunc_sat_f64_u',
  'i64.trunc_sat_f32_s',
  'i64.trunc_sat_f32_u',
  'i64.trunc_sat_f64_s',
  'i64.trunc_sat_f64_u',
  'i32.trunc_f32_s',
  'i32.trunc_f32_u',
  'i64.trunc_f32_s',
  'i64.trunc_f32_u',
  'i64.trunc_f64_s',
  'i64.trunc_f64_u',
  'f32.convert_i64_s',
  'f32.convert_i64_u',
  'f64.convert_i64_s',
  'f64.convert_i64_u',
];

export const NUMERIC_HANDLERS: Handlers<NumericName> = Object.fromEntries(
  NAMES.map((name) => [name, handlerOf(name)]),
) as Handlers<NumericName>;
