import { EXTERNREF, F32, F64, FUNCREF, I32, I64, V128, type ValType } from '@softwasm/syntax';
import type { ImportExportKind, TableKind, ValueType } from './api.ts';
import { toEnum } from './webidl.ts';

const VALUE_TYPES: Readonly<Record<ValueType, ValType>> = {
  i32: I32,
  i64: I64,
  f32: F32,
  f64: F64,
  v128: V128,
  externref: EXTERNREF,
  anyfunc: FUNCREF,
};

const VALUE_TYPE_NAMES = Object.keys(VALUE_TYPES) as ValueType[];
const TABLE_KINDS: readonly TableKind[] = ['externref', 'anyfunc'];

/** `ToValueType`. @throws TypeError */
export function toValueType(value: unknown): ValType {
  return VALUE_TYPES[toEnum(value, VALUE_TYPE_NAMES, 'value type')];
}

/** The element type of a table descriptor. @throws TypeError */
export function toTableElement(value: unknown): ValType {
  return VALUE_TYPES[toEnum(value, TABLE_KINDS, 'element')];
}

/** What the API calls a kind of import or export. */
export const KIND_NAMES: Readonly<Record<'func' | 'table' | 'memory' | 'global' | 'tag', ImportExportKind>> = {
  func: 'function',
  table: 'table',
  memory: 'memory',
  global: 'global',
  tag: 'tag',
};
