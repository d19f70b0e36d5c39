import {
  type ExternType,
  F32,
  F64,
  type FuncType,
  I32,
  I64,
  IndexSpaces,
  type Module,
  type ValType,
} from '@softwasm/syntax';
import { quote } from './quote.ts';

/** What a value of a type is in TypeScript. */
export function typescriptType(type: ValType): string {
  if (type === I32 || type === F32 || type === F64) return 'number';
  return type === I64 ? 'bigint' : 'unknown';
}

function resultType({ results }: FuncType): string {
  const [only] = results;
  if (only === undefined) return 'void';
  return results.length === 1 ? typescriptType(only) : `[${results.map(typescriptType).join(', ')}]`;
}

export function functionType(type: FuncType): string {
  return `(${type.params.map((param, i) => `p${i}: ${typescriptType(param)}`).join(', ')}) => ${resultType(type)}`;
}

function importedType(spaces: IndexSpaces, type: ExternType): string {
  switch (type.kind) {
    case 'func':
      return functionType(spaces.funcType(type.type));
    case 'global':
      return type.type.mutable ? 'Global' : `Global | ${typescriptType(type.type.type)}`;
    case 'memory':
      return 'Memory';
    case 'table':
      return 'Table';
    case 'tag':
      return 'Tag';
  }
}

export const EXPORTED = { global: 'Global', memory: 'Memory', table: 'Table', tag: 'Tag' } as const;

function importsInterface(spaces: IndexSpaces, { imports }: Module): string[] {
  const modules = new Map<string, Map<string, string>>();
  for (const { module, name, type } of imports) {
    let names = modules.get(module);
    if (names === undefined) modules.set(module, (names = new Map()));
    names.set(name, importedType(spaces, type));
  }
  const lines = ['export interface Imports {'];
  for (const [module, names] of modules) {
    lines.push(`  ${quote(module)}: {`);
    for (const [name, type] of names) lines.push(`    ${quote(name)}: ${type};`);
    lines.push('  };');
  }
  return [...lines, '}'];
}

function exportsInterface(spaces: IndexSpaces, module: Module): string[] {
  const lines = ['export interface Exports {'];
  for (const { name, kind, index } of module.exports) {
    const type = kind === 'func' ? functionType(spaces.typeOfFunc(index)) : EXPORTED[kind];
    lines.push(`  readonly ${quote(name)}: ${type};`);
  }
  return [...lines, '}'];
}

/**
 * The declarations of a module that was compiled ahead of time: `.d.ts`.
 *
 * @param runtime what the module is imported from that has the runtime's types
 */
export function declarations(module: Module, runtime: string): string {
  const spaces = new IndexSpaces(module);
  const optional = module.imports.length === 0 ? '?' : '';
  return [
    `import type { Global, Memory, Module, Table, Tag, WebAssemblyNamespace } from ${quote(runtime)};`,
    '',
    '/** What the module imports. */',
    ...importsInterface(spaces, module),
    '',
    '/** What the module exports. */',
    ...exportsInterface(spaces, module),
    '',
    '/** The compiled module, for `new WebAssembly.Instance` of the namespace below. */',
    'export declare const module: Module;',
    '/** The namespace that the module belongs to: memories, tables, globals and tags that it imports are made with this one. */',
    'export declare const WebAssembly: WebAssemblyNamespace;',
    '/** Makes an instance, and returns what it exports. */',
    `export declare function instantiate(imports${optional}: Imports): Exports;`,
    'export default instantiate;',
    '',
  ].join('\n');
}

/** The declarations of a file that exports a function which makes instances. */
export function initDeclarations(runtime: string): string {
  return `import type { Imports, Instance } from ${quote(runtime)};

/** Makes an instance. */
export default function init(imports?: Imports): Promise<Instance>;
`;
}

/** The declarations of a file that exports a module. */
export function moduleDeclarations(runtime: string): string {
  return `import type { Module, WebAssemblyNamespace } from ${quote(runtime)};

/** The compiled module, for \`new WebAssembly.Instance\` of the namespace below. */
export declare const module: Module;
export declare const WebAssembly: WebAssemblyNamespace;
export default module;
`;
}
