/** The numeric SIMD instructions that take whole vectors: mnemonic, operands, and code for the host. */

export interface VectorRow {
  name: string;
  /** Vector operands. */
  vectors: number;
  /** Whether an i32 shift count follows them. */
  hasCount: boolean;
  result: 'v128' | 'i32';
  /** The lanes of the result, where it may contain any NaN that arithmetic gives. */
  floatLanes: 'f32' | 'f64' | undefined;
  /** Vector operand `n` stands for its load as `{ load: n }`; numbers are opcodes after the prefix 0xfd. */
  code: readonly (number | { load: number })[];
}

const rows: VectorRow[] = [];

const ARITHMETIC =
  /^(f32|f64)x\d_(?:relaxed_)?(?:add|sub|mul|div|min|max|sqrt|ceil|floor|trunc|nearest|n?madd|demote\w+|promote\w+)$/;
const LOADS = [{ load: 0 }, { load: 1 }, { load: 2 }];

function row(name: string, vectors: number, code: VectorRow['code']): void {
  rows.push({
    name,
    vectors,
    hasCount: /_sh[lr]/.test(name),
    result: /_(?:all_true|any_true|bitmask)$/.test(name) ? 'i32' : 'v128',
    floatLanes: ARITHMETIC.exec(name)?.[1] as 'f32' | 'f64' | undefined,
    code,
  });
}

/** Instructions with consecutive opcodes; `-` skips one. */
function family(first: number, vectors: number, shape: string, names: string): void {
  for (const [index, name] of names.split(' ').entries()) {
    if (name !== '-') row(`${shape}_${name}`, vectors, [...LOADS.slice(0, vectors), first + index]);
  }
}

const COMPARISONS = 'eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u';
const SATURATING = 'add add_sat_s add_sat_u sub sub_sat_s sub_sat_u';
const EXTENDS = (from: string, what: string): string =>
  ['low_%_s', 'high_%_s', 'low_%_u', 'high_%_u'].map((name) => `${what}_${name.replace('%', from)}`).join(' ');

family(0x0e, 2, 'i8x16', 'swizzle');
family(0x23, 2, 'i8x16', COMPARISONS);
family(0x2d, 2, 'i16x8', COMPARISONS);
family(0x37, 2, 'i32x4', COMPARISONS);
family(0x41, 2, 'f32x4', 'eq ne lt gt le ge');
family(0x47, 2, 'f64x2', 'eq ne lt gt le ge');
family(0x4d, 1, 'v128', 'not');
family(0x4e, 2, 'v128', 'and andnot or xor');
family(0x52, 3, 'v128', 'bitselect');
family(0x53, 1, 'v128', 'any_true');
family(0x5e, 1, 'f32x4', 'demote_f64x2_zero');
family(0x5f, 1, 'f64x2', 'promote_low_f32x4');
family(0x60, 1, 'i8x16', 'abs neg popcnt all_true bitmask');
family(0x65, 2, 'i8x16', 'narrow_i16x8_s narrow_i16x8_u');
family(0x67, 1, 'f32x4', 'ceil floor trunc nearest');
family(0x6b, 1, 'i8x16', 'shl shr_s shr_u');
family(0x6e, 2, 'i8x16', SATURATING);
family(0x74, 1, 'f64x2', 'ceil floor');
family(0x76, 2, 'i8x16', 'min_s min_u max_s max_u - avgr_u');
family(0x7a, 1, 'f64x2', 'trunc');
family(0x7c, 1, 'i16x8', 'extadd_pairwise_i8x16_s extadd_pairwise_i8x16_u');
family(0x7e, 1, 'i32x4', 'extadd_pairwise_i16x8_s extadd_pairwise_i16x8_u');
family(0x80, 1, 'i16x8', 'abs neg - all_true bitmask');
family(0x82, 2, 'i16x8', 'q15mulr_sat_s - - narrow_i32x4_s narrow_i32x4_u');
family(0x87, 1, 'i16x8', `${EXTENDS('i8x16', 'extend')} shl shr_s shr_u`);
family(0x8e, 2, 'i16x8', `${SATURATING} - mul min_s min_u max_s max_u - avgr_u ${EXTENDS('i8x16', 'extmul')}`);
family(0x94, 1, 'f64x2', 'nearest');
family(0xa0, 1, 'i32x4', `abs neg - all_true bitmask - - ${EXTENDS('i16x8', 'extend')} shl shr_s shr_u`);
family(0xae, 2, 'i32x4', `add - - sub - - - mul min_s min_u max_s max_u dot_i16x8_s - ${EXTENDS('i16x8', 'extmul')}`);
family(0xc0, 1, 'i64x2', `abs neg - all_true bitmask - - ${EXTENDS('i32x4', 'extend')} shl shr_s shr_u`);
family(0xce, 2, 'i64x2', `add - - sub - - - mul eq ne lt_s gt_s le_s ge_s ${EXTENDS('i32x4', 'extmul')}`);
for (const [first, shape] of [
  [0xe0, 'f32x4'],
  [0xec, 'f64x2'],
] as const) {
  family(first, 1, shape, 'abs neg - sqrt');
  family(first + 4, 2, shape, 'add sub mul div min max pmin pmax');
}
family(0xf8, 1, 'i32x4', 'trunc_sat_f32x4_s trunc_sat_f32x4_u - - trunc_sat_f64x2_s_zero trunc_sat_f64x2_u_zero');
family(0xfa, 1, 'f32x4', 'convert_i32x4_s convert_i32x4_u');
family(0xfe, 1, 'f64x2', 'convert_low_i32x4_s convert_low_i32x4_u');

export const STRICT_VECTOR_INSTRUCTIONS: readonly VectorRow[] = rows.splice(0);

// Relaxed instructions, defined for us by strict ones.
family(0x0e, 2, 'i8x16', 'relaxed_swizzle');
family(0xf8, 1, 'i32x4', 'relaxed_trunc_f32x4_s relaxed_trunc_f32x4_u');
family(0xfc, 1, 'i32x4', 'relaxed_trunc_f64x2_s_zero relaxed_trunc_f64x2_u_zero');
for (const shape of ['i8x16', 'i16x8', 'i32x4', 'i64x2']) family(0x52, 3, shape, 'relaxed_laneselect');
family(0xe8, 2, 'f32x4', 'relaxed_min relaxed_max');
family(0xf4, 2, 'f64x2', 'relaxed_min relaxed_max');
family(0x82, 2, 'i16x8', 'relaxed_q15mulr_s');
const [A, B, C] = LOADS as [{ load: number }, { load: number }, { load: number }];
for (const [shape, neg, add, mul] of [
  ['f32x4', 0xe1, 0xe4, 0xe6],
  ['f64x2', 0xed, 0xf0, 0xf2],
] as const) {
  row(`${shape}_relaxed_madd`, 3, [A, B, mul, C, add]);
  row(`${shape}_relaxed_nmadd`, 3, [A, neg, B, mul, C, add]);
}
// Products (extmul low, high), their sums (extadd_pairwise to i32x4), saturated (narrow).
const DOT = [A, B, 0x9c, 0x7e, A, B, 0x9d, 0x7e, 0x85];
row('i16x8_relaxed_dot_i8x16_i7x16_s', 2, DOT);
row('i32x4_relaxed_dot_i8x16_i7x16_add_s', 3, [...DOT, 0x7e, C, 0xae]);

export const RELAXED_VECTOR_INSTRUCTIONS: readonly VectorRow[] = rows;
