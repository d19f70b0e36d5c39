import { defaultValue, GlobalInstance, type WasmValue } from '@softwasm/runtime';
import { API_ERRORS, I64, isRef, V128, type ValType } from '@softwasm/syntax';
import type { GlobalConstructor, Reference } from './api.ts';
import type { Realm } from './realm.ts';
import { toJsValue } from './to-js.ts';
import { defaultReference, toWasmValue } from './to-wasm.ts';
import { toValueType } from './value-types.ts';
import { defineInterface, required, toDictionary } from './webidl.ts';

function newGlobal(realm: Realm, descriptor: unknown, value: unknown, given: boolean): GlobalInstance {
  const dictionary = toDictionary(descriptor);
  const mutable = Boolean(dictionary.mutable);
  const type = toValueType(required(dictionary.value, 'value'));
  if (type === V128) throw new TypeError(API_ERRORS.v128Global);
  return new GlobalInstance({ type, mutable }, initialValue(realm, type, value, given));
}

/** Browsers take an explicit `undefined` for a missing number, but not for a missing reference. */
function initialValue(realm: Realm, type: ValType, value: unknown, given: boolean): WasmValue {
  if (isRef(type)) return given ? toWasmValue(realm, value, type) : defaultReference(type);
  return value === undefined ? defaultValue(type) : toWasmValue(realm, value, type);
}

/** @see https://webassembly.github.io/spec/js-api/index.html#globals */
export function globalInterface(realm: Realm): GlobalConstructor {
  const { globals } = realm;

  function read(global: GlobalInstance): unknown {
    const { type, words } = global;
    if (type.type === I64) return realm.int64.ofWords(words[0] as number, words[1] as number);
    return toJsValue(realm, global.value, type.type);
  }

  class Global {
    constructor(descriptor: unknown, ...rest: unknown[]) {
      globals.adopt(this, newGlobal(realm, descriptor, rest[0], rest.length > 0));
    }

    get value(): Reference {
      return read(globals.get(this));
    }

    set value(value: Reference) {
      const global = globals.get(this);
      if (!global.type.mutable) throw new TypeError(API_ERRORS.immutableGlobal);
      global.value = toWasmValue(realm, value, global.type.type);
    }

    valueOf(): Reference {
      return read(globals.get(this));
    }
  }
  globals.create = () => Object.create(Global.prototype) as Global;
  return defineInterface(Global, 'Global');
}
