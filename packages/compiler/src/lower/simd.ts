import type { Family, NamesIn } from './families.ts';
import { F32X4_INSTRUCTIONS, F64X2_INSTRUCTIONS } from './simd-float.ts';
import {
  I8X16_INSTRUCTIONS,
  I16X8_INSTRUCTIONS,
  I32X4_INSTRUCTIONS,
  I64X2_INSTRUCTIONS,
  SIMD_BITWISE,
} from './simd-integer.ts';
import { SIMD_LANES } from './simd-lanes.ts';
import { SIMD_MEMORY } from './simd-memory.ts';

/** All vector instructions, relaxed ones included. */
export const SIMD_INSTRUCTIONS: Family<NamesIn<'vector'>> = {
  ...SIMD_BITWISE,
  ...SIMD_LANES,
  ...SIMD_MEMORY,
  ...I8X16_INSTRUCTIONS,
  ...I16X8_INSTRUCTIONS,
  ...I32X4_INSTRUCTIONS,
  ...I64X2_INSTRUCTIONS,
  ...F32X4_INSTRUCTIONS,
  ...F64X2_INSTRUCTIONS,
};
