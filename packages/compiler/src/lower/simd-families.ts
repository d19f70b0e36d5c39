import type { NamesIn } from './families.ts';

type Vector = NamesIn<'vector'>;

/** Loads and stores of vectors and their lanes. */
export type VectorMemoryName = Extract<Vector, `v128.${'load' | 'store'}${string}`>;

/** Instructions that move integer lanes. */
export type LaneName = Extract<
  Vector,
  `i${string}.${'splat' | 'extract_lane' | 'replace_lane' | 'shuffle' | 'swizzle' | 'relaxed_swizzle'}${string}`
>;

/** Vectors as bits. */
export type BitwiseName =
  | Exclude<Extract<Vector, `v128.${string}`>, VectorMemoryName>
  | Extract<Vector, `${string}.relaxed_laneselect`>;

/** Instructions with float lanes of a width, and those that truncate them. */
export type FloatLaneName<Shape extends 'f32x4' | 'f64x2'> = Extract<
  Vector,
  `${Shape}.${string}` | `i32x4.${string}trunc_${string}${Shape}_${string}`
>;

/** Arithmetic on integer lanes of a width. */
export type IntegerLaneName<Shape extends 'i8x16' | 'i16x8' | 'i32x4' | 'i64x2'> = Exclude<
  Extract<Vector, `${Shape}.${string}`>,
  LaneName | BitwiseName | FloatLaneName<'f32x4' | 'f64x2'>
>;
