import {
  concreteHeapType,
  type DataSegment,
  type ElementSegment,
  heapTypeOf,
  INVALID,
  isConcrete,
  refType,
  type SegmentMode,
  typesDiffer,
  type ValType,
} from '@softwasm/syntax';
import type { Context, TableEntry } from './context.ts';
import type { ExpressionValidator } from './expression-validator.ts';

/**
 * Validates an element segment (§3.5.9) and adds it to the context. `globals`: how many globals its expressions may read.
 *
 * @throws ValidationError
 */
export function validateElementSegment(
  expressions: ExpressionValidator,
  segment: ElementSegment,
  globals: number,
): void {
  const { context } = expressions;
  context.offset = segment.offset;
  const type = context.valType(segment.type);
  if (segment.init.kind === 'funcs') checkFunctions(context, segment.init.funcs, type);
  else for (const expr of segment.init.exprs) expressions.constant(expr, type, globals);
  context.offset = segment.offset;
  checkElementMode(expressions, segment.mode, type, globals);
  context.elements.push(type);
}

function checkFunctions(context: Context, funcs: Uint32Array, type: ValType): void {
  const { length } = context.funcs;
  // Every function is a `(ref func)`; other element types want a look at each function's own.
  const concrete = isConcrete(heapTypeOf(type));
  for (const funcidx of funcs) {
    if (funcidx >= length) context.bound(funcidx, length, INVALID.unknownFunction);
    if (!concrete) continue;
    const own = concreteHeapType(context.funcs[funcidx] as number, context.funcsExact[funcidx] as boolean);
    requireMatch(context, "function's type", refType(false, own), "segment's type", type);
  }
}

function checkElementMode(expressions: ExpressionValidator, mode: SegmentMode, type: ValType, globals: number): void {
  if (mode.kind !== 'active') return;
  const { context } = expressions;
  context.bound(mode.index, context.tables.length, INVALID.unknownTable);
  const { element, address } = context.tables[mode.index] as TableEntry;
  requireMatch(context, "element segment's type", type, "table's element type", element);
  expressions.constant(mode.at, address, globals);
}

function requireMatch(context: Context, what: string, type: ValType, other: string, expected: ValType): void {
  if (context.matches(type, expected)) return;
  context.fail(typesDiffer(what, context.format(type), other, context.format(expected)));
}

/**
 * Validates a data segment (§3.5.8).
 *
 * @throws ValidationError
 */
export function validateDataSegment(expressions: ExpressionValidator, segment: DataSegment, globals: number): void {
  const { context } = expressions;
  const { mode } = segment;
  context.offset = segment.offset;
  if (mode.kind !== 'active') return;
  context.bound(mode.index, context.memories.length, INVALID.unknownMemory);
  expressions.constant(mode.at, context.memories[mode.index] as ValType, globals);
}
