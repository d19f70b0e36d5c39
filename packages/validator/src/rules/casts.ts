import {
  concreteHeapType,
  type HeapType,
  heapTypeOf,
  INVALID,
  isConcrete,
  isExact,
  refType,
  typeIndexOf,
  typesDiffer,
  type ValType,
  withoutDescriptor,
} from '@softwasm/syntax';
import { type Context, plainHeapName } from '../context.ts';

/** A cast goes down the hierarchy; with custom descriptors anywhere in the same one. */
export function checkCast(context: Context, source: ValType, target: ValType): void {
  const { registry } = context;
  const fits = context.features.has('custom-descriptors')
    ? registry.topOf(heapTypeOf(source)) === registry.topOf(heapTypeOf(target))
    : context.matches(target, source);
  if (!fits) context.fail(typesDiffer('type', context.format(target), 'type', context.format(source)));
}

/** The descriptor's canonical type id, where a type has one. */
export function descriptorOf(context: Context, id: number): number | undefined {
  return context.registry.get(id).descriptor;
}

/** The descriptor that a cast to `target` is given: exact where the target is. */
export function descriptorOperand(context: Context, target: HeapType): ValType {
  const descriptor = isConcrete(target) ? descriptorOf(context, typeIndexOf(target)) : undefined;
  if (descriptor === undefined) return context.fail(withoutDescriptor(plainHeapName(context, target)));
  return refType(true, concreteHeapType(descriptor, isExact(target)));
}

/** `ref.get_desc`: the descriptor's type id. */
export function requiredDescriptor(context: Context, id: number): number {
  return descriptorOf(context, id) ?? context.fail(INVALID.noDescriptor);
}
