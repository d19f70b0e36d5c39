import {
  ARRAYREF,
  abstractHeapType,
  concreteHeapType,
  type FieldType,
  I31REF,
  I32,
  INVALID,
  isDefaultable,
  isNum,
  isPacked,
  LIMITS,
  overLimit,
  refType,
  typesDiffer,
  unpacked,
  V128,
  type ValType,
} from '@softwasm/syntax';
import type { ExpressionValidator } from '../expression-validator.ts';
import { descriptorOf } from './casts.ts';
import { indexAt, type PolymorphicOf, type Rule } from './rule.ts';
import { elementAt } from './table.ts';

const ANY = abstractHeapType('any');
const EXTERN = abstractHeapType('extern');
const I31: ValType = refType(false, abstractHeapType('i31'));

/** `(ref null x)` for the type index at `at`: what accesses take. */
function nullableRef(validator: ExpressionValidator, at: number): ValType {
  return refType(true, concreteHeapType(validator.context.typeId(indexAt(validator, at))));
}

/** `(ref x)`, exact with custom descriptors: what allocations give. */
function newRef(validator: ExpressionValidator, at: number): ValType {
  const { context } = validator;
  const exact = context.features.has('custom-descriptors');
  return refType(false, concreteHeapType(context.typeId(indexAt(validator, at)), exact));
}

function structNew(byDefault: boolean, withDescriptor: boolean): Rule {
  return (validator, at) => {
    const { context, operands } = validator;
    const typeidx = indexAt(validator, at);
    const types = context.structType(typeidx).fields.map(({ type }) => unpacked(type));
    if (byDefault && !types.every(isDefaultable)) context.fail(INVALID.notDefaultable);
    const descriptor = descriptorOf(context, context.typeId(typeidx));
    if (descriptor === undefined) {
      if (withDescriptor) context.fail(INVALID.descriptorForbidden);
    } else {
      if (!withDescriptor) context.fail(INVALID.descriptorRequired);
      operands.pop(refType(true, concreteHeapType(descriptor, true)));
    }
    if (!byDefault) operands.popAll(types);
    operands.push(newRef(validator, at));
  };
}

/** The type of a field, which is packed exactly where a load says how to extend it. */
function loadedType({ context }: ExpressionValidator, { type }: FieldType, extends_: boolean): ValType {
  if (isPacked(type) !== extends_) context.fail(extends_ ? INVALID.unpacked : INVALID.packed);
  return unpacked(type);
}

function fieldAt(validator: ExpressionValidator, at: number): FieldType {
  const { context } = validator;
  const { fields } = context.structType(indexAt(validator, at));
  const fieldidx = indexAt(validator, at + 1);
  context.bound(fieldidx, fields.length, INVALID.unknownField);
  return fields[fieldidx] as FieldType;
}

function structGet(extends_: boolean): Rule {
  return (validator, at) => {
    const type = loadedType(validator, fieldAt(validator, at), extends_);
    validator.operands.pop(nullableRef(validator, at));
    validator.operands.push(type);
  };
}

const structSet: Rule = (validator, at) => {
  const { type, mutable } = fieldAt(validator, at);
  if (!mutable) validator.context.fail(INVALID.immutableField);
  validator.operands.popAll([nullableRef(validator, at), unpacked(type)]);
};

function elementField(validator: ExpressionValidator, at: number): FieldType {
  return validator.context.arrayType(indexAt(validator, at)).field;
}

/** The elements' type of an array that is written. */
function mutableElement(validator: ExpressionValidator, at: number): ValType {
  const { type, mutable } = elementField(validator, at);
  if (!mutable) validator.context.fail(INVALID.immutableArray);
  return type;
}

const arrayNew: Rule = (validator, at) => {
  validator.operands.popAll([unpacked(elementField(validator, at).type), I32]);
  validator.operands.push(newRef(validator, at));
};

const arrayNewDefault: Rule = (validator, at) => {
  const { type } = elementField(validator, at);
  if (!isDefaultable(unpacked(type))) validator.context.fail(INVALID.notDefaultable);
  validator.operands.popI32();
  validator.operands.push(newRef(validator, at));
};

const arrayNewFixed: Rule = (validator, at) => {
  const { context, operands } = validator;
  const type = unpacked(elementField(validator, at).type);
  const count = indexAt(validator, at + 1);
  const limit = LIMITS.arrayNewFixedOperands;
  if (count > limit) context.fail(overLimit('operands of array.new_fixed', count, limit));
  for (let i = 0; i < count; i++) operands.pop(type);
  operands.push(newRef(validator, at));
};

/** A data segment fills arrays of numbers and vectors alone. */
function checkData(validator: ExpressionValidator, at: number, element: ValType): void {
  const { context } = validator;
  context.bound(indexAt(validator, at), context.module.datas.length, INVALID.unknownData);
  if (!isNum(unpacked(element)) && element !== V128) context.fail(INVALID.arrayNotNumeric);
}

/** An element segment fills arrays of its own references' type. */
function checkElements(validator: ExpressionValidator, at: number, element: ValType): void {
  const { context } = validator;
  const segment = elementAt(validator, at);
  if (!context.matches(segment, unpacked(element))) {
    const [from, to] = [context.format(segment), context.format(element)];
    context.fail(typesDiffer("element segment's type", from, "array's field type", to));
  }
}

type SegmentCheck = typeof checkData;

function arrayNewFrom(check: SegmentCheck): Rule {
  return (validator, at) => {
    check(validator, at + 1, elementField(validator, at).type);
    validator.operands.popAll([I32, I32]);
    validator.operands.push(newRef(validator, at));
  };
}

function arrayInitFrom(check: SegmentCheck): Rule {
  return (validator, at) => {
    check(validator, at + 1, mutableElement(validator, at));
    validator.operands.popAll([nullableRef(validator, at), I32, I32, I32]);
  };
}

function arrayGet(extends_: boolean): Rule {
  return (validator, at) => {
    const type = loadedType(validator, elementField(validator, at), extends_);
    validator.operands.popAll([nullableRef(validator, at), I32]);
    validator.operands.push(type);
  };
}

const arrayCopy: Rule = (validator, at) => {
  const { context, operands } = validator;
  const target = mutableElement(validator, at);
  const source = elementField(validator, at + 1).type;
  if (!context.matches(source, target)) context.fail(INVALID.arrayTypes);
  operands.popAll([nullableRef(validator, at), I32, nullableRef(validator, at + 1), I32, I32]);
};

const i31Get: Rule = ({ operands }) => {
  operands.pop(I31REF);
  operands.push(I32);
};

/** Aggregates: structures, arrays, unboxed scalars, and references that cross to the host (§3.4.11, §3.4.12). */
export const AGGREGATE_RULES: Readonly<Record<PolymorphicOf<'aggregate'>, Rule>> = {
  'struct.new': structNew(false, false),
  'struct.new_default': structNew(true, false),
  'struct.new_desc': structNew(false, true),
  'struct.new_default_desc': structNew(true, true),
  'struct.get': structGet(false),
  'struct.get_s': structGet(true),
  'struct.get_u': structGet(true),
  'struct.set': structSet,
  'array.new': arrayNew,
  'array.new_default': arrayNewDefault,
  'array.new_fixed': arrayNewFixed,
  'array.new_data': arrayNewFrom(checkData),
  'array.new_elem': arrayNewFrom(checkElements),
  'array.get': arrayGet(false),
  'array.get_s': arrayGet(true),
  'array.get_u': arrayGet(true),
  'array.set': (validator, at) => {
    const element = unpacked(mutableElement(validator, at));
    validator.operands.popAll([nullableRef(validator, at), I32, element]);
  },
  'array.len': ({ operands }) => {
    operands.pop(ARRAYREF);
    operands.push(I32);
  },
  'array.fill': (validator, at) => {
    const element = unpacked(mutableElement(validator, at));
    validator.operands.popAll([nullableRef(validator, at), I32, element, I32]);
  },
  'array.copy': arrayCopy,
  'array.init_data': arrayInitFrom(checkData),
  'array.init_elem': arrayInitFrom(checkElements),
  'any.convert_extern': ({ operands }) => operands.convert(EXTERN, ANY),
  'extern.convert_any': ({ operands }) => operands.convert(ANY, EXTERN),
  'ref.i31': ({ operands }) => {
    operands.popI32();
    operands.push(I31);
  },
  'i31.get_s': i31Get,
  'i31.get_u': i31Get,
};
