import {
  type ArrayType,
  abstractHeapName,
  BOT_HEAP,
  type CompositeType,
  concreteHeapType,
  type FeatureSet,
  type FuncType,
  formatHeapType,
  formatResultType,
  formatValType,
  type GlobalType,
  type HeapType,
  heapTypeOf,
  I32,
  I64,
  INVALID,
  isConcrete,
  isDefaultable,
  isExact,
  isNullable,
  isRef,
  type MemoryType,
  type Module,
  refType,
  type StorageType,
  type StructType,
  type TableType,
  TypeRegistry,
  typeIndexOf,
  unknownIndex,
  unpacked,
  ValidationError,
  type ValType,
  wrongTypeKind,
} from '@softwasm/syntax';

/** A table as the rules see it: canonical element type, and the value type of its addresses. */
export interface TableEntry {
  readonly element: ValType;
  readonly address: ValType;
}

/** How many types of a list messages show. */
const LONGEST_LIST = 20;

/** What the operands of an allocation are: the unpacked types of all fields, and whether they have default values. */
export interface FieldTypes {
  readonly types: readonly ValType[];
  readonly defaultable: boolean;
}

/**
 * The context of validation (§3.1.1): what a module declares, in index spaces that grow while it is validated. All types in it are canonical (see
 * `TypeRegistry`), so that equal ones are equal numbers.
 *
 * @see https://webassembly.github.io/spec/core/valid/conventions.html#contexts
 */
export class Context {
  readonly module: Module;
  readonly features: FeatureSet;
  readonly registry: TypeRegistry = new TypeRegistry();
  /** Canonical ids by type index. */
  readonly typeIds: Int32Array;
  /** How many types may be referred to by now. */
  typeCount = 0;
  /** Canonical ids of the types of functions, by function index; likewise whether `ref.func` knows them exactly. */
  readonly funcs: number[] = [];
  readonly funcsExact: boolean[] = [];
  readonly tables: TableEntry[] = [];
  /** The value types of the addresses of memories. */
  readonly memories: ValType[] = [];
  readonly globals: GlobalType[] = [];
  readonly tags: FuncType[] = [];
  readonly elements: ValType[] = [];
  /** Functions that may be named by `ref.func` in bodies: 1 by function index. */
  readonly declared: Uint8Array;
  /** Where errors are: byte offset, and function index inside of one. */
  offset = 0;
  func: number | undefined;
  /** For messages: some type index by canonical id. */
  private readonly typeIndices: number[] = [];
  private readonly fields = new Map<number, FieldTypes>();

  constructor(module: Module, features: FeatureSet) {
    this.module = module;
    this.features = features;
    this.typeIds = new Int32Array(module.types.length);
    this.declared = new Uint8Array(module.imports.length + module.funcs.length);
  }

  /** @throws ValidationError always, at the present place */
  fail(reason: string): never {
    throw new ValidationError(reason, this.offset, this.func);
  }

  /** @throws ValidationError where an index is not below the size of its index space */
  bound(index: number, size: number, unknown: string): void {
    if (index >= size) this.fail(unknownIndex(unknown, index));
  }

  /** Canonical ids for the types from `start` on are there now. */
  nameTypes(start: number, end: number): void {
    for (let x = start; x < end; x++) this.typeIndices[this.typeIds[x] as number] ??= x;
  }

  /** The canonical id of a type index. */
  typeId(typeidx: number): number {
    this.bound(typeidx, this.typeCount, INVALID.unknownType);
    return this.typeIds[typeidx] as number;
  }

  private composite(typeidx: number): CompositeType {
    return this.registry.get(this.typeId(typeidx)).composite;
  }

  funcType(typeidx: number): FuncType {
    const type = this.composite(typeidx);
    return type.kind === 'func' ? type : this.fail(wrongTypeKind(typeidx, 'function'));
  }

  structType(typeidx: number): StructType {
    const type = this.composite(typeidx);
    return type.kind === 'struct' ? type : this.fail(wrongTypeKind(typeidx, 'structure'));
  }

  /** The fields of a structure type as operands. Kept: allocations are frequent, and structures may have thousands of fields. */
  fieldTypes(typeidx: number): FieldTypes {
    const id = this.typeId(typeidx);
    let fields = this.fields.get(id);
    if (fields === undefined) {
      const types = this.structType(typeidx).fields.map(({ type }) => unpacked(type));
      fields = { types, defaultable: types.every(isDefaultable) };
      this.fields.set(id, fields);
    }
    return fields;
  }

  arrayType(typeidx: number): ArrayType {
    const type = this.composite(typeidx);
    return type.kind === 'array' ? type : this.fail(wrongTypeKind(typeidx, 'array'));
  }

  /** The type of the function with this canonical type id. */
  funcTypeOfId(id: number): FuncType {
    return this.registry.get(id).composite as FuncType;
  }

  /** A heap type of the module as a canonical one (§3.2.4). */
  heapType(heap: HeapType): HeapType {
    return isConcrete(heap) ? concreteHeapType(this.typeId(typeIndexOf(heap)), isExact(heap)) : heap;
  }

  /** A value or storage type of the module as a canonical one (§3.2). */
  valType(type: StorageType): StorageType {
    return isRef(type) ? refType(isNullable(type), this.heapType(heapTypeOf(type))) : type;
  }

  /** Whether one canonical value type matches another (§3.3). */
  matches(sub: ValType, sup: ValType): boolean {
    return sub === sup || this.registry.matches(sub, sup);
  }

  private readonly nameOf = (id: number): string => String(this.typeIndices[id] ?? id);

  /** Canonical types in words, with type indices of the module. */
  format(type: ValType): string {
    return formatValType(type, this.nameOf);
  }

  formatHeap(heap: HeapType): string {
    return formatHeapType(heap, this.nameOf);
  }

  /** Of very long lists the end alone. */
  formatAll(types: readonly ValType[]): string {
    if (types.length <= LONGEST_LIST) return formatResultType(types, this.nameOf);
    return `[... ${formatResultType(types.slice(-LONGEST_LIST), this.nameOf).slice(1)}`;
  }

  addFunc(typeidx: number, exact: boolean): void {
    this.funcType(typeidx);
    this.funcs.push(this.typeId(typeidx));
    this.funcsExact.push(exact && this.features.has('custom-descriptors'));
  }

  addTable(type: TableType): void {
    this.tables.push({ element: this.valType(type.element), address: addressValType(type) });
  }

  addMemory(type: MemoryType): void {
    this.memories.push(addressValType(type));
  }

  addGlobal(type: GlobalType): void {
    this.globals.push({ type: this.valType(type.type), mutable: type.mutable });
  }
}

function addressValType({ addressType }: TableType | MemoryType): ValType {
  return addressType === 'i32' ? I32 : I64;
}

/** The name of a heap type as messages about descriptors want it: its index alone, exact or not. */
export function plainHeapName(context: Context, heap: HeapType): string {
  if (heap === BOT_HEAP) return 'bot';
  return isConcrete(heap) ? context.formatHeap(concreteHeapType(typeIndexOf(heap))) : abstractHeapName(heap);
}
