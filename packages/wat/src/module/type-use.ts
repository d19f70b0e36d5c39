import { INVALID, MALFORMED_TEXT, unknownIndex, type ValType } from '@softwasm/syntax';
import { KEYWORD as K } from '../lexer/keywords.ts';
import { RIGHT } from '../lexer/token.ts';
import type { ModuleContext } from './module-context.ts';
import { parseParamsAndResults } from './types.ts';

/** A type use without the type that it uses yet: `typeidx` is -1 where it gives no index. */
export interface WrittenTypeUse {
  readonly typeidx: number;
  readonly params: readonly ValType[];
  readonly results: readonly ValType[];
  /** Index of its first token. */
  readonly token: number;
}

/**
 * Takes a type use (§6.6.4) and says which type index it stands for. Where it gives none, that is the index of the first equal type, which may be made
 * for it.
 *
 * @throws ParseError where the parameters and results that it repeats are not those of the type that it names
 */
export function parseTypeUse(module: ModuleContext): number {
  return resolveTypeUse(module, readTypeUse(module, undefined));
}

/** Takes a type use. `onParam` is as for `parseParamsAndResults`; without it no parameter may have an identifier. */
export function readTypeUse(module: ModuleContext, onParam: ((named: boolean) => void) | undefined): WrittenTypeUse {
  const { cursor } = module;
  const token = cursor.at;
  let typeidx = -1;
  if (cursor.takeClause(K.type)) {
    typeidx = module.typeIds.use(cursor);
    cursor.close();
  }
  const params: ValType[] = [];
  const results: ValType[] = [];
  parseParamsAndResults(module, params, results, onParam);
  return { typeidx, params, results, token };
}

/** The type index that a type use stands for. */
export function resolveTypeUse(module: ModuleContext, { typeidx, params, results, token }: WrittenTypeUse): number {
  const { cursor, types } = module;
  if (typeidx < 0) return types.functionType(params, results, cursor.tokens.starts[token] as number);
  if (params.length + results.length === 0) return typeidx;
  const type = types.composite(typeidx);
  if (type === undefined) return cursor.fail(unknownIndex(INVALID.unknownType, typeidx), token);
  // Clauses out of order are the worse mistake.
  if (cursor.isClause(K.param) || cursor.isClause(K.type)) cursor.expect(RIGHT);
  if (type.kind !== 'func' || !sameTypes(type.params, params) || !sameTypes(type.results, results)) {
    return cursor.fail(MALFORMED_TEXT.inlineFunctionType, token);
  }
  return typeidx;
}

function sameTypes(a: readonly ValType[], b: readonly ValType[]): boolean {
  return a.length === b.length && a.every((type, i) => type === b[i]);
}
