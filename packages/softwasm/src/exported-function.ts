import { type FunctionInstance, newWords, pushWords } from '@softwasm/runtime';
import { API_ERRORS, I64, type ValType } from '@softwasm/syntax';
import { outwards } from './errors.ts';
import type { Realm } from './realm.ts';
import { isOpaque, resultsToJs } from './to-js.ts';
import { wordConverter } from './to-wasm.ts';

/** A JavaScript function of any arguments. */
export type JsFunction = (...args: unknown[]) => unknown;

type Convert = (value: unknown) => unknown;

/**
 * Makes an Exported Function: the JavaScript function that stands for a function instance. Ask `realm.functions` for it, so that there is one only.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html#exported-function-exotic-objects
 */
export function exportedFunction(realm: Realm, func: FunctionInstance): JsFunction {
  const { params, results } = func.funcType;
  const object = callable(realm, func, params, results);
  // The name is the function's index; that of a host function is up to the implementation.
  Object.defineProperty(object, 'name', { value: `${Math.max(func.index, 0)}`, configurable: true });
  Object.defineProperty(object, 'length', { value: params.length, configurable: true });
  return object;
}

function callable(
  realm: Realm,
  func: FunctionInstance,
  params: readonly ValType[],
  results: readonly ValType[],
): JsFunction {
  if ([...params, ...results].some((type) => isOpaque(realm, type))) {
    return () => {
      throw new TypeError(API_ERRORS.opaque);
    };
  }
  const converters = params.map((type) => wordConverter(realm, type));
  const finish = resultsToJs(realm, results);
  return params.length <= 4 && !params.includes(I64)
    ? callWithWords(realm, func, converters, finish)
    : callWithAny(realm, func, params, converters, finish);
}

/** Any parameters. Arguments are converted in order, before anything is called: a conversion's error is JavaScript's own. */
function callWithAny(
  realm: Realm,
  func: FunctionInstance,
  params: readonly ValType[],
  converters: readonly Convert[],
  finish: Convert,
): JsFunction {
  return (...args) => {
    const words = newWords();
    for (let i = 0; i < params.length; i++) pushWords(words, params[i] as ValType, (converters[i] as Convert)(args[i]));
    let first: unknown;
    try {
      first = func.code(...words);
    } catch (error) {
      throw outwards(realm, error);
    }
    return finish(first);
  };
}

/** Up to four parameters of one word each, the common case: no arrays, no closures, few frames on the stack. */
function callWithWords(
  realm: Realm,
  func: FunctionInstance,
  converters: readonly Convert[],
  finish: Convert,
): JsFunction {
  const [a, b, c, d] = converters as [Convert, Convert, Convert, Convert];
  switch (converters.length) {
    case 0:
      return () => {
        let first: unknown;
        try {
          first = func.code();
        } catch (error) {
          throw outwards(realm, error);
        }
        return finish(first);
      };
    case 1:
      return (p) => {
        const w = a(p);
        let first: unknown;
        try {
          first = func.code(w);
        } catch (error) {
          throw outwards(realm, error);
        }
        return finish(first);
      };
    case 2:
      return (p, q) => {
        const w = a(p);
        const x = b(q);
        let first: unknown;
        try {
          first = func.code(w, x);
        } catch (error) {
          throw outwards(realm, error);
        }
        return finish(first);
      };
    case 3:
      return (p, q, r) => {
        const w = a(p);
        const x = b(q);
        const y = c(r);
        let first: unknown;
        try {
          first = func.code(w, x, y);
        } catch (error) {
          throw outwards(realm, error);
        }
        return finish(first);
      };
    default:
      return (p, q, r, s) => {
        const w = a(p);
        const x = b(q);
        const y = c(r);
        const z = d(s);
        let first: unknown;
        try {
          first = func.code(w, x, y, z);
        } catch (error) {
          throw outwards(realm, error);
        }
        return finish(first);
      };
  }
}
