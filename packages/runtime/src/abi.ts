/*
 * The calling convention in code; docs/CALLING-CONVENTION.md explains it.
 */

/** A function in the calling convention: takes words, numbers and references, returns its first result's first word. */
export interface Code {
  // biome-ignore lint/suspicious/noExplicitAny: its parameters are described by a wasm function type, not by TypeScript
  (...words: any[]): any;
  /** Where it makes tail calls: takes its arguments from the slots below, and may return `TAIL_CALL` instead of results. */
  tail?: () => unknown;
}

/** Results that fit into the slots below: the limit of results of a function. */
const MAX_RESULTS = 1000;

/** Integer words of results: word w of result k at `4k + w`. Word 0 of result 0 is the return value. */
export const RI: Int32Array = new Int32Array(4 * MAX_RESULTS);

/**
 * Floating-point results but the first, by index. An array of references, which `null` makes it for ever: a NaN may travel as an object, and an array of
 * doubles would lose the bits of the others.
 */
export const RF: unknown[] = new Array<unknown>(MAX_RESULTS).fill(null);

/** Reference results but the first, by index. */
export const RR: unknown[] = new Array<unknown>(MAX_RESULTS).fill(null);
