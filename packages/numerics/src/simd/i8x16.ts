/**
 * Operations on sixteen i8 lanes.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#vector-operations
 */
import {
  i8x4_abs,
  i8x4_add,
  i8x4_add_sat_s,
  i8x4_add_sat_u,
  i8x4_all_true,
  i8x4_avgr_u,
  i8x4_bitmask,
  i8x4_eq,
  i8x4_ge_s,
  i8x4_ge_u,
  i8x4_gt_s,
  i8x4_gt_u,
  i8x4_le_s,
  i8x4_le_u,
  i8x4_lt_s,
  i8x4_lt_u,
  i8x4_max_s,
  i8x4_max_u,
  i8x4_min_s,
  i8x4_min_u,
  i8x4_narrow_i16x2_s,
  i8x4_narrow_i16x2_u,
  i8x4_ne,
  i8x4_neg,
  i8x4_popcnt,
  i8x4_shl,
  i8x4_shr_s,
  i8x4_shr_u,
  i8x4_sub,
  i8x4_sub_sat_s,
  i8x4_sub_sat_u,
} from './i8x4.ts';
import { type BinaryVector, setWords, type UnaryVector, type VectorShift, type VectorTest } from './v128.ts';

export const i8x16_eq: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_eq(a0, b0), i8x4_eq(a1, b1), i8x4_eq(a2, b2), i8x4_eq(a3, b3));

export const i8x16_ne: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_ne(a0, b0), i8x4_ne(a1, b1), i8x4_ne(a2, b2), i8x4_ne(a3, b3));

export const i8x16_lt_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_lt_s(a0, b0), i8x4_lt_s(a1, b1), i8x4_lt_s(a2, b2), i8x4_lt_s(a3, b3));

export const i8x16_lt_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_lt_u(a0, b0), i8x4_lt_u(a1, b1), i8x4_lt_u(a2, b2), i8x4_lt_u(a3, b3));

export const i8x16_gt_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_gt_s(a0, b0), i8x4_gt_s(a1, b1), i8x4_gt_s(a2, b2), i8x4_gt_s(a3, b3));

export const i8x16_gt_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_gt_u(a0, b0), i8x4_gt_u(a1, b1), i8x4_gt_u(a2, b2), i8x4_gt_u(a3, b3));

export const i8x16_le_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_le_s(a0, b0), i8x4_le_s(a1, b1), i8x4_le_s(a2, b2), i8x4_le_s(a3, b3));

export const i8x16_le_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_le_u(a0, b0), i8x4_le_u(a1, b1), i8x4_le_u(a2, b2), i8x4_le_u(a3, b3));

export const i8x16_ge_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_ge_s(a0, b0), i8x4_ge_s(a1, b1), i8x4_ge_s(a2, b2), i8x4_ge_s(a3, b3));

export const i8x16_ge_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_ge_u(a0, b0), i8x4_ge_u(a1, b1), i8x4_ge_u(a2, b2), i8x4_ge_u(a3, b3));

export const i8x16_add: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_add(a0, b0), i8x4_add(a1, b1), i8x4_add(a2, b2), i8x4_add(a3, b3));

export const i8x16_add_sat_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_add_sat_s(a0, b0), i8x4_add_sat_s(a1, b1), i8x4_add_sat_s(a2, b2), i8x4_add_sat_s(a3, b3));

export const i8x16_add_sat_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_add_sat_u(a0, b0), i8x4_add_sat_u(a1, b1), i8x4_add_sat_u(a2, b2), i8x4_add_sat_u(a3, b3));

export const i8x16_sub: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_sub(a0, b0), i8x4_sub(a1, b1), i8x4_sub(a2, b2), i8x4_sub(a3, b3));

export const i8x16_sub_sat_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_sub_sat_s(a0, b0), i8x4_sub_sat_s(a1, b1), i8x4_sub_sat_s(a2, b2), i8x4_sub_sat_s(a3, b3));

export const i8x16_sub_sat_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_sub_sat_u(a0, b0), i8x4_sub_sat_u(a1, b1), i8x4_sub_sat_u(a2, b2), i8x4_sub_sat_u(a3, b3));

export const i8x16_min_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_min_s(a0, b0), i8x4_min_s(a1, b1), i8x4_min_s(a2, b2), i8x4_min_s(a3, b3));

export const i8x16_min_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_min_u(a0, b0), i8x4_min_u(a1, b1), i8x4_min_u(a2, b2), i8x4_min_u(a3, b3));

export const i8x16_max_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_max_s(a0, b0), i8x4_max_s(a1, b1), i8x4_max_s(a2, b2), i8x4_max_s(a3, b3));

export const i8x16_max_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_max_u(a0, b0), i8x4_max_u(a1, b1), i8x4_max_u(a2, b2), i8x4_max_u(a3, b3));

export const i8x16_avgr_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i8x4_avgr_u(a0, b0), i8x4_avgr_u(a1, b1), i8x4_avgr_u(a2, b2), i8x4_avgr_u(a3, b3));

export const i8x16_abs: UnaryVector = (a0, a1, a2, a3) =>
  setWords(i8x4_abs(a0), i8x4_abs(a1), i8x4_abs(a2), i8x4_abs(a3));

export const i8x16_neg: UnaryVector = (a0, a1, a2, a3) =>
  setWords(i8x4_neg(a0), i8x4_neg(a1), i8x4_neg(a2), i8x4_neg(a3));

export const i8x16_popcnt: UnaryVector = (a0, a1, a2, a3) =>
  setWords(i8x4_popcnt(a0), i8x4_popcnt(a1), i8x4_popcnt(a2), i8x4_popcnt(a3));

export const i8x16_shl: VectorShift = (a0, a1, a2, a3, count) =>
  setWords(i8x4_shl(a0, count), i8x4_shl(a1, count), i8x4_shl(a2, count), i8x4_shl(a3, count));

export const i8x16_shr_s: VectorShift = (a0, a1, a2, a3, count) =>
  setWords(i8x4_shr_s(a0, count), i8x4_shr_s(a1, count), i8x4_shr_s(a2, count), i8x4_shr_s(a3, count));

export const i8x16_shr_u: VectorShift = (a0, a1, a2, a3, count) =>
  setWords(i8x4_shr_u(a0, count), i8x4_shr_u(a1, count), i8x4_shr_u(a2, count), i8x4_shr_u(a3, count));

export const i8x16_narrow_i16x8_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    i8x4_narrow_i16x2_s(a0, a1),
    i8x4_narrow_i16x2_s(a2, a3),
    i8x4_narrow_i16x2_s(b0, b1),
    i8x4_narrow_i16x2_s(b2, b3),
  );

export const i8x16_narrow_i16x8_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    i8x4_narrow_i16x2_u(a0, a1),
    i8x4_narrow_i16x2_u(a2, a3),
    i8x4_narrow_i16x2_u(b0, b1),
    i8x4_narrow_i16x2_u(b2, b3),
  );

export const i8x16_all_true: VectorTest = (a0, a1, a2, a3) =>
  i8x4_all_true(a0) & i8x4_all_true(a1) & i8x4_all_true(a2) & i8x4_all_true(a3);

export const i8x16_bitmask: VectorTest = (a0, a1, a2, a3) =>
  i8x4_bitmask(a0) | (i8x4_bitmask(a1) << 4) | (i8x4_bitmask(a2) << 8) | (i8x4_bitmask(a3) << 12);
