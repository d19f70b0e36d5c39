import { type CompositeType, type RecType, type SubType, typeIndexOf, type ValType } from '@softwasm/syntax';

/**
 * The types of a module under construction: those that it defines, and behind them those that its type uses imply, in the order in which these appear
 * (§6.6.4: a type use without an index is the first type that is equal, or a new one at the end).
 */
export class TypeTable {
  readonly recTypes: RecType[] = [];
  readonly types: SubType[] = [];
  /** Indices of the function types that a type use may stand for, by {@link functionKey}. */
  private readonly functions = new Map<string, number>();

  /** Appends a group of types. */
  define(subtypes: readonly SubType[], explicit: boolean, offset: number): void {
    this.recTypes.push({ subtypes, explicit, offset });
    for (const subtype of subtypes) this.types.push(subtype);
    const [only] = subtypes;
    if (subtypes.length === 1 && only !== undefined && isPlainFunction(only)) {
      const key = functionKey(only.composite);
      if (!this.functions.has(key)) this.functions.set(key, this.types.length - 1);
    }
  }

  /** The index of the first function type with these parameters and results; it is made where there is none. */
  functionType(params: readonly ValType[], results: readonly ValType[], offset: number): number {
    const composite: CompositeType = { kind: 'func', params: params.slice(), results: results.slice() };
    const known = this.functions.get(functionKey(composite));
    if (known !== undefined) return known;
    this.define([{ final: true, supertypes: [], composite }], false, offset);
    return this.types.length - 1;
  }

  /** The composite type with this index, if there is one. */
  composite(typeidx: number): CompositeType | undefined {
    return this.types[typeidx]?.composite;
  }
}

/** Whether `subtype` can be written as a bare function type: that is all that an implied type is. */
function isPlainFunction(
  subtype: SubType,
): subtype is SubType & { readonly composite: CompositeType & { readonly kind: 'func' } } {
  const { final, supertypes, composite, describes, descriptor } = subtype;
  const plain = final && supertypes.length === 0 && describes === undefined && descriptor === undefined;
  return plain && composite.kind === 'func';
}

function functionKey(type: CompositeType & { readonly kind: 'func' }): string {
  return `${type.params.join()}>${type.results.join()}`;
}

const LARGEST_INDEX = typeIndexOf(-1);

/** A type index that fits into a packed heap type: one too large for that is unknown, and stays so. */
export function packableTypeIndex(typeidx: number): number {
  return typeidx > LARGEST_INDEX ? LARGEST_INDEX : typeidx;
}
