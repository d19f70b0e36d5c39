import { ExceptionInstance, jsTagOf, valuesOf, wordsOf } from '@softwasm/runtime';
import { API_ERRORS, type ValType } from '@softwasm/syntax';
import type { ExceptionConstructor } from './api.ts';
import type { Realm } from './realm.ts';
import { toJsValue } from './to-js.ts';
import { toWasmValue } from './to-wasm.ts';
import { defineInterface, toDictionary, toSequence, toU32 } from './webidl.ts';

function newException(realm: Realm, tagObject: unknown, payload: unknown): ExceptionInstance {
  const tag = realm.tags.get(tagObject);
  if (tag === jsTagOf(realm.store)) throw new TypeError(API_ERRORS.importedTag);
  const { params } = tag.funcType;
  const list = toSequence(payload);
  if (list.length !== params.length) throw new TypeError(API_ERRORS.payload);
  const values = list.map((value, i) => toWasmValue(realm, value, params[i] as ValType));
  return new ExceptionInstance(tag, wordsOf(params, values));
}

/** @see https://webassembly.github.io/spec/js-api/index.html#exceptions */
export function exceptionInterface(realm: Realm): ExceptionConstructor {
  const { exceptions, tags } = realm;
  const stacks = new WeakMap<object, string | undefined>();
  class Exception {
    constructor(tag: unknown, payload: unknown, options?: unknown) {
      exceptions.adopt(this, newException(realm, tag, payload));
      if (toDictionary(options).traceStack) stacks.set(this, new Error().stack);
    }

    is(tag: unknown): boolean {
      return exceptions.get(this).tag === tags.get(tag);
    }

    getArg(tag: unknown, index: unknown): unknown {
      const exception = exceptions.get(this);
      if (exception.tag !== tags.get(tag)) throw new TypeError(API_ERRORS.differentTag);
      const at = toU32(index, 'index');
      const { params } = exception.tag.funcType;
      if (at >= params.length) throw new RangeError(API_ERRORS.argument);
      return toJsValue(realm, valuesOf(params, exception.words)[at], params[at] as ValType);
    }

    get stack(): string | undefined {
      exceptions.get(this);
      return stacks.get(this);
    }
  }
  exceptions.create = () => Object.create(Exception.prototype) as Exception;
  return defineInterface(Exception, 'Exception');
}
