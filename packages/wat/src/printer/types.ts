import {
  type CompositeType,
  type FieldType,
  formatHeapType,
  formatValType,
  type GlobalType,
  type HeapType,
  type Limits,
  type MemoryType,
  type Module,
  PAGE_SIZE_LOG2,
  type SubType,
  type TableType,
  type ValType,
} from '@softwasm/syntax';
import type { Identifiers, ModuleIdentifiers } from './identifiers.ts';

/** Types in text (§6.4), with the identifiers of a module. */
export class TypePrinter {
  private readonly module: Module;
  private readonly ids: ModuleIdentifiers;

  constructor(module: Module, ids: ModuleIdentifiers) {
    this.module = module;
    this.ids = ids;
  }

  private readonly nameOf = (typeidx: number): string => this.ids.types.use(typeidx);

  heapType(heap: HeapType): string {
    return formatHeapType(heap, this.nameOf);
  }

  valType(type: ValType): string {
    return formatValType(type, this.nameOf);
  }

  /** `(keyword type …)`, or nothing where there are no types; with a blank in front. */
  list(keyword: string, types: readonly ValType[]): string {
    return types.length === 0 ? '' : ` (${keyword} ${types.map((type) => this.valType(type)).join(' ')})`;
  }

  /** A type use (§6.6.4): the index, and what it stands for. `params` has the identifiers of parameters. */
  typeUse(typeidx: number, params?: Identifiers): string {
    const use = `(type ${this.ids.types.use(typeidx)})`;
    const type = this.module.types[typeidx]?.composite;
    if (type?.kind !== 'func') return use;
    return `${use}${this.params(type.params, params)}${this.list('result', type.results)}`;
  }

  private params(types: readonly ValType[], ids: Identifiers | undefined): string {
    if (ids === undefined || !types.some((_, i) => ids.get(i) !== undefined)) return this.list('param', types);
    return types.map((type, i) => ` (param ${optional(ids.defineNamed(i))}${this.valType(type)})`).join('');
  }

  private field({ type, mutable }: FieldType): string {
    return mutable ? `(mut ${this.valType(type)})` : this.valType(type);
  }

  private composite(type: CompositeType, typeidx: number): string {
    switch (type.kind) {
      case 'func':
        return `(func${this.list('param', type.params)}${this.list('result', type.results)})`;
      case 'array':
        return `(array ${this.field(type.field)})`;
      case 'struct': {
        const ids = this.ids.fields(typeidx);
        const fields = type.fields.map((field, i) => ` (field ${optional(ids.get(i))}${this.field(field)})`);
        return `(struct${fields.join('')})`;
      }
    }
  }

  /** What stands in a type definition behind its identifier (§6.4.7). */
  subType(subtype: SubType, typeidx: number): string {
    const { final, supertypes, composite, describes, descriptor } = subtype;
    const clauses =
      (describes === undefined ? '' : `(describes ${this.nameOf(describes)}) `) +
      (descriptor === undefined ? '' : `(descriptor ${this.nameOf(descriptor)}) `);
    const described = `${clauses}${this.composite(composite, typeidx)}`;
    if (final && supertypes.length === 0) return described;
    const supers = supertypes.map((supertype) => `${this.nameOf(supertype)} `).join('');
    return `(sub ${final ? 'final ' : ''}${supers}${described})`;
  }

  globalType({ type, mutable }: GlobalType): string {
    return mutable ? `(mut ${this.valType(type)})` : this.valType(type);
  }

  tableType({ addressType, limits, element }: TableType): string {
    return `${address(addressType)}${limitsText(limits)} ${this.valType(element)}`;
  }

  memoryType({ addressType, limits, shared, pageSizeLog2 }: MemoryType): string {
    const pageSize = pageSizeLog2 === PAGE_SIZE_LOG2 ? '' : ` (pagesize ${2 ** pageSizeLog2})`;
    return `${address(addressType)}${limitsText(limits)}${shared ? ' shared' : ''}${pageSize}`;
  }
}

function optional(id: string | undefined): string {
  return id === undefined ? '' : `${id} `;
}

function address(type: 'i32' | 'i64'): string {
  return type === 'i64' ? 'i64 ' : '';
}

function limitsText({ min, max }: Limits): string {
  return max === undefined ? String(min) : `${min} ${max}`;
}
