import type { LocalRun } from '@softwasm/syntax';
import type { HandlerRegion } from './regions.ts';

/** Where a loop begins. */
export interface LoopHead {
  /** Indices into the code where the next iteration begins: the second one is behind the test that it begins with; -1: it begins with none. */
  readonly start: number;
  readonly behindTest: number;
  /** The byte offset of the `loop`. */
  readonly offset: number;
}

/** A function's code for the machine; the same for all instances of its module. */
export interface Translation {
  /** Operations, see `generate/operations.mjs`. */
  readonly code: Int32Array;
  /** How many words a frame has: parameters, locals, operands. */
  readonly frameWords: number;
  /** Pairs of an index into `code` and the byte offset in the binary of the instruction that what stands from there on came from; ordered. */
  readonly positions: Int32Array;
  /** Where exceptions are handled; inner regions before outer ones. */
  readonly regions: readonly HandlerRegion[];
  /** Declared locals: they follow the parameters, which begin in the frame's first register. */
  readonly locals: readonly LocalRun[];
  /** The register of the first operand. */
  readonly firstOperand: number;
  readonly loops: readonly LoopHead[];
  /** Whether an upper tier may take over at any of its loops, and calls of it by others need not know who executes it ({@link UpperTier}). */
  readonly canBeLeft: boolean;
}

/** The byte offset of the instruction that an operation came from. @param at an index into the code */
export function offsetOf({ positions }: Translation, at: number): number | undefined {
  let low = 0;
  let high = positions.length >> 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (positions[2 * middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : positions[2 * low - 1];
}
