import { AggregateInstance, FunctionInstance, RI, takeResult, type WasmValue } from '@softwasm/runtime';
import { API_ERRORS, EXNREF, F32, F64, heapTypeOf, I32, I64, isRef, V128, type ValType } from '@softwasm/syntax';
import type { Realm } from './realm.ts';

const EXN = heapTypeOf(EXNREF);

/**
 * `ToJSValue`. An `i64` comes as `realm.int64.ofWords` made it.
 *
 * @param type with canonical ids
 * @throws TypeError for vectors and exceptions
 * @see https://webassembly.github.io/spec/js-api/index.html#tojsvalue
 */
export function toJsValue(realm: Realm, value: WasmValue, type: ValType): unknown {
  switch (type) {
    case I32:
    case I64:
      return value;
    case F32:
    case F64:
      return +(value as number);
    default:
      if (isOpaque(realm, type)) throw new TypeError(API_ERRORS.opaque);
      return toJsReference(realm, value);
  }
}

/** Whether values of a type cannot cross into JavaScript, in either direction. */
export function isOpaque(realm: Realm, type: ValType): boolean {
  return type === V128 || (isRef(type) && realm.store.types.topOf(heapTypeOf(type)) === EXN);
}

/** {@link toJsValue} for a reference of any type but exceptions: its own value shows what it is. */
export function toJsReference(realm: Realm, value: WasmValue): unknown {
  if (value instanceof FunctionInstance) return realm.functions.wrap(value);
  return value instanceof AggregateInstance ? realm.aggregates.wrap(value) : value;
}

/** Turns a word into a JavaScript value; for the types of one word. */
export function wordToJs(realm: Realm, type: ValType): (word: unknown) => unknown {
  if (type === I32) return (word) => word;
  if (type === F32 || type === F64) return (word) => +(word as number);
  return (word) => toJsReference(realm, word);
}

/** Reads what a call left, `first` being what it returned, as one JavaScript value: nothing, the only result, or an array of all. */
export function resultsToJs(realm: Realm, types: readonly ValType[]): (first: unknown) => unknown {
  const { ofWords } = realm.int64;
  const [only] = types;
  if (only === undefined) return () => undefined;
  if (types.length === 1) {
    return only === I64 ? (word) => ofWords(word as number, RI[1] as number) : wordToJs(realm, only);
  }
  return (first) => {
    // Reading all before converting any: nothing else may run while results stand in the slots.
    const values = types.map((type, k) => takeResult(type, k, first, ofWords));
    return values.map((value, k) => toJsValue(realm, value, types[k] as ValType));
  };
}
