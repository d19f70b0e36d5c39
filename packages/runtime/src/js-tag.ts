import { EXTERNREF } from '@softwasm/syntax';
import { ExceptionInstance } from './exception-instance.ts';
import { hostFuncType } from './host-function.ts';
import type { Store } from './store.ts';
import { TagInstance } from './tag-instance.ts';
import { isCatchable } from './traps.ts';

const TAGS = new WeakMap<Store, TagInstance>();

/**
 * The tag of errors that come from host functions: its payload is the error, an external reference.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html#dom-webassembly-jstag
 */
export function jsTagOf(store: Store): TagInstance {
  let tag = TAGS.get(store);
  if (tag === undefined) {
    tag = new TagInstance(store, hostFuncType(store, [EXTERNREF], []));
    TAGS.set(store, tag);
  }
  return tag;
}

/** The exception reference of what a handler caught: a host error becomes an exception of the store's JavaScript tag. */
export function exceptionRefOf(store: Store, error: unknown): ExceptionInstance {
  return error instanceof ExceptionInstance ? error : new ExceptionInstance(jsTagOf(store), [error]);
}

/**
 * What a handler for a tag does with what was caught, if that is catchable at all.
 *
 * @returns the payload; `undefined` if the exception has another tag
 */
export function payloadOf(error: unknown, tag: TagInstance): readonly unknown[] | undefined {
  if (error instanceof ExceptionInstance) return error.tag === tag ? error.words : undefined;
  return tag === jsTagOf(tag.store) ? [error] : undefined;
}

/** What `throw_ref` throws (§4.6.10): an exception that was a host error is that error again. */
export function thrownBy(exception: ExceptionInstance): unknown {
  return exception.tag === jsTagOf(exception.tag.store) ? exception.words[0] : exception;
}

/**
 * What every handler of generated code does first.
 *
 * @returns the exception that it shall look at
 * @throws the error itself where it is none for handlers: a trap
 */
export function caughtBy(store: Store, error: unknown): ExceptionInstance {
  if (!isCatchable(error)) throw error;
  return exceptionRefOf(store, error);
}
