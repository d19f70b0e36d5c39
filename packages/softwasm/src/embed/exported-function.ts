import { HI } from '@softwasm/numerics';
import { type Code, type FunctionInstance, ModuleInstance, wordCount, wordsOfBigInt } from '@softwasm/runtime';
import { I64, V128, type ValType } from '@softwasm/syntax';
import { EmbedError } from './embed-error.ts';
import { outwards } from './errors.ts';
import type { Handle } from './lifetime.ts';
import { argumentCount, argumentSubject, disposedFunction, quoteName } from './messages.ts';
import type { Realm } from './realm.ts';
import { resultsToJs } from './to-js.ts';
import { type Check, checkOf } from './to-wasm.ts';

/** A function of any arguments. */
export type AnyFunction = (...args: unknown[]) => unknown;

/**
 * Makes the plain function that stands for a function of a guest, or of the host: it checks the number, types and ranges of its arguments, and converts
 * nothing.
 *
 * @param adopt gives it the handle by which it knows whether its instance is disposed
 */
export function exportedFunction(
  realm: Realm,
  func: FunctionInstance,
  adopt: (object: AnyFunction) => Handle<FunctionInstance>,
): AnyFunction {
  const { params, results } = func.funcType;
  const name = nameOf(func);
  const quoted = quoteName(name);
  const checks = params.map((type, k) => argumentCheck(realm, type, k + 1, quoted));
  const finish = resultsToJs(realm, results);
  const call = callWith(params, checks);
  const { length } = params;
  const object: AnyFunction = (...args) => {
    const { target } = handle;
    if (target === undefined) throw new EmbedError('disposed', disposedFunction(quoted));
    if (args.length !== length) throw new EmbedError('argument', argumentCount(quoted, length, args.length));
    return finish(call(realm, target, args));
  };
  const handle = adopt(object);
  Object.defineProperty(object, 'name', { value: name, configurable: true });
  Object.defineProperty(object, 'length', { value: params.length, configurable: true });
  return object;
}

/** Checks as many arguments as there are parameters, all before anything is called, and calls. @returns what the calling convention does */
type Call = (realm: Realm, func: FunctionInstance, args: readonly unknown[]) => unknown;

/** Up to three parameters of one word each, the common case: no arrays. */
function callWith(params: readonly ValType[], checks: readonly Check[]): Call {
  if (params.length > 3 || params.includes(I64) || params.includes(V128)) return callWithAny(params, checks);
  const [a, b, c] = checks as [Check, Check, Check];
  switch (params.length) {
    case 0:
      return (realm, func) => guarded(realm, func, () => func.code());
    case 1:
      return (realm, func, args) => {
        const x = a(args[0]);
        return guarded(realm, func, () => func.code(x));
      };
    case 2:
      return (realm, func, args) => {
        const x = a(args[0]);
        const y = b(args[1]);
        return guarded(realm, func, () => func.code(x, y));
      };
    default:
      return (realm, func, args) => {
        const x = a(args[0]);
        const y = b(args[1]);
        const z = c(args[2]);
        return guarded(realm, func, () => func.code(x, y, z));
      };
  }
}

function guarded(realm: Realm, { store }: FunctionInstance, run: () => unknown): unknown {
  store.catchUp();
  try {
    return run();
  } catch (error) {
    throw outwards(realm, error);
  }
}

/** Any parameters. */
function callWithAny(params: readonly ValType[], checks: readonly Check[]): Call {
  const count = params.reduce((sum, type) => sum + wordCount(type), 0);
  return (realm, func, args) => {
    // An array of references from the beginning, and as long as most need.
    const words: unknown[] = [null, null, null, null, null, null];
    let at = 0;
    for (let k = 0; k < params.length; k++) {
      const value = (checks[k] as Check)(args[k]);
      const type = params[k];
      if (type === I64) {
        words[at++] = wordsOfBigInt(value as bigint);
        words[at++] = HI[0];
      } else if (type === V128) {
        for (const lane of value as Int32Array) words[at++] = lane;
      } else {
        words[at++] = value;
      }
    }
    return guarded(realm, func, () => apply(func.code, words, count));
  };
}

/** Calls with the first `count` words. Engines spread arrays slowly. */
function apply(code: Code, words: readonly unknown[], count: number): unknown {
  switch (count) {
    case 0:
      return code();
    case 1:
      return code(words[0]);
    case 2:
      return code(words[0], words[1]);
    case 3:
      return code(words[0], words[1], words[2]);
    case 4:
      return code(words[0], words[1], words[2], words[3]);
    default:
      return code(...words.slice(0, count));
  }
}

function argumentCheck(realm: Realm, type: ValType, k: number, quoted: string): Check {
  return checkOf(realm, type, {
    text: () => argumentSubject(k, quoted),
    error: (message) => new EmbedError('argument', message),
  });
}

/** Names of the functions that a module instance exports: the first, where one is exported under several. */
const EXPORT_NAMES = new WeakMap<ModuleInstance, ReadonlyMap<FunctionInstance, string>>();

/** The name under which a function's instance exports it, or its index. */
function nameOf(func: FunctionInstance): string {
  const { instance, index } = func;
  if (!(instance instanceof ModuleInstance)) return 'host';
  let names = EXPORT_NAMES.get(instance);
  if (names === undefined) {
    names = exportNames(instance);
    EXPORT_NAMES.set(instance, names);
  }
  return names.get(func) ?? `wasm-function[${index}]`;
}

function exportNames(instance: ModuleInstance): ReadonlyMap<FunctionInstance, string> {
  const names = new Map<FunctionInstance, string>();
  for (const [name, extern] of instance.exports) {
    if (extern.kind === 'func' && !names.has(extern)) names.set(extern, name);
  }
  return names;
}
