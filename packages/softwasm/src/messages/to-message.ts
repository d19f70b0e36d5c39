import type { Realm } from '../realm.ts';
import { realmOf } from '../realms.ts';
import { type Envelope, envelopeOf } from './envelope.ts';

/** Keys with values; of a set, its members as both. */
type Entries = readonly (readonly [key: unknown, value: unknown])[];

/** An object that structured cloning looks into. */
interface Container {
  readonly object: object;
  readonly entries: Entries;
  readonly parents: Container[];
  /** Made where the container leads to an envelope. */
  copy: object | undefined;
}

/**
 * Makes of a value what may be given to `postMessage`: modules and shared memories of a namespace, wherever they are in it, become plain data, which
 * {@link fromMessage} turns back in the agent that gets it. Looks for them where structured cloning does: in objects, arrays, maps and sets, cyclic ones
 * as well. Only what leads to one of them is copied; everything else stays the object that it is, so that lists of what to transfer go on to fit.
 *
 * @param namespace the `WebAssembly` of `softwasm`, or one that was created
 * @returns the value itself where there is none in it
 * @throws DataCloneError where there is an object of the namespace that cannot be handed to other agents: a memory that is not shared, an instance, …
 */
export function toMessage(namespace: object, value: unknown): unknown {
  return isObject(value) ? new MessageCopy(realmOf(namespace)).copy(value) : value;
}

class MessageCopy {
  private readonly realm: Realm;
  private readonly envelopes = new Map<object, Envelope>();
  private readonly containers = new Map<object, Container>();
  /** Of containers whose entries are not looked at yet: messages may be nested to any depth. */
  private readonly pending: Container[] = [];
  /** Containers that lead to an envelope, and whose parents are not told yet. */
  private readonly changed: Container[] = [];

  constructor(realm: Realm) {
    this.realm = realm;
  }

  copy(root: object): unknown {
    this.enter(root, undefined);
    for (let container = this.pending.pop(); container !== undefined; container = this.pending.pop()) {
      for (const [key, value] of container.entries) {
        if (isObject(key)) this.enter(key, container);
        if (isObject(value)) this.enter(value, container);
      }
    }
    for (let container = this.changed.pop(); container !== undefined; container = this.changed.pop()) {
      for (const parent of container.parents) this.change(parent);
    }
    for (const { copy, entries } of this.containers.values()) {
      if (copy !== undefined) this.fill(copy, entries);
    }
    return this.replacement(root);
  }

  /** Notes an object that a container has. */
  private enter(object: object, parent: Container | undefined): void {
    const known = this.containers.get(object);
    if (known !== undefined) {
      if (parent !== undefined) known.parents.push(parent);
      return;
    }
    if (this.envelopes.has(object)) {
      if (parent !== undefined) this.change(parent);
      return;
    }
    const envelope = envelopeOf(this.realm, object);
    if (envelope !== undefined) {
      this.envelopes.set(object, envelope);
      if (parent !== undefined) this.change(parent);
      return;
    }
    const entries = entriesOf(object);
    if (entries === undefined) return;
    const container = { object, entries, parents: parent === undefined ? [] : [parent], copy: undefined };
    this.containers.set(object, container);
    this.pending.push(container);
  }

  private change(container: Container): void {
    if (container.copy !== undefined) return;
    container.copy = emptyCopy(container.object);
    this.changed.push(container);
  }

  private replacement(value: unknown): unknown {
    return this.envelopes.get(value as object) ?? this.containers.get(value as object)?.copy ?? value;
  }

  private fill(copy: object, entries: Entries): void {
    for (const [key, value] of entries) {
      const made = this.replacement(value);
      if (copy instanceof Map) copy.set(this.replacement(key), made);
      else if (copy instanceof Set) copy.add(made);
      // Defined, not assigned: any name is only a name.
      else
        Object.defineProperty(copy, key as string, {
          value: made,
          writable: true,
          enumerable: true,
          configurable: true,
        });
    }
  }
}

/** Functions are none here: cloning them is an error, which the host throws. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What structured cloning finds in an object; `undefined` where that is not made of other values. */
function entriesOf(object: object): Entries | undefined {
  if (object instanceof Map) return [...object];
  if (object instanceof Set) return [...object].map((member) => [member, member]);
  const tag = Object.prototype.toString.call(object);
  if (tag !== '[object Object]' && tag !== '[object Array]') return undefined;
  return Object.entries(object);
}

function emptyCopy(object: object): object {
  if (object instanceof Map) return new Map();
  if (object instanceof Set) return new Set();
  return Array.isArray(object) ? new Array<unknown>(object.length) : {};
}
