import type { Tune } from '@softwasm/compiler';
import type { Sampling } from '@softwasm/interpreter';

/** When functions that are interpreted at first are generated. */
export interface Tiers extends Sampling {
  /** Modules with less code, in bytes, have each function generated at its first call: all of them together take no longer than the interpreter to warm up itself. */
  readonly leastBytes: number;
  /** A function is warm when it has executed so many operations for each byte of its body: to generate and optimise it takes the longer, the longer that is. */
  readonly operationsPerByte: number;
}

/**
 * By what runs the code. With a JIT the interpreter's loop is machine code, and generated code is not at first: it pays late. Without one, operations take fifteen
 * times as long (docs/RATIONALE.md).
 */
export const TIERS: Readonly<Record<Tune, Tiers>> = {
  jit: { leastBytes: 100_000, operationsPerByte: 800, steps: 2000, jit: true },
  jitless: { leastBytes: 100_000, operationsPerByte: 10, steps: 1000, jit: false },
};
