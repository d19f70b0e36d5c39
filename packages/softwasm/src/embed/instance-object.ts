import {
  instantiate,
  type MemoryInstance,
  type ModuleInstance,
  type PreparedModule,
  ResourceBudget,
} from '@softwasm/runtime';
import { importCount, PAGE_SIZE } from '@softwasm/syntax';
import type { HostContext, Instance, InstanceOptions, Module } from './api.ts';
import { disposeSymbol } from './dispose.ts';
import { EmbedError } from './embed-error.ts';
import { outwards } from './errors.ts';
import { externObject, memoryObject } from './extern-objects.ts';
import { Lifetime } from './lifetime.ts';
import { limitOf } from './limits.ts';
import type { Memory } from './memory.ts';
import { DISPOSED, NO_MEMORY } from './messages.ts';
import { readImports } from './read-imports.ts';
import type { Realm } from './realm.ts';
import { realmOf } from './store.ts';

/** An instance, which its host functions know before its start function has run. */
class InstanceObject<E extends object> implements Instance<E> {
  readonly module: Module;
  private readonly realm: Realm;
  private readonly lifetime: Lifetime = new Lifetime();
  private instance: ModuleInstance | undefined;
  private exportsObject: E | undefined;
  declare [Symbol.dispose]: () => void;

  constructor(module: Module, realm: Realm) {
    this.module = module;
    this.realm = realm;
  }

  get disposed(): boolean {
    return this.lifetime.disposed;
  }

  get exports(): E {
    const instance = this.use();
    return (this.exportsObject ??= exportsOf(this.realm, instance) as E);
  }

  /** @throws EmbedError where there is none */
  get memory(): Memory {
    const memory: MemoryInstance | undefined = this.use().memories[0];
    if (memory === undefined) throw new EmbedError('argument', NO_MEMORY);
    return memoryObject(this.realm, memory);
  }

  dispose(): void {
    this.lifetime.end();
    this.instance = undefined;
    this.exportsObject = undefined;
  }

  [disposeSymbol()](): void {
    this.dispose();
  }

  /** Makes it usable, and what its module defines last as long as it does. */
  link(instance: ModuleInstance): void {
    const { module, memories, tables, globals, tags } = instance;
    const { realm, lifetime } = this;
    this.instance = instance;
    realm.setLifetime(instance, lifetime);
    for (const [kind, list] of Object.entries({ memory: memories, table: tables, global: globals, tag: tags })) {
      const imported = importCount(module, kind as 'memory' | 'table' | 'global' | 'tag');
      for (const defined of list.slice(imported)) realm.setLifetime(defined, lifetime);
    }
  }

  private use(): ModuleInstance {
    if (this.instance === undefined) throw new EmbedError('disposed', DISPOSED.instance);
    return this.instance;
  }
}

function exportsOf(realm: Realm, instance: ModuleInstance): object {
  const exports: object = Object.create(null) as object;
  for (const [name, extern] of instance.exports) {
    Object.defineProperty(exports, name, { value: externObject(realm, extern), enumerable: true });
  }
  return Object.freeze(exports);
}

/** @throws as `Module.instantiateSync` says */
export function makeInstance<E extends object>(
  module: Module,
  prepared: PreparedModule,
  imports: unknown,
  { limits, store, data }: InstanceOptions,
): Instance<E> {
  const realm = realmOf(store);
  const budget = new ResourceBudget(limitOf(limits, 'memoryPages') * PAGE_SIZE, limitOf(limits, 'tableElements'));
  const object = new InstanceObject<E>(module, realm);
  const context: HostContext = {
    instance: object as Instance,
    get memory() {
      return object.memory;
    },
    data,
  };
  const externs = readImports(realm, prepared.module, imports, context);
  try {
    instantiate(realm.store, prepared, externs, { budget, onLinked: (instance) => object.link(instance) });
  } catch (error) {
    throw outwards(realm, error);
  }
  return object;
}
