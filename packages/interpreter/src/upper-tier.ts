import type { Code } from '@softwasm/runtime';
import type { ValType } from '@softwasm/syntax';

/**
 * What executes functions once they are warm, faster than the interpreter, and is not worth its trouble before. One for each instance; functions by index in the
 * module's function index space.
 *
 * Functions go over at a call, or in the midst of one at the beginning of a loop.
 */
export interface UpperTier {
  /** How many operations a function executes before it is warm. */
  patience(index: number): number;
  /** The function's code, from its beginning on; `undefined` where there is none: it stays here for ever. */
  code(index: number): Code | undefined;
  /**
   * What is left of a function from a loop on.
   *
   * @param offset the byte offset of the `loop`
   */
  entry(index: number, offset: number): Entry | undefined;
  /** What the function is called, for the frames of traps. */
  name(index: number): string | undefined;
}

/** What is left of a function. */
export interface Entry {
  /** The arguments are all its locals, and then the operands where the loop begins. */
  readonly code: Code;
  /** The types of the operands. */
  readonly operands: readonly ValType[];
}

/** How operations are counted, to find out which functions are warm. */
export interface Sampling {
  /** It is looked which function is executed every so many operations, on average. */
  readonly steps: number;
  /** Whether the host has a JIT: then the interpreter's loop is trained for that. */
  readonly jit: boolean;
}
