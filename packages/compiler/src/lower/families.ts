import type { INSTRUCTIONS, InstructionCategory } from '@softwasm/syntax';
import type { Lowering } from '../build/builder.ts';

type Row = (typeof INSTRUCTIONS)[number];

/** The names of the instructions of these categories. */
export type NamesIn<Category extends InstructionCategory> = Extract<
  Row,
  readonly [string, number, string, string | null, Category, string]
>[0];

type Numeric = NamesIn<'numeric'>;

/** Conversions between floats and integers, and from float to float. */
export type ConversionName = Extract<
  Numeric,
  `${string}.${'trunc_' | 'convert_' | 'reinterpret_' | 'demote_' | 'promote_'}${string}`
>;
export type I32Name = Exclude<Extract<Numeric, `i32.${string}`>, ConversionName | 'i32.wrap_i64'>;
/** 128-bit arithmetic. */
export type WideName = Extract<Numeric, `i64.${'add128' | 'sub128' | 'mul_wide_'}${string}`>;
export type I64Name = Exclude<Extract<Numeric, `i64.${string}`>, ConversionName | WideName> | 'i32.wrap_i64';
export type F32Name = Exclude<Extract<Numeric, `f32.${string}`>, ConversionName>;
export type F64Name = Exclude<Extract<Numeric, `f64.${string}`>, ConversionName>;
export type CallName = 'call' | 'call_indirect' | 'call_ref';
/** Tests and casts; branches on them are control instructions by category. */
export type CastName = Extract<
  NamesIn<'control' | 'reference'>,
  `${'ref.eq' | 'ref.test' | 'ref.cast' | 'ref.get_desc' | 'br_on_cast'}${string}`
>;
export type ExceptionName =
  | 'try'
  | 'catch'
  | 'catch_all'
  | 'delegate'
  | 'rethrow'
  | 'throw'
  | 'throw_ref'
  | 'try_table';
export type TailCallName = 'return_call' | 'return_call_indirect' | 'return_call_ref';
export type ControlName = Exclude<NamesIn<'control'>, CallName | TailCallName | CastName | ExceptionName>;
export type ReferenceName = Exclude<NamesIn<'reference'>, CastName>;

/** A lowering for each instruction of a family: `tsc` holds it against the table of instructions. */
export type Family<Name extends string> = Readonly<Record<Name, Lowering>>;
