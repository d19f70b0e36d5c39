import {
  type ExternType,
  type FuncType,
  formatValType,
  type GlobalType,
  type Limits,
  type MemoryType,
  type Module,
  PAGE_SIZE_LOG2,
  type TableType,
  type ValType,
} from '@softwasm/syntax';

/*
 * Types of imports and exports in the text format (§6.4).
 */

export function formatExternType(module: Module, type: ExternType): string {
  switch (type.kind) {
    case 'func':
      return `(func${type.exact ? ' (exact' : ''}${formatFuncType(funcTypeAt(module, type.type))}${type.exact ? ')' : ''})`;
    case 'table':
      return `(table ${formatTableType(type.type)})`;
    case 'memory':
      return `(memory ${formatMemoryType(type.type)})`;
    case 'global':
      return `(global ${formatGlobalType(type.type)})`;
    case 'tag':
      return `(tag${formatFuncType(funcTypeAt(module, type.type.type))})`;
  }
}

/** ` (param i32 i32) (result i64)`, each with a blank before it. */
export function formatFuncType({ params, results }: FuncType): string {
  return `${formatTypes('param', params)}${formatTypes('result', results)}`;
}

function formatTypes(word: string, types: readonly ValType[]): string {
  return types.length === 0 ? '' : ` (${word} ${types.map((type) => formatValType(type)).join(' ')})`;
}

function formatTableType({ addressType, limits, element }: TableType): string {
  return `${addressType === 'i64' ? 'i64 ' : ''}${formatLimits(limits)} ${formatValType(element)}`;
}

function formatMemoryType({ addressType, limits, shared, pageSizeLog2 }: MemoryType): string {
  const pages = pageSizeLog2 === PAGE_SIZE_LOG2 ? '' : ` (pagesize ${2 ** pageSizeLog2})`;
  return `${addressType === 'i64' ? 'i64 ' : ''}${formatLimits(limits)}${shared ? ' shared' : ''}${pages}`;
}

export function formatGlobalType({ type, mutable }: GlobalType): string {
  return mutable ? `(mut ${formatValType(type)})` : formatValType(type);
}

function formatLimits({ min, max }: Limits): string {
  return max === undefined ? String(min) : `${min} ${max}`;
}

/** The function type of a type index; validation has made sure that it is one. */
export function funcTypeAt(module: Module, typeidx: number): FuncType {
  return module.types[typeidx]?.composite as FuncType;
}
