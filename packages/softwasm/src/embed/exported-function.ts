import { type FunctionInstance, invoke, ModuleInstance, newWords, pushWords } from '@softwasm/runtime';
import type { ValType } from '@softwasm/syntax';
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
  const object: AnyFunction = (...args) => {
    const { target } = handle;
    if (target === undefined) throw new EmbedError('disposed', disposedFunction(quoted));
    if (args.length !== params.length) {
      throw new EmbedError('argument', argumentCount(quoted, params.length, args.length));
    }
    const words = newWords();
    for (let k = 0; k < params.length; k++) pushWords(words, params[k] as ValType, (checks[k] as Check)(args[k]));
    let first: unknown;
    try {
      first = invoke(target, words);
    } catch (error) {
      throw outwards(realm, error);
    }
    return finish(first);
  };
  const handle = adopt(object);
  Object.defineProperty(object, 'name', { value: name, configurable: true });
  Object.defineProperty(object, 'length', { value: params.length, configurable: true });
  return object;
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
