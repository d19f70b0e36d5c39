import type { CompositeType, FuncType, ValType } from '@softwasm/syntax';
import type { Code } from './abi.ts';
import { FunctionInstance } from './function-instance.ts';
import { markHostError } from './host-errors.ts';
import type { Store } from './store.ts';
import type { WasmValue } from './values.ts';
import { giveResults, valuesOf } from './words.ts';

/** A host function on values: as many results as its type says. What it throws passes through guest code unchanged. */
export type HostCallback = (values: WasmValue[]) => readonly WasmValue[];

/** The canonical id of a function type, for host functions. Types that refer to others do so by canonical ids. */
export function hostFuncType(store: Store, params: readonly ValType[], results: readonly ValType[]): number {
  return hostType(store, { kind: 'func', params, results });
}

/** The canonical id of a type that is final, without supertypes, and alone in its group. Types that it refers to are canonical ids. */
export function hostType(store: Store, composite: CompositeType): number {
  const { types } = store;
  // Canonical ids are their own names: the new type is defined as if it followed all others in one module.
  const start = types.size;
  const ids = new Int32Array(start + 1);
  for (let id = 0; id < start; id++) ids[id] = id;
  types.define([{ final: true, supertypes: [], composite }], start, ids);
  return ids[start] as number;
}

/**
 * A host function (§4.2.6) on values.
 *
 * @param type canonical id
 * @param host kept with the function for its maker
 */
export function hostFunction(
  store: Store,
  type: number,
  callback: HostCallback,
  host: unknown = callback,
): FunctionInstance {
  const { params, results } = store.types.get(type).composite as FuncType;
  const code: Code = (...words) => {
    const values = valuesOf(params, words);
    let given: readonly WasmValue[];
    // What fails out here is no error of the host's: a stack overflow is the guest's exhaustion.
    try {
      given = callback(values);
    } catch (error) {
      throw markHostError(error);
    }
    return giveResults(results, given);
  };
  return new FunctionInstance(store, type, code, { host }, true);
}

/**
 * A host function in the calling convention. It is trusted to keep it.
 *
 * @param type canonical id
 */
export function rawHostFunction(store: Store, type: number, code: Code, host: unknown = code): FunctionInstance {
  const marking: Code = (...words) => {
    try {
      return code(...words);
    } catch (error) {
      throw markHostError(error);
    }
  };
  return new FunctionInstance(store, type, marking, { host }, true);
}
