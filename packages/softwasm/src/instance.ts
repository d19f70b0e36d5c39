import { type ExternInstance, instantiate, type ModuleInstance } from '@softwasm/runtime';
import type { Exports, InstanceConstructor } from './api.ts';
import type { CompiledModule } from './compiled-module.ts';
import { instantiationError } from './errors.ts';
import { exportsObject } from './exports-object.ts';
import { readImports } from './read-imports.ts';
import type { Realm } from './realm.ts';
import { defineInterface, toOptionalObject } from './webidl.ts';

/**
 * "Instantiate the core of a WebAssembly module".
 *
 * @throws LinkError, RuntimeError, RangeError, and what host functions throw
 */
export function instantiateCore(
  realm: Realm,
  { prepared }: CompiledModule,
  imports: readonly ExternInstance[],
): ModuleInstance {
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
    constructor(module: unknown, ...[importObject]: unknown[]) {
      const compiled = modules.get(module);
      const imports = readImports(realm, compiled, toOptionalObject(importObject));
      instances.adopt(this, instantiateCore(realm, compiled, imports));
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
