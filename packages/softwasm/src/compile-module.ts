import type { PreparedModule } from '@softwasm/runtime';
import { validateBuiltins } from './builtins.ts';
import type { CompileOptions } from './compile-options.ts';
import type { CompiledModule } from './compiled-module.ts';
import { compileError } from './errors.ts';
import type { LoadedModule } from './module-cache.ts';
import type { Realm } from './realm.ts';
import { specialisedCalls } from './specialised-calls.ts';

/**
 * Decodes, validates and prepares a module.
 *
 * @param bytes nobody else's: they must not change any more
 * @throws CompileError
 * @see https://webassembly.github.io/spec/js-api/index.html#compile-a-webassembly-module
 */
export function compileModule(realm: Realm, bytes: Uint8Array, options: CompileOptions): CompiledModule {
  try {
    realm.engine.expect?.(bytes.length);
    return prepareNow(realm, load(realm, bytes, options), options);
  } catch (error) {
    throw compileError(realm, error);
  }
}

function prepareNow(realm: Realm, loaded: LoadedModule, options: CompileOptions): CompiledModule {
  loaded.prepared ??= realm.engine.prepare(loaded.module);
  return { prepared: loaded.prepared, options, bytes: loaded.bytes };
}

/**
 * {@link compileModule} for whoever can wait: at once where the engine needs nothing that is asynchronous.
 *
 * @throws CompileError
 */
export function compileModuleLater(
  realm: Realm,
  bytes: Uint8Array,
  options: CompileOptions,
): CompiledModule | Promise<CompiledModule> {
  try {
    realm.engine.expect?.(bytes.length);
    const loaded = load(realm, bytes, options);
    const later = realm.engine.prepareLater?.(loaded.module);
    return later === undefined ? prepareNow(realm, loaded, options) : finish(realm, loaded, later, options);
  } catch (error) {
    throw compileError(realm, error);
  }
}

async function finish(
  realm: Realm,
  loaded: LoadedModule,
  later: Promise<PreparedModule>,
  options: CompileOptions,
): Promise<CompiledModule> {
  try {
    const prepared = await later;
    // Better code than it may have got from a synchronous compilation.
    loaded.prepared = prepared;
    await specialisedCalls(realm).importFor(loaded.module);
    return { prepared, options, bytes: loaded.bytes };
  } catch (error) {
    throw compileError(realm, error);
  }
}

/**
 * Whether these are the bytes of a valid module. No engine is asked: a host that allows none validates all the same.
 *
 * @param bytes nobody else's: they must not change any more
 */
export function isValidModule(realm: Realm, bytes: Uint8Array, options: CompileOptions): boolean {
  try {
    load(realm, bytes, options);
    return true;
  } catch (thrown) {
    const error = compileError(realm, thrown);
    if (error instanceof realm.CompileError) return false;
    throw error;
  }
}

function load(realm: Realm, bytes: Uint8Array, options: CompileOptions): LoadedModule {
  const { features, recentModules } = realm;
  let loaded = recentModules.find(bytes);
  if (loaded === undefined) {
    loaded = { bytes, module: realm.load(bytes, features) };
    recentModules.add(loaded);
  }
  validateBuiltins(realm, loaded.module, options);
  return loaded;
}
