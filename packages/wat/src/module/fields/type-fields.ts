import type { SubType } from '@softwasm/syntax';
import { KEYWORD as K } from '../../lexer/keywords.ts';
import { LEFT, RIGHT } from '../../lexer/token.ts';
import type { ModuleContext } from '../module-context.ts';
import { parseSubType } from '../types.ts';

/** Reads all type definitions (§6.6.3) among the fields from the cursor on; the cursor stays. */
export function parseTypeFields(module: ModuleContext): void {
  const { cursor, types } = module;
  const { kinds, values } = cursor.tokens;
  const start = cursor.at;
  while (cursor.kind === LEFT) {
    const left = cursor.at;
    const { offset } = cursor;
    if (cursor.isClause(K.type)) {
      types.define([parseTypeField(module, types.types.length)], false, offset);
    } else if (cursor.takeClause(K.rec)) {
      const subtypes: SubType[] = [];
      while (cursor.kind === LEFT) subtypes.push(parseTypeField(module, types.types.length + subtypes.length));
      cursor.close();
      types.define(subtypes, true, offset);
    }
    const right = values[left] as number;
    if (kinds[right] !== RIGHT) break;
    cursor.at = right + 1;
  }
  cursor.at = start;
}

/** `(type id? subtype)` */
function parseTypeField(module: ModuleContext, typeidx: number): SubType {
  const { cursor } = module;
  cursor.expectClause(K.type);
  cursor.optionalId();
  const type = parseSubType(module, typeidx);
  cursor.close();
  return type;
}
