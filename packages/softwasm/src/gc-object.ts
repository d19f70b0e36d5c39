import { API_ERRORS } from '@softwasm/syntax';

function refuse(): never {
  throw new TypeError(API_ERRORS.gcObject);
}

const HANDLER: ProxyHandler<object> = {
  set: refuse,
  deleteProperty: refuse,
  preventExtensions: () => false,
  setPrototypeOf: () => false,
};

/**
 * Makes an Exported GC Object: it has no prototype and no properties, and can have none; who tries gets a TypeError, also in sloppy code.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html#gc-exotic-objects
 */
export function gcObject(): object {
  return new Proxy(Object.preventExtensions(Object.create(null) as object), HANDLER);
}
