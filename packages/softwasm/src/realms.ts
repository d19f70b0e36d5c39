import { API_ERRORS } from '@softwasm/syntax';
import type { Realm } from './realm.ts';

const REALMS = new WeakMap<object, Realm>();

/** Notes what is behind a namespace. */
export function registerRealm(namespace: object, realm: Realm): void {
  REALMS.set(namespace, realm);
}

/** What is behind a namespace. @throws TypeError where it is none of this package's */
export function realmOf(namespace: object): Realm {
  const realm = REALMS.get(namespace);
  if (realm === undefined) throw new TypeError(API_ERRORS.namespace);
  return realm;
}
