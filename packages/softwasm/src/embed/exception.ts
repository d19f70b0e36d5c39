import { ExceptionInstance, jsTagOf, type TagInstance, valuesOf, wordsOf } from '@softwasm/runtime';
import type { ValType } from '@softwasm/syntax';
import { EmbedError } from './embed-error.ts';
import { EXCEPTION, payloadCount, payloadSubject } from './messages.ts';
import type { Realm } from './realm.ts';
import { TAGS, type TagObject } from './tag-handles.ts';
import { toJs } from './to-js.ts';
import { checkOf } from './to-wasm.ts';

/** Exceptions by the objects that stand for them, and back. They outlive the instances that threw them. */
const INSTANCES = new WeakMap<object, { readonly realm: Realm; readonly instance: ExceptionInstance }>();
const OBJECTS = new WeakMap<ExceptionInstance, Exception>();

/**
 * An exception of WebAssembly's: what a guest throws and does not catch reaches the host as one, and what the host throws of these, guests can catch.
 */
export class Exception extends Error {
  override readonly name: string = 'Exception';
  /** The values that the guest threw, as the host has them. */
  readonly payload: readonly unknown[];

  /**
   * @param payload a value for each parameter of the tag
   * @throws EmbedError where they are not as many, or not of the tag's types
   */
  constructor(tag: TagObject, payload: readonly unknown[]) {
    super(EXCEPTION);
    const instance = TAGS.use(tag);
    const { realm } = TAGS.find(tag) as { readonly realm: Realm };
    this.payload = Object.freeze([...payload]);
    register(realm, this, exceptionInstance(realm, instance, this.payload));
  }

  /** Whether it was thrown with this tag. */
  is(tag: TagObject): boolean {
    return INSTANCES.get(this)?.instance.tag === TAGS.use(tag);
  }
}

function register(realm: Realm, object: Exception, instance: ExceptionInstance): void {
  INSTANCES.set(object, { realm, instance });
  OBJECTS.set(instance, object);
}

function exceptionInstance(realm: Realm, tag: TagInstance, payload: readonly unknown[]): ExceptionInstance {
  const { params } = tag.funcType;
  if (payload.length !== params.length) {
    throw new EmbedError('argument', payloadCount(params.length, payload.length));
  }
  const values = payload.map((value, k) => {
    const error = (message: string): Error => new EmbedError('argument', message);
    return checkOf(realm, params[k] as ValType, { text: () => payloadSubject(k + 1), error })(value);
  });
  return new ExceptionInstance(tag, wordsOf(params, values));
}

/** The object of an exception; what a host function threw is that itself. */
export function exceptionObject(realm: Realm, instance: ExceptionInstance): unknown {
  const { tag, words } = instance;
  if (tag === jsTagOf(realm.store)) return words[0];
  const known = OBJECTS.get(instance);
  if (known !== undefined) return known;
  const { params } = tag.funcType;
  const payload = valuesOf(params, words).map((value, k) => toJs(realm, params[k] as ValType, value));
  const object: Exception = Object.create(Exception.prototype) as Exception;
  const hidden = (value: unknown): PropertyDescriptor => ({ value, writable: true, configurable: true });
  Object.defineProperties(object, {
    message: hidden(EXCEPTION),
    name: hidden('Exception'),
    stack: hidden(new Error(EXCEPTION).stack),
    payload: { value: Object.freeze(payload), enumerable: true },
  });
  register(realm, object, instance);
  return object;
}

/** The exception behind an object of a store, if it is one. */
export function exceptionOf(realm: Realm, object: unknown): ExceptionInstance | undefined {
  const known = INSTANCES.get(object as object);
  return known?.realm === realm ? known.instance : undefined;
}
