import { type ExternInstance, hostFuncType } from '@softwasm/runtime';
import {
  API_ERRORS,
  EXTERNREF,
  type ExternKind,
  type ExternType,
  FUNCREF,
  type FuncType,
  formatValType,
  type GlobalType,
  type Limits,
  type MemoryType,
  type TableType,
  type U64,
  type ValidModule,
  type ValType,
} from '@softwasm/syntax';
import type { FunctionType, ReflectedType, WebAssemblyNamespace } from './api.ts';
import type { JsFunction } from './host-results.ts';
import { importedFunction } from './imported-function.ts';
import type { Int64Values } from './int64.ts';
import type { Realm } from './realm.ts';
import { toValueType } from './value-types.ts';
import { defineInterface, fromAddress, required, toDictionary, toSequence } from './webidl.ts';

/*
 * The proposal "JS Type Reflection": `type()` of everything that has one, and `WebAssembly.Function`.
 *
 * https://webassembly.github.io/js-types/js-api/
 */

/** `FromValueType`. Types that JavaScript cannot name are given as the text format has them. */
function nameOf(type: ValType): string {
  if (type === FUNCREF) return 'anyfunc';
  return type === EXTERNREF ? 'externref' : formatValType(type);
}

function limitsOf(int64: Int64Values, addressType: 'i32' | 'i64', { min, max }: Limits): ReflectedType {
  const value = (size: U64): unknown => fromAddress(int64, size, addressType);
  return { minimum: value(min), ...(max === undefined ? {} : { maximum: value(max) }), address: addressType };
}

function memoryType(int64: Int64Values, { addressType, limits, shared }: MemoryType): ReflectedType {
  return { ...limitsOf(int64, addressType, limits), shared };
}

function tableType(int64: Int64Values, { addressType, limits, element }: TableType): ReflectedType {
  return { ...limitsOf(int64, addressType, limits), element: nameOf(element) };
}

function globalType({ type, mutable }: GlobalType): ReflectedType {
  return { value: nameOf(type), mutable };
}

function functionType({ params, results }: FuncType): FunctionType {
  return { parameters: params.map(nameOf), results: results.map(nameOf) };
}

function tagType({ params }: FuncType): ReflectedType {
  return { parameters: params.map(nameOf) };
}

/** The type of an instance; sizes are those of now. */
function typeOfInstance({ int64 }: Realm, instance: ExternInstance): object {
  switch (instance.kind) {
    case 'func':
      return functionType(instance.funcType);
    case 'memory':
      return memoryType(int64, { ...instance.type, limits: { ...instance.type.limits, min: instance.pages } });
    case 'table':
      return tableType(int64, { ...instance.type, limits: { ...instance.type.limits, min: instance.size } });
    case 'global':
      return globalType(instance.type);
    case 'tag':
      return tagType(instance.funcType);
  }
}

/** The type of an import of a module, for its description. */
export function typeOfExtern({ int64 }: Realm, { types }: ValidModule, extern: ExternType): object {
  switch (extern.kind) {
    case 'func':
      return functionType(types[extern.type]?.composite as FuncType);
    case 'memory':
      return memoryType(int64, extern.type);
    case 'table':
      return tableType(int64, extern.type);
    case 'global':
      return globalType(extern.type);
    case 'tag':
      return tagType(types[extern.type.type]?.composite as FuncType);
  }
}

/** Finds the types of what a module exports, by kind and index in that kind's index space, for their descriptions. */
export function exportTypes(realm: Realm, module: ValidModule): (kind: ExternKind, index: number) => object {
  const imported: Record<ExternKind, ExternType[]> = { func: [], memory: [], table: [], global: [], tag: [] };
  for (const { type } of module.imports) imported[type.kind].push(type);
  return (kind, index) => {
    const { length } = imported[kind];
    return typeOfExtern(realm, module, imported[kind][index] ?? definedType(module, kind, index - length));
  };
}

function definedType(module: ValidModule, kind: ExternKind, index: number): ExternType {
  const { funcs, memories, tables, globals, tags } = module;
  const entities = { func: funcs, memory: memories, table: tables, global: globals, tag: tags };
  return { kind, type: entities[kind][index]?.type, exact: true } as ExternType;
}

function addTypeMethod(realm: Realm, prototype: object, instanceOf: (object: unknown) => ExternInstance): void {
  const methods = {
    type(this: unknown): object {
      return typeOfInstance(realm, instanceOf(this));
    },
  };
  Object.defineProperty(prototype, 'type', {
    value: methods.type,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function functionInterface(realm: Realm): object {
  class WasmFunction {
    constructor(type: unknown, callable: unknown) {
      const dictionary = toDictionary(type);
      const params = toSequence(required(dictionary.parameters, 'parameters')).map(toValueType);
      const results = toSequence(required(dictionary.results, 'results')).map(toValueType);
      if (typeof callable !== 'function') throw new TypeError(API_ERRORS.callable);
      const id = hostFuncType(realm.store, params, results);
      const made = realm.functions.wrap(importedFunction(realm, callable as JsFunction, id));
      // biome-ignore lint/correctness/noConstructorReturn: an exported function, of this class
      return Object.setPrototypeOf(made, new.target.prototype) as WasmFunction;
    }

    type(): FunctionType {
      return functionType(realm.functions.get(this).funcType);
    }
  }
  Object.setPrototypeOf(WasmFunction, Function);
  Object.setPrototypeOf(WasmFunction.prototype, Function.prototype);
  const { create } = realm.functions;
  realm.functions.create = (func) => Object.setPrototypeOf(create(func), WasmFunction.prototype) as object;
  return defineInterface(WasmFunction, 'Function');
}

/** Adds `type()` to the interfaces of a namespace, and `WebAssembly.Function` to the namespace. */
export function addTypeReflection(realm: Realm, namespace: WebAssemblyNamespace): void {
  const { Memory, Table, Global, Tag } = namespace;
  addTypeMethod(realm, Memory.prototype, (object) => realm.memories.get(object));
  addTypeMethod(realm, Table.prototype, (object) => realm.tables.get(object));
  addTypeMethod(realm, Global.prototype, (object) => realm.globals.get(object));
  addTypeMethod(realm, Tag.prototype, (object) => realm.tags.get(object));
  const value = functionInterface(realm);
  Object.defineProperty(namespace, 'Function', { value, writable: true, enumerable: false, configurable: true });
}
