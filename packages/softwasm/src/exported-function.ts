import { type FunctionInstance, newWords, pushWords } from '@softwasm/runtime';
import { API_ERRORS, type ValType } from '@softwasm/syntax';
import { outwards } from './errors.ts';
import type { JsFunction } from './host-results.ts';
import type { Realm } from './realm.ts';
import { specialisedCalls } from './specialised-calls.ts';
import { isOpaque, resultsToJs } from './to-js.ts';
import { wordConverter } from './to-wasm.ts';

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
  if (object.length !== params.length) {
    Object.defineProperty(object, 'length', { value: params.length, configurable: true });
  }
  return object;
}

function callable(
  realm: Realm,
  func: FunctionInstance,
  params: readonly ValType[],
  results: readonly ValType[],
): JsFunction {
  if (params.some((type) => isOpaque(realm, type)) || results.some((type) => isOpaque(realm, type))) {
    return () => {
      throw new TypeError(API_ERRORS.opaque);
    };
  }
  return specialisedCalls(realm).exported(func) ?? callWithAny(realm, func, params, results);
}

/** Any signature, without generating anything. Arguments are converted in order, before anything is called: a conversion's error is JavaScript's own. */
function callWithAny(
  realm: Realm,
  func: FunctionInstance,
  params: readonly ValType[],
  results: readonly ValType[],
): JsFunction {
  const converters = params.map((type) => wordConverter(realm, type));
  const finish = resultsToJs(realm, results);
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
