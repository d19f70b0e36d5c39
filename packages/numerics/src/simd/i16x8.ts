/**
 * Operations on eight i16 lanes.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#vector-operations
 */
import {
  i16x2_abs,
  i16x2_add,
  i16x2_add_sat_s,
  i16x2_add_sat_u,
  i16x2_all_true,
  i16x2_avgr_u,
  i16x2_bitmask,
  i16x2_eq,
  i16x2_extadd_pairwise_i8x4_s,
  i16x2_extadd_pairwise_i8x4_u,
  i16x2_extend_high_i8x4_s,
  i16x2_extend_high_i8x4_u,
  i16x2_extend_low_i8x4_s,
  i16x2_extend_low_i8x4_u,
  i16x2_ge_s,
  i16x2_ge_u,
  i16x2_gt_s,
  i16x2_gt_u,
  i16x2_le_s,
  i16x2_le_u,
  i16x2_lt_s,
  i16x2_lt_u,
  i16x2_max_s,
  i16x2_max_u,
  i16x2_min_s,
  i16x2_min_u,
  i16x2_mul,
  i16x2_narrow_i32_s,
  i16x2_narrow_i32_u,
  i16x2_ne,
  i16x2_neg,
  i16x2_q15mulr_sat_s,
  i16x2_shl,
  i16x2_shr_s,
  i16x2_shr_u,
  i16x2_sub,
  i16x2_sub_sat_s,
  i16x2_sub_sat_u,
} from './i16x2.ts';
import { type BinaryVector, setWords, type UnaryVector, type VectorShift, type VectorTest } from './v128.ts';

export const i16x8_eq: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_eq(a0, b0), i16x2_eq(a1, b1), i16x2_eq(a2, b2), i16x2_eq(a3, b3));

export const i16x8_ne: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_ne(a0, b0), i16x2_ne(a1, b1), i16x2_ne(a2, b2), i16x2_ne(a3, b3));

export const i16x8_lt_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_lt_s(a0, b0), i16x2_lt_s(a1, b1), i16x2_lt_s(a2, b2), i16x2_lt_s(a3, b3));

export const i16x8_lt_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_lt_u(a0, b0), i16x2_lt_u(a1, b1), i16x2_lt_u(a2, b2), i16x2_lt_u(a3, b3));

export const i16x8_gt_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_gt_s(a0, b0), i16x2_gt_s(a1, b1), i16x2_gt_s(a2, b2), i16x2_gt_s(a3, b3));

export const i16x8_gt_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_gt_u(a0, b0), i16x2_gt_u(a1, b1), i16x2_gt_u(a2, b2), i16x2_gt_u(a3, b3));

export const i16x8_le_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_le_s(a0, b0), i16x2_le_s(a1, b1), i16x2_le_s(a2, b2), i16x2_le_s(a3, b3));

export const i16x8_le_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_le_u(a0, b0), i16x2_le_u(a1, b1), i16x2_le_u(a2, b2), i16x2_le_u(a3, b3));

export const i16x8_ge_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_ge_s(a0, b0), i16x2_ge_s(a1, b1), i16x2_ge_s(a2, b2), i16x2_ge_s(a3, b3));

export const i16x8_ge_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_ge_u(a0, b0), i16x2_ge_u(a1, b1), i16x2_ge_u(a2, b2), i16x2_ge_u(a3, b3));

export const i16x8_add: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_add(a0, b0), i16x2_add(a1, b1), i16x2_add(a2, b2), i16x2_add(a3, b3));

export const i16x8_add_sat_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_add_sat_s(a0, b0), i16x2_add_sat_s(a1, b1), i16x2_add_sat_s(a2, b2), i16x2_add_sat_s(a3, b3));

export const i16x8_add_sat_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_add_sat_u(a0, b0), i16x2_add_sat_u(a1, b1), i16x2_add_sat_u(a2, b2), i16x2_add_sat_u(a3, b3));

export const i16x8_sub: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_sub(a0, b0), i16x2_sub(a1, b1), i16x2_sub(a2, b2), i16x2_sub(a3, b3));

export const i16x8_sub_sat_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_sub_sat_s(a0, b0), i16x2_sub_sat_s(a1, b1), i16x2_sub_sat_s(a2, b2), i16x2_sub_sat_s(a3, b3));

export const i16x8_sub_sat_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_sub_sat_u(a0, b0), i16x2_sub_sat_u(a1, b1), i16x2_sub_sat_u(a2, b2), i16x2_sub_sat_u(a3, b3));

export const i16x8_mul: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_mul(a0, b0), i16x2_mul(a1, b1), i16x2_mul(a2, b2), i16x2_mul(a3, b3));

export const i16x8_min_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_min_s(a0, b0), i16x2_min_s(a1, b1), i16x2_min_s(a2, b2), i16x2_min_s(a3, b3));

export const i16x8_min_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_min_u(a0, b0), i16x2_min_u(a1, b1), i16x2_min_u(a2, b2), i16x2_min_u(a3, b3));

export const i16x8_max_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_max_s(a0, b0), i16x2_max_s(a1, b1), i16x2_max_s(a2, b2), i16x2_max_s(a3, b3));

export const i16x8_max_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_max_u(a0, b0), i16x2_max_u(a1, b1), i16x2_max_u(a2, b2), i16x2_max_u(a3, b3));

export const i16x8_avgr_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(i16x2_avgr_u(a0, b0), i16x2_avgr_u(a1, b1), i16x2_avgr_u(a2, b2), i16x2_avgr_u(a3, b3));

export const i16x8_q15mulr_sat_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    i16x2_q15mulr_sat_s(a0, b0),
    i16x2_q15mulr_sat_s(a1, b1),
    i16x2_q15mulr_sat_s(a2, b2),
    i16x2_q15mulr_sat_s(a3, b3),
  );

export const i16x8_abs: UnaryVector = (a0, a1, a2, a3) =>
  setWords(i16x2_abs(a0), i16x2_abs(a1), i16x2_abs(a2), i16x2_abs(a3));

export const i16x8_neg: UnaryVector = (a0, a1, a2, a3) =>
  setWords(i16x2_neg(a0), i16x2_neg(a1), i16x2_neg(a2), i16x2_neg(a3));

export const i16x8_extadd_pairwise_i8x16_s: UnaryVector = (a0, a1, a2, a3) =>
  setWords(
    i16x2_extadd_pairwise_i8x4_s(a0),
    i16x2_extadd_pairwise_i8x4_s(a1),
    i16x2_extadd_pairwise_i8x4_s(a2),
    i16x2_extadd_pairwise_i8x4_s(a3),
  );

export const i16x8_extadd_pairwise_i8x16_u: UnaryVector = (a0, a1, a2, a3) =>
  setWords(
    i16x2_extadd_pairwise_i8x4_u(a0),
    i16x2_extadd_pairwise_i8x4_u(a1),
    i16x2_extadd_pairwise_i8x4_u(a2),
    i16x2_extadd_pairwise_i8x4_u(a3),
  );

export const i16x8_shl: VectorShift = (a0, a1, a2, a3, count) =>
  setWords(i16x2_shl(a0, count), i16x2_shl(a1, count), i16x2_shl(a2, count), i16x2_shl(a3, count));

export const i16x8_shr_s: VectorShift = (a0, a1, a2, a3, count) =>
  setWords(i16x2_shr_s(a0, count), i16x2_shr_s(a1, count), i16x2_shr_s(a2, count), i16x2_shr_s(a3, count));

export const i16x8_shr_u: VectorShift = (a0, a1, a2, a3, count) =>
  setWords(i16x2_shr_u(a0, count), i16x2_shr_u(a1, count), i16x2_shr_u(a2, count), i16x2_shr_u(a3, count));

export const i16x8_narrow_i32x4_s: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    i16x2_narrow_i32_s(a0, a1),
    i16x2_narrow_i32_s(a2, a3),
    i16x2_narrow_i32_s(b0, b1),
    i16x2_narrow_i32_s(b2, b3),
  );

export const i16x8_narrow_i32x4_u: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(
    i16x2_narrow_i32_u(a0, a1),
    i16x2_narrow_i32_u(a2, a3),
    i16x2_narrow_i32_u(b0, b1),
    i16x2_narrow_i32_u(b2, b3),
  );

export const i16x8_extend_low_i8x16_s: UnaryVector = (a0, a1) =>
  setWords(
    i16x2_extend_low_i8x4_s(a0),
    i16x2_extend_high_i8x4_s(a0),
    i16x2_extend_low_i8x4_s(a1),
    i16x2_extend_high_i8x4_s(a1),
  );

export const i16x8_extmul_low_i8x16_s: BinaryVector = (a0, a1, _a2, _a3, b0, b1) =>
  setWords(
    i16x2_mul(i16x2_extend_low_i8x4_s(a0), i16x2_extend_low_i8x4_s(b0)),
    i16x2_mul(i16x2_extend_high_i8x4_s(a0), i16x2_extend_high_i8x4_s(b0)),
    i16x2_mul(i16x2_extend_low_i8x4_s(a1), i16x2_extend_low_i8x4_s(b1)),
    i16x2_mul(i16x2_extend_high_i8x4_s(a1), i16x2_extend_high_i8x4_s(b1)),
  );

export const i16x8_extend_high_i8x16_s: UnaryVector = (_a0, _a1, a2, a3) =>
  setWords(
    i16x2_extend_low_i8x4_s(a2),
    i16x2_extend_high_i8x4_s(a2),
    i16x2_extend_low_i8x4_s(a3),
    i16x2_extend_high_i8x4_s(a3),
  );

export const i16x8_extmul_high_i8x16_s: BinaryVector = (_a0, _a1, a2, a3, _b0, _b1, b2, b3) =>
  setWords(
    i16x2_mul(i16x2_extend_low_i8x4_s(a2), i16x2_extend_low_i8x4_s(b2)),
    i16x2_mul(i16x2_extend_high_i8x4_s(a2), i16x2_extend_high_i8x4_s(b2)),
    i16x2_mul(i16x2_extend_low_i8x4_s(a3), i16x2_extend_low_i8x4_s(b3)),
    i16x2_mul(i16x2_extend_high_i8x4_s(a3), i16x2_extend_high_i8x4_s(b3)),
  );

export const i16x8_extend_low_i8x16_u: UnaryVector = (a0, a1) =>
  setWords(
    i16x2_extend_low_i8x4_u(a0),
    i16x2_extend_high_i8x4_u(a0),
    i16x2_extend_low_i8x4_u(a1),
    i16x2_extend_high_i8x4_u(a1),
  );

export const i16x8_extmul_low_i8x16_u: BinaryVector = (a0, a1, _a2, _a3, b0, b1) =>
  setWords(
    i16x2_mul(i16x2_extend_low_i8x4_u(a0), i16x2_extend_low_i8x4_u(b0)),
    i16x2_mul(i16x2_extend_high_i8x4_u(a0), i16x2_extend_high_i8x4_u(b0)),
    i16x2_mul(i16x2_extend_low_i8x4_u(a1), i16x2_extend_low_i8x4_u(b1)),
    i16x2_mul(i16x2_extend_high_i8x4_u(a1), i16x2_extend_high_i8x4_u(b1)),
  );

export const i16x8_extend_high_i8x16_u: UnaryVector = (_a0, _a1, a2, a3) =>
  setWords(
    i16x2_extend_low_i8x4_u(a2),
    i16x2_extend_high_i8x4_u(a2),
    i16x2_extend_low_i8x4_u(a3),
    i16x2_extend_high_i8x4_u(a3),
  );

export const i16x8_extmul_high_i8x16_u: BinaryVector = (_a0, _a1, a2, a3, _b0, _b1, b2, b3) =>
  setWords(
    i16x2_mul(i16x2_extend_low_i8x4_u(a2), i16x2_extend_low_i8x4_u(b2)),
    i16x2_mul(i16x2_extend_high_i8x4_u(a2), i16x2_extend_high_i8x4_u(b2)),
    i16x2_mul(i16x2_extend_low_i8x4_u(a3), i16x2_extend_low_i8x4_u(b3)),
    i16x2_mul(i16x2_extend_high_i8x4_u(a3), i16x2_extend_high_i8x4_u(b3)),
  );

export const i16x8_all_true: VectorTest = (a0, a1, a2, a3) =>
  i16x2_all_true(a0) & i16x2_all_true(a1) & i16x2_all_true(a2) & i16x2_all_true(a3);

export const i16x8_bitmask: VectorTest = (a0, a1, a2, a3) =>
  i16x2_bitmask(a0) | (i16x2_bitmask(a1) << 2) | (i16x2_bitmask(a2) << 4) | (i16x2_bitmask(a3) << 6);
