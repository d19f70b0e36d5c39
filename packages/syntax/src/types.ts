/**
 * Types (§2.3). A value type is one packed, non-negative integer, so that comparing, storing and passing types costs nothing:
 *
 * ```
 * number, vector, packed     the byte of the binary format: i32 = 0x7f … v128 = 0x7b, i8 = 0x78, i16 = 0x77
 * reference                  REF | NULLABLE? | heap type
 * heap type, abstract        ABSTRACT | byte of the binary format: func = 0x70, extern = 0x6f …
 * heap type, concrete        EXACT? | type index
 * ```
 *
 * All of it stays below 2^30, a small integer on every engine. In a `Module` a concrete heap type is an index into the module's types; after
 * `TypeRegistry` has canonicalised it, it is a canonical type id, and equal types are equal numbers.
 *
 * @see https://webassembly.github.io/spec/core/syntax/types.html
 */
import type { U64 } from './u64.ts';

export type ValType = number;

/** A heap type: abstract, or a type index (see {@link ValType} for the packing). */
export type HeapType = number;

/** A value type or a packed type `i8`, `i16`: what a field of a structure or array holds. */
export type StorageType = number;

const REF = 1 << 29;
const NULLABLE = 1 << 28;
const EXACT = 1 << 27;
const ABSTRACT = 1 << 26;
const INDEX_MASK = ABSTRACT - 1;
const HEAP_MASK = NULLABLE - 1;

export const I32: ValType = 0x7f;
export const I64: ValType = 0x7e;
export const F32: ValType = 0x7d;
export const F64: ValType = 0x7c;
export const V128: ValType = 0x7b;
export const I8: StorageType = 0x78;
export const I16: StorageType = 0x77;

/** The bottom value type of validation (§3.1): the type of an operand that unreachable code conjures up. */
export const BOT: ValType = 0;

/** The bottom heap type of validation: what `(ref bot)` refers to, e.g. after `ref.as_non_null` in unreachable code. */
export const BOT_HEAP: HeapType = ABSTRACT;

/** Names and binary codes of the abstract heap types (§2.3.3). */
export const ABSTRACT_HEAP_TYPES = {
  exn: 0x69,
  array: 0x6a,
  struct: 0x6b,
  i31: 0x6c,
  eq: 0x6d,
  any: 0x6e,
  extern: 0x6f,
  func: 0x70,
  none: 0x71,
  noextern: 0x72,
  nofunc: 0x73,
  noexn: 0x74,
} as const;

/** The name of an abstract heap type. */
export type AbstractHeapName = keyof typeof ABSTRACT_HEAP_TYPES;

const ABSTRACT_NAMES = new Map<number, AbstractHeapName>(
  (Object.keys(ABSTRACT_HEAP_TYPES) as AbstractHeapName[]).map((name) => [ABSTRACT_HEAP_TYPES[name], name]),
);

/** The abstract heap type with this name. */
export function abstractHeapType(name: AbstractHeapName): HeapType {
  return ABSTRACT | ABSTRACT_HEAP_TYPES[name];
}

/** The abstract heap type with this byte in the binary format, or `undefined`. */
export function abstractHeapTypeFromCode(code: number): HeapType | undefined {
  return ABSTRACT_NAMES.has(code) ? ABSTRACT | code : undefined;
}

/** The concrete heap type of a type index; `exact` as in the custom descriptors proposal. */
export function concreteHeapType(typeidx: number, exact = false): HeapType {
  return exact ? EXACT | typeidx : typeidx;
}

export function isConcrete(heap: HeapType): boolean {
  return (heap & ABSTRACT) === 0;
}

/** Whether a concrete heap type admits no proper subtype. */
export function isExact(heap: HeapType): boolean {
  return (heap & EXACT) !== 0;
}

/** The type index (or canonical id) of a concrete heap type. */
export function typeIndexOf(heap: HeapType): number {
  return heap & INDEX_MASK;
}

/** The name of an abstract heap type. */
export function abstractHeapName(heap: HeapType): AbstractHeapName {
  return ABSTRACT_NAMES.get(heap & 0xff) as AbstractHeapName;
}

/** The binary code of an abstract heap type. */
export function abstractHeapCode(heap: HeapType): number {
  return heap & 0xff;
}

/** The reference type `(ref heap)` or `(ref null heap)`. */
export function refType(nullable: boolean, heap: HeapType): ValType {
  return nullable ? REF | NULLABLE | heap : REF | heap;
}

export function isRef(type: ValType): boolean {
  return (type & REF) !== 0;
}

export function isNullable(type: ValType): boolean {
  return (type & NULLABLE) !== 0;
}

/** The heap type of a reference type. */
export function heapTypeOf(type: ValType): HeapType {
  return type & HEAP_MASK;
}

/** A reference type with another nullability. */
export function withNullable(type: ValType, nullable: boolean): ValType {
  return nullable ? type | NULLABLE : type & ~NULLABLE;
}

export function isNum(type: ValType): boolean {
  return type >= F64 && type <= I32;
}

export function isPacked(type: StorageType): boolean {
  return type === I8 || type === I16;
}

/** The value type of a storage type: `i32` for packed ones (§4.2.1, unpacking). */
export function unpacked(type: StorageType): ValType {
  return isPacked(type) ? I32 : type;
}

/** Whether a local of this type starts with a value of its own (§3.2.2): all but the non-nullable references. */
export function isDefaultable(type: ValType): boolean {
  return !isRef(type) || isNullable(type);
}

export const ANYREF: ValType = refType(true, abstractHeapType('any'));
export const EQREF: ValType = refType(true, abstractHeapType('eq'));
export const I31REF: ValType = refType(true, abstractHeapType('i31'));
export const STRUCTREF: ValType = refType(true, abstractHeapType('struct'));
export const ARRAYREF: ValType = refType(true, abstractHeapType('array'));
export const FUNCREF: ValType = refType(true, abstractHeapType('func'));
export const EXTERNREF: ValType = refType(true, abstractHeapType('extern'));
export const EXNREF: ValType = refType(true, abstractHeapType('exn'));
export const NULLREF: ValType = refType(true, abstractHeapType('none'));
export const NULLFUNCREF: ValType = refType(true, abstractHeapType('nofunc'));
export const NULLEXTERNREF: ValType = refType(true, abstractHeapType('noextern'));
export const NULLEXNREF: ValType = refType(true, abstractHeapType('noexn'));

/** Parameters and results of a function (§2.3.9). */
export interface FuncType {
  readonly kind: 'func';
  readonly params: readonly ValType[];
  readonly results: readonly ValType[];
}

/** A field of a structure, or the elements of an array (§2.3.8). */
export interface FieldType {
  readonly type: StorageType;
  readonly mutable: boolean;
}

export interface StructType {
  readonly kind: 'struct';
  readonly fields: readonly FieldType[];
}

export interface ArrayType {
  readonly kind: 'array';
  readonly field: FieldType;
}

/** What a defined type describes (§2.3.9). */
export type CompositeType = FuncType | StructType | ArrayType;

/** A composite type with its place in the subtype hierarchy (§2.3.10). */
export interface SubType {
  readonly final: boolean;
  /** Type indices; the specification allows at most one. */
  readonly supertypes: readonly number[];
  readonly composite: CompositeType;
  /** Custom descriptors: the type index of the descriptor type, and of the type that this one describes. */
  readonly descriptor?: number;
  readonly describes?: number;
}

/** A group of types that may refer to each other (§2.3.10). Its members take consecutive type indices. */
export interface RecType {
  readonly subtypes: readonly SubType[];
  /** Whether it was written as an explicit `rec` group; a group of one may be either. */
  readonly explicit: boolean;
  /** Byte offset in the binary. */
  readonly offset: number;
}

/** The type of a memory's or table's addresses (§2.3.11). */
export type AddressType = 'i32' | 'i64';

/** Size bounds (§2.3.12) in pages or elements. */
export interface Limits {
  readonly min: U64;
  readonly max?: U64;
}

/** §2.3.14. `pageSizeLog2` is 16 unless custom page sizes are on; the threads proposal adds `shared`. */
export interface MemoryType {
  readonly addressType: AddressType;
  readonly limits: Limits;
  readonly shared: boolean;
  readonly pageSizeLog2: number;
}

/** §2.3.15. */
export interface TableType {
  readonly addressType: AddressType;
  readonly limits: Limits;
  readonly element: ValType;
}

/** §2.3.13. */
export interface GlobalType {
  readonly type: ValType;
  readonly mutable: boolean;
}

/** The type of an exception tag (§2.3.16): the index of a function type without results. */
export interface TagType {
  readonly type: number;
}

/** What can be imported and exported. */
export type ExternKind = 'func' | 'table' | 'memory' | 'global' | 'tag';

/** The type of an import or export (§2.3.17). Function and tag types are type indices; `exact` as in the custom descriptors proposal. */
export type ExternType =
  | { readonly kind: 'func'; readonly type: number; readonly exact: boolean }
  | { readonly kind: 'table'; readonly type: TableType }
  | { readonly kind: 'memory'; readonly type: MemoryType }
  | { readonly kind: 'global'; readonly type: GlobalType }
  | { readonly kind: 'tag'; readonly type: TagType };
