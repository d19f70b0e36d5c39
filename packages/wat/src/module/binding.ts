import { KEYWORD as K } from '../lexer/keywords.ts';
import { LEFT, RIGHT, STRING } from '../lexer/token.ts';
import type { IndexSpace } from './index-space.ts';
import type { ModuleContext } from './module-context.ts';

/*
 * The first pass over a module's fields: everything that has an index gets one, so that fields may refer to each other in any order. Of syntax it checks
 * nothing; what makes no sense to it the second pass will complain about.
 */

type SpaceName = 'typeIds' | 'funcIds' | 'tableIds' | 'memoryIds' | 'globalIds' | 'tagIds' | 'elemIds' | 'dataIds';

/** Index spaces of fields, by keyword. */
const SPACES: ReadonlyMap<number, SpaceName> = new Map<number, SpaceName>([
  [K.type, 'typeIds'],
  [K.func, 'funcIds'],
  [K.table, 'tableIds'],
  [K.memory, 'memoryIds'],
  [K.global, 'globalIds'],
  [K.tag, 'tagIds'],
  [K.elem, 'elemIds'],
  [K.data, 'dataIds'],
]);

/** The keywords that fields start with. */
const FIELDS: ReadonlySet<number> = new Set([...SPACES.keys(), K.rec, K.import, K.export, K.start]);

/** Whether a module field may start with this keyword. */
export function startsField(keyword: number): boolean {
  return FIELDS.has(keyword);
}

/** Names that annotations give, by index space and index. */
export type AnnotatedNames = ReadonlyMap<IndexSpace, Map<number, string>>;

/**
 * Binds the identifiers of all fields from the cursor on; the cursor stays.
 *
 * @throws ParseError where an identifier is bound twice
 */
export function bindFields(module: ModuleContext): AnnotatedNames {
  const { cursor } = module;
  const { kinds, values } = cursor.tokens;
  const start = cursor.at;
  const names = new Map<IndexSpace, Map<number, string>>();
  while (cursor.kind === LEFT) {
    const left = cursor.at;
    const right = values[left] as number;
    const keyword = cursor.clause;
    module.annotations.visitField(left, right, keyword === K.func);
    if (keyword === K.rec) {
      cursor.at = left + 2;
      while (cursor.isClause(K.type)) {
        const inner = values[cursor.at] as number;
        bind(module, K.type, names);
        cursor.at = inner + 1;
      }
    } else if (keyword === K.import) {
      if (kinds[left + 2] === STRING && kinds[left + 3] === STRING && kinds[left + 4] === LEFT) {
        cursor.at = left + 4;
        bind(module, cursor.clause, names);
      }
    } else bind(module, keyword, names);
    if (kinds[right] !== RIGHT) break;
    cursor.at = right + 1;
  }
  cursor.at = start;
  return names;
}

/** Binds the entity whose `(keyword` comes next. */
function bind(module: ModuleContext, keyword: number, names: Map<IndexSpace, Map<number, string>>): void {
  const spaceName = SPACES.get(keyword);
  if (spaceName === undefined) return;
  const space = module[spaceName];
  const { cursor } = module;
  cursor.at += 2;
  const index = space.bindOptional(cursor);
  const name = module.annotations.takeName(cursor.at);
  if (name === undefined) return;
  const map = names.get(space) ?? new Map<number, string>();
  names.set(space, map.set(index, name));
}
