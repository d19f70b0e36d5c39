import type { FuncBody, LocalRun, ValType } from '@softwasm/syntax';
import { KEYWORD as K } from '../../lexer/keywords.ts';
import { ID, RIGHT } from '../../lexer/token.ts';
import { readTypeUse, resolveTypeUse } from '../type-use.ts';
import { parseValType } from '../types.ts';
import type { FieldContext } from './field-context.ts';
import { parseFuncExternType } from './imports.ts';
import { addImport, noteDefinition, parseInlineExports, parseInlineImport } from './inline.ts';

/** `(func …)` (§6.6.5), behind its keyword. */
export function parseFunction(module: FieldContext, index: number, token: number): void {
  const { cursor } = module;
  cursor.optionalId();
  parseInlineExports(module, 'func', index);
  const names = parseInlineImport(module);
  if (names !== undefined) {
    addImport(module, names, parseFuncExternType(module), token);
    return;
  }
  noteDefinition(module, 'function');
  const { starts, ends, values } = cursor.tokens;
  const offset = starts[token] as number;
  const type = parseParameters(module, index);
  const locals = parseLocals(module, index);
  const expr = module.instructions.parseBody(index);
  const size = (ends[values[token] as number] as number) - offset;
  const body: FuncBody = { locals, expr };
  module.funcs.push({ type, offset, size, body: () => body });
}

/** The type use of a function, whose parameters are its first locals. */
function parseParameters(module: FieldContext, funcidx: number): number {
  const { localIds, types } = module;
  localIds.clear();
  const use = readTypeUse(module, (named) => bindLocal(module, funcidx, named));
  const type = resolveTypeUse(module, use);
  if (use.params.length + use.results.length === 0) {
    const written = types.composite(type);
    localIds.count = written?.kind === 'func' ? written.params.length : 0;
  }
  return type;
}

/** `(local id? type …)`: consecutive ones of a type are one run, as in the binary format. */
function parseLocals(module: FieldContext, funcidx: number): LocalRun[] {
  const { cursor } = module;
  const runs: { count: number; type: ValType }[] = [];
  const add = (named: boolean): void => {
    bindLocal(module, funcidx, named);
    const type = parseValType(module);
    const last = runs[runs.length - 1];
    if (last !== undefined && last.type === type) last.count++;
    else runs.push({ count: 1, type });
  };
  while (cursor.takeClause(K.local)) {
    if (cursor.kind === ID) add(true);
    else while (cursor.kind !== RIGHT) add(false);
    cursor.close();
  }
  return runs;
}

function bindLocal(module: FieldContext, funcidx: number, named: boolean): void {
  const { annotations, cursor, localIds, localNames } = module;
  if (!named) {
    localIds.count++;
    return;
  }
  const symbol = cursor.tokens.values[cursor.at] as number;
  const index = localIds.bindOptional(cursor);
  const name = annotations.takeName(cursor.at) ?? cursor.tokens.symbols.name(symbol);
  const names = localNames.get(funcidx);
  if (names === undefined) localNames.set(funcidx, new Map([[index, name]]));
  else names.set(index, name);
}
