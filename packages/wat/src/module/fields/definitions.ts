import { type ExternKind, MALFORMED } from '@softwasm/syntax';
import { KEYWORD as K } from '../../lexer/keywords.ts';
import type { IndexSpace } from '../index-space.ts';
import { parseGlobalType } from '../types.ts';
import type { FieldContext } from './field-context.ts';
import { parseSignature } from './imports.ts';
import { addImport, noteDefinition, parseInlineExports, parseInlineImport } from './inline.ts';

/** `(global …)` (§6.6.8), behind its keyword. */
export function parseGlobal(module: FieldContext, index: number, token: number): void {
  const { cursor } = module;
  cursor.optionalId();
  parseInlineExports(module, 'global', index);
  const names = parseInlineImport(module);
  const type = parseGlobalType(module);
  if (names !== undefined) {
    addImport(module, names, { kind: 'global', type }, token);
    return;
  }
  noteDefinition(module, 'global');
  const init = module.instructions.parseExpr();
  module.globals.push({ type, init, offset: cursor.tokens.starts[token] as number });
}

/** `(tag …)` (§6.6.7), behind its keyword. */
export function parseTag(module: FieldContext, index: number, token: number): void {
  const { cursor } = module;
  cursor.optionalId();
  parseInlineExports(module, 'tag', index);
  const names = parseInlineImport(module);
  const type = { type: parseSignature(module) };
  if (names !== undefined) addImport(module, names, { kind: 'tag', type }, token);
  else {
    noteDefinition(module, 'tag');
    module.tags.push({ type, offset: cursor.tokens.starts[token] as number });
  }
}

/** `(export name (kind index))` (§6.6.11), behind its keyword. */
export function parseExport(module: FieldContext, token: number): void {
  const { cursor } = module;
  const name = cursor.name();
  const kinds: readonly (readonly [number, ExternKind, IndexSpace])[] = [
    [K.func, 'func', module.funcIds],
    [K.table, 'table', module.tableIds],
    [K.memory, 'memory', module.memoryIds],
    [K.global, 'global', module.globalIds],
    [K.tag, 'tag', module.tagIds],
  ];
  const entry = kinds.find(([keyword]) => cursor.isClause(keyword));
  if (entry === undefined) {
    // Says what is wrong: the parenthesis, or what follows it.
    cursor.expectClause(K.func);
    return;
  }
  const [keyword, kind, space] = entry;
  cursor.takeClause(keyword);
  const index = space.use(cursor);
  cursor.close();
  module.exports.push({ name, kind, index, offset: cursor.tokens.starts[token] as number });
}

/** `(start func)` (§6.6.12), behind its keyword. */
export function parseStart(module: FieldContext, token: number): void {
  const { cursor } = module;
  const func = module.funcIds.use(cursor);
  if (module.start !== undefined) cursor.fail(MALFORMED.multipleStart, token);
  module.start = { func, offset: cursor.tokens.starts[token] as number };
}
