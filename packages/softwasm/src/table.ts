import { TableInstance } from '@softwasm/runtime';
import { API_ERRORS, Trap } from '@softwasm/syntax';
import type { AddressValue, TableConstructor } from './api.ts';
import { allocating } from './errors.ts';
import { readLimits } from './limits.ts';
import type { Realm } from './realm.ts';
import { isOpaque, toJsValue } from './to-js.ts';
import { defaultReference, toWasmValue } from './to-wasm.ts';
import { toTableElement } from './value-types.ts';
import { defineInterface, fromAddress, required, toAddress, toDictionary } from './webidl.ts';

function newTable(realm: Realm, descriptor: unknown, value: unknown, given: boolean): TableInstance {
  const dictionary = toDictionary(descriptor);
  const element = toTableElement(required(dictionary.element, 'element'));
  const { addressType, limits } = readLimits(dictionary);
  const init = given && value !== undefined ? toWasmValue(realm, value, element) : defaultReference(element);
  return allocating(() => new TableInstance(realm.store, { addressType, limits, element }, init));
}

/** Runs an access. @throws RangeError where it would trap */
function inBounds<T>(access: () => T): T {
  try {
    return access();
  } catch (error) {
    throw error instanceof Trap ? new RangeError(API_ERRORS.tableIndex) : error;
  }
}

/** @see https://webassembly.github.io/spec/js-api/index.html#tables */
export function tableInterface(realm: Realm): TableConstructor {
  const { tables } = realm;

  /** The value argument of `set` and `grow`; for a missing one null, or `undefined` for external references. */
  function toElement(table: TableInstance, value: unknown, given: boolean): unknown {
    const { element } = table.type;
    return given ? toWasmValue(realm, value, element) : defaultReference(element);
  }

  class Table {
    constructor(descriptor: unknown, ...rest: unknown[]) {
      tables.adopt(this, newTable(realm, descriptor, rest[0], rest.length > 0));
    }

    get length(): AddressValue {
      const table = tables.get(this);
      return fromAddress(table.size, table.type.addressType);
    }

    get(index: unknown): unknown {
      const table = tables.get(this);
      const at = Number(toAddress(index, table.type.addressType, 'index'));
      if (isOpaque(realm, table.type.element)) throw new TypeError(API_ERRORS.opaque);
      return toJsValue(
        realm,
        inBounds(() => table.get(at)),
        table.type.element,
      );
    }

    set(index: unknown, ...rest: unknown[]): void {
      const table = tables.get(this);
      const at = Number(toAddress(index, table.type.addressType, 'index'));
      const value = toElement(table, rest[0], rest.length > 0);
      inBounds(() => table.set(at, value));
    }

    grow(delta: unknown, ...rest: unknown[]): AddressValue {
      const table = tables.get(this);
      const { addressType } = table.type;
      const count = Number(toAddress(delta, addressType, 'delta'));
      const size = table.grow(count, toElement(table, rest[0], rest[0] !== undefined));
      if (size < 0) throw new RangeError(API_ERRORS.grow);
      return fromAddress(size, addressType);
    }
  }
  tables.create = () => Object.create(Table.prototype) as Table;
  return defineInterface(Table, 'Table');
}
