import { type ExternInstance, type FunctionInstance, GlobalInstance, type WasmValue } from '@softwasm/runtime';
import {
  API_ERRORS,
  F32,
  F64,
  type GlobalType,
  I32,
  I64,
  type Import,
  importKind,
  importModule,
  renameValType,
  V128,
  type ValidModule,
} from '@softwasm/syntax';
import type { Builtin } from './builtin.ts';
import { builtinFunction, findBuiltin } from './builtins.ts';
import type { CompiledModule } from './compiled-module.ts';
import type { JsFunction } from './host-results.ts';
import { importedFunction } from './imported-function.ts';
import type { Realm } from './realm.ts';
import { toWasmValue } from './to-wasm.ts';
import { KIND_NAMES } from './value-types.ts';
import { isObject } from './webidl.ts';

/**
 * Reads a module's imports from an import object ("read the imports"), but for builtin functions and string constants, which nobody hands in. Whether the
 * types fit, linking decides.
 *
 * @returns one for each import, in order
 * @throws TypeError where there is no object to read from
 * @throws LinkError where a value is of the wrong kind
 * @see https://webassembly.github.io/spec/js-api/index.html#read-the-imports
 */
export function readImports(
  realm: Realm,
  { prepared: { module }, options }: CompiledModule,
  importObject: Readonly<Record<string, unknown>> | undefined,
): ExternInstance[] {
  if (module.imports.length > 0 && importObject === undefined) throw new TypeError(API_ERRORS.importsRequired);
  const functions = new Map<Builtin, FunctionInstance>();
  return module.imports.map((wanted) => {
    if (wanted.module === options.importedStrings) return readImport(realm, module, wanted, wanted.name);
    const builtin = findBuiltin(realm, wanted, options);
    if (builtin !== undefined) {
      const func = functions.get(builtin) ?? builtinFunction(realm, builtin);
      functions.set(builtin, func);
      return func;
    }
    const from = (importObject as Readonly<Record<string, unknown>>)[wanted.module];
    if (!isObject(from)) throw new TypeError(importModule(wanted.module, wanted.name));
    return readImport(realm, module, wanted, from[wanted.name]);
  });
}

function readImport(realm: Realm, module: ValidModule, wanted: Import, value: unknown): ExternInstance {
  const { type } = wanted;
  let found: ExternInstance | undefined;
  if (type.kind === 'func') {
    if (typeof value === 'function') {
      const canonical = realm.store.typesOf(module)[type.type] as number;
      found = realm.functions.find(value) ?? importedFunction(realm, value as JsFunction, canonical);
    }
  } else if (type.kind === 'global') {
    found = realm.globals.enter(value) ?? globalOfValue(realm, module, type.type, value);
  } else if (type.kind === 'memory') {
    found = realm.memories.enter(value);
  } else if (type.kind === 'table') {
    found = realm.tables.enter(value);
  } else {
    found = realm.tags.enter(value);
  }
  if (found === undefined) throw new realm.LinkError(importKind(wanted.module, wanted.name, KIND_NAMES[type.kind]));
  return found;
}

/** A global made of a plain value. Numbers are not converted between types here: `undefined` where the value is none of the type. */
function globalOfValue(
  realm: Realm,
  module: ValidModule,
  wanted: GlobalType,
  value: unknown,
): GlobalInstance | undefined {
  const types = realm.store.typesOf(module);
  const type = renameValType(wanted.type, (typeidx) => types[typeidx] as number);
  if (type === I64 ? !realm.int64.is(value) : isNumberType(type) && typeof value !== 'number') return undefined;
  if (type === V128) return undefined;
  let converted: WasmValue;
  try {
    converted = toWasmValue(realm, value, type);
  } catch {
    return undefined;
  }
  return new GlobalInstance({ type, mutable: false }, converted);
}

function isNumberType(type: number): boolean {
  return type === I32 || type === F32 || type === F64;
}
