import { bigIntOfWords, type Code, FunctionInstance, giveResult, giveResults } from '@softwasm/runtime';
import { API_ERRORS, type FuncType, I64, type ValType } from '@softwasm/syntax';
import { inwards } from './errors.ts';
import type { JsFunction } from './exported-function.ts';
import type { Realm } from './realm.ts';
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
  const { params, results } = realm.store.types.get(type).composite as FuncType;
  const code = codeOf(realm, callable, params, results);
  return new FunctionInstance(realm.store, type, code, { host: callable }, true);
}

function codeOf(realm: Realm, callable: JsFunction, params: readonly ValType[], results: readonly ValType[]): Code {
  if ([...params, ...results].some((type) => isOpaque(realm, type))) {
    return () => {
      throw inwards(realm, new TypeError(API_ERRORS.opaque));
    };
  }
  const give = resultsFromJs(realm, results);
  return params.length <= 4 && !params.includes(I64)
    ? codeOfWords(realm, callable, params, give)
    : codeOfAny(realm, callable, params, give);
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
    const list = [...(value as Iterable<unknown>)];
    if (list.length !== types.length) throw new TypeError(API_ERRORS.results);
    const values = list.map((one, i) => (converters[i] as Convert)(one));
    return giveResults(types, values);
  };
}

/*
 * In what follows only the JavaScript function and the conversion of its results are guarded: what fails before is no error of the host's, but the
 * guest's stack that is exhausted.
 */

function codeOfAny(realm: Realm, callable: JsFunction, params: readonly ValType[], give: Convert): Code {
  const converters = params.map((type) => (type === I64 ? undefined : wordToJs(realm, type)));
  return (...words) => {
    const args: unknown[] = [];
    let at = 0;
    for (const convert of converters) {
      if (convert === undefined) {
        args.push(bigIntOfWords(words[at], words[at + 1]));
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

/** Up to four parameters of one word each, the common case: no arrays, no closures, few frames on the stack. */
function codeOfWords(realm: Realm, callable: JsFunction, params: readonly ValType[], give: Convert): Code {
  const [a, b, c, d] = params.map((type) => wordToJs(realm, type)) as [Convert, Convert, Convert, Convert];
  switch (params.length) {
    case 0:
      return () => {
        try {
          return give(callable());
        } catch (error) {
          throw inwards(realm, error);
        }
      };
    case 1:
      return (p) => {
        const w = a(p);
        try {
          return give(callable(w));
        } catch (error) {
          throw inwards(realm, error);
        }
      };
    case 2:
      return (p, q) => {
        const w = a(p);
        const x = b(q);
        try {
          return give(callable(w, x));
        } catch (error) {
          throw inwards(realm, error);
        }
      };
    case 3:
      return (p, q, r) => {
        const w = a(p);
        const x = b(q);
        const y = c(r);
        try {
          return give(callable(w, x, y));
        } catch (error) {
          throw inwards(realm, error);
        }
      };
    default:
      return (p, q, r, s) => {
        const w = a(p);
        const x = b(q);
        const y = c(r);
        const z = d(s);
        try {
          return give(callable(w, x, y, z));
        } catch (error) {
          throw inwards(realm, error);
        }
      };
  }
}
