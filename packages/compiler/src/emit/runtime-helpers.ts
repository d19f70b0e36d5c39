/**
 * Every name from outside that emitted code may use, in one list; whoever runs the code supplies all of them. A unit binds only those it uses.
 *
 * - Functions named like an instruction, with `_` for `.`, are `@softwasm/numerics`'s, and so are the NaN conversions.
 * - `traps` throw, and never return.
 * - The others operate on instances, in the order of the instruction's operands.
 */
export const RUNTIME_HELPERS = [
  // Math
  'imul',
  'clz32',
  'fround',
  'abs',
  'sqrt',
  'ceil',
  'floor',
  'trunc',
  'min',
  'max',
  // Slots: high words of numeric functions, results beyond the first word, the 64-bit scratch and its two words
  'HI',
  'RI',
  'RF',
  'RR',
  'SL',
  'SI',
  // Numeric functions
  'i32_ctz',
  'i32_popcnt',
  'i64_shl',
  'i64_shr_s',
  'i64_shr_u',
  'i64_rotl',
  'i64_rotr',
  'i64_div_s',
  'i64_div_u',
  'i64_rem_s',
  'i64_rem_u',
  'i64_div_s_bridge',
  'i64_div_u_bridge',
  'i64_rem_s_bridge',
  'i64_rem_u_bridge',
  'i64_trunc_f64_s',
  'i64_trunc_f64_u',
  'i32_trunc_sat_f64_s',
  'i32_trunc_sat_f64_u',
  'i64_trunc_sat_f64_s',
  'i64_trunc_sat_f64_u',
  'f32_convert_i64_s',
  'f32_convert_i64_u',
  'f32_nearest',
  'f32_abs',
  'f32_neg',
  'f32_copysign',
  'f64_nearest',
  'f64_abs',
  'f64_neg',
  'f64_copysign',
  'f32FromBits',
  'f32ToBits',
  'f64FromBits',
  'f64ToBits',
  // Traps
  'trap_unreachable',
  'trap_divide_by_zero',
  'trap_overflow',
  'trap_truncation',
  'trap_memory',
  'trap_null_reference',
  'trap_null_function',
  // Floats that are NaNs, from a view and to it
  'load_f32_nan',
  'load_f64_nan',
  'store_f32_nan',
  'store_f64_nan',
  // Memories
  'memory_grow',
  'memory_fill',
  'memory_copy',
  'memory_init',
  'data_drop',
  // Tables
  'table_get',
  'table_set',
  'table_grow',
  'table_fill',
  'table_copy',
  'table_init',
  'elem_drop',
  // References and calls
  'ref_func',
  'indirect',
] as const;

/** A name of {@link RUNTIME_HELPERS}. */
export type RuntimeHelper = (typeof RUNTIME_HELPERS)[number];

/** Indices into {@link RUNTIME_HELPERS}: how nodes and statements name a helper. */
export const HELPER: Readonly<Record<RuntimeHelper, number>> = Object.fromEntries(
  RUNTIME_HELPERS.map((name, index) => [name, index]),
) as Record<RuntimeHelper, number>;
