import {
  type ExternKind,
  type ExternType,
  type FuncType,
  formatValType,
  type Limits,
  type U64,
  type ValidModule,
} from '@softwasm/syntax';
import type { ExternType as Description, ExportType, ImportType } from './api.ts';

/** What a module imports, in words. */
export function importTypes(module: ValidModule): ImportType[] {
  return module.imports.map(({ module: from, name, type }) => ({ module: from, name, type: describe(module, type) }));
}

/** What a module exports, in words. */
export function exportTypes(module: ValidModule): ExportType[] {
  const imported: Record<ExternKind, ExternType[]> = { func: [], table: [], memory: [], global: [], tag: [] };
  for (const { type } of module.imports) imported[type.kind].push(type);
  const typeOf = (kind: ExternKind, index: number): ExternType =>
    imported[kind][index] ?? definedType(module, kind, index - imported[kind].length);
  return module.exports.map(({ name, kind, index }) => ({ name, type: describe(module, typeOf(kind, index)) }));
}

function definedType(module: ValidModule, kind: ExternKind, index: number): ExternType {
  const { funcs, memories, tables, globals, tags } = module;
  const entities = { func: funcs, memory: memories, table: tables, global: globals, tag: tags };
  return { kind, type: entities[kind][index]?.type, exact: true } as ExternType;
}

function describe({ types }: ValidModule, extern: ExternType): Description {
  const signature = (typeidx: number): FuncType => types[typeidx]?.composite as FuncType;
  const names = (list: FuncType['params']): string[] => list.map((type) => formatValType(type));
  switch (extern.kind) {
    case 'func': {
      const { params, results } = signature(extern.type);
      return { kind: 'function', params: names(params), results: names(results) };
    }
    case 'memory': {
      const { limits, addressType, shared, pageSizeLog2 } = extern.type;
      return { kind: 'memory', ...sizes(limits), addressType, shared, pageSize: 2 ** pageSizeLog2 };
    }
    case 'table': {
      const { limits, addressType, element } = extern.type;
      return { kind: 'table', element: formatValType(element), ...sizes(limits), addressType };
    }
    case 'global':
      return { kind: 'global', value: formatValType(extern.type.type), mutable: extern.type.mutable };
    case 'tag':
      return { kind: 'tag', params: names(signature(extern.type.type).params) };
  }
}

function sizes({ min, max }: Limits): { readonly minimum: U64; readonly maximum?: U64 } {
  return max === undefined ? { minimum: min } : { minimum: min, maximum: max };
}
