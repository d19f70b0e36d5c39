import {
  type AddressType,
  abstractHeapType,
  type ElementInit,
  type ElementSegment,
  type Expr,
  exprOf,
  FUNCREF,
  type Limits,
  refType,
  type SegmentMode,
  type ValType,
} from '@softwasm/syntax';
import { KEYWORD as K } from '../../lexer/keywords.ts';
import { ID, LEFT, NAT } from '../../lexer/token.ts';
import {
  parseAddressType,
  parseLimits,
  parseMemoryType,
  parsePageSize,
  parseRefType,
  parseTableType,
  startsValType,
} from '../types.ts';
import type { FieldContext } from './field-context.ts';
import { addImport, noteDefinition, parseInlineExports, parseInlineImport } from './inline.ts';

/** The type of segments that list functions: `(ref func)`. */
const FUNCTION_ELEMENTS: ValType = refType(false, abstractHeapType('func'));

/** `(table …)` (§6.6.6), behind its keyword; its elements may be a segment of their own. */
export function parseTable(module: FieldContext, index: number, token: number): void {
  const { cursor } = module;
  const offset = cursor.tokens.starts[token] as number;
  cursor.optionalId();
  parseInlineExports(module, 'table', index);
  const names = parseInlineImport(module);
  if (names !== undefined) {
    addImport(module, names, { kind: 'table', type: parseTableType(module) }, token);
    return;
  }
  noteDefinition(module, 'table');
  const addressType = parseAddressType(module);
  if (cursor.kind !== NAT) {
    parseTableElements(module, index, addressType, offset);
    return;
  }
  const limits = parseLimits(module);
  const type = { addressType, limits, element: parseRefType(module) };
  if (cursor.isClosing()) module.tables.push({ type, offset });
  else module.tables.push({ type, init: module.instructions.parseExpr(), offset });
}

/** `reftype (elem …)`: a table as large as the segment that fills it. */
function parseTableElements(module: FieldContext, index: number, addressType: AddressType, offset: number): void {
  const { cursor } = module;
  const element = parseRefType(module);
  cursor.expectClause(K.elem);
  const list = cursor.kind === LEFT ? parseElementExprs(module) : parseElementFuncs(module);
  cursor.close();
  const count = list.kind === 'funcs' ? list.funcs.length : list.exprs.length;
  module.tables.push({ type: { addressType, limits: exactly(count), element }, offset });
  const mode = atZero(index, addressType, offset);
  if (list.kind === 'exprs') module.elements.push({ type: element, init: list, mode, offset });
  else if (element === FUNCREF) module.elements.push({ type: FUNCTION_ELEMENTS, init: list, mode, offset });
  else {
    // Indices are all of type `(ref func)`, which is not enough here.
    const exprs = Array.from(list.funcs, (func) => exprOf(offset, ['ref.func', func]));
    module.elements.push({ type: element, init: { kind: 'exprs', exprs }, mode, offset });
  }
}

function exactly(size: number): Limits {
  return { min: size, max: size };
}

function atZero(index: number, addressType: AddressType, offset: number): SegmentMode {
  const at = addressType === 'i32' ? exprOf(offset, ['i32.const', 0]) : exprOf(offset, ['i64.const', 0, 0]);
  return { kind: 'active', index, at };
}

/** `(memory …)` (§6.6.7), behind its keyword; its contents may be a segment of their own. */
export function parseMemory(module: FieldContext, index: number, token: number): void {
  const { cursor } = module;
  const offset = cursor.tokens.starts[token] as number;
  cursor.optionalId();
  parseInlineExports(module, 'memory', index);
  const names = parseInlineImport(module);
  if (names !== undefined) {
    addImport(module, names, { kind: 'memory', type: parseMemoryType(module) }, token);
    return;
  }
  noteDefinition(module, 'memory');
  const start = cursor.at;
  const addressType = parseAddressType(module);
  if (cursor.kind === NAT) {
    cursor.at = start;
    module.memories.push({ type: parseMemoryType(module), offset });
    return;
  }
  const pageSizeLog2 = parsePageSize(module);
  cursor.expectClause(K.data);
  const init = cursor.bytes();
  cursor.close();
  const pages = Math.ceil(init.length / 2 ** pageSizeLog2);
  module.memories.push({ type: { addressType, limits: exactly(pages), shared: false, pageSizeLog2 }, offset });
  module.datas.push({ init, mode: atZero(index, addressType, offset), offset });
}

/** `(data …)` (§6.6.10), behind its keyword. */
export function parseData(module: FieldContext, token: number): void {
  const { cursor } = module;
  cursor.optionalId();
  const offset = cursor.tokens.starts[token] as number;
  const mode: SegmentMode = startsActive(module) ? parseActive(module, 'memory') : { kind: 'passive' };
  module.datas.push({ init: cursor.bytes(), mode, offset });
}

/** Whether an active segment's place comes next. The threads proposal still has the index without `(table …)` and `(memory …)` of WebAssembly 1.0. */
function startsActive({ cursor, features }: FieldContext): boolean {
  return cursor.kind === LEFT || (cursor.kind === NAT && features.has('threads'));
}

/** Where an active segment goes: a table or memory, 0 where none is named, and an offset. */
function parseActive(module: FieldContext, kind: 'table' | 'memory'): SegmentMode {
  const { cursor } = module;
  let index = 0;
  const space = kind === 'table' ? module.tableIds : module.memoryIds;
  if (cursor.takeClause(K[kind])) {
    index = space.use(cursor);
    cursor.close();
  } else if (startsActive(module) && cursor.kind === NAT) index = space.use(cursor);
  return { kind: 'active', index, at: parseItem(module, K.offset) };
}

/** `(keyword expr)`, or one folded instruction for short. */
function parseItem(module: FieldContext, keyword: number): Expr {
  const { cursor, instructions } = module;
  if (!cursor.takeClause(keyword)) return instructions.parseFoldedExpr();
  const expr = instructions.parseExpr();
  cursor.close();
  return expr;
}

/** `(elem …)` (§6.6.9), behind its keyword. */
export function parseElem(module: FieldContext, token: number): void {
  const { cursor } = module;
  cursor.optionalId();
  const offset = cursor.tokens.starts[token] as number;
  let mode: SegmentMode = { kind: 'passive' };
  const bare = startsActive(module) && !cursor.isClause(K.table);
  if (cursor.takeKeyword(K.declare)) mode = { kind: 'declarative' };
  else if (startsActive(module) && !startsValType(module)) mode = parseActive(module, 'table');
  module.elements.push({ ...parseElementList(module, bare), mode, offset });
}

/** The type and the elements of a segment; `bare` ones may list functions without saying that they do. */
function parseElementList(module: FieldContext, bare: boolean): Pick<ElementSegment, 'type' | 'init'> {
  const { cursor } = module;
  if (cursor.takeKeyword(K.func) || (bare && !startsValType(module)))
    return { type: FUNCTION_ELEMENTS, init: parseElementFuncs(module) };
  return { type: parseRefType(module), init: parseElementExprs(module) };
}

function parseElementFuncs(module: FieldContext): ElementInit & { readonly kind: 'funcs' } {
  const { cursor } = module;
  const funcs: number[] = [];
  while (cursor.kind === NAT || cursor.kind === ID) funcs.push(module.funcIds.use(cursor));
  return { kind: 'funcs', funcs: Uint32Array.from(funcs) };
}

function parseElementExprs(module: FieldContext): ElementInit & { readonly kind: 'exprs' } {
  const exprs: Expr[] = [];
  while (module.cursor.kind === LEFT) exprs.push(parseItem(module, K.item));
  return { kind: 'exprs', exprs };
}
