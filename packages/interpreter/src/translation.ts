import type { HandlerRegion } from './regions.ts';

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
