import { hostFuncType, TagInstance } from '@softwasm/runtime';
import { realmOf, type Store } from './store.ts';
import { TAGS, type TagObject } from './tag-handles.ts';
import { parseValueType, type ValueType } from './value-types.ts';

/** What exceptions are told apart by. */
export class Tag implements TagObject {
  /** @throws EmbedError where a name is none of a value type */
  constructor(type: { readonly params: readonly ValueType[] }, store?: Store) {
    const realm = realmOf(store);
    const id = hostFuncType(realm.store, type.params.map(parseValueType), []);
    TAGS.adopt(realm, this, new TagInstance(realm.store, id));
  }

  get kind(): 'tag' {
    return 'tag';
  }
}
