import type { Module } from './module.ts';
import type { FuncType, GlobalType, MemoryType, TableType } from './types.ts';

/**
 * The index spaces of a module (§2.5.1), imports in front, found out once: for whoever goes through function bodies.
 *
 * @see https://webassembly.github.io/spec/core/syntax/modules.html#indices
 */
export class IndexSpaces {
  readonly module: Module;
  /** Type index by function index. */
  readonly funcTypes: Int32Array;
  readonly importedFuncs: number;
  readonly globals: readonly GlobalType[];
  readonly memories: readonly MemoryType[];
  readonly tables: readonly TableType[];
  /** Type index by tag index. */
  readonly tagTypes: readonly number[];

  constructor(module: Module) {
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
    return this.module.types[typeidx]?.composite as FuncType;
  }

  /** The function type of a function index. */
  typeOfFunc(funcidx: number): FuncType {
    return this.funcType(this.funcTypes[funcidx] as number);
  }

  /** The function type of a tag index: its parameters are the payload. */
  tagType(tagidx: number): FuncType {
    return this.funcType(this.tagTypes[tagidx] as number);
  }
}
