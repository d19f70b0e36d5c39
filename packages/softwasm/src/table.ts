import { TableInstance } from '@softwasm/runtime';
import { API_ERRORS, Trap } from '@softwasm/syntax';
import type { AddressResult, TableConstructor } from './api.ts';
import { allocating } from './errors.ts';
import { readLimits } from './limits.ts';
import type { Realm } from './realm.ts';
import { isOpaque, toJsReference } from './to-js.ts';
import { defaultReference, toWasmValue } from './to-wasm.ts';
import { toTableElement } from './value-types.ts';
import { defineInterface, fromAddress, required, toDictionary, toIndex } from './webidl.ts';

function newTable(realm: Realm, descriptor: unknown, value: unknown): TableInstance {
  const dictionary = toDictionary(descriptor);
  const element = toTableElement(required(dictionary.element, 'element'));
  const { addressType, limits } = readLimits(realm.int64, dictionary, realm.typeReflection);
  // A value that is undefined counts as missing here and in `grow`, as it does in browsers; in `set` it does not.
  const init = value === undefined ? defaultReference(element) : toWasmValue(realm, value, element);
  return allocating(() => new TableInstance(realm.store, { addressType, limits, element }, init));
}

/** What an access throws that fails: out of bounds is a RangeError. */
function accessError(error: unknown): unknown {
  return error instanceof Trap ? new RangeError(API_ERRORS.tableIndex) : error;
}

/** @see https://webassembly.github.io/spec/js-api/index.html#tables */
export function tableInterface(realm: Realm): TableConstructor {
  const { int64, tables } = realm;
  class Table {
    constructor(descriptor: unknown, ...[value]: unknown[]) {
      tables.adopt(this, newTable(realm, descriptor, value));
    }

    get length(): AddressResult {
      const table = tables.get(this);
      return fromAddress(int64, table.size, table.type.addressType);
    }

    get(index: unknown): unknown {
      const table = tables.get(this);
      const { addressType, element } = table.type;
      if (isOpaque(realm, element)) throw new TypeError(API_ERRORS.opaque);
      const at = toIndex(int64, index, addressType, 'index');
      let value: unknown;
      try {
        value = table.get(at);
      } catch (error) {
        throw accessError(error);
      }
      return toJsReference(realm, value);
    }

    set(index: unknown, value: unknown = undefined): void {
      const table = tables.get(this);
      const { addressType, element } = table.type;
      if (isOpaque(realm, element)) throw new TypeError(API_ERRORS.opaque);
      const at = toIndex(int64, index, addressType, 'index');
      // biome-ignore lint/complexity/noArguments: an array for every call costs more
      const given = arguments.length > 1;
      const init = given ? toWasmValue(realm, value, element) : defaultReference(element);
      try {
        table.set(at, init);
      } catch (error) {
        throw accessError(error);
      }
    }

    grow(delta: unknown, value: unknown = undefined): AddressResult {
      const table = tables.get(this);
      const { addressType, element } = table.type;
      const count = toIndex(int64, delta, addressType, 'delta');
      const init = value === undefined ? defaultReference(element) : toWasmValue(realm, value, element);
      const size = table.grow(count, init);
      if (size < 0) throw new RangeError(API_ERRORS.grow);
      return fromAddress(int64, size, addressType);
    }
  }
  tables.create = () => Object.create(Table.prototype) as Table;
  return defineInterface(Table, 'Table');
}
