import type { Store } from './store.ts';
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

/** The exception reference of what a handler caught: a host error becomes an exception of the store's `jsTag`. */
export function exceptionRefOf(store: Store, error: unknown): ExceptionInstance {
  return error instanceof ExceptionInstance ? error : new ExceptionInstance(store.jsTag, [error]);
}

/**
 * What a handler for a tag does with what was caught, if that is catchable at all.
 *
 * @returns the payload; `undefined` if the exception has another tag
 */
export function payloadOf(error: unknown, tag: TagInstance): readonly unknown[] | undefined {
  if (error instanceof ExceptionInstance) return error.tag === tag ? error.words : undefined;
  return tag === tag.store.jsTag ? [error] : undefined;
}

/** What `throw_ref` throws (§4.6.10): an exception that was a host error is that error again. */
export function thrownBy(exception: ExceptionInstance): unknown {
  return exception.tag === exception.tag.store.jsTag ? exception.words[0] : exception;
}
