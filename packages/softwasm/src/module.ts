import { API_ERRORS } from '@softwasm/syntax';
import type { ModuleConstructor, ModuleExportDescriptor, ModuleImportDescriptor } from './api.ts';
import { isBuiltin } from './builtins.ts';
import { compileModule } from './compile-module.ts';
import { readCompileOptions } from './compile-options.ts';
import type { Realm } from './realm.ts';
import { exportTypes, typeOfExtern } from './type-reflection.ts';
import { KIND_NAMES } from './value-types.ts';
import { copyBytes, defineInterface, toBufferSource } from './webidl.ts';

/** @see https://webassembly.github.io/spec/js-api/index.html#modules */
export function moduleInterface(realm: Realm): ModuleConstructor {
  const { modules } = realm;
  class Module {
    constructor(bytes: unknown, ...[options]: unknown[]) {
      const source = toBufferSource(bytes);
      const compileOptions = readCompileOptions(options);
      modules.adopt(this, compileModule(realm, copyBytes(source), compileOptions));
    }

    static exports(module: Module): ModuleExportDescriptor[] {
      const compiled = modules.get(module).prepared.module;
      const typeOf = realm.typeReflection ? exportTypes(realm, compiled) : undefined;
      return compiled.exports.map(({ name, kind, index }) => ({
        name,
        kind: KIND_NAMES[kind],
        ...(typeOf === undefined ? {} : { type: typeOf(kind, index) }),
      }));
    }

    static imports(module: Module): ModuleImportDescriptor[] {
      const { prepared, options } = modules.get(module);
      const imports = prepared.module.imports.filter((wanted) => !isBuiltin(realm, wanted, options));
      return imports.map(({ module: from, name, type }) => ({
        module: from,
        name,
        kind: KIND_NAMES[type.kind],
        ...(realm.typeReflection ? { type: typeOfExtern(realm, prepared.module, type) } : {}),
      }));
    }

    static customSections(module: Module, sectionName: string): ArrayBuffer[] {
      const { customs } = modules.get(module).prepared.module;
      // biome-ignore lint/complexity/noArguments: a missing name is an error, an undefined one the name "undefined"
      if (arguments.length < 2) throw new TypeError(API_ERRORS.sectionName);
      const name = `${sectionName}`;
      return customs.filter((section) => section.name === name).map(({ bytes }) => bytes.slice().buffer as ArrayBuffer);
    }
  }
  modules.create = () => Object.create(Module.prototype) as Module;
  return defineInterface(Module, 'Module');
}
