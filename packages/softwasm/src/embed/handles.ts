import { EmbedError } from './embed-error.ts';
import type { Handle } from './lifetime.ts';
import { DISPOSED, notOfKind } from './messages.ts';
import type { Realm } from './realm.ts';

/** What an object of strict mode stands for, and in which store. */
export interface RealmHandle<T> extends Handle<T> {
  readonly realm: Realm;
}

/** The objects of one class of strict mode, and the runtime's instances behind them, one for one. Being known here is what makes an object one of them. */
export class Handles<T extends object> {
  readonly kind: keyof typeof DISPOSED;
  private readonly handles = new WeakMap<object, RealmHandle<T>>();
  private readonly objects = new WeakMap<T, object>();

  constructor(kind: keyof typeof DISPOSED) {
    this.kind = kind;
  }

  /** Makes `object` stand for `instance`. */
  adopt(realm: Realm, object: object, instance: T): RealmHandle<T> {
    const handle: RealmHandle<T> = { realm, target: instance };
    realm.lifetimeOf(instance)?.bind(handle);
    this.handles.set(object, handle);
    this.objects.set(instance, object);
    return handle;
  }

  /** The object of an instance, made by `create` at the first request. */
  wrap(realm: Realm, instance: T, create: () => object): object {
    const known = this.objects.get(instance);
    if (known !== undefined) return known;
    const object = create();
    // Functions adopt themselves, for they have to know their handle.
    if (!this.handles.has(object)) this.adopt(realm, object, instance);
    return object;
  }

  /** What an object stands for, if it is one of these. */
  find(object: unknown): RealmHandle<T> | undefined {
    // A WeakMap has nothing under what is no object.
    return this.handles.get(object as object);
  }

  /** The instance behind an object. @throws EmbedError where it is none of these, or disposed */
  use(object: unknown): T {
    const handle = this.find(object);
    if (handle === undefined) throw new EmbedError('argument', notOfKind(this.kind));
    if (handle.target === undefined) throw new EmbedError('disposed', DISPOSED[this.kind]);
    return handle.target;
  }
}
