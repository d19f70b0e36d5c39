import type { PreparedModule } from '@softwasm/runtime';
import { validateBuiltins } from './builtins.ts';
import type { CompileOptions } from './compile-options.ts';
import type { CompiledModule } from './compiled-module.ts';
import { compileError } from './errors.ts';
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
    const prepared = realm.recentModules.find(bytes) ?? prepare(realm, bytes);
    validateBuiltins(realm, prepared.module, options);
    return { prepared, options, bytes };
  } catch (error) {
    throw compileError(realm, error);
  }
}

function prepare(realm: Realm, bytes: Uint8Array): PreparedModule {
  const { features, engine, load, recentModules } = realm;
  const prepared = engine.prepare(load(bytes, features));
  recentModules.add(bytes, prepared);
  return prepared;
}
