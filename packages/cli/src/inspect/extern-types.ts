import {
  type ExternKind,
  type ExternType,
  type Func,
  type Global,
  importCount,
  type Memory,
  type Module,
  type Table,
  type Tag,
} from '@softwasm/syntax';

/** The type of whatever an index of an index space refers to, imported or defined. */
export function externTypeAt(module: Module, kind: ExternKind, index: number): ExternType {
  const defined = index - importCount(module, kind);
  if (defined < 0) return importedAt(module, kind, index);
  switch (kind) {
    case 'func':
      return { kind, type: (module.funcs[defined] as Func).type, exact: false };
    case 'table':
      return { kind, type: (module.tables[defined] as Table).type };
    case 'memory':
      return { kind, type: (module.memories[defined] as Memory).type };
    case 'global':
      return { kind, type: (module.globals[defined] as Global).type };
    case 'tag':
      return { kind, type: (module.tags[defined] as Tag).type };
  }
}

function importedAt(module: Module, kind: ExternKind, index: number): ExternType {
  let at = 0;
  for (const { type } of module.imports) if (type.kind === kind && at++ === index) return type;
  throw new RangeError(`no ${kind} ${index}`);
}
