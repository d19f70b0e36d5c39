import { type ExternKind, type ExternType, importAfter } from '@softwasm/syntax';
import { KEYWORD as K } from '../../lexer/keywords.ts';
import type { DefinitionKind, ModuleContext } from '../module-context.ts';

/*
 * Imports and exports written inside of what they are about (§6.6.5 and others): abbreviations.
 */

/** Takes all inline exports of the entity with this index. */
export function parseInlineExports(module: ModuleContext, kind: ExternKind, index: number): void {
  const { cursor } = module;
  for (;;) {
    const { offset } = cursor;
    if (!cursor.takeClause(K.export)) return;
    module.exports.push({ name: cursor.name(), kind, index, offset });
    cursor.close();
  }
}

/** The two names of an import. */
export interface ImportNames {
  readonly module: string;
  readonly name: string;
}

/** Takes an inline import if one comes next. */
export function parseInlineImport({ cursor }: ModuleContext): ImportNames | undefined {
  if (!cursor.takeClause(K.import)) return undefined;
  const module = cursor.name();
  const name = cursor.name();
  cursor.close();
  return { module, name };
}

/**
 * Adds an import.
 *
 * @throws ParseError where a definition stands before it; `token` is where the import starts
 */
export function addImport(module: ModuleContext, names: ImportNames, type: ExternType, token: number): void {
  const { cursor, imports, lastDefinition } = module;
  if (lastDefinition !== undefined) cursor.fail(importAfter(lastDefinition), token);
  imports.push({ ...names, type, offset: cursor.tokens.starts[token] as number });
}

/** Notes that an entity was defined, behind which no import may stand. */
export function noteDefinition(module: ModuleContext, kind: DefinitionKind): void {
  module.lastDefinition = kind;
}
