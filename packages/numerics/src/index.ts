/**
 * Numerics of WebAssembly as pure functions, named by their mnemonics with `_` for the dot: `i64.div_s` is `i64_div_s`.
 * Those without suffix run everywhere; `i64_mul_limbs`, and `i64_*_bridge` in the entry `i64-bridge`, are other forms of the
 * same operations. What traps presupposes valid operands, see `*_overflows` and `*_fits`.
 */
export * from './convert.ts';
export * from './f32.ts';
export * from './f64.ts';
export {
  bitsOfF32,
  bitsOfF64,
  f32OfBits,
  f64OfBits,
  highOfF64,
  isLittleEndian,
  lowOfF64,
} from './float-bits.ts';
export * from './i32.ts';
export * from './i64.ts';
export * from './i64-divide.ts';
export * from './i64-multiply.ts';
export * from './nan.ts';
export * from './simd/bitwise.ts';
export * from './simd/f32x4.ts';
export * from './simd/f64x2.ts';
export * from './simd/i8x4.ts';
export * from './simd/i8x16.ts';
export * from './simd/i16x2.ts';
export * from './simd/i16x8.ts';
export * from './simd/i32x4.ts';
export * from './simd/i64x2.ts';
export * from './simd/lanes.ts';
export * from './simd/relaxed.ts';
export type * from './simd/v128.ts';
export * from './slots.ts';
