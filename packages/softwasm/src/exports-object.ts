import type { ExternInstance, ModuleInstance } from '@softwasm/runtime';
import type { Exports } from './api.ts';
import type { Realm } from './realm.ts';

/** The frozen object of an instance's exports, in the module's order. Without a prototype, so that any name is only a name. */
export function exportsObject(realm: Realm, instance: ModuleInstance): Exports {
  const exports = Object.create(null) as Exports;
  for (const [name, extern] of instance.exports) {
    // Defined, not assigned.
    Object.defineProperty(exports, name, { value: externObject(realm, extern), enumerable: true });
  }
  return Object.freeze(exports);
}

/** The object that stands for an instance in JavaScript. */
export function externObject(realm: Realm, extern: ExternInstance): object {
  switch (extern.kind) {
    case 'func':
      return realm.functions.wrap(extern);
    case 'table':
      return realm.tables.wrap(extern);
    case 'memory':
      return realm.memories.wrap(extern);
    case 'global':
      return realm.globals.wrap(extern);
    case 'tag':
      return realm.tags.wrap(extern);
  }
}
