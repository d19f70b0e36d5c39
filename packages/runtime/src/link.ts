import {
  type ExternType,
  type GlobalType,
  type Import,
  incompatibleImport,
  type Limits,
  LinkError,
  type MemoryType,
  renameValType,
  type TableType,
  unknownImport,
  type ValidModule,
} from '@softwasm/syntax';
import type { ExternInstance } from './extern.ts';
import { formatExternInstance, formatExternType } from './format-extern.ts';
import type { Store } from './store.ts';

/** Type indices to canonical ids. */
type Rename = (typeidx: number) => number;

/**
 * Checks that imports fit what a module asks for (§4.7.2, steps 2 to 4; matching by §3.3.10 to 3.3.14).
 *
 * @param imports one for each of the module's imports, in order; `undefined` where there is none
 * @throws LinkError "unknown import" or "incompatible import type", at the first import that does not fit
 */
export function checkImports(
  store: Store,
  module: ValidModule,
  imports: readonly (ExternInstance | undefined)[],
): readonly ExternInstance[] {
  const types = store.typesOf(module);
  const rename: Rename = (typeidx) => types[typeidx] as number;
  module.imports.forEach((wanted, i) => {
    const given = imports[i];
    if (given === undefined) throw new LinkError(unknownImport(wanted.module, wanted.name));
    if (!fits(store, given, wanted.type, rename)) throw new LinkError(mismatch(store, wanted, given, rename));
  });
  return imports as readonly ExternInstance[];
}

function mismatch(store: Store, wanted: Import, given: ExternInstance, rename: Rename): string {
  const expected = formatExternType(store, wanted.type, rename);
  return incompatibleImport(wanted.module, wanted.name, expected, formatExternInstance(store, given));
}

function fits(store: Store, given: ExternInstance, wanted: ExternType, rename: Rename): boolean {
  switch (wanted.kind) {
    case 'func': {
      if (given.kind !== 'func') return false;
      const type = rename(wanted.type);
      return wanted.exact ? given.type === type : store.types.isSubtype(given.type, type);
    }
    case 'table':
      return given.kind === 'table' && fitsTable(given.type, given.size, wanted.type, rename);
    case 'memory':
      return given.kind === 'memory' && fitsMemory(given.type, given.pages, wanted.type);
    case 'global':
      return given.kind === 'global' && fitsGlobal(store, given.type, wanted.type, rename);
    case 'tag':
      return given.kind === 'tag' && given.type === rename(wanted.type.type);
  }
}

/** Limits match (§3.3.11) when the wanted ones allow everything the given ones do; an instance's minimum is its current size. */
function fitsLimits(size: number, given: Limits, wanted: Limits): boolean {
  return size >= wanted.min && (wanted.max === undefined || (given.max !== undefined && given.max <= wanted.max));
}

function fitsTable(given: TableType, size: number, wanted: TableType, rename: Rename): boolean {
  return (
    given.addressType === wanted.addressType &&
    given.element === renameValType(wanted.element, rename) &&
    fitsLimits(size, given.limits, wanted.limits)
  );
}

function fitsMemory(given: MemoryType, pages: number, wanted: MemoryType): boolean {
  return (
    given.addressType === wanted.addressType &&
    given.shared === wanted.shared &&
    given.pageSizeLog2 === wanted.pageSizeLog2 &&
    fitsLimits(pages, given.limits, wanted.limits)
  );
}

function fitsGlobal(store: Store, given: GlobalType, wanted: GlobalType, rename: Rename): boolean {
  if (given.mutable !== wanted.mutable) return false;
  const type = renameValType(wanted.type, rename);
  return wanted.mutable ? given.type === type : store.types.matches(given.type, type);
}
