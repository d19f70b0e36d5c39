import {
  ANYREF,
  ARRAYREF,
  abstractHeapName,
  BOT,
  BOT_HEAP,
  EQREF,
  EXNREF,
  EXTERNREF,
  F32,
  F64,
  FUNCREF,
  type HeapType,
  heapTypeOf,
  I8,
  I16,
  I31REF,
  I32,
  I64,
  isConcrete,
  isExact,
  isNullable,
  isRef,
  NULLEXNREF,
  NULLEXTERNREF,
  NULLFUNCREF,
  NULLREF,
  STRUCTREF,
  typeIndexOf,
  V128,
  type ValType,
} from './types.ts';

const NAMES = new Map<ValType, string>([
  [I32, 'i32'],
  [I64, 'i64'],
  [F32, 'f32'],
  [F64, 'f64'],
  [V128, 'v128'],
  [I8, 'i8'],
  [I16, 'i16'],
  [BOT, 'bot'],
  [ANYREF, 'anyref'],
  [EQREF, 'eqref'],
  [I31REF, 'i31ref'],
  [STRUCTREF, 'structref'],
  [ARRAYREF, 'arrayref'],
  [FUNCREF, 'funcref'],
  [EXTERNREF, 'externref'],
  [EXNREF, 'exnref'],
  [NULLREF, 'nullref'],
  [NULLFUNCREF, 'nullfuncref'],
  [NULLEXTERNREF, 'nullexternref'],
  [NULLEXNREF, 'nullexnref'],
]);

/** The abbreviated names of types as the text format has them (§6.4): `i32`, `funcref`, … */
export const NAMED_TYPES: ReadonlyMap<string, ValType> = new Map(
  [...NAMES].map(([type, name]) => [name, type] as const).filter(([name]) => name !== 'bot'),
);

/** A heap type in the text format; `nameOf` writes type indices, as numbers where it is not given. */
export function formatHeapType(heap: HeapType, nameOf: (typeidx: number) => string = String): string {
  if (heap === BOT_HEAP) return 'bot';
  if (!isConcrete(heap)) return abstractHeapName(heap);
  const name = nameOf(typeIndexOf(heap));
  return isExact(heap) ? `(exact ${name})` : name;
}

/** A value or storage type in the text format, e.g. `i32`, `externref`, `(ref null 3)`. */
export function formatValType(type: ValType, nameOf: (typeidx: number) => string = String): string {
  const name = NAMES.get(type);
  if (name !== undefined || !isRef(type)) return name ?? `type 0x${type.toString(16)}`;
  return `(ref ${isNullable(type) ? 'null ' : ''}${formatHeapType(heapTypeOf(type), nameOf)})`;
}

/** A list of types as the specification writes result types: `[i32 i64]`. */
export function formatResultType(types: readonly ValType[], nameOf: (typeidx: number) => string = String): string {
  return `[${types.map((type) => formatValType(type, nameOf)).join(' ')}]`;
}
