import type { RuntimeHelper, UnitMemory } from '@softwasm/compiler';
import * as numerics from '@softwasm/numerics';
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

const scratch = new ArrayBuffer(8);
const { f32FromBits, f32ToBits, f64FromBits, f64ToBits, HI } = numerics;

type FloatValue = numerics.FloatValue;

/** Whatever generated code calls by name: `tsc` holds this against the compiler's list. */
export const HELPERS: Readonly<Record<RuntimeHelper, unknown>> = {
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
  SL: new BigInt64Array(scratch),
  SI: new Int32Array(scratch),

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
  i64_div_s_bridge: numerics.i64_div_s_bridge,
  i64_div_u_bridge: numerics.i64_div_u_bridge,
  i64_rem_s_bridge: numerics.i64_rem_s_bridge,
  i64_rem_u_bridge: numerics.i64_rem_u_bridge,
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

  trap_unreachable: () => trap('unreachable'),
  trap_divide_by_zero: () => trap('integer-divide-by-zero'),
  trap_overflow: () => trap('integer-overflow'),
  trap_truncation: (x: FloatValue) => trap(Number.isNaN(+x) ? 'invalid-conversion' : 'integer-overflow'),
  trap_memory: () => trap('memory-out-of-bounds'),
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

  memory_grow: (memory: MemoryInstance, delta: number) => memory.grow(delta),
  memory_fill: memoryFill,
  memory_copy: (target: MemoryInstance, source: MemoryInstance, to: number, from: number, count: number) =>
    memoryCopy(target, to, source, from, count),
  memory_init: (memory: MemoryInstance, data: DataInstance, to: number, from: number, count: number) =>
    memoryInit(memory, to, data, from, count),
  data_drop: (data: DataInstance) => data.drop(),

  table_get: (table: TableInstance, index: number) => table.get(index),
  table_set: (table: TableInstance, index: number, value: unknown) => table.set(index, value),
  table_grow: (table: TableInstance, value: unknown, count: number) => table.grow(count, value),
  table_fill: (table: TableInstance, to: number, value: unknown, count: number) => table.fill(to, value, count),
  table_copy: (target: TableInstance, source: TableInstance, to: number, from: number, count: number) =>
    target.copy(to, source, from, count),
  table_init: (table: TableInstance, segment: ElementInstance, to: number, from: number, count: number) =>
    table.init(to, segment, from, count),
  elem_drop: (segment: ElementInstance) => segment.drop(),

  ref_func: (instance: ModuleInstance, index: number) => instance.func(index),
  indirect: (table: TableInstance, type: number, index: number): Code => table.indirectCode(index, type),
};

/** A memory's view without its last four bytes: a load of one word from it traps where one of two words would. */
export function shortView(memory: UnitMemory): DataView {
  const { view } = memory;
  return new DataView(view.buffer, view.byteOffset, Math.max(0, view.byteLength - 4));
}
