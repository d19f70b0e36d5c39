import type { FunctionInstance } from '@softwasm/runtime';
import { type AnyFunction, exportedFunction } from './exported-function.ts';
import { Handles } from './handles.ts';
import type { Realm } from './realm.ts';

/** Exported functions: plain JavaScript functions, one for each function of the runtime that the host has got hold of. */
export const FUNCTIONS: Handles<FunctionInstance> = /* @__PURE__ */ new Handles<FunctionInstance>('function');

/** The exported function of a function. */
export function functionObject(realm: Realm, func: FunctionInstance): AnyFunction {
  const create = (): AnyFunction => exportedFunction(realm, func, (object) => FUNCTIONS.adopt(realm, object, func));
  return FUNCTIONS.wrap(realm, func, create) as AnyFunction;
}

/** The function behind an exported function of a store. @throws EmbedError where its instance is disposed */
export function functionOf(realm: Realm, object: unknown): FunctionInstance | undefined {
  return FUNCTIONS.find(object)?.realm === realm ? FUNCTIONS.use(object) : undefined;
}
