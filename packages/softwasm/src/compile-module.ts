import { validateBuiltins } from './builtins.ts';
import type { CompileOptions } from './compile-options.ts';
import type { CompiledModule } from './compiled-module.ts';
import { compileError } from './errors.ts';
import type { LoadedModule } from './module-cache.ts';
import type { Realm } from './realm.ts';

/**
 * Decodes, validates and prepares a module.
 *
 * @param bytes nobody else's: they must not change any more
 * @throws CompileError
 * @see https://webassembly.github.io/spec/js-api/index.html#compile-a-webassembly-module
 */
export function compileModule(realm: Realm, bytes: Uint8Array, options: CompileOptions): CompiledModule {
  try {
    const loaded = load(realm, bytes, options);
    loaded.prepared ??= realm.engine.prepare(loaded.module);
    return { prepared: loaded.prepared, options, bytes };
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
