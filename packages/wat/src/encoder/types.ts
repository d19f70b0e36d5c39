import {
  type AddressType,
  abstractHeapCode,
  type CompositeType,
  type ExternType,
  type FieldType,
  type GlobalType,
  type HeapType,
  heapTypeOf,
  isConcrete,
  isExact,
  isNullable,
  isRef,
  type Limits,
  type MemoryType,
  PAGE_SIZE_LOG2,
  type RecType,
  type StorageType,
  type SubType,
  type TableType,
  type TagType,
  typeIndexOf,
} from '@softwasm/syntax';
import type { ByteWriter } from './byte-writer.ts';

/*
 * Types in the binary format (§5.3), in their shortest form.
 */

/** §5.3.3. */
export function encodeHeapType(writer: ByteWriter, heap: HeapType): void {
  if (!isConcrete(heap)) {
    writer.byte(abstractHeapCode(heap));
  } else if (isExact(heap)) {
    writer.byte(0x62);
    writer.u32(typeIndexOf(heap));
  } else {
    writer.index33(typeIndexOf(heap));
  }
}

/** A value, reference or storage type (§5.3.4 to §5.3.8). */
export function encodeValType(writer: ByteWriter, type: StorageType): void {
  if (!isRef(type)) {
    writer.byte(type);
    return;
  }
  const heap = heapTypeOf(type);
  if (!isNullable(type)) writer.byte(0x64);
  else if (isConcrete(heap)) writer.byte(0x63);
  encodeHeapType(writer, heap);
}

function encodeFieldType(writer: ByteWriter, { type, mutable }: FieldType): void {
  encodeValType(writer, type);
  writer.byte(mutable ? 1 : 0);
}

function encodeCompositeType(writer: ByteWriter, composite: CompositeType): void {
  switch (composite.kind) {
    case 'func':
      writer.byte(0x60);
      for (const types of [composite.params, composite.results]) {
        writer.u32(types.length);
        for (const type of types) encodeValType(writer, type);
      }
      return;
    case 'struct':
      writer.byte(0x5f);
      writer.u32(composite.fields.length);
      for (const field of composite.fields) encodeFieldType(writer, field);
      return;
    case 'array':
      writer.byte(0x5e);
      encodeFieldType(writer, composite.field);
  }
}

function encodeSubType(writer: ByteWriter, { final, supertypes, composite, descriptor, describes }: SubType): void {
  if (!final || supertypes.length > 0) {
    writer.byte(final ? 0x4f : 0x50);
    writer.u32(supertypes.length);
    for (const supertype of supertypes) writer.u32(supertype);
  }
  if (describes !== undefined) {
    writer.byte(0x4c);
    writer.u32(describes);
  }
  if (descriptor !== undefined) {
    writer.byte(0x4d);
    writer.u32(descriptor);
  }
  encodeCompositeType(writer, composite);
}

/** §5.3.11. */
export function encodeRecType(writer: ByteWriter, { subtypes, explicit }: RecType): void {
  if (explicit || subtypes.length !== 1) {
    writer.byte(0x4e);
    writer.u32(subtypes.length);
  }
  for (const subtype of subtypes) encodeSubType(writer, subtype);
}

function encodeLimits(writer: ByteWriter, { min, max }: Limits, addressType: AddressType, flags: number): void {
  writer.byte(flags | (max === undefined ? 0 : 1) | (addressType === 'i64' ? 4 : 0));
  writer.u64Value(min);
  if (max !== undefined) writer.u64Value(max);
}

/** §5.3.13, with the flags of the threads and custom page sizes proposals. */
export function encodeMemoryType(writer: ByteWriter, type: MemoryType): void {
  const { addressType, limits, shared, pageSizeLog2 } = type;
  const ownPages = pageSizeLog2 !== PAGE_SIZE_LOG2;
  encodeLimits(writer, limits, addressType, (shared ? 2 : 0) | (ownPages ? 8 : 0));
  if (ownPages) writer.u32(pageSizeLog2);
}

/** §5.3.14. */
export function encodeTableType(writer: ByteWriter, { addressType, limits, element }: TableType): void {
  encodeValType(writer, element);
  encodeLimits(writer, limits, addressType, 0);
}

/** §5.3.15. */
export function encodeGlobalType(writer: ByteWriter, { type, mutable }: GlobalType): void {
  encodeValType(writer, type);
  writer.byte(mutable ? 1 : 0);
}

/** §5.3.16. */
export function encodeTagType(writer: ByteWriter, { type }: TagType): void {
  writer.byte(0);
  writer.u32(type);
}

/** §5.3.17: the kind, then the type. */
export function encodeExternType(writer: ByteWriter, extern: ExternType): void {
  switch (extern.kind) {
    case 'func':
      writer.byte(extern.exact ? 0x20 : 0x00);
      writer.u32(extern.type);
      return;
    case 'table':
      writer.byte(0x01);
      encodeTableType(writer, extern.type);
      return;
    case 'memory':
      writer.byte(0x02);
      encodeMemoryType(writer, extern.type);
      return;
    case 'global':
      writer.byte(0x03);
      encodeGlobalType(writer, extern.type);
      return;
    case 'tag':
      writer.byte(0x04);
      encodeTagType(writer, extern.type);
  }
}
