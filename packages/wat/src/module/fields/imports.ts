import type { ExternType } from '@softwasm/syntax';
import { KEYWORD as K } from '../../lexer/keywords.ts';
import { ID } from '../../lexer/token.ts';
import type { ModuleContext } from '../module-context.ts';
import { readTypeUse, resolveTypeUse } from '../type-use.ts';
import { parseGlobalType, parseMemoryType, parseTableType } from '../types.ts';
import { addImport } from './inline.ts';

/** `(import module name externtype)` (§6.6.4), behind its keyword. */
export function parseImport(module: ModuleContext, token: number): void {
  const { cursor } = module;
  const names = { module: cursor.name(), name: cursor.name() };
  const type = parseExternType(module);
  addImport(module, names, type, token);
}

function parseExternType(module: ModuleContext): ExternType {
  const { cursor } = module;
  const keyword = cursor.clause;
  let type: ExternType;
  if (cursor.takeClause(K.func)) {
    cursor.optionalId();
    type = parseFuncExternType(module);
  } else if (cursor.takeClause(K.tag)) {
    cursor.optionalId();
    type = { kind: 'tag', type: { type: parseSignature(module) } };
  } else if (keyword === K.global) {
    type = { kind: 'global', type: behindId(module, parseGlobalType) };
  } else if (keyword === K.memory) {
    type = { kind: 'memory', type: behindId(module, parseMemoryType) };
  } else {
    cursor.expectClause(K.table);
    cursor.at -= 2;
    type = { kind: 'table', type: behindId(module, parseTableType) };
  }
  cursor.close();
  return type;
}

function behindId<T>(module: ModuleContext, parse: (module: ModuleContext) => T): T {
  module.cursor.at += 2;
  module.cursor.optionalId();
  return parse(module);
}

/** The type of an imported function, `(exact …)` or not. */
export function parseFuncExternType(module: ModuleContext): ExternType & { readonly kind: 'func' } {
  const { cursor } = module;
  if (!cursor.takeClause(K.exact)) return { kind: 'func', type: parseSignature(module), exact: false };
  const type = parseSignature(module);
  cursor.close();
  return { kind: 'func', type, exact: true };
}

/** A type use whose parameters may have identifiers, which mean nothing. */
export function parseSignature(module: ModuleContext): number {
  const { cursor } = module;
  const use = readTypeUse(module, (named) => {
    if (named) cursor.take(ID);
  });
  return resolveTypeUse(module, use);
}
