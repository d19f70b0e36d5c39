import type { TagInstance } from './tag-instance.ts';

/**
 * An exception instance (§4.2.15): what `throw` throws, and what an exception reference is. No `Error`, for those cost a stack trace.
 *
 * @see https://webassembly.github.io/spec/core/exec/runtime.html#exception-instances
 */
export class ExceptionInstance {
  readonly tag: TagInstance;

  /**
   * The payload: words as parameters of the tag's type are passed. A NaN that is not the positive canonical one must be a `NaNBox`, for an array of
   * doubles would lose its bits (`numerics/nan.ts`, rule 5).
   */
  readonly words: readonly unknown[];

  constructor(tag: TagInstance, words: readonly unknown[]) {
    this.tag = tag;
    this.words = words;
  }
}
