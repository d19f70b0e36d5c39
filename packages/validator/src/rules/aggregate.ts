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
import type { ExpressionState } from '../expression-state.ts';
import { descriptorOf } from './casts.ts';
import { indexAt, type PolymorphicOf, type Rule } from './rule.ts';
import { elementAt } from './table.ts';

const ANY = abstractHeapType('any');
const EXTERN = abstractHeapType('extern');
const I31: ValType = refType(false, abstractHeapType('i31'));

/** `(ref null x)` for the type index at `at`: what accesses take. */
function nullableRef(state: ExpressionState, at: number): ValType {
  return refType(true, concreteHeapType(state.context.typeId(indexAt(state, at))));
}

/** `(ref x)`, exact with custom descriptors: what allocations give. */
function newRef(state: ExpressionState, at: number): ValType {
  const { context } = state;
  const exact = context.features.has('custom-descriptors');
  return refType(false, concreteHeapType(context.typeId(indexAt(state, at)), exact));
}

function structNew(byDefault: boolean, withDescriptor: boolean): Rule {
  return (state, at) => {
    const { context, operands } = state;
    const typeidx = indexAt(state, at);
    const { types, defaultable } = context.fieldTypes(typeidx);
    if (byDefault && !defaultable) context.fail(INVALID.notDefaultable);
    const descriptor = descriptorOf(context, context.typeId(typeidx));
    if (descriptor === undefined) {
      if (withDescriptor) context.fail(INVALID.descriptorForbidden);
    } else {
      if (!withDescriptor) context.fail(INVALID.descriptorRequired);
      operands.pop(refType(true, concreteHeapType(descriptor, true)));
    }
    if (!byDefault) operands.popAll(types);
    operands.push(newRef(state, at));
  };
}

/** The type of a field, which is packed exactly where a load says how to extend it. */
function loadedType({ context }: ExpressionState, { type }: FieldType, extends_: boolean): ValType {
  if (isPacked(type) !== extends_) context.fail(extends_ ? INVALID.unpacked : INVALID.packed);
  return unpacked(type);
}

function fieldAt(state: ExpressionState, at: number): FieldType {
  const { context } = state;
  const { fields } = context.structType(indexAt(state, at));
  const fieldidx = indexAt(state, at + 1);
  context.bound(fieldidx, fields.length, INVALID.unknownField);
  return fields[fieldidx] as FieldType;
}

function structGet(extends_: boolean): Rule {
  return (state, at) => {
    const type = loadedType(state, fieldAt(state, at), extends_);
    state.operands.pop(nullableRef(state, at));
    state.operands.push(type);
  };
}

const structSet: Rule = (state, at) => {
  const { type, mutable } = fieldAt(state, at);
  if (!mutable) state.context.fail(INVALID.immutableField);
  state.operands.popAll([nullableRef(state, at), unpacked(type)]);
};

function elementField(state: ExpressionState, at: number): FieldType {
  return state.context.arrayType(indexAt(state, at)).field;
}

/** The elements' type of an array that is written. */
function mutableElement(state: ExpressionState, at: number): ValType {
  const { type, mutable } = elementField(state, at);
  if (!mutable) state.context.fail(INVALID.immutableArray);
  return type;
}

const arrayNew: Rule = (state, at) => {
  state.operands.popAll([unpacked(elementField(state, at).type), I32]);
  state.operands.push(newRef(state, at));
};

const arrayNewDefault: Rule = (state, at) => {
  const { type } = elementField(state, at);
  if (!isDefaultable(unpacked(type))) state.context.fail(INVALID.notDefaultable);
  state.operands.popI32();
  state.operands.push(newRef(state, at));
};

const arrayNewFixed: Rule = (state, at) => {
  const { context, operands } = state;
  const type = unpacked(elementField(state, at).type);
  const count = indexAt(state, at + 1);
  const limit = LIMITS.arrayNewFixedOperands;
  if (count > limit) context.fail(overLimit('operands of array.new_fixed', count, limit));
  operands.popMany(count, type);
  operands.push(newRef(state, at));
};

/** A data segment fills arrays of numbers and vectors alone. */
function checkData(state: ExpressionState, at: number, element: ValType): void {
  const { context } = state;
  context.bound(indexAt(state, at), context.module.datas.length, INVALID.unknownData);
  if (!isNum(unpacked(element)) && element !== V128) context.fail(INVALID.arrayNotNumeric);
}

/** An element segment fills arrays of its own references' type. */
function checkElements(state: ExpressionState, at: number, element: ValType): void {
  const { context } = state;
  const segment = elementAt(state, at);
  if (!context.matches(segment, unpacked(element))) {
    const [from, to] = [context.format(segment), context.format(element)];
    context.fail(typesDiffer("element segment's type", from, "array's field type", to));
  }
}

type SegmentCheck = typeof checkData;

function arrayNewFrom(check: SegmentCheck): Rule {
  return (state, at) => {
    check(state, at + 1, elementField(state, at).type);
    state.operands.popAll([I32, I32]);
    state.operands.push(newRef(state, at));
  };
}

function arrayInitFrom(check: SegmentCheck): Rule {
  return (state, at) => {
    check(state, at + 1, mutableElement(state, at));
    state.operands.popAll([nullableRef(state, at), I32, I32, I32]);
  };
}

function arrayGet(extends_: boolean): Rule {
  return (state, at) => {
    const type = loadedType(state, elementField(state, at), extends_);
    state.operands.popAll([nullableRef(state, at), I32]);
    state.operands.push(type);
  };
}

const arrayCopy: Rule = (state, at) => {
  const { context, operands } = state;
  const target = mutableElement(state, at);
  const source = elementField(state, at + 1).type;
  if (!context.matches(source, target)) context.fail(INVALID.arrayTypes);
  operands.popAll([nullableRef(state, at), I32, nullableRef(state, at + 1), I32, I32]);
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
  'array.set': (state, at) => {
    const element = unpacked(mutableElement(state, at));
    state.operands.popAll([nullableRef(state, at), I32, element]);
  },
  'array.len': ({ operands }) => {
    operands.pop(ARRAYREF);
    operands.push(I32);
  },
  'array.fill': (state, at) => {
    const element = unpacked(mutableElement(state, at));
    state.operands.popAll([nullableRef(state, at), I32, element, I32]);
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
