import {
  F32,
  F64,
  type FuncType,
  type GlobalType,
  I64,
  INSTRUCTION_ID,
  isRef,
  type MemoryType,
  type Module,
  type TableType,
  V128,
  type ValidModule,
  type ValType,
} from '@softwasm/syntax';
import { T_F32, T_F64, T_I32, T_REF } from '../ir/node-ops.ts';

/** How many words a value of this type is (docs/CALLING-CONVENTION.md). */
export function wordsOf(type: ValType): number {
  return type === I64 ? 2 : type === V128 ? 4 : 1;
}

/** The type of each of these words. */
export function wordTypeOf(type: ValType): number {
  if (type === F32) return T_F32;
  if (type === F64) return T_F64;
  return isRef(type) ? T_REF : T_I32;
}

/** How many words these values are. */
export function countWords(types: readonly ValType[]): number {
  let words = 0;
  for (const type of types) words += wordsOf(type);
  return words;
}

const I32_CONST = INSTRUCTION_ID['i32.const'];

/** What compilation asks about a module besides its bodies: index spaces with the imports in front, found out once. */
export class ModuleShape {
  readonly module: ValidModule;
  /** Type index by tag index. */
  readonly tagTypes: readonly number[];
  /** Type index by function index. */
  readonly funcTypes: Int32Array;
  readonly importedFuncs: number;
  readonly globals: readonly GlobalType[];
  readonly memories: readonly MemoryType[];
  readonly tables: readonly TableType[];
  /** The values of immutable `i32` globals that are constants of the module itself, by index. */
  readonly constants: ReadonlyMap<number, number>;

  constructor(module: ValidModule) {
    this.module = module;
    const funcs: number[] = [];
    const tags: number[] = [];
    const globals: GlobalType[] = [];
    const memories: MemoryType[] = [];
    const tables: TableType[] = [];
    for (const { type } of module.imports) {
      if (type.kind === 'func') funcs.push(type.type);
      else if (type.kind === 'global') globals.push(type.type);
      else if (type.kind === 'memory') memories.push(type.type);
      else if (type.kind === 'table') tables.push(type.type);
      else tags.push(type.type.type);
    }
    this.importedFuncs = funcs.length;
    this.constants = constantGlobals(module, globals.length);
    for (const { type } of module.funcs) funcs.push(type);
    for (const { type } of module.globals) globals.push(type);
    for (const { type } of module.memories) memories.push(type);
    for (const { type } of module.tables) tables.push(type);
    for (const { type } of module.tags) tags.push(type.type);
    this.funcTypes = Int32Array.from(funcs);
    this.globals = globals;
    this.memories = memories;
    this.tables = tables;
    this.tagTypes = tags;
  }

  /** The function type of a type index. */
  funcType(typeidx: number): FuncType {
    return this.module.types[typeidx]!.composite as FuncType;
  }

  /** The function type of a tag index. */
  tagType(tagidx: number): FuncType {
    return this.funcType(this.tagTypes[tagidx]!);
  }

  /** The function type of a function index. */
  typeOfFunc(funcidx: number): FuncType {
    return this.funcType(this.funcTypes[funcidx]!);
  }
}

function constantGlobals(module: Module, imported: number): Map<number, number> {
  const constants = new Map<number, number>();
  for (let i = 0; i < module.globals.length; i++) {
    const { type, init } = module.globals[i]!;
    // `i32.const`, byte offset, value, and then `end`.
    if (!type.mutable && init.code[0] === I32_CONST && init.code.length === 5) {
      constants.set(imported + i, init.code[2]!);
    }
  }
  return constants;
}
