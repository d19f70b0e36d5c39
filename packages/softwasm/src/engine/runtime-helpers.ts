import type { BigIntHelper, RuntimeHelper, UnitMemory } from '@softwasm/compiler';
import * as numerics from '@softwasm/numerics';
import { type FloatValue, f32FromBits, f32ToBits, f64FromBits, f64ToBits, HI } from '@softwasm/numerics';
import {
  type Code,
  type DataInstance,
  type ElementInstance,
  type MemoryInstance,
  type ModuleInstance,
  memoryCopy,
  memoryFill,
  memoryInit,
  RF,
  RI,
  RR,
  type TableInstance,
  trap,
} from '@softwasm/runtime';
import { ATOMIC_HELPERS } from './atomic-helpers.ts';
import { REFERENCE_HELPERS } from './reference-helpers.ts';

/** The words of a number of pages, or of -1. */
function pages(count: number): number {
  HI[0] = Math.floor(count / 2 ** 32);
  return count | 0;
}

/** Helpers by name. */
export type Helpers = Readonly<Record<Exclude<RuntimeHelper, BigIntHelper>, unknown>>;

/** Whatever generated code calls by name where it does not use BigInt: `tsc` holds this against the compiler's list. */
export const PLAIN_HELPERS: Helpers = {
  imul: Math.imul,
  clz32: Math.clz32,
  fround: Math.fround,
  abs: Math.abs,
  sqrt: Math.sqrt,
  ceil: Math.ceil,
  floor: Math.floor,
  trunc: Math.trunc,
  min: Math.min,
  max: Math.max,

  HI,
  RI,
  RF,
  RR,

  i32_ctz: numerics.i32_ctz,
  i32_popcnt: numerics.i32_popcnt,
  i64_shl: numerics.i64_shl,
  i64_shr_s: numerics.i64_shr_s,
  i64_shr_u: numerics.i64_shr_u,
  i64_rotl: numerics.i64_rotl,
  i64_rotr: numerics.i64_rotr,
  i64_div_s: numerics.i64_div_s,
  i64_div_u: numerics.i64_div_u,
  i64_rem_s: numerics.i64_rem_s,
  i64_rem_u: numerics.i64_rem_u,
  i64_trunc_f64_s: numerics.i64_trunc_f64_s,
  i64_trunc_f64_u: numerics.i64_trunc_f64_u,
  i32_trunc_sat_f64_s: numerics.i32_trunc_sat_f64_s,
  i32_trunc_sat_f64_u: numerics.i32_trunc_sat_f64_u,
  i64_trunc_sat_f64_s: numerics.i64_trunc_sat_f64_s,
  i64_trunc_sat_f64_u: numerics.i64_trunc_sat_f64_u,
  f32_convert_i64_s: numerics.f32_convert_i64_s,
  f32_convert_i64_u: numerics.f32_convert_i64_u,
  f32_nearest: numerics.f32_nearest,
  f32_abs: numerics.f32_abs,
  f32_neg: numerics.f32_neg,
  f32_copysign: numerics.f32_copysign,
  f64_nearest: numerics.f64_nearest,
  f64_abs: numerics.f64_abs,
  f64_neg: numerics.f64_neg,
  f64_copysign: numerics.f64_copysign,
  f32FromBits,
  f32ToBits,
  f64FromBits,
  f64ToBits,

  f32OfBits: numerics.f32OfBits,
  bitsOfF32: numerics.bitsOfF32,
  f64OfBits: numerics.f64OfBits,
  lowOfF64: numerics.lowOfF64,
  highOfF64: numerics.highOfF64,
  f64ToHighWord: numerics.f64ToHighWord,

  i8x4_abs: numerics.i8x4_abs,
  i8x4_add: numerics.i8x4_add,
  i8x4_add_sat_s: numerics.i8x4_add_sat_s,
  i8x4_add_sat_u: numerics.i8x4_add_sat_u,
  i8x4_all_true: numerics.i8x4_all_true,
  i8x4_avgr_u: numerics.i8x4_avgr_u,
  i8x4_bitmask: numerics.i8x4_bitmask,
  i8x4_eq: numerics.i8x4_eq,
  i8x4_ge_s: numerics.i8x4_ge_s,
  i8x4_ge_u: numerics.i8x4_ge_u,
  i8x4_gt_s: numerics.i8x4_gt_s,
  i8x4_gt_u: numerics.i8x4_gt_u,
  i8x4_le_s: numerics.i8x4_le_s,
  i8x4_le_u: numerics.i8x4_le_u,
  i8x4_lt_s: numerics.i8x4_lt_s,
  i8x4_lt_u: numerics.i8x4_lt_u,
  i8x4_max_s: numerics.i8x4_max_s,
  i8x4_max_u: numerics.i8x4_max_u,
  i8x4_min_s: numerics.i8x4_min_s,
  i8x4_min_u: numerics.i8x4_min_u,
  i8x4_narrow_i16x2_s: numerics.i8x4_narrow_i16x2_s,
  i8x4_narrow_i16x2_u: numerics.i8x4_narrow_i16x2_u,
  i8x4_ne: numerics.i8x4_ne,
  i8x4_neg: numerics.i8x4_neg,
  i8x4_popcnt: numerics.i8x4_popcnt,
  i8x4_shl: numerics.i8x4_shl,
  i8x4_shr_s: numerics.i8x4_shr_s,
  i8x4_shr_u: numerics.i8x4_shr_u,
  i8x4_sub: numerics.i8x4_sub,
  i8x4_sub_sat_s: numerics.i8x4_sub_sat_s,
  i8x4_sub_sat_u: numerics.i8x4_sub_sat_u,
  i8x4_swizzle: numerics.i8x4_swizzle,
  i16x2_abs: numerics.i16x2_abs,
  i16x2_add: numerics.i16x2_add,
  i16x2_add_sat_s: numerics.i16x2_add_sat_s,
  i16x2_add_sat_u: numerics.i16x2_add_sat_u,
  i16x2_all_true: numerics.i16x2_all_true,
  i16x2_avgr_u: numerics.i16x2_avgr_u,
  i16x2_bitmask: numerics.i16x2_bitmask,
  i16x2_eq: numerics.i16x2_eq,
  i16x2_extadd_pairwise_i8x4_s: numerics.i16x2_extadd_pairwise_i8x4_s,
  i16x2_extadd_pairwise_i8x4_u: numerics.i16x2_extadd_pairwise_i8x4_u,
  i16x2_extend_high_i8x4_s: numerics.i16x2_extend_high_i8x4_s,
  i16x2_extend_high_i8x4_u: numerics.i16x2_extend_high_i8x4_u,
  i16x2_extend_low_i8x4_s: numerics.i16x2_extend_low_i8x4_s,
  i16x2_extend_low_i8x4_u: numerics.i16x2_extend_low_i8x4_u,
  i16x2_ge_s: numerics.i16x2_ge_s,
  i16x2_ge_u: numerics.i16x2_ge_u,
  i16x2_gt_s: numerics.i16x2_gt_s,
  i16x2_gt_u: numerics.i16x2_gt_u,
  i16x2_le_s: numerics.i16x2_le_s,
  i16x2_le_u: numerics.i16x2_le_u,
  i16x2_lt_s: numerics.i16x2_lt_s,
  i16x2_lt_u: numerics.i16x2_lt_u,
  i16x2_max_s: numerics.i16x2_max_s,
  i16x2_max_u: numerics.i16x2_max_u,
  i16x2_min_s: numerics.i16x2_min_s,
  i16x2_min_u: numerics.i16x2_min_u,
  i16x2_mul: numerics.i16x2_mul,
  i16x2_narrow_i32_s: numerics.i16x2_narrow_i32_s,
  i16x2_narrow_i32_u: numerics.i16x2_narrow_i32_u,
  i16x2_ne: numerics.i16x2_ne,
  i16x2_neg: numerics.i16x2_neg,
  i16x2_q15mulr_sat_s: numerics.i16x2_q15mulr_sat_s,
  i16x2_relaxed_dot_i8x4_i7x4_s: numerics.i16x2_relaxed_dot_i8x4_i7x4_s,
  i16x2_shl: numerics.i16x2_shl,
  i16x2_shr_s: numerics.i16x2_shr_s,
  i16x2_shr_u: numerics.i16x2_shr_u,
  i16x2_sub: numerics.i16x2_sub,
  i16x2_sub_sat_s: numerics.i16x2_sub_sat_s,
  i16x2_sub_sat_u: numerics.i16x2_sub_sat_u,

  trap_unreachable: () => trap('unreachable'),
  trap_divide_by_zero: () => trap('integer-divide-by-zero'),
  trap_overflow: () => trap('integer-overflow'),
  trap_truncation: (x: FloatValue) => trap(Number.isNaN(+x) ? 'invalid-conversion' : 'integer-overflow'),
  trap_memory: () => trap('memory-out-of-bounds'),
  trap_unaligned: () => trap('unaligned-atomic'),
  trap_null_reference: () => trap('null-reference'),
  trap_null_function: () => trap('null-function'),

  load_f32_nan: (view: DataView, address: number) => f32FromBits(view.getInt32(address, true)),
  load_f64_nan: (view: DataView, address: number) =>
    f64FromBits(view.getInt32(address, true), view.getInt32(address + 4, true)),
  store_f32_nan: (view: DataView, address: number, x: FloatValue) => view.setInt32(address, f32ToBits(x), true),
  store_f64_nan: (view: DataView, address: number, x: FloatValue) => {
    const lo = f64ToBits(x);
    view.setInt32(address + 4, HI[0] as number, true);
    view.setInt32(address, lo, true);
  },

  memory_size: (memory: MemoryInstance) => pages(memory.pages),
  memory_grow: (memory: MemoryInstance, delta: number) => pages(memory.grow(delta)),
  memory_fill: memoryFill,
  memory_copy: (target: MemoryInstance, source: MemoryInstance, to: number, from: number, count: number) =>
    memoryCopy(target, to, source, from, count),
  memory_init: (memory: MemoryInstance, data: DataInstance, to: number, from: number, count: number) =>
    memoryInit(memory, to, data, from, count),
  data_drop: (data: DataInstance) => data.drop(),
  ...ATOMIC_HELPERS,

  table_get: (table: TableInstance, index: number) => table.get(index),
  table_set: (table: TableInstance, index: number, value: unknown) => table.set(index, value),
  table_grow: (table: TableInstance, value: unknown, count: number) => table.grow(count, value),
  table_fill: (table: TableInstance, to: number, value: unknown, count: number) => table.fill(to, value, count),
  table_copy: (target: TableInstance, source: TableInstance, to: number, from: number, count: number) =>
    target.copy(to, source, from, count),
  table_init: (table: TableInstance, segment: ElementInstance, to: number, from: number, count: number) =>
    table.init(to, segment, from, count),
  elem_drop: (segment: ElementInstance) => segment.drop(),

  ...REFERENCE_HELPERS,
  ref_func: (instance: ModuleInstance, index: number) => instance.func(index),
  indirect: (table: TableInstance, type: number, index: number): Code => table.indirectCode(index, type),
};

/** A memory's view without its last four bytes: a load of one word from it traps where one of two words would. */
export function shortView(memory: UnitMemory): DataView {
  const { view } = memory;
  return new DataView(view.buffer, view.byteOffset, Math.max(0, view.byteLength - 4));
}
