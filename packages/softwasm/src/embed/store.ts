import { Realm } from './realm.ts';
import { REFERENCES } from './references.ts';

const REALMS = new WeakMap<Store, Realm>();

/**
 * What instances that may import from each other have in common. All share one where nothing else is said; whoever loads many unrelated modules gives each
 * a store of its own, so that their types go with them.
 */
export class Store {
  constructor() {
    REALMS.set(this, new Realm(REFERENCES));
  }
}

let common: Store | undefined;

/** What is behind a store; absent: the one that all share. */
export function realmOf(store?: Store): Realm {
  return REALMS.get(store ?? (common ??= new Store())) as Realm;
}
