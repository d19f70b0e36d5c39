import type { FuncType } from '@softwasm/syntax';
import type { Store } from './store.ts';

/**
 * A tag instance (§4.2.10): two are the same tag only if they are the same object.
 *
 * @see https://webassembly.github.io/spec/core/exec/runtime.html#tag-instances
 */
export class TagInstance {
  readonly kind = 'tag';
  readonly store: Store;
  /** Canonical id of its function type. */
  readonly type: number;

  constructor(store: Store, type: number) {
    this.store = store;
    this.type = type;
  }

  get funcType(): FuncType {
    return this.store.types.get(this.type).composite as FuncType;
  }
}
