import { decodeModule } from '@softwasm/decoder';
import type { PreparedModule } from '@softwasm/runtime';
import { validateModule } from '@softwasm/validator';
import type { ModuleConstructor, ModuleExportDescriptor, ModuleImportDescriptor } from './api.ts';
import { compileError } from './errors.ts';
import type { Realm } from './realm.ts';
import { KIND_NAMES } from './value-types.ts';
import { copyBytes, defineInterface } from './webidl.ts';

/**
 * Decodes, validates and prepares a module.
 *
 * @param bytes nobody else's: they must not change any more
 * @throws CompileError
 */
export function compileModule(realm: Realm, bytes: Uint8Array): PreparedModule {
  try {
    const module = decodeModule(bytes, { features: realm.features, bodies: 'lazy' });
    return realm.engine.prepare(validateModule(module, { features: realm.features }));
  } catch (error) {
    throw compileError(realm, error);
  }
}

/** @see https://webassembly.github.io/spec/js-api/index.html#modules */
export function moduleInterface(realm: Realm): ModuleConstructor {
  const { modules } = realm;
  class Module {
    constructor(bytes: unknown) {
      modules.adopt(this, compileModule(realm, copyBytes(bytes)));
    }

    static exports(module: Module): ModuleExportDescriptor[] {
      return modules.get(module).module.exports.map(({ name, kind }) => ({ name, kind: KIND_NAMES[kind] }));
    }

    static imports(module: Module): ModuleImportDescriptor[] {
      const { imports } = modules.get(module).module;
      return imports.map(({ module: from, name, type }) => ({ module: from, name, kind: KIND_NAMES[type.kind] }));
    }

    static customSections(module: Module, sectionName: string): ArrayBuffer[] {
      const { customs } = modules.get(module).module;
      const name = `${sectionName}`;
      return customs.filter((section) => section.name === name).map(({ bytes }) => bytes.slice().buffer as ArrayBuffer);
    }
  }
  modules.create = () => Object.create(Module.prototype) as Module;
  return defineInterface(Module, 'Module');
}
