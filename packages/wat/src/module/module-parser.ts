import type { FeatureSet, Module, NameMap, NameSection } from '@softwasm/syntax';
import { Cursor } from '../cursor.ts';
import { enabledKeywords, KEYWORD as K } from '../lexer/keywords.ts';
import { END, LEFT, RIGHT, type Tokens } from '../lexer/token.ts';
import { ModuleAnnotations } from './annotations.ts';
import { type AnnotatedNames, bindFields } from './binding.ts';
import type { BranchHint } from './branch-hints.ts';
import { parseExport, parseGlobal, parseStart, parseTag } from './fields/definitions.ts';
import { FieldContext } from './fields/field-context.ts';
import { parseFunction } from './fields/functions.ts';
import { parseImport } from './fields/imports.ts';
import { parseData, parseElem, parseMemory, parseTable } from './fields/segments.ts';
import { parseTypeFields } from './fields/type-fields.ts';
import type { IndexSpace } from './index-space.ts';

/** A module in the text format, resolved. */
export interface ParsedModule {
  readonly module: Module;
  /** The identifiers of the text, and the names that annotations give. */
  readonly names: NameSection;
  /** The module's own identifier, without its `$`. */
  readonly id?: string;
  /** Branch hints by function index, in the order of the instructions. */
  readonly branchHints: ReadonlyMap<number, readonly BranchHint[]>;
}

/**
 * Parses a text that is one module, with or without `(module …)` around its fields.
 *
 * @throws ParseError
 * @throws ValidationError where a branch hint is given to an instruction that is no branch
 */
export function parseModuleTokens(tokens: Tokens, features: FeatureSet): ParsedModule {
  const cursor = new Cursor(tokens, enabledKeywords(features));
  if (!cursor.isClause(K.module)) return parseFields(cursor, features, 0, tokens.count - 1, END, undefined);
  const close = tokens.values[0] as number;
  cursor.at = 2;
  const id = cursor.optionalId();
  // Annotations may stand before and after the parentheses.
  const parsed = parseFields(
    cursor,
    features,
    0,
    tokens.count - 1,
    RIGHT,
    id < 0 ? undefined : tokens.symbols.name(id),
  );
  cursor.at = close + 1;
  cursor.expect(END);
  return parsed;
}

/** Parses the module of a script whose `(` is the token `left`; `fields` is where its fields start. */
export function parseModuleInScript(
  tokens: Tokens,
  features: FeatureSet,
  left: number,
  fields: number,
  id: string | undefined,
): ParsedModule {
  const cursor = new Cursor(tokens, enabledKeywords(features), fields);
  return parseFields(cursor, features, left + 1, tokens.values[left] as number, RIGHT, id);
}

/** Parses fields from the cursor to the token of kind `closing`; annotations count from the token `first` to `last`. */
function parseFields(
  cursor: Cursor,
  features: FeatureSet,
  first: number,
  last: number,
  closing: number,
  id: string | undefined,
): ParsedModule {
  const moduleToken = cursor.at;
  const annotations = new ModuleAnnotations(cursor, first, last, moduleToken);
  const moduleName = annotations.takeName(moduleToken) ?? id;
  const module = new FieldContext(cursor, features, annotations);
  const annotated = bindFields(module);
  parseTypeFields(module);
  parseOtherFields(module);
  if (cursor.kind !== closing) cursor.unexpected();
  const customs = annotations.finish();
  const { types, imports, funcs, tables, memories, globals, tags, exports, start, elements, datas } = module;
  const definitions = { imports, funcs, tables, memories, globals, tags, exports, elements, datas, customs };
  return {
    module: {
      recTypes: types.recTypes,
      types: types.types,
      ...definitions,
      ...(start === undefined ? {} : { start }),
    },
    names: collectNames(module, moduleName, annotated),
    branchHints: module.branchHints,
    ...(id === undefined ? {} : { id }),
  };
}

/** The second pass: all fields but types, in the order of the text. */
function parseOtherFields(module: FieldContext): void {
  const cursor: Cursor = module.cursor;
  const { values } = cursor.tokens;
  const counts = { func: 0, table: 0, memory: 0, global: 0, tag: 0 };
  const count = (kind: keyof typeof counts): number => counts[kind]++;
  while (cursor.kind === LEFT) {
    const token = cursor.at;
    const keyword = cursor.clause;
    if (keyword === K.import) {
      const imported = cursor.tokens.values[token + 5] as number;
      cursor.takeClause(keyword);
      parseImport(module, token);
      for (const kind of ['func', 'table', 'memory', 'global', 'tag'] as const) {
        if (imported === K[kind]) counts[kind]++;
      }
    } else if (keyword === K.type || keyword === K.rec) {
      cursor.at = values[token] as number;
    } else {
      const parse = FIELD_PARSERS.get(keyword);
      if (parse === undefined) {
        cursor.at++;
        cursor.unexpected();
      }
      cursor.takeClause(keyword);
      parse(module, token, count);
    }
    cursor.close();
  }
}

type FieldParser = (
  module: FieldContext,
  token: number,
  count: (kind: 'func' | 'table' | 'memory' | 'global' | 'tag') => number,
) => void;

/** By keyword: what parses a field behind its keyword, up to its `)`. */
const FIELD_PARSERS: ReadonlyMap<number, FieldParser> = new Map<number, FieldParser>([
  [K.func, (module, token, count) => parseFunction(module, count('func'), token)],
  [K.table, (module, token, count) => parseTable(module, count('table'), token)],
  [K.memory, (module, token, count) => parseMemory(module, count('memory'), token)],
  [K.global, (module, token, count) => parseGlobal(module, count('global'), token)],
  [K.tag, (module, token, count) => parseTag(module, count('tag'), token)],
  [K.elem, (module, token) => parseElem(module, token)],
  [K.data, (module, token) => parseData(module, token)],
  [K.export, (module, token) => parseExport(module, token)],
  [K.start, (module, token) => parseStart(module, token)],
]);

function collectNames(module: FieldContext, id: string | undefined, annotated: AnnotatedNames): NameSection {
  const { cursor } = module;
  const names = (space: IndexSpace): NameMap => {
    const map = space.names(cursor);
    for (const [index, name] of annotated.get(space) ?? []) map.set(index, name);
    return map;
  };
  const fields = new Map<number, NameMap>();
  for (const [typeidx, space] of module.fieldIds) {
    const map = space.names(cursor);
    if (map.size > 0) fields.set(typeidx, map);
  }
  return {
    ...(id === undefined ? {} : { module: id }),
    functions: names(module.funcIds),
    locals: module.localNames,
    labels: module.labelNames,
    types: names(module.typeIds),
    tables: names(module.tableIds),
    memories: names(module.memoryIds),
    globals: names(module.globalIds),
    elements: names(module.elemIds),
    datas: names(module.dataIds),
    fields,
    tags: names(module.tagIds),
  };
}
