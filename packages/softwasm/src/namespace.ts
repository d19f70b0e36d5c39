import { jsTagOf, type PreparedModule } from '@softwasm/runtime';
import type { BufferSource, Imports, Instance, InstantiatedSource, Module, WebAssemblyNamespace } from './api.ts';
import { exceptionInterface } from './exception.ts';
import { exportedFunction } from './exported-function.ts';
import { globalInterface } from './global.ts';
import { instanceInterface, instantiateModule } from './instance.ts';
import { memoryInterface } from './memory.ts';
import { compileModule, moduleInterface } from './module.ts';
import { Realm, type RealmOptions } from './realm.ts';
import { bytesOfResponse } from './streaming.ts';
import { tableInterface } from './table.ts';
import { tagInterface } from './tag.ts';
import { copyBytes, tag } from './webidl.ts';

/**
 * Makes a `WebAssembly` namespace on an engine. Namespaces are worlds of their own: objects of one are none of another's.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html#webassembly-namespace
 */
export function createNamespace(options: RealmOptions): WebAssemblyNamespace {
  const realm = new Realm(options);
  realm.functions.create = (func) => exportedFunction(realm, func);
  const namespace = Object.create(Object.prototype) as WebAssemblyNamespace;
  const constructors: Partial<WebAssemblyNamespace> = {
    Module: moduleInterface(realm),
    Instance: instanceInterface(realm),
    Memory: memoryInterface(realm),
    Table: tableInterface(realm),
    Global: globalInterface(realm),
    Tag: tagInterface(realm),
    Exception: exceptionInterface(realm),
    CompileError: realm.CompileError,
    LinkError: realm.LinkError,
    RuntimeError: realm.RuntimeError,
  };
  for (const [name, value] of Object.entries(constructors)) {
    Object.defineProperty(namespace, name, { value, writable: true, enumerable: false, configurable: true });
  }
  for (const [name, value] of Object.entries(functions(realm))) {
    Object.defineProperty(namespace, name, { value, writable: true, enumerable: true, configurable: true });
  }
  const jsTag = realm.tags.wrap(jsTagOf(realm.store));
  Object.defineProperty(namespace, 'JSTag', { get: () => jsTag, enumerable: true, configurable: true });
  tag(namespace, 'WebAssembly');
  return namespace;
}

/** The namespace's own functions. */
function functions(realm: Realm): object {
  const { modules, instances } = realm;

  function instantiateSource(prepared: PreparedModule, importObject: unknown): InstantiatedSource {
    const instance = instances.wrap(instantiateModule(realm, prepared, importObject)) as Instance;
    return { module: modules.wrap(prepared), instance };
  }

  return {
    validate(bytes: BufferSource): boolean {
      const copy = copyBytes(bytes);
      try {
        compileModule(realm, copy);
        return true;
      } catch (error) {
        if (error instanceof realm.CompileError) return false;
        throw error;
      }
    },

    async compile(bytes: BufferSource): Promise<Module> {
      // The bytes are those of now, whatever happens to them until compilation begins.
      const copy = copyBytes(bytes);
      await undefined;
      return modules.wrap(compileModule(realm, copy));
    },

    async instantiate(source: BufferSource | Module, importObject?: Imports): Promise<InstantiatedSource | Instance> {
      const prepared = modules.find(source);
      if (prepared !== undefined) {
        return instances.wrap(instantiateModule(realm, prepared, importObject)) as Instance;
      }
      const copy = copyBytes(source);
      await undefined;
      return instantiateSource(compileModule(realm, copy), importObject);
    },

    async compileStreaming(source: unknown): Promise<Module> {
      return modules.wrap(compileModule(realm, await bytesOfResponse(source)));
    },

    async instantiateStreaming(source: unknown, importObject?: Imports): Promise<InstantiatedSource> {
      return instantiateSource(compileModule(realm, await bytesOfResponse(source)), importObject);
    },
  };
}
