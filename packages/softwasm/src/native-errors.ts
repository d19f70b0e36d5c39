import type { NativeErrorConstructor } from './api.ts';

/**
 * Makes a constructor like the language's own: inherits from `Error`, works without `new`.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html#error-objects
 */
export function nativeErrorConstructor(name: string): NativeErrorConstructor {
  const made = function NativeError(...args: unknown[]): Error {
    return Reflect.construct(Error, args, new.target === undefined ? made : new.target) as Error;
  } as NativeErrorConstructor;
  Object.setPrototypeOf(made, Error);
  const hidden = (value: unknown): PropertyDescriptor => ({
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  const prototype: object = Object.create(Error.prototype, {
    constructor: hidden(made),
    name: hidden(name),
    message: hidden(''),
  });
  Object.defineProperty(made, 'prototype', { value: prototype, writable: false });
  Object.defineProperty(made, 'name', { value: name, configurable: true });
  Object.defineProperty(made, 'length', { value: 1, configurable: true });
  return made;
}
