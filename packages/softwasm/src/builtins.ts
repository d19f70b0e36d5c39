import { FunctionInstance, hostFuncType, type Store } from '@softwasm/runtime';
import {
  API_ERRORS,
  builtinType,
  EXTERNREF,
  type Import,
  renameValType,
  type ValidModule,
  type ValType,
  withNullable,
} from '@softwasm/syntax';
import type { Builtin } from './builtin.ts';
import type { CompileOptions } from './compile-options.ts';
import { jsString } from './js-string.ts';
import type { Realm } from './realm.ts';

/** A set of builtins by name; made anew where types of the store are in them. */
export type BuiltinSet = (store: Store) => ReadonlyMap<string, Builtin>;

/** All sets, by the module names of their imports. */
const SETS: ReadonlyMap<string, BuiltinSet> = new Map([['wasm:js-string', jsString]]);

/** `(ref extern)`: what string constants are. */
const STRING: ValType = withNullable(EXTERNREF, false);

/**
 * The builtin that an import means under these options, if it means one ("find a builtin"). Types do not matter here.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html#find-a-builtin
 */
export function findBuiltin(
  { store }: Realm,
  { module, name }: Import,
  { builtins }: CompileOptions,
): Builtin | undefined {
  if (builtins.length === 0 || !builtins.some((set) => `wasm:${set}` === module)) return undefined;
  return SETS.get(module)?.(store).get(name);
}

/** Whether an import is a builtin or a string constant, and so nobody hands it in. */
export function isBuiltin(realm: Realm, wanted: Import, options: CompileOptions): boolean {
  return wanted.module === options.importedStrings || findBuiltin(realm, wanted, options) !== undefined;
}

/**
 * "Validate builtins and imported string for a WebAssembly module".
 *
 * @throws CompileError where a set is named twice, or an import has another type than the builtin that it means
 * @see https://webassembly.github.io/spec/js-api/index.html#validate-builtins-and-imported-string-for-a-webassembly-module
 */
export function validateBuiltins(realm: Realm, module: ValidModule, options: CompileOptions): void {
  const { builtins, importedStrings } = options;
  if (builtins.length === 0 && importedStrings === undefined) return;
  if (new Set(builtins).size < builtins.length) throw new realm.CompileError(API_ERRORS.duplicateBuiltins);
  for (const wanted of module.imports) {
    if (!fitsBuiltin(realm, module, wanted, options)) {
      throw new realm.CompileError(builtinType(wanted.module, wanted.name));
    }
  }
}

function fitsBuiltin(realm: Realm, module: ValidModule, wanted: Import, options: CompileOptions): boolean {
  const { types } = realm.store;
  const ids = realm.store.typesOf(module);
  const { type } = wanted;
  if (wanted.module === options.importedStrings) {
    if (type.kind !== 'global' || type.type.mutable) return false;
    return types.matches(
      STRING,
      renameValType(type.type.type, (typeidx) => ids[typeidx] as number),
    );
  }
  const builtin = findBuiltin(realm, wanted, options);
  if (builtin === undefined) return true;
  return type.kind === 'func' && types.isSubtype(typeOf(realm, builtin), ids[type.type] as number);
}

/** Makes the function of a builtin ("create a builtin function"). */
export function builtinFunction(realm: Realm, builtin: Builtin): FunctionInstance {
  return new FunctionInstance(realm.store, typeOf(realm, builtin), builtin.code, { host: builtin }, true);
}

/** Its canonical type. */
function typeOf({ store }: Realm, { params, results }: Builtin): number {
  return hostFuncType(store, params, results);
}
