export type * from './api.ts';
export { createNamespace } from './namespace.ts';
export type { RealmOptions } from './realm.ts';
