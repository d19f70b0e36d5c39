import {
  type AddressType,
  abstractHeapTypeFromCode,
  BLOCKTYPE_EMPTY,
  blocktypeOfResult,
  concreteHeapType,
  type ExternType,
  F32,
  F64,
  type Feature,
  type FeatureSet,
  type FieldType,
  FUNCREF,
  type GlobalType,
  type HeapType,
  I8,
  I16,
  I32,
  I64,
  INVALID,
  isPacked,
  type Limits,
  MALFORMED,
  type MemoryType,
  PAGE_SIZE_LOG2,
  refType,
  type StorageType,
  type TableType,
  type TagType,
  type U64,
  V128,
  type ValType,
} from '@softwasm/syntax';
import type { Reader } from './reader.ts';

/** Type indices are clamped to this: far more than any module may have, so that the validator reports them as unknown all the same. */
const LARGEST_TYPE_INDEX = (1 << 26) - 1;

/** Codes of types that are no single byte (§5.3.4, §5.3.5). */
const CODE_REF = 0x64;
const CODE_REF_NULL = 0x63;
const CODE_EXACT = 0x62;
const CODE_EMPTY = 0x40;

/** Which feature brings each abstract heap type, by code. */
const HEAP_FEATURES: Readonly<Record<number, Feature>> = {
  105: 'exceptions', // exn
  106: 'gc',
  107: 'gc',
  108: 'gc',
  109: 'gc',
  110: 'gc',
  111: 'reference-types', // extern
  112: 'mvp', // func
  113: 'gc',
  114: 'gc',
  115: 'gc',
  116: 'exceptions', // noexn
};

const FLAG_MAX = 1;
const FLAG_SHARED = 2;
const FLAG_I64 = 4;
const FLAG_PAGE_SIZE = 8;

/** What the codes of types mean, by code; -1 where they mean nothing. */
interface TypeCodes {
  readonly heapTypes: Int32Array;
  readonly valTypes: Int32Array;
}

const TYPE_CODES = new WeakMap<FeatureSet, TypeCodes>();

function typeCodes(features: FeatureSet): TypeCodes {
  let codes = TYPE_CODES.get(features);
  if (codes === undefined) {
    codes = makeTypeCodes(features);
    TYPE_CODES.set(features, codes);
  }
  return codes;
}

function makeTypeCodes(features: FeatureSet): TypeCodes {
  const heapTypes = new Int32Array(128).fill(-1);
  const valTypes = new Int32Array(128).fill(-1);
  for (const [code, feature] of Object.entries(HEAP_FEATURES)) {
    if (!features.has(feature)) continue;
    const heap = abstractHeapTypeFromCode(Number(code)) as HeapType;
    heapTypes[Number(code)] = heap;
    if (features.has('reference-types')) valTypes[Number(code)] = refType(true, heap);
  }
  for (const type of [I32, I64, F32, F64]) valTypes[type] = type;
  if (features.has('simd')) valTypes[V128] = V128;
  return { heapTypes, valTypes };
}

/**
 * Decodes types (§5.3) as far as these features have them.
 *
 * @see https://webassembly.github.io/spec/core/binary/types.html
 */
export class TypeDecoder {
  private readonly reader: Reader;
  readonly features: FeatureSet;
  /** Abstract heap types by code, -1 where there is none. */
  private readonly heapTypes: Int32Array;
  /** Value types of one byte by code, -1 where there is none. */
  private readonly valTypes: Int32Array;

  constructor(reader: Reader, features: FeatureSet) {
    this.reader = reader;
    this.features = features;
    const { heapTypes, valTypes } = typeCodes(features);
    this.heapTypes = heapTypes;
    this.valTypes = valTypes;
  }

  /** §5.3.6. `reason` is what unknown codes are reported as, here and below. */
  valType(reason: string = MALFORMED.valueType): ValType {
    const code = this.typeCode();
    const type = this.valTypes[code] as number;
    return type >= 0 ? type : this.longRefType(code, reason, reason);
  }

  /** §5.3.5. */
  refType(): ValType {
    const code = this.typeCode();
    if (code === 0x70) return FUNCREF;
    const type = this.valTypes[code] as number;
    if (type >= 0 && type < V128) throw this.reader.error(MALFORMED.referenceType, this.reader.pos - 1);
    if (type > I32) return type;
    return this.longRefType(code, MALFORMED.referenceType, MALFORMED.heapType);
  }

  /** A byte of a type: s7, in which a continuation bit makes it too long. */
  private typeCode(): number {
    const code = this.reader.byte();
    if (code >= 0x80) throw this.reader.error(MALFORMED.leb128TooLong);
    return code;
  }

  private longRefType(code: number, reason: string, heapReason: string): ValType {
    if ((code === CODE_REF || code === CODE_REF_NULL) && this.features.has('function-references')) {
      return refType(code === CODE_REF_NULL, this.heapType(heapReason));
    }
    throw this.reader.error(reason, this.reader.pos - 1);
  }

  /** §5.3.3. */
  heapType(reason: string = MALFORMED.heapType): HeapType {
    const { reader } = this;
    const start = reader.pos;
    const code = reader.peek();
    if (code >= CODE_EMPTY && code < 0x80) {
      reader.pos = start + 1;
      const heap = this.heapTypes[code] as number;
      if (heap >= 0) return heap;
      if (code === CODE_EXACT && this.features.has('custom-descriptors')) {
        const next = reader.peek();
        if (next >= CODE_EMPTY && next < 0x80) throw reader.error(reason);
        return concreteHeapType(this.typeIndex(reason), true);
      }
      throw reader.error(reason, start);
    }
    if (!this.features.has('function-references')) throw reader.error(reason, start);
    return concreteHeapType(this.typeIndex(reason));
  }

  private typeIndex(reason: string): number {
    const start = this.reader.pos;
    const index = this.reader.s33();
    if (index < 0) throw this.reader.error(reason, start);
    return Math.min(index, LARGEST_TYPE_INDEX);
  }

  /** §5.4.1: as a slot of an `Expr`. */
  blockType(): number {
    const { reader } = this;
    const code = reader.peek();
    if (code === CODE_EMPTY) {
      reader.pos++;
      return BLOCKTYPE_EMPTY;
    }
    if (code > CODE_EMPTY && code < 0x80) return blocktypeOfResult(this.valType());
    const start = reader.pos;
    const index = reader.s33();
    if (index < 0 || !this.features.has('multi-value')) throw reader.error(MALFORMED.valueType, start);
    return Math.min(index, LARGEST_TYPE_INDEX);
  }

  /** §5.3.8. */
  private storageType(): StorageType {
    const code = this.reader.peek();
    if (isPacked(code)) {
      this.reader.pos++;
      return code === I8 ? I8 : I16;
    }
    return this.valType(MALFORMED.storageType);
  }

  fieldType(): FieldType {
    return { type: this.storageType(), mutable: this.mutable() };
  }

  private mutable(): boolean {
    const byte = this.reader.byte();
    if (byte > 1) throw this.reader.error(MALFORMED.mutability, this.reader.pos - 1);
    return byte === 1;
  }

  globalType(): GlobalType {
    return { type: this.valType(), mutable: this.mutable() };
  }

  tagType(): TagType {
    const attribute = this.reader.byte();
    if (attribute !== 0) throw this.reader.error(MALFORMED.tagAttribute, this.reader.pos - 1);
    return { type: this.reader.u32() };
  }

  private limitsFlags(allowed: number): number {
    const flags = this.reader.byte();
    if ((flags & ~allowed) !== 0) throw this.reader.error(MALFORMED.limits, this.reader.pos - 1);
    return flags;
  }

  private size(): U64 {
    return this.features.has('memory64') ? this.reader.u64Value() : this.reader.u32();
  }

  private limits(flags: number): Limits {
    const min = this.size();
    return (flags & FLAG_MAX) === 0 ? { min } : { min, max: this.size() };
  }

  private addressType(flags: number): AddressType {
    return (flags & FLAG_I64) === 0 ? 'i32' : 'i64';
  }

  memoryType(): MemoryType {
    const { features, reader } = this;
    const flags = this.limitsFlags(
      FLAG_MAX |
        (features.has('threads') ? FLAG_SHARED : 0) |
        (features.has('memory64') ? FLAG_I64 : 0) |
        (features.has('custom-page-sizes') ? FLAG_PAGE_SIZE : 0),
    );
    const limits = this.limits(flags);
    let pageSizeLog2 = PAGE_SIZE_LOG2;
    if ((flags & FLAG_PAGE_SIZE) !== 0) {
      const start = reader.pos;
      pageSizeLog2 = reader.u32();
      // Greater ones are no 64-bit number. Which of the others are valid is for the validator to say.
      if (pageSizeLog2 >= 64) throw reader.error(INVALID.pageSize, start);
    }
    return { addressType: this.addressType(flags), limits, shared: (flags & FLAG_SHARED) !== 0, pageSizeLog2 };
  }

  tableType(): TableType {
    const element = this.refType();
    const flags = this.limitsFlags(FLAG_MAX | (this.features.has('memory64') ? FLAG_I64 : 0));
    return { addressType: this.addressType(flags), limits: this.limits(flags), element };
  }

  /** §5.3.17. */
  externType(): ExternType {
    const { reader } = this;
    const kind = reader.byte();
    if (kind === 0x00) return { kind: 'func', type: reader.u32(), exact: false };
    if (kind === 0x01) return { kind: 'table', type: this.tableType() };
    if (kind === 0x02) return { kind: 'memory', type: this.memoryType() };
    if (kind === 0x03) return { kind: 'global', type: this.globalType() };
    if (kind === 0x04 && hasTags(this.features)) return { kind: 'tag', type: this.tagType() };
    if (kind === 0x20 && this.features.has('custom-descriptors')) {
      return { kind: 'func', type: reader.u32(), exact: true };
    }
    throw reader.error(MALFORMED.importKind, reader.pos - 1);
  }
}

/** Tags belong to both forms of exception handling. */
export function hasTags(features: FeatureSet): boolean {
  return features.has('exceptions') || features.has('legacy-exceptions');
}
