import { ExceptionInstance, jsTagOf, type TagInstance, valuesOf, wordsOf } from '@softwasm/runtime';
import { API_ERRORS, type ValType } from '@softwasm/syntax';
import type { ExceptionConstructor } from './api.ts';
import type { Realm } from './realm.ts';
import { toJsValue } from './to-js.ts';
import { toWasmValue } from './to-wasm.ts';
import { defineInterface, toDictionary, toSequence, toU32 } from './webidl.ts';

function newException(realm: Realm, tag: TagInstance, payload: readonly unknown[]): ExceptionInstance {
  if (tag === jsTagOf(realm.store)) throw new TypeError(API_ERRORS.importedTag);
  const { params } = tag.funcType;
  if (payload.length !== params.length) throw new TypeError(API_ERRORS.payload);
  const values = payload.map((value, i) => toWasmValue(realm, value, params[i] as ValType));
  return new ExceptionInstance(tag, wordsOf(params, values));
}

/** @see https://webassembly.github.io/spec/js-api/index.html#exceptions */
export function exceptionInterface(realm: Realm): ExceptionConstructor {
  const { exceptions, tags } = realm;
  const stacks = new WeakMap<object, string | undefined>();
  class Exception {
    constructor(tag: unknown, payload: unknown, ...[options]: unknown[]) {
      const instance = tags.get(tag);
      const values = toSequence(payload);
      const { traceStack } = toDictionary(options);
      exceptions.adopt(this, newException(realm, instance, values));
      if (traceStack) stacks.set(this, new Error().stack);
    }

    is(tag: unknown): boolean {
      return exceptions.get(this).tag === tags.get(tag);
    }

    getArg(tag: unknown, index: unknown): unknown {
      const exception = exceptions.get(this);
      const wanted = tags.get(tag);
      const at = toU32(index, 'index');
      if (exception.tag !== wanted) throw new TypeError(API_ERRORS.differentTag);
      const { params } = exception.tag.funcType;
      if (at >= params.length) throw new RangeError(API_ERRORS.argument);
      return toJsValue(realm, valuesOf(params, exception.words, realm.int64.ofWords)[at], params[at] as ValType);
    }

    get stack(): string | undefined {
      exceptions.get(this);
      return stacks.get(this);
    }
  }
  exceptions.create = () => Object.create(Exception.prototype) as Exception;
  return defineInterface(Exception, 'Exception');
}
