import type { INSTRUCTIONS, InstructionCategory } from '@softwasm/syntax';
import type { Lowering } from '../build/builder.ts';
import type { NotYet } from './not-yet.ts';

type Row = (typeof INSTRUCTIONS)[number];

/** The names of the instructions of these categories. */
export type NamesIn<Category extends InstructionCategory> = Extract<
  Row,
  readonly [string, number, string, string | null, Category, string]
>[0];

type Numeric = Exclude<NamesIn<'numeric'>, NotYet>;

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
export type ControlName = Exclude<NamesIn<'control'>, NotYet | CallName | CastName | ExceptionName>;
export type ReferenceName = Exclude<NamesIn<'reference'>, NotYet | CastName>;

/** A lowering for each instruction of a family: `tsc` holds it against the table of instructions. */
export type Family<Name extends string> = Readonly<Record<Name, Lowering>>;
