import {
  concreteHeapType,
  EQREF,
  heapTypeOf,
  I32,
  INVALID,
  refType,
  unknownIndex,
  type ValType,
  withNullable,
} from '@softwasm/syntax';
import type { ExpressionState } from '../expression-state.ts';
import { descriptorOperand, requiredDescriptor } from './casts.ts';
import { indexAt, type PolymorphicOf, type Rule } from './rule.ts';

/** Pops any reference of the hierarchy of the heap type at `at`, and returns that. */
function popOfHierarchy(state: ExpressionState, at: number): number {
  const { context, operands, code } = state;
  const heap = context.heapType(code[at] as number);
  operands.pop(refType(true, context.registry.topOf(heap)));
  return heap;
}

const test: Rule = (state, at) => {
  popOfHierarchy(state, at);
  state.operands.push(I32);
};

function cast(nullable: boolean): Rule {
  return (state, at) => state.operands.push(refType(nullable, popOfHierarchy(state, at)));
}

function castByDescriptor(nullable: boolean): Rule {
  return (state, at) => {
    const { context, operands, code } = state;
    operands.pop(descriptorOperand(context, context.heapType(code[at] as number)));
    operands.push(refType(nullable, popOfHierarchy(state, at)));
  };
}

/** `ref.get_desc`: the descriptor is known exactly where the reference is. */
function getDescriptor(state: ExpressionState, at: number): void {
  const { context, operands } = state;
  const id = context.typeId(indexAt(state, at));
  const descriptor = requiredDescriptor(context, id);
  const exact = context.registry.matchesHeap(heapTypeOf(operands.peekRef()), concreteHeapType(id, true));
  operands.pop(refType(true, concreteHeapType(id, exact)));
  operands.push(refType(false, concreteHeapType(descriptor, exact)));
}

/** Reference instructions (§3.4.10). */
export const REFERENCE_RULES: Readonly<Record<PolymorphicOf<'reference'>, Rule>> = {
  'ref.null': ({ context, operands, code }, at) => operands.push(refType(true, context.heapType(code[at] as ValType))),
  'ref.is_null': ({ operands }) => {
    operands.popRef();
    operands.push(I32);
  },
  'ref.func': (state, at) => {
    const { context, operands } = state;
    const funcidx = indexAt(state, at);
    context.bound(funcidx, context.funcs.length, INVALID.unknownFunction);
    if (context.declared[funcidx] !== 1) context.fail(unknownIndex(INVALID.undeclaredFunction, funcidx));
    const exact = context.funcsExact[funcidx] as boolean;
    operands.push(refType(false, concreteHeapType(context.funcs[funcidx] as number, exact)));
  },
  'ref.eq': ({ operands }) => {
    operands.popAll([EQREF, EQREF]);
    operands.push(I32);
  },
  'ref.as_non_null': ({ operands }) => operands.push(withNullable(operands.popRef(), false)),
  'ref.test': test,
  'ref.test null': test,
  'ref.cast': cast(false),
  'ref.cast null': cast(true),
  'ref.get_desc': getDescriptor,
  'ref.cast_desc_eq': castByDescriptor(false),
  'ref.cast_desc_eq null': castByDescriptor(true),
};
