import { type Func, type FuncType, I64, isRef, type Module, type SubType, V128, type ValType } from '@softwasm/syntax';
import type { Outcome } from './outcome.ts';

/** An engine with one instance of the module under test. Values are what the JavaScript API takes: numbers, bigints, null. */
export interface Side {
  /** Instantiates. */
  start(): Outcome;
  /** Calls an exported function. */
  call(name: string, args: readonly unknown[]): Outcome;
  /** Exported globals and a hash of each exported memory. */
  state(): string;
  /** What the module passed to its imports, a line a call. */
  readonly log: readonly string[];
}

/** The function type of a type index. */
export function typeAt(module: Module, typeidx: number): FuncType {
  return (module.types[typeidx] as SubType).composite as FuncType;
}

/** The function type of an index of the function index space. */
export function funcTypeOf(module: Module, index: number): FuncType {
  const imported = module.imports.flatMap(({ type }) => (type.kind === 'func' ? [type.type] : []));
  return typeAt(module, imported[index] ?? (module.funcs[index - imported.length] as Func).type);
}

/** Whether values of these types can pass the JavaScript API. */
export function crossesApi(types: readonly ValType[]): boolean {
  return !types.includes(V128);
}

/** What an imported function returns for a result, and what an imported global holds. */
export function importedValue(type: ValType): unknown {
  if (isRef(type)) return null;
  return type === I64 ? 0n : 0;
}
