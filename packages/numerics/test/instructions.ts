/** The scalar numeric instructions: mnemonic, operand types, result type, opcode. */
import type { NumericType } from './native.ts';

export interface Row {
  name: string;
  params: NumericType[];
  result: NumericType;
  opcode: number[];
}

const rows: Row[] = [];

function family(first: number, params: NumericType[], result: NumericType, names: string): void {
  names.split(' ').forEach((name, index) => {
    rows.push({ name, params, result, opcode: [first + index] });
  });
}

function prefixed(type: NumericType, names: string): string {
  return names.replace(/[^ ]+/g, (name) => `${type}_${name}`);
}

const COMPARISONS = 'eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u';
const ARITHMETIC = 'add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr';
for (const [type, eqz, unary, binary] of [
  ['i32', 0x45, 0x67, 0x6a],
  ['i64', 0x50, 0x79, 0x7c],
] as const) {
  family(eqz, [type], 'i32', `${type}_eqz`);
  family(eqz + 1, [type, type], 'i32', prefixed(type, COMPARISONS));
  family(unary, [type], type, prefixed(type, 'clz ctz popcnt'));
  family(binary, [type, type], type, prefixed(type, ARITHMETIC));
}
family(0xc0, ['i32'], 'i32', 'i32_extend8_s i32_extend16_s');
family(0xc2, ['i64'], 'i64', 'i64_extend8_s i64_extend16_s i64_extend32_s');
for (const [type, compare, unary] of [
  ['f32', 0x5b, 0x8b],
  ['f64', 0x61, 0x99],
] as const) {
  family(compare, [type, type], 'i32', prefixed(type, 'eq ne lt gt le ge'));
  family(unary, [type], type, prefixed(type, 'abs neg ceil floor trunc nearest sqrt'));
  family(unary + 7, [type, type], type, prefixed(type, 'add sub mul div min max copysign'));
}
family(0xa7, ['i64'], 'i32', 'i32_wrap_i64');
family(0xa8, ['f32'], 'i32', 'i32_trunc_f32_s i32_trunc_f32_u');
family(0xaa, ['f64'], 'i32', 'i32_trunc_f64_s i32_trunc_f64_u');
family(0xac, ['i32'], 'i64', 'i64_extend_i32_s i64_extend_i32_u');
family(0xae, ['f32'], 'i64', 'i64_trunc_f32_s i64_trunc_f32_u');
family(0xb0, ['f64'], 'i64', 'i64_trunc_f64_s i64_trunc_f64_u');
family(0xb2, ['i32'], 'f32', 'f32_convert_i32_s f32_convert_i32_u');
family(0xb4, ['i64'], 'f32', 'f32_convert_i64_s f32_convert_i64_u');
family(0xb6, ['f64'], 'f32', 'f32_demote_f64');
family(0xb7, ['i32'], 'f64', 'f64_convert_i32_s f64_convert_i32_u');
family(0xb9, ['i64'], 'f64', 'f64_convert_i64_s f64_convert_i64_u');
family(0xbb, ['f32'], 'f64', 'f64_promote_f32');
family(0xbc, ['f32'], 'i32', 'i32_reinterpret_f32');
family(0xbd, ['f64'], 'i64', 'i64_reinterpret_f64');
family(0xbe, ['i32'], 'f32', 'f32_reinterpret_i32');
family(0xbf, ['i64'], 'f64', 'f64_reinterpret_i64');
for (const [index, name] of [
  'i32_trunc_sat_f32',
  'i32_trunc_sat_f64',
  'i64_trunc_sat_f32',
  'i64_trunc_sat_f64',
].entries()) {
  const params: NumericType[] = [index % 2 === 0 ? 'f32' : 'f64'];
  const result = index < 2 ? 'i32' : 'i64';
  rows.push({ name: `${name}_s`, params, result, opcode: [0xfc, index * 2] });
  rows.push({ name: `${name}_u`, params, result, opcode: [0xfc, index * 2 + 1] });
}

export const SCALAR_INSTRUCTIONS: readonly Row[] = rows;
