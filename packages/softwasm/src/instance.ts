import { instantiate, type ModuleInstance, type PreparedModule } from '@softwasm/runtime';
import type { Exports, InstanceConstructor } from './api.ts';
import { instantiationError } from './errors.ts';
import { exportsObject } from './exports-object.ts';
import { readImports } from './read-imports.ts';
import type { Realm } from './realm.ts';
import { defineInterface } from './webidl.ts';

/**
 * Reads the imports and instantiates ("instantiate the core of a WebAssembly module").
 *
 * @throws TypeError, LinkError, RuntimeError, RangeError, and what host functions throw
 */
export function instantiateModule(realm: Realm, prepared: PreparedModule, importObject: unknown): ModuleInstance {
  const imports = readImports(realm, prepared.module, importObject);
  try {
    return instantiate(realm.store, prepared, imports);
  } catch (error) {
    throw instantiationError(realm, error);
  }
}

/** @see https://webassembly.github.io/spec/js-api/index.html#instances */
export function instanceInterface(realm: Realm): InstanceConstructor {
  const { instances, modules } = realm;
  const exportsOf = new WeakMap<ModuleInstance, Exports>();
  class Instance {
    constructor(module: unknown, importObject?: unknown) {
      instances.adopt(this, instantiateModule(realm, modules.get(module), importObject));
    }

    get exports(): Exports {
      const instance = instances.get(this);
      let exports = exportsOf.get(instance);
      if (exports === undefined) {
        exports = exportsObject(realm, instance);
        exportsOf.set(instance, exports);
      }
      return exports;
    }
  }
  instances.create = () => Object.create(Instance.prototype) as Instance;
  return defineInterface(Instance, 'Instance');
}
