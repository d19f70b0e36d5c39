import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
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
    const module = decodeModule(bytes, { features: realm.features, bodies: 'lazy' });
    const valid = validateModule(module, { features: realm.features });
    validateBuiltins(realm, valid, options);
    return { prepared: realm.engine.prepare(valid), options };
  } catch (error) {
    throw compileError(realm, error);
  }
}
