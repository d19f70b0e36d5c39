import {
  AggregateInstance,
  bigIntOfWords,
  ExceptionInstance,
  FunctionInstance,
  RI,
  takeResults,
  type WasmValue,
} from '@softwasm/runtime';
import { EXNREF, F32, F64, heapTypeOf, I32, I64, isRef, V128, type ValType } from '@softwasm/syntax';
import type { Realm } from './realm.ts';

const EXN = heapTypeOf(EXNREF);

/** What a value of WebAssembly's is for the host. */
export function toJs(realm: Realm, type: ValType, value: WasmValue): unknown {
  switch (type) {
    case I32:
    case I64:
      return value;
    case F32:
    case F64:
      return +(value as number);
    case V128:
      return bytesOf(value as Int32Array);
    default:
      return referenceToJs(realm, type, value);
  }
}

function bytesOf(lanes: Int32Array): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  lanes.forEach((lane, i) => void view.setInt32(4 * i, lane, true));
  return bytes;
}

/** An exception that is an external reference is the host's own value; the type tells. */
function referenceToJs(realm: Realm, type: ValType, value: WasmValue): unknown {
  const { references } = realm;
  if (value instanceof FunctionInstance) return references.functionObject(realm, value);
  if (value instanceof AggregateInstance) return realm.aggregates.wrap(value);
  if (isRef(type) && realm.store.types.topOf(heapTypeOf(type)) === EXN && value instanceof ExceptionInstance) {
    return references.exceptionObject(realm, value);
  }
  return value;
}

/** Reads what a call left, `first` being what it returned: nothing, the only result, or an array of all. */
export function resultsToJs(realm: Realm, types: readonly ValType[]): (first: unknown) => unknown {
  const [only] = types;
  if (only === undefined) return () => undefined;
  if (types.length === 1 && only === I32) return (word) => word;
  if (types.length === 1 && only === I64) return (word) => bigIntOfWords(word as number, RI[1] as number);
  return (first) => {
    // Reading all before converting any: nothing else may run while results stand in the slots.
    const values = takeResults(types, first).map((value, k) => ({ value, type: types[k] as ValType }));
    const converted = values.map(({ type, value }) => toJs(realm, type, value));
    return types.length === 1 ? converted[0] : converted;
  };
}
