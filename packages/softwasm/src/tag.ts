import { hostFuncType, TagInstance } from '@softwasm/runtime';
import type { TagConstructor } from './api.ts';
import type { Realm } from './realm.ts';
import { toValueType } from './value-types.ts';
import { defineInterface, required, toDictionary, toSequence } from './webidl.ts';

/** @see https://webassembly.github.io/spec/js-api/index.html#tags */
export function tagInterface(realm: Realm): TagConstructor {
  const { tags, store } = realm;
  class Tag {
    constructor(type: unknown) {
      const parameters = required(toDictionary(type).parameters, 'parameters');
      const params = toSequence(parameters).map(toValueType);
      tags.adopt(this, new TagInstance(store, hostFuncType(store, params, [])));
    }
  }
  tags.create = () => Object.create(Tag.prototype) as Tag;
  return defineInterface(Tag, 'Tag');
}
