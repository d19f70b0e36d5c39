import { type Code, FunctionInstance, giveResult, giveResults } from '@softwasm/runtime';
import { API_ERRORS, type FuncType, I64, type ValType } from '@softwasm/syntax';
import { inwards } from './errors.ts';
import { type JsFunction, resultList } from './host-results.ts';
import type { Realm } from './realm.ts';
import { specialisedCalls } from './specialised-calls.ts';
import { isOpaque, wordToJs } from './to-js.ts';
import { wordConverter } from './to-wasm.ts';

type Convert = (value: unknown) => unknown;

/**
 * Makes a host function of a JavaScript function ("create a host function from the JavaScript object").
 *
 * @param type canonical id
 * @see https://webassembly.github.io/spec/js-api/index.html#create-a-host-function
 */
export function importedFunction(realm: Realm, callable: JsFunction, type: number): FunctionInstance {
  const code = codeOf(realm, callable, type);
  return new FunctionInstance(realm.store, type, code, { host: callable }, true);
}

function codeOf(realm: Realm, callable: JsFunction, type: number): Code {
  const { params, results } = realm.store.types.get(type).composite as FuncType;
  if (params.some((one) => isOpaque(realm, one)) || results.some((one) => isOpaque(realm, one))) {
    return () => {
      throw inwards(realm, new TypeError(API_ERRORS.opaque));
    };
  }
  return specialisedCalls(realm).imported(callable, type) ?? codeOfAny(realm, callable, params, results);
}

/** Turns what a JavaScript function returned into results, and returns the first word. Runs conversions, and so anything. */
function resultsFromJs(realm: Realm, types: readonly ValType[]): Convert {
  const [only] = types;
  const converters = types.map((type) => wordConverter(realm, type));
  if (only === undefined) return () => undefined;
  if (types.length === 1) {
    const convert = converters[0] as Convert;
    return only === I64 ? (value) => giveResult(I64, 0, convert(value)) : convert;
  }
  return (value) => {
    const values = resultList(value, types.length).map((one, i) => (converters[i] as Convert)(one));
    return giveResults(types, values);
  };
}

/**
 * Any signature, without generating anything. Only the JavaScript function and the conversion of its results are guarded: what fails before is no error of
 * the host's, but the guest's stack that is exhausted.
 */
function codeOfAny(realm: Realm, callable: JsFunction, params: readonly ValType[], results: readonly ValType[]): Code {
  const give = resultsFromJs(realm, results);
  const { ofWords } = realm.int64;
  const converters = params.map((type) => (type === I64 ? undefined : wordToJs(realm, type)));
  return (...words) => {
    const args: unknown[] = [];
    let at = 0;
    for (const convert of converters) {
      if (convert === undefined) {
        args.push(ofWords(words[at], words[at + 1]));
        at += 2;
      } else {
        args.push(convert(words[at]));
        at++;
      }
    }
    try {
      return give(callable(...args));
    } catch (error) {
      throw inwards(realm, error);
    }
  };
}
