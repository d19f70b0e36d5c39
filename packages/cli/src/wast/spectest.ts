import {
  type ExternInstance,
  GlobalInstance,
  hostFuncType,
  hostFunction,
  MemoryInstance,
  type Store,
  TableInstance,
  type WasmValue,
} from '@softwasm/runtime';
import {
  F32,
  F64,
  type FeatureSet,
  FUNCREF,
  I32,
  I64,
  type Limits,
  type MemoryType,
  PAGE_SIZE_LOG2,
  type TableType,
  type ValType,
} from '@softwasm/syntax';
import { formatTypedList } from '../values/format-value.ts';

const PRINTERS: Readonly<Record<string, readonly ValType[]>> = {
  print: [],
  print_i32: [I32],
  print_i64: [I64],
  print_f32: [F32],
  print_f64: [F64],
  print_i32_f32: [I32, F32],
  print_f64_f64: [F64, F64],
};

const GLOBALS: Readonly<Record<string, readonly [ValType, WasmValue]>> = {
  global_i32: [I32, 666],
  global_i64: [I64, 666n],
  global_f32: [F32, Math.fround(666.6)],
  global_f64: [F64, 666.6],
};

const TABLE_LIMITS: Limits = { min: 10, max: 20 };
const MEMORY_LIMITS: Limits = { min: 1, max: 2 };

const TABLE: TableType = { addressType: 'i32', limits: TABLE_LIMITS, element: FUNCREF };
const MEMORY: MemoryType = { addressType: 'i32', limits: MEMORY_LIMITS, shared: false, pageSizeLog2: PAGE_SIZE_LOG2 };

/**
 * The module that every script may import as `spectest`.
 *
 * @param print receives what its functions print, a line a call
 * @see https://github.com/WebAssembly/spec/blob/main/interpreter/host/spectest.ml
 */
export function spectestExports(
  store: Store,
  features: FeatureSet,
  print: (line: string) => void,
): Map<string, ExternInstance> {
  const exports = new Map<string, ExternInstance>();
  for (const [name, params] of Object.entries(PRINTERS)) {
    const callback = (values: readonly WasmValue[]): readonly WasmValue[] => {
      print(formatTypedList(params, values));
      return [];
    };
    exports.set(name, hostFunction(store, hostFuncType(store, params, []), callback));
  }
  for (const [name, [type, value]] of Object.entries(GLOBALS)) {
    exports.set(name, new GlobalInstance({ type, mutable: false }, value));
  }
  exports.set('table', new TableInstance(store, TABLE, null));
  exports.set('table64', new TableInstance(store, { ...TABLE, addressType: 'i64' }, null));
  exports.set('memory', new MemoryInstance(store, MEMORY));
  if (features.has('threads')) exports.set('shared_memory', new MemoryInstance(store, { ...MEMORY, shared: true }));
  return exports;
}
