import type { AggregateInstance } from '@softwasm/runtime';
import { type ExceptionInstance, FunctionInstance, Store as RuntimeStore } from '@softwasm/runtime';
import { gcObject } from '../gc-object.ts';
import { ObjectCache } from '../object-cache.ts';
import type { Lifetime } from './lifetime.ts';

/** Makes the objects that values of reference types are in JavaScript; set by whoever knows their classes. */
export interface ReferenceObjects {
  functionObject(realm: Realm, func: FunctionInstance): unknown;
  /** The function behind an object; `undefined` for anything else. @throws EmbedError where it is disposed */
  functionOf(realm: Realm, object: unknown): FunctionInstance | undefined;
  exceptionObject(realm: Realm, exception: ExceptionInstance): unknown;
  exceptionOf(realm: Realm, object: unknown): ExceptionInstance | undefined;
}

/** What is behind a `Store` of strict mode. */
export class Realm {
  readonly store: RuntimeStore = new RuntimeStore();
  readonly references: ReferenceObjects;
  /** Structures and arrays, which the host may hold but not look into. */
  readonly aggregates: ObjectCache<AggregateInstance> = new ObjectCache('Object');
  /** By module instance, and by what instances define but functions. */
  private readonly lifetimes = new WeakMap<object, Lifetime>();

  constructor(references: ReferenceObjects) {
    this.references = references;
    this.aggregates.create = gcObject;
  }

  /** Says that `thing`, which is no function, can be used as long as `lifetime` lasts. */
  setLifetime(thing: object, lifetime: Lifetime): void {
    this.lifetimes.set(thing, lifetime);
  }

  /** How long an instance can be used; for ever where it is the host's. */
  lifetimeOf(instance: object): Lifetime | undefined {
    const owner = instance instanceof FunctionInstance ? instance.instance : instance;
    return owner === undefined ? undefined : this.lifetimes.get(owner);
  }
}
