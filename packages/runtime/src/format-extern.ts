import {
  type ExternType,
  type FuncType,
  formatResultType,
  formatValType,
  type GlobalType,
  type Limits,
  type MemoryType,
  PAGE_SIZE_LOG2,
  renameValType,
  type TableType,
} from '@softwasm/syntax';
import type { ExternInstance } from './extern.ts';
import type { Store } from './store.ts';

/*
 * External types in words, for messages: `func [i32] -> [i64]`, `table 1..10 funcref`, `memory i64 1..`, `global mut i32`, `tag [i32]`.
 */

/** The type of an import, whose type indices `rename` turns into canonical ids. */
export function formatExternType(store: Store, type: ExternType, rename: (typeidx: number) => number): string {
  switch (type.kind) {
    case 'func':
      return formatFunc(store, rename(type.type));
    case 'table':
      return formatTable({ ...type.type, element: renameValType(type.type.element, rename) }, type.type.limits);
    case 'memory':
      return formatMemory(type.type, type.type.limits);
    case 'global':
      return formatGlobal({ ...type.type, type: renameValType(type.type.type, rename) });
    case 'tag':
      return formatTag(store, rename(type.type.type));
  }
}

/** The type of an instance, with its current size. */
export function formatExternInstance(store: Store, instance: ExternInstance): string {
  switch (instance.kind) {
    case 'func':
      return formatFunc(store, instance.type);
    case 'table':
      return formatTable(instance.type, { ...instance.type.limits, min: instance.size });
    case 'memory':
      return formatMemory(instance.type, { ...instance.type.limits, min: instance.pages });
    case 'global':
      return formatGlobal(instance.type);
    case 'tag':
      return formatTag(store, instance.type);
  }
}

function formatFunc(store: Store, type: number): string {
  const { params, results } = store.types.get(type).composite as FuncType;
  return `func ${formatResultType(params)} -> ${formatResultType(results)}`;
}

function formatTable({ addressType, element }: TableType, limits: Limits): string {
  return `table ${address(addressType)}${formatLimits(limits)} ${formatValType(element)}`;
}

function formatMemory({ addressType, shared, pageSizeLog2 }: MemoryType, limits: Limits): string {
  const pageSize = pageSizeLog2 === PAGE_SIZE_LOG2 ? '' : ` (pagesize ${2 ** pageSizeLog2})`;
  return `memory ${address(addressType)}${formatLimits(limits)}${shared ? ' shared' : ''}${pageSize}`;
}

function formatGlobal({ type, mutable }: GlobalType): string {
  return `global ${mutable ? 'mut ' : ''}${formatValType(type)}`;
}

function formatTag(store: Store, type: number): string {
  return `tag ${formatResultType((store.types.get(type).composite as FuncType).params)}`;
}

function address(type: 'i32' | 'i64'): string {
  return type === 'i64' ? 'i64 ' : '';
}

function formatLimits({ min, max }: Limits): string {
  return `${min}..${max ?? ''}`;
}
