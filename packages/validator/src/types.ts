import {
  type CompositeType,
  descriptorMismatch,
  INVALID,
  LIMITS,
  overLimit,
  type RecType,
  type SubType,
  superTypeError,
  unpacked,
} from '@softwasm/syntax';
import type { Context } from './context.ts';

/**
 * Validates the types of a module (§3.2.14), rec group by rec group, and gives them canonical ids.
 *
 * @throws ValidationError
 * @see https://webassembly.github.io/spec/core/valid/types.html
 */
export function validateTypes(context: Context): void {
  // How far below the root of its hierarchy each type is.
  const depths = new Uint8Array(context.module.types.length);
  let start = 0;
  for (const group of context.module.recTypes) {
    context.offset = group.offset;
    validateGroup(context, group, start, depths);
    start += group.subtypes.length;
  }
}

function validateGroup(context: Context, { subtypes }: RecType, start: number, depths: Uint8Array): void {
  const end = start + subtypes.length;
  subtypes.forEach((subtype, i) => {
    checkDescriptors(context, subtypes, subtype, start + i, start);
  });
  // Members may refer to each other, in any order.
  context.typeCount = end;
  subtypes.forEach((subtype, i) => {
    checkIndices(context, subtype, start + i, depths);
  });
  context.registry.define(subtypes, start, context.typeIds);
  context.nameTypes(start, end);
  subtypes.forEach((subtype, i) => {
    checkSubtyping(context, subtype, start + i);
  });
}

/** Custom descriptors: described types and their descriptors name each other, within one group, the described one first. */
function checkDescriptors(
  context: Context,
  group: readonly SubType[],
  subtype: SubType,
  typeidx: number,
  start: number,
): void {
  const { describes, descriptor } = subtype;
  if (describes !== undefined) {
    const described = describes < start ? undefined : group[describes - start];
    if (described === undefined) context.fail(INVALID.describedOutside);
    if (described.descriptor !== typeidx) context.fail(INVALID.describedNotBack);
    if (describes >= typeidx) context.fail(INVALID.describedForward);
  }
  if (descriptor !== undefined) {
    const describing = descriptor < start ? undefined : group[descriptor - start];
    if (describing === undefined) context.fail(INVALID.descriptorOutside);
    if (describing.describes !== typeidx) context.fail(INVALID.descriptorNotBack);
  }
}

/** All type indices exist; supertypes come first. What defining a group canonically relies on. */
function checkIndices(context: Context, subtype: SubType, typeidx: number, depths: Uint8Array): void {
  const { supertypes, composite } = subtype;
  for (const supertype of supertypes) {
    context.bound(supertype, context.typeCount, INVALID.unknownType);
    if (supertype >= typeidx) context.fail(superTypeError('forward', typeidx, supertype));
    if (supertypes.length > 1) context.fail(superTypeError('multiple', typeidx, supertype));
    const depth = (depths[supertype] as number) + 1;
    if (depth > LIMITS.subtypeDepth) context.fail(overLimit('levels of subtypes', depth, LIMITS.subtypeDepth));
    depths[typeidx] = depth;
  }
  if (composite.kind !== 'struct') {
    if (subtype.descriptor !== undefined) context.fail(INVALID.descriptorNoStruct);
    if (subtype.describes !== undefined) context.fail(INVALID.describedNoStruct);
  }
  checkComposite(context, composite);
}

function checkComposite(context: Context, composite: CompositeType): void {
  switch (composite.kind) {
    case 'func':
      for (const type of composite.params) context.valType(type);
      for (const type of composite.results) context.valType(type);
      if (composite.results.length > 1 && !context.features.has('multi-value')) context.fail(INVALID.resultArity);
      return;
    case 'struct':
      for (const { type } of composite.fields) context.valType(unpacked(type));
      return;
    case 'array':
      context.valType(unpacked(composite.field.type));
  }
}

/** §3.2.13: a subtype's supertype is open, and matched. */
function checkSubtyping(context: Context, subtype: SubType, typeidx: number): void {
  const { registry, typeIds } = context;
  for (const supertype of subtype.supertypes) {
    const parent = context.module.types[supertype] as SubType;
    if (parent.final) context.fail(superTypeError('final', typeidx, supertype));
    checkDescriptorSubtyping(context, subtype, typeidx, parent, supertype);
    const sub = registry.get(typeIds[typeidx] as number).composite;
    const sup = registry.get(typeIds[supertype] as number).composite;
    if (!registry.matchesComposite(sub, sup)) context.fail(superTypeError('mismatch', typeidx, supertype));
  }
}

/** Descriptors are covariant, and so are described types. A subtype may have a descriptor where its supertype has none. */
function checkDescriptorSubtyping(
  context: Context,
  subtype: SubType,
  typeidx: number,
  parent: SubType,
  supertype: number,
): void {
  const isSubtype = (sub: number, sup: number): boolean =>
    context.registry.isSubtype(context.typeId(sub), context.typeId(sup));
  const { describes, descriptor } = subtype;
  if (describes !== undefined && parent.describes !== undefined) {
    if (!isSubtype(describes, parent.describes)) {
      context.fail(descriptorMismatch('described', describes, parent.describes));
    }
  } else if (describes !== parent.describes) {
    context.fail(superTypeError('mismatch', typeidx, supertype));
  }
  if (parent.descriptor === undefined) return;
  if (descriptor === undefined) context.fail(superTypeError('mismatch', typeidx, supertype));
  if (!isSubtype(descriptor, parent.descriptor)) {
    context.fail(descriptorMismatch('descriptor', descriptor, parent.descriptor));
  }
}
