import { INSTRUCTION_NAMES, type InstructionName } from '@softwasm/syntax';
import type { Lowering } from '../build/builder.ts';
import { AGGREGATES } from './aggregates.ts';
import { ATOMIC_INSTRUCTIONS } from './atomics.ts';
import { CALLS } from './calls.ts';
import { CASTS } from './casts.ts';
import { CONTROL } from './control.ts';
import { CONVERSIONS } from './convert.ts';
import { EXCEPTIONS } from './exceptions.ts';
import { F32_INSTRUCTIONS, F64_INSTRUCTIONS } from './floats.ts';
import { I32_INSTRUCTIONS } from './i32.ts';
import { I64_INSTRUCTIONS } from './i64.ts';
import { MEMORY_INSTRUCTIONS } from './memory.ts';
import { SIMD_INSTRUCTIONS } from './simd.ts';
import { REFERENCES, TABLES } from './tables.ts';
import { TAIL_CALLS } from './tail-calls.ts';
import { PARAMETRIC, VARIABLES } from './variables.ts';
import { WIDE_INSTRUCTIONS } from './wide-arithmetic.ts';

/** A lowering for every instruction: `tsc` holds this against the table of instructions. */
const BY_NAME: Readonly<Record<InstructionName, Lowering>> = {
  ...CONTROL,
  ...CALLS,
  ...TAIL_CALLS,
  ...EXCEPTIONS,
  ...PARAMETRIC,
  ...VARIABLES,
  ...TABLES,
  ...REFERENCES,
  ...CASTS,
  ...AGGREGATES,
  ...MEMORY_INSTRUCTIONS,
  ...I32_INSTRUCTIONS,
  ...I64_INSTRUCTIONS,
  ...WIDE_INSTRUCTIONS,
  ...F32_INSTRUCTIONS,
  ...F64_INSTRUCTIONS,
  ...CONVERSIONS,
  ...SIMD_INSTRUCTIONS,
  ...ATOMIC_INSTRUCTIONS,
};

/** Lowerings by instruction id. */
export const LOWERINGS: readonly Lowering[] = INSTRUCTION_NAMES.map((name) => BY_NAME[name]);
