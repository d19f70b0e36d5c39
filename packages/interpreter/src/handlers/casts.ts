import { AggregateInstance, FunctionInstance, type StructInstance } from '@softwasm/runtime';
import {
  type AbstractHeapName,
  abstractHeapName,
  heapTypeOf,
  isConcrete,
  isExact,
  isNullable,
  Trap,
  typeIndexOf,
  type ValType,
} from '@softwasm/syntax';
import type { Context } from '../context.ts';
import type { Handlers } from './handler.ts';

/** The abstract heap types that every reference of their hierarchy has, and none has. */
const TOPS: ReadonlySet<AbstractHeapName> = new Set(['any', 'func', 'extern', 'exn']);
const BOTTOMS: ReadonlySet<AbstractHeapName> = new Set(['none', 'nofunc', 'noextern', 'noexn']);

/** Whether a value of the guest or host is a small integer. */
function isI31(value: unknown): boolean {
  return typeof value === 'number' && value === (value << 1) >> 1;
}

/** Whether a reference is of a type of the instance's module (§4.2.15). Values of the host may be anything. */
export function isOfType({ instance }: Context, reference: unknown, type: ValType): boolean {
  if (reference === null) return isNullable(type);
  const heap = heapTypeOf(type);
  if (isConcrete(heap)) {
    if (!(reference instanceof AggregateInstance) && !(reference instanceof FunctionInstance)) return false;
    const id = instance.types[typeIndexOf(heap)]!;
    return isExact(heap) ? reference.type === id : instance.store.types.isSubtype(reference.type, id);
  }
  const name = abstractHeapName(heap);
  if (TOPS.has(name)) return true;
  if (BOTTOMS.has(name)) return false;
  if (name === 'i31') return isI31(reference);
  if (name === 'eq') return reference instanceof AggregateInstance || isI31(reference);
  return reference instanceof AggregateInstance && reference.aggregate === name;
}

/** Whether a reference has a descriptor. @throws Trap where the descriptor is null */
function hasDescriptor(reference: unknown, descriptor: unknown, type: ValType): boolean {
  if (descriptor === null) throw new Trap('null-descriptor');
  if (reference === null) return isNullable(type);
  return reference instanceof AggregateInstance && (reference as StructInstance).desc === descriptor;
}

type CastName =
  | `ref.${'test' | 'cast'}${'' | '_desc'}`
  | 'ref.eq'
  | 'ref.as_non_null'
  | 'ref.get_desc'
  | 'ref.i31'
  | 'i31.get_s'
  | 'i31.get_u';

export const CAST_HANDLERS: Handlers<CastName> = {
  /** Operands: result, reference, type. */
  'ref.test': (m, x, code, at, base) => {
    const passes = isOfType(x, m.references[base + code[at + 1]!], code[at + 2]!);
    m.words[base + code[at]!] = passes ? 1 : 0;
  },
  'ref.cast': (m, x, code, at, base) => {
    const reference = m.references[base + code[at + 1]!];
    if (!isOfType(x, reference, code[at + 2]!)) throw new Trap('cast-failure');
    m.references[base + code[at]!] = reference;
  },
  /** Operands: result, reference, descriptor, type. */
  'ref.test_desc': (m, _, code, at, base) => {
    const { references: R } = m;
    const passes = hasDescriptor(R[base + code[at + 1]!], R[base + code[at + 2]!], code[at + 3]!);
    m.words[base + code[at]!] = passes ? 1 : 0;
  },
  'ref.cast_desc': (m, _, code, at, base) => {
    const { references: R } = m;
    const reference = R[base + code[at + 1]!];
    if (!hasDescriptor(reference, R[base + code[at + 2]!], code[at + 3]!)) throw new Trap('descriptor-cast-failure');
    R[base + code[at]!] = reference;
  },
  'ref.eq': ({ references: R, words: I }, _, code, at, base) => {
    I[base + code[at]!] = R[base + code[at + 1]!] === R[base + code[at + 2]!] ? 1 : 0;
  },
  'ref.as_non_null': ({ references: R }, _, code, at, base) => {
    const reference = R[base + code[at + 1]!];
    if (reference === null) throw new Trap('null-reference');
    R[base + code[at]!] = reference;
  },
  'ref.get_desc': ({ references: R }, _, code, at, base) => {
    const reference = R[base + code[at + 1]!] as StructInstance | null;
    if (reference === null) throw new Trap('null-reference');
    R[base + code[at]!] = reference.desc;
  },
  'ref.i31': ({ references: R, words: I }, _, code, at, base) => {
    R[base + code[at]!] = (I[base + code[at + 1]!]! << 1) >> 1;
  },
  'i31.get_s': ({ references: R, words: I }, _, code, at, base) => {
    const reference = R[base + code[at + 1]!];
    if (reference === null) throw new Trap('null-i31');
    I[base + code[at]!] = reference as number;
  },
  'i31.get_u': ({ references: R, words: I }, _, code, at, base) => {
    const reference = R[base + code[at + 1]!];
    if (reference === null) throw new Trap('null-i31');
    I[base + code[at]!] = (reference as number) & 0x7fffffff;
  },
};
