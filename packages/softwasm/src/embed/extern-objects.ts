import type { ExternInstance } from '@softwasm/runtime';
import { functionObject } from './function-handles.ts';
import { GLOBALS, Global } from './global.ts';
import { Memory } from './memory.ts';
import { MEMORIES } from './memory-handles.ts';
import type { Realm } from './realm.ts';
import { TABLES, Table } from './table.ts';
import { Tag } from './tag.ts';
import { TAGS } from './tag-handles.ts';

/** An object of a class without running its constructor. */
function create<T extends object>({ prototype }: { readonly prototype: T }): () => T {
  return () => Object.create(prototype) as T;
}

/** The object that stands for something external. */
export function externObject(realm: Realm, extern: ExternInstance): unknown {
  switch (extern.kind) {
    case 'func':
      return functionObject(realm, extern);
    case 'memory':
      return MEMORIES.wrap(realm, extern, create(Memory));
    case 'table':
      return TABLES.wrap(realm, extern, create(Table));
    case 'global':
      return GLOBALS.wrap(realm, extern, create(Global));
    case 'tag':
      return TAGS.wrap(realm, extern, create(Tag));
  }
}

/** The object of a memory. */
export function memoryObject(realm: Realm, memory: Extract<ExternInstance, { kind: 'memory' }>): Memory {
  return MEMORIES.wrap(realm, memory, create(Memory)) as Memory;
}
