import { decodeModule } from '@softwasm/decoder';
import type { PreparedModule } from '@softwasm/runtime';
import { validateModule } from '@softwasm/validator';
import { validateBuiltins } from './builtins.ts';
import type { CompileOptions } from './compile-options.ts';
import { compileError } from './errors.ts';
import type { Realm } from './realm.ts';

/** What is behind a `Module`: a valid module that an engine is ready to instantiate, and the options it was compiled with. */
export interface CompiledModule {
  readonly prepared: PreparedModule;
  readonly options: CompileOptions;
}

/**
 * Decodes, validates and prepares a module.
 *
 * @param bytes nobody else's: they must not change any more
 * @throws CompileError
 * @see https://webassembly.github.io/spec/js-api/index.html#compile-a-webassembly-module
 */
export function compileModule(realm: Realm, bytes: Uint8Array, options: CompileOptions): CompiledModule {
  try {
    const module = decodeModule(bytes, { features: realm.features, bodies: 'lazy' });
    const valid = validateModule(module, { features: realm.features });
    validateBuiltins(realm, valid, options);
    return { prepared: realm.engine.prepare(valid), options };
  } catch (error) {
    throw compileError(realm, error);
  }
}
