import {
  type FunctionInstance,
  hostFuncType,
  hostFunction as runtimeFunction,
  type WasmValue,
} from '@softwasm/runtime';
import type { FuncType, ValType } from '@softwasm/syntax';
import type { HostContext } from './api.ts';
import { describeValue } from './describe-value.ts';
import { EmbedError } from './embed-error.ts';
import { inwards } from './errors.ts';
import { callableExpected, resultCount, resultSubject } from './messages.ts';
import type { Realm } from './realm.ts';
import { toJs } from './to-js.ts';
import { type Check, checkOf } from './to-wasm.ts';
import { parseValueType, type ValueOfType, type ValuesOfTypes, type ValueType } from './value-types.ts';

/** The type of a host function. */
export interface HostFunctionType<P extends readonly ValueType[], R extends readonly ValueType[]> {
  readonly params: P;
  readonly results: R;
}

type Implementation = (context: HostContext, ...args: unknown[]) => unknown;

/** A function of the host's with its type; made by {@link hostFunction}. */
export class HostFunction {
  readonly params: readonly ValType[];
  readonly results: readonly ValType[];
  readonly implementation: Implementation;

  constructor(params: readonly ValType[], results: readonly ValType[], implementation: Implementation) {
    this.params = params;
    this.results = results;
    this.implementation = implementation;
  }
}

/** What implements a host function of parameters `P`, and returns `R`. */
export type HostImplementation<P extends readonly ValueType[], R, Data> = (
  context: HostContext<Data>,
  ...args: ValuesOfTypes<P>
) => R;

/**
 * Declares a function of the host's that guests import. It is called with a context, and with arguments of the types it declares; what it returns is checked
 * to be of the types it declares: nothing, its result, or an array of several.
 *
 * @throws EmbedError where a name is none of a value type, or there is no function
 */
// Several results come first: TypeScript takes an array for a tuple only where the overload that it tries first says so.
export function hostFunction<
  const P extends readonly ValueType[],
  const R extends readonly [ValueType, ValueType, ...ValueType[]],
  Data = unknown,
>(type: HostFunctionType<P, R>, implementation: HostImplementation<P, Readonly<ValuesOfTypes<R>>, Data>): HostFunction;
export function hostFunction<const P extends readonly ValueType[], Data = unknown>(
  type: HostFunctionType<P, readonly []>,
  implementation: HostImplementation<P, void, Data>,
): HostFunction;
export function hostFunction<const P extends readonly ValueType[], const R extends ValueType, Data = unknown>(
  type: HostFunctionType<P, readonly [R]>,
  implementation: HostImplementation<P, ValueOfType[R], Data>,
): HostFunction;
export function hostFunction(
  { params, results }: HostFunctionType<readonly ValueType[], readonly ValueType[]>,
  implementation: unknown,
): HostFunction {
  if (typeof implementation !== 'function') {
    throw new EmbedError('argument', callableExpected(describeValue(implementation)));
  }
  return new HostFunction(params.map(parseValueType), results.map(parseValueType), implementation as Implementation);
}

/** By which import a host function is known. */
export interface ImportName {
  readonly module: string;
  readonly name: string;
}

/** A declared host function as an instance's import. */
export function bindHostFunction(
  realm: Realm,
  { params, results, implementation }: HostFunction,
  context: HostContext,
  wanted: ImportName,
): FunctionInstance {
  const type = hostFuncType(realm.store, params, results);
  return bind(realm, type, (args) => implementation(context, ...args), wanted, implementation);
}

/**
 * A plain function as an import: of the type that the module wants, and without a context.
 *
 * @param type canonical id
 */
export function bindPlainFunction(
  realm: Realm,
  callable: (...args: unknown[]) => unknown,
  type: number,
  wanted: ImportName,
): FunctionInstance {
  return bind(realm, type, (args) => callable(...args), wanted, callable);
}

function bind(
  realm: Realm,
  type: number,
  call: (args: unknown[]) => unknown,
  wanted: ImportName,
  host: unknown,
): FunctionInstance {
  const { params, results } = realm.store.types.get(type).composite as FuncType;
  const resultsOf = resultsFromJs(realm, results, wanted);
  const callback = (values: WasmValue[]): readonly WasmValue[] => {
    try {
      return resultsOf(call(values.map((value, k) => toJs(realm, params[k] as ValType, value))));
    } catch (error) {
      throw inwards(realm, error);
    }
  };
  return runtimeFunction(realm.store, type, callback, host);
}

/** Checks what a host function returned. */
function resultsFromJs(
  realm: Realm,
  types: readonly ValType[],
  { module, name }: ImportName,
): (value: unknown) => readonly WasmValue[] {
  const error = (message: string): Error => new EmbedError('result', message);
  const checks = types.map((type, k) =>
    checkOf(realm, type, { text: () => resultSubject(k + 1, module, name), error }),
  );
  if (types.length === 1) return (value) => [(checks[0] as Check)(value)];
  return (value) => {
    if (types.length === 0 && value === undefined) return [];
    if (types.length === 0 || !Array.isArray(value) || value.length !== types.length) {
      throw error(resultCount(module, name, types.length, describeValue(value)));
    }
    return checks.map((check, k) => check(value[k]));
  };
}
