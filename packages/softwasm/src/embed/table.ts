import { TableInstance } from '@softwasm/runtime';
import { isDefaultable, ResourceError } from '@softwasm/syntax';
import { describeNumber } from './describe-value.ts';
import { limitsOf, type SizeDescriptor } from './descriptors.ts';
import { EmbedError } from './embed-error.ts';
import { Handles } from './handles.ts';
import { type Address, toSize } from './memory-bounds.ts';
import { cannotGrow, initialValueRequired, outOfBounds, SUBJECTS } from './messages.ts';
import type { Realm } from './realm.ts';
import { realmOf, type Store } from './store.ts';
import { toJs } from './to-js.ts';
import { checkOf, type Subject } from './to-wasm.ts';
import { parseValueType, typeInWords, type ValueOfType, type ValueType } from './value-types.ts';

/** Tables, and the runtime's behind them. */
export const TABLES: Handles<TableInstance> = /* @__PURE__ */ new Handles<TableInstance>('table');

/** The types of references. */
export type ReferenceType = Exclude<ValueType, 'i32' | 'i64' | 'f32' | 'f64' | 'v128'>;

/** Sizes in elements. */
export interface TableDescriptor<T extends ReferenceType> extends SizeDescriptor {
  readonly element: T;
}

const SUBJECT: Subject = {
  text: () => SUBJECTS.element,
  error: (message) => new EmbedError('argument', message),
};

/** A table: the host's own, or one that a guest exports. */
export class Table<T extends ReferenceType = ReferenceType> {
  /**
   * @param value of all elements; absent: null
   * @throws EmbedError where the value is none of the type, or sizes are none
   * @throws ResourceError where it would be larger than the implementation allows
   */
  constructor(descriptor: TableDescriptor<T>, value: ValueOfType[T] | null = null, store?: Store) {
    const { element, addressType = 'i32' } = descriptor;
    const type = parseValueType(element);
    const realm = realmOf(store);
    const init = checkOf(realm, type, SUBJECT)(value);
    const limits = limitsOf(descriptor);
    TABLES.adopt(realm, this, new TableInstance(realm.store, { addressType, limits, element: type }, init));
  }

  get kind(): 'table' {
    return 'table';
  }

  /** Elements. */
  get length(): number {
    return TABLES.use(this).size;
  }

  /** @throws EmbedError where `index` is out of bounds */
  get(index: Address): ValueOfType[T] {
    const table = TABLES.use(this);
    const at = elementAt(table, index);
    return toJs(realmOfTable(this), table.type.element, table.get(at)) as ValueOfType[T];
  }

  /** @throws EmbedError where `index` is out of bounds, or the value is none of the table's type */
  set(index: Address, value: ValueOfType[T]): void {
    const table = TABLES.use(this);
    const at = elementAt(table, index);
    table.set(at, checkOf(realmOfTable(this), table.type.element, SUBJECT)(value));
  }

  /**
   * Adds elements.
   *
   * @param value of the new ones; absent: null
   * @returns the length before
   * @throws ResourceError where it cannot grow that much, by its type, the limits of its instance, or the implementation
   * @throws EmbedError where the value is none of the table's type
   */
  grow(count: Address, value?: ValueOfType[T]): number {
    const table = TABLES.use(this);
    const realm = realmOfTable(this);
    const { element } = table.type;
    if (value === undefined && !isDefaultable(element)) {
      throw new EmbedError('argument', initialValueRequired(typeInWords(realm.store, element)));
    }
    const init = value === undefined ? null : checkOf(realm, element, SUBJECT)(value);
    const before = table.grow(toSize(count, 'number of elements'), init);
    if (before < 0) throw new ResourceError(cannotGrow('table', describeNumber(count), table.size));
    return before;
  }
}

function realmOfTable(table: object): Realm {
  return TABLES.find(table)!.realm;
}

function elementAt(table: TableInstance, index: Address): number {
  const at = toSize(index, 'index');
  if (at >= table.size) throw new EmbedError('bounds', outOfBounds('table', describeNumber(index), 1, table.size));
  return at;
}
