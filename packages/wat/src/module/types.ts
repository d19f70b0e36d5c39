import {
  type AbstractHeapName,
  type AddressType,
  ANYREF,
  ARRAYREF,
  abstractHeapType,
  type CompositeType,
  concreteHeapType,
  EQREF,
  EXNREF,
  EXTERNREF,
  F32,
  F64,
  type FieldType,
  FUNCREF,
  type GlobalType,
  type HeapType,
  I8,
  I16,
  I31REF,
  I32,
  I64,
  INVALID,
  type Limits,
  MALFORMED_TEXT,
  type MemoryType,
  NULLEXNREF,
  NULLEXTERNREF,
  NULLFUNCREF,
  NULLREF,
  PAGE_SIZE_LOG2,
  refType,
  STRUCTREF,
  type StorageType,
  type SubType,
  type TableType,
  type U64,
  u64OfBigInt,
  V128,
  type ValType,
} from '@softwasm/syntax';
import { KEYWORD as K } from '../lexer/keywords.ts';
import { ID, KEYWORD, LEFT, NAT, RIGHT } from '../lexer/token.ts';
import { IndexSpace } from './index-space.ts';
import type { ModuleContext } from './module-context.ts';
import { packableTypeIndex } from './type-table.ts';

/*
 * Types in text (§6.4).
 */

/** Value types and packed types that are one keyword, by its id. */
const SIMPLE_TYPES: ReadonlyMap<number, StorageType> = new Map([
  [K.i32, I32],
  [K.i64, I64],
  [K.f32, F32],
  [K.f64, F64],
  [K.v128, V128],
  [K.anyref, ANYREF],
  [K.nullref, NULLREF],
  [K.eqref, EQREF],
  [K.i31ref, I31REF],
  [K.structref, STRUCTREF],
  [K.arrayref, ARRAYREF],
  [K.funcref, FUNCREF],
  [K.nullfuncref, NULLFUNCREF],
  [K.exnref, EXNREF],
  [K.nullexnref, NULLEXNREF],
  [K.externref, EXTERNREF],
  [K.nullexternref, NULLEXTERNREF],
]);

const NUMBER_TYPES: ReadonlySet<StorageType> = new Set([I32, I64, F32, F64, V128]);

/** Abstract heap types by keyword. */
export const ABSTRACT_HEAPS: ReadonlyMap<number, HeapType> = new Map(
  (
    ['any', 'none', 'eq', 'i31', 'struct', 'array', 'func', 'nofunc', 'exn', 'noexn', 'extern', 'noextern'] as const
  ).map((name: AbstractHeapName) => [K[name], abstractHeapType(name)]),
);

/** Whether a value type comes next. */
export function startsValType({ cursor }: ModuleContext): boolean {
  return SIMPLE_TYPES.has(cursor.keyword) || cursor.isClause(K.ref);
}

/** §6.4.3 */
export function parseHeapType(module: ModuleContext): HeapType {
  const { cursor } = module;
  if (cursor.kind === NAT || cursor.kind === ID) return concreteHeapType(parseTypeIndex(module));
  if (cursor.takeClause(K.exact)) {
    const heap = concreteHeapType(parseTypeIndex(module), true);
    cursor.close();
    return heap;
  }
  const heap = ABSTRACT_HEAPS.get(cursor.keyword);
  if (heap === undefined) return cursor.unexpected();
  cursor.expectKeyword(cursor.keyword);
  return heap;
}

function parseTypeIndex(module: ModuleContext): number {
  return packableTypeIndex(module.typeIds.use(module.cursor));
}

/** §6.4.4 */
export function parseRefType(module: ModuleContext): ValType {
  const { cursor } = module;
  if (cursor.kind === LEFT) {
    cursor.expectClause(K.ref);
    const nullable = cursor.takeKeyword(K.null);
    const type = refType(nullable, parseHeapType(module));
    cursor.close();
    return type;
  }
  const type = SIMPLE_TYPES.get(cursor.keyword);
  if (type === undefined || NUMBER_TYPES.has(type)) return cursor.unexpected();
  cursor.expectKeyword(cursor.keyword);
  return type;
}

/** §6.4.5 */
export function parseValType(module: ModuleContext): ValType {
  const { cursor } = module;
  const type = cursor.kind === KEYWORD ? SIMPLE_TYPES.get(cursor.keyword) : undefined;
  if (type === undefined) return parseRefType(module);
  cursor.expectKeyword(cursor.keyword);
  return type;
}

function parseStorageType(module: ModuleContext): StorageType {
  if (module.cursor.takeKeyword(K.i8)) return I8;
  return module.cursor.takeKeyword(K.i16) ? I16 : parseValType(module);
}

/** §6.4.8 */
export function parseGlobalType(module: ModuleContext): GlobalType {
  const { cursor } = module;
  if (!cursor.takeClause(K.mut)) return { type: parseValType(module), mutable: false };
  const type = parseValType(module);
  cursor.close();
  return { type, mutable: true };
}

function parseFieldType(module: ModuleContext): FieldType {
  const { cursor } = module;
  if (!cursor.takeClause(K.mut)) return { type: parseStorageType(module), mutable: false };
  const type = parseStorageType(module);
  cursor.close();
  return { type, mutable: true };
}

/**
 * Parameters and results, appended to these lists. `onParam` is called in front of each parameter; it must take the identifier that comes next
 * if the parameter is `named`. Without it no parameter may have one.
 */
export function parseParamsAndResults(
  module: ModuleContext,
  params: ValType[],
  results: ValType[],
  onParam: ((named: boolean) => void) | undefined,
): void {
  const { cursor } = module;
  while (cursor.takeClause(K.param)) {
    if (onParam !== undefined && cursor.kind === ID) {
      onParam(true);
      params.push(parseValType(module));
    } else {
      while (cursor.kind !== RIGHT) {
        onParam?.(false);
        params.push(parseValType(module));
      }
    }
    cursor.close();
  }
  while (cursor.takeClause(K.result)) {
    while (cursor.kind !== RIGHT) results.push(parseValType(module));
    cursor.close();
  }
}

/** §6.4.6, without the parentheses and keyword around it. */
function parseCompositeType(module: ModuleContext, typeidx: number): CompositeType {
  const { cursor } = module;
  let type: CompositeType;
  if (cursor.takeClause(K.func)) {
    const params: ValType[] = [];
    const results: ValType[] = [];
    // Parameters of a type may have identifiers, which mean nothing.
    parseParamsAndResults(module, params, results, (named) => {
      if (named) cursor.at++;
    });
    type = { kind: 'func', params, results };
  } else if (cursor.takeClause(K.array)) {
    type = { kind: 'array', field: parseFieldType(module) };
  } else {
    cursor.expectClause(K.struct);
    type = { kind: 'struct', fields: parseFields(module, typeidx) };
  }
  cursor.close();
  return type;
}

function parseFields(module: ModuleContext, typeidx: number): FieldType[] {
  const { cursor } = module;
  const fields: FieldType[] = [];
  const ids = new IndexSpace('field');
  while (cursor.takeClause(K.field)) {
    if (cursor.kind === ID) {
      ids.bindOptional(cursor);
      fields.push(parseFieldType(module));
    } else {
      while (cursor.kind !== RIGHT) {
        ids.count++;
        fields.push(parseFieldType(module));
      }
    }
    cursor.close();
  }
  module.fieldIds.set(typeidx, ids);
  return fields;
}

/** §6.4.7: what stands in a type definition behind its identifier. */
export function parseSubType(module: ModuleContext, typeidx: number): SubType {
  const { cursor } = module;
  if (!cursor.takeClause(K.sub)) {
    return { final: true, supertypes: [], ...parseDescribedType(module, typeidx) };
  }
  const final = cursor.takeKeyword(K.final);
  const supertypes: number[] = [];
  while (cursor.kind !== LEFT) supertypes.push(module.typeIds.use(cursor));
  const type = parseDescribedType(module, typeidx);
  cursor.close();
  return { final, supertypes, ...type };
}

/** A composite type, behind the clauses of the custom descriptors proposal. */
function parseDescribedType(
  module: ModuleContext,
  typeidx: number,
): Pick<SubType, 'composite' | 'describes' | 'descriptor'> {
  const describes = parseTypeClause(module, K.describes);
  const descriptor = parseTypeClause(module, K.descriptor);
  const composite = parseCompositeType(module, typeidx);
  return {
    composite,
    ...(describes === undefined ? {} : { describes }),
    ...(descriptor === undefined ? {} : { descriptor }),
  };
}

function parseTypeClause(module: ModuleContext, keyword: number): number | undefined {
  if (!module.cursor.takeClause(keyword)) return undefined;
  const typeidx = module.typeIds.use(module.cursor);
  module.cursor.close();
  return typeidx;
}

/** `i32` or `i64` in front of limits; `i32` where there is neither. */
export function parseAddressType(module: ModuleContext): AddressType {
  const { cursor } = module;
  if (cursor.takeKeyword(K.i32)) return 'i32';
  if (!module.features.has('memory64') && cursor.isKeyword(K.i64)) cursor.unexpected();
  return cursor.takeKeyword(K.i64) ? 'i64' : 'i32';
}

/** §6.4.9. Where 64-bit memories are unknown, limits have 32 bits. */
export function parseLimits(module: ModuleContext): Limits {
  const min = parseLimit(module);
  return module.cursor.kind === NAT ? { min, max: parseLimit(module) } : { min };
}

function parseLimit({ cursor, features }: ModuleContext): U64 {
  if (!features.has('memory64')) return cursor.u32();
  if (cursor.kind !== NAT) cursor.unexpected();
  const limit = cursor.natValue(cursor.at, 0);
  if (limit >> 64n !== 0n) cursor.fail(MALFORMED_TEXT.i64OutOfRange);
  cursor.at++;
  return u64OfBigInt(limit);
}

/** §6.4.10 */
export function parseMemoryType(module: ModuleContext): MemoryType {
  const { cursor } = module;
  const addressType = parseAddressType(module);
  const limits = parseLimits(module);
  const shared = cursor.takeKeyword(K.shared);
  return { addressType, limits, shared, pageSizeLog2: parsePageSize(module) };
}

/** `(pagesize n)`, or the ordinary size where there is none; its logarithm. */
export function parsePageSize({ cursor }: ModuleContext): number {
  if (!cursor.takeClause(K.pagesize)) return PAGE_SIZE_LOG2;
  const size = cursor.u32();
  if (size === 0 || (size & (size - 1)) !== 0) cursor.fail(INVALID.pageSize, cursor.at - 1);
  cursor.close();
  return 31 - Math.clz32(size);
}

/** §6.4.11 */
export function parseTableType(module: ModuleContext): TableType {
  const addressType = parseAddressType(module);
  const limits = parseLimits(module);
  return { addressType, limits, element: parseRefType(module) };
}
