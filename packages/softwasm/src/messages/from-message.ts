import type { Realm } from '../realm.ts';
import { realmOf } from '../realms.ts';
import { isEnvelope, openEnvelope } from './envelope.ts';

/** By realm and message: what came of it. A message may be looked at more than once. */
const OPENED = new WeakMap<Realm, WeakMap<object, unknown>>();

/**
 * The counterpart of {@link toMessage}: makes the modules and memories of a message that came from another agent, in their places. The message is changed,
 * for it is the receiver's own; what is no message of `toMessage` stays as it is. Asked again for the same message it gives the same.
 *
 * @param namespace whose objects to make
 * @throws CompileError where the namespace has fewer features than the sender's
 */
export function fromMessage(namespace: object, message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message;
  const realm = realmOf(namespace);
  let opened = OPENED.get(realm);
  if (opened === undefined) OPENED.set(realm, (opened = new WeakMap()));
  if (opened.has(message)) return opened.get(message);
  const result = new OpenMessage(realm).open(message);
  opened.set(message, result);
  return result;
}

/** Goes through a message without recursion: it may be nested to any depth. */
class OpenMessage {
  private readonly realm: Realm;
  /** What was made of envelopes; all others are themselves. */
  private readonly seen = new Map<object, object>();
  private readonly pending: object[] = [];

  constructor(realm: Realm) {
    this.realm = realm;
  }

  open(root: object): unknown {
    const result = this.replacement(root);
    for (let object = this.pending.pop(); object !== undefined; object = this.pending.pop()) this.openEntries(object);
    return result;
  }

  private replacement(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const known = this.seen.get(value);
    if (known !== undefined) return known;
    const made = isEnvelope(value) ? openEnvelope(this.realm, value) : value;
    this.seen.set(value, made);
    if (made === value) this.pending.push(value);
    return made;
  }

  private openEntries(object: object): void {
    if (object instanceof Map) {
      const entries = [...object].map(([key, value]) => [this.replacement(key), this.replacement(value)] as const);
      object.clear();
      for (const [key, value] of entries) object.set(key, value);
    } else if (object instanceof Set) {
      const members = [...object].map((member) => this.replacement(member));
      object.clear();
      for (const member of members) object.add(member);
    } else if (!ArrayBuffer.isView(object)) {
      for (const [key, value] of Object.entries(object)) {
        const made = this.replacement(value);
        if (made !== value) Object.defineProperty(object, key, { value: made });
      }
    }
  }
}
