import {
  type AbstractHeapName,
  abstractHeapName,
  type HeapType,
  heapTypeOf,
  I32,
  isConcrete,
  isExact,
  isNullable,
  refType,
  typeIndexOf,
  type ValType,
  withNullable,
} from '@softwasm/syntax';
import { frameOf } from '../build/branches.ts';
import type { Builder, Lowering } from '../build/builder.ts';
import { popNonNull, topType } from '../build/operands.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { OP, T_I32, T_REF } from '../ir/node-ops.ts';
import { DESCRIPTOR, EXACTLY, field, isKind, isType } from '../ir/references.ts';
import { ENTITIES } from '../ir/statement-ops.ts';
import { both, either, not } from '../ir/words.ts';
import { conditionalBranch } from './control.ts';
import type { CastName, Family } from './families.ts';

const TYPE = ENTITIES.indexOf('type');

/** The abstract heap types that every non-null reference of their hierarchy has, and none has. */
const TOPS: ReadonlySet<AbstractHeapName> = new Set(['any', 'func', 'extern', 'exn']);
const BOTTOMS: ReadonlySet<AbstractHeapName> = new Set(['none', 'nofunc', 'noextern', 'noexn']);

/** Whether operands of a type may be values of the host, which may be anything: asked before looking into them. */
function mayBeHosts(type: ValType): boolean {
  const heap = heapTypeOf(type);
  return !isConcrete(heap) && abstractHeapName(heap) === 'any';
}

/** How many supertypes a type has. */
function depthOf(b: Builder, typeidx: number): number {
  const { types } = b.shape.module;
  let depth = 0;
  for (let parent = types[typeidx]!.supertypes[0]; parent !== undefined; parent = types[parent]!.supertypes[0]) depth++;
  return depth;
}

/** Whether a non-null reference, an atom of type `from`, is of a heap type. */
function isOf(b: Builder, reference: number, from: ValType, heap: HeapType): number {
  const { ir } = b;
  if (isConcrete(heap)) {
    const typeidx = typeIndexOf(heap);
    if (b.shape.module.types[typeidx]!.composite.kind === 'func') {
      const args = [reference, ir.entity(TYPE, typeidx)];
      return isExact(heap) ? isType(ir, reference, typeidx, EXACTLY) : ir.call(HELPER.is_function_of, T_I32, args);
    }
    return amongAggregates(
      b,
      reference,
      from,
      isType(ir, reference, typeidx, isExact(heap) ? EXACTLY : depthOf(b, typeidx)),
    );
  }
  const name = abstractHeapName(heap);
  if (TOPS.has(name)) return ir.i32(1);
  if (BOTTOMS.has(name)) return ir.i32(0);
  if (name === 'struct' || name === 'array') return amongAggregates(b, reference, from, isKind(ir, reference, name));
  const isSmall = mayBeHosts(from) ? ir.call(HELPER.is_i31, T_I32, [reference]) : ir.unary(OP['is.i31'], reference);
  if (name === 'i31') return isSmall;
  // eq
  return mayBeHosts(from) ? either(ir, isSmall, ir.call(HELPER.is_aggregate, T_I32, [reference])) : ir.i32(1);
}

/** A test that looks into a reference, which it may do with structures, arrays and numbers. */
function amongAggregates(b: Builder, reference: number, from: ValType, test: number): number {
  return mayBeHosts(from) ? both(b.ir, b.ir.call(HELPER.is_aggregate, T_I32, [reference]), test) : test;
}

/** Whether a reference, an atom of type `from`, is of type `to`. */
function isInstance(b: Builder, reference: number, from: ValType, to: ValType): number {
  return orNull(b, reference, from, to, isOf(b, reference, from, heapTypeOf(to)));
}

/** What a test of non-null references says of all. */
function orNull(b: Builder, reference: number, from: ValType, to: ValType, test: number): number {
  const { ir } = b;
  if (!isNullable(from)) return test;
  const isNull = ir.unary(OP.isnull, reference);
  return isNullable(to) ? either(ir, isNull, test) : both(ir, not(ir, isNull), test);
}

/** The type that is left of `from` where it is not `to`. */
function rest(from: ValType, to: ValType): ValType {
  return isNullable(to) ? withNullable(from, false) : from;
}

function test(nullable: boolean): Lowering {
  return (b, at) => {
    const from = topType(b);
    const reference = b.atom(b.pop());
    b.push(I32, isInstance(b, reference, from, refType(nullable, b.code[at]!)));
  };
}

function cast(nullable: boolean): Lowering {
  return (b, at) => {
    const from = topType(b);
    const to = refType(nullable, b.code[at]!);
    const reference = b.atom(b.pop());
    b.trapIf(HELPER.trap_cast, not(b.ir, isInstance(b, reference, from, to)));
    b.push(to, reference);
  };
}

/** Whether a reference has a descriptor: the popped one, which must not be null. */
function popDescriptorTest(b: Builder, nullable: boolean): { reference: number; from: ValType; test: number } {
  const { ir } = b;
  const descriptor = popNonNull(b, HELPER.trap_null_descriptor);
  const from = topType(b);
  const reference = b.atom(b.pop());
  const same = ir.binary(OP.same, field(ir, reference, DESCRIPTOR, T_REF, false), descriptor);
  return {
    reference,
    from,
    test: orNull(b, reference, from, refType(nullable, 0), amongAggregates(b, reference, from, same)),
  };
}

function castByDescriptor(nullable: boolean): Lowering {
  return (b, at) => {
    const { reference, test } = popDescriptorTest(b, nullable);
    b.trapIf(HELPER.trap_descriptor_cast, not(b.ir, test));
    b.push(refType(nullable, b.code[at]!), reference);
  };
}

/** Branches with a reference where a test of it has an outcome; what is left on the stack has type `left`. */
function branchOn(b: Builder, label: number, reference: number, taken: ValType, test: number, left: ValType): void {
  b.push(taken, reference);
  conditionalBranch(b, frameOf(b, label), test);
  b.types[b.types.length - 1] = left;
}

/** The slots of a `cast` immediate: label, source type, target type. */
function branchOnCast(fails: boolean): Lowering {
  return (b, at) => {
    const from = b.code[at + 1]!;
    const to = b.code[at + 2]!;
    const actual = topType(b);
    const reference = b.atom(b.pop());
    const test = isInstance(b, reference, actual, to);
    if (fails) branchOn(b, b.code[at]!, reference, rest(from, to), not(b.ir, test), to);
    else branchOn(b, b.code[at]!, reference, to, test, rest(from, to));
  };
}

function branchOnDescriptor(fails: boolean): Lowering {
  return (b, at) => {
    const from = b.code[at + 1]!;
    const to = b.code[at + 2]!;
    const { reference, test } = popDescriptorTest(b, isNullable(to));
    if (fails) branchOn(b, b.code[at]!, reference, rest(from, to), not(b.ir, test), to);
    else branchOn(b, b.code[at]!, reference, to, test, rest(from, to));
  };
}

/** Tests and casts. */
export const CASTS: Family<CastName> = {
  'ref.eq': (b) => {
    const other = b.pop();
    b.push(I32, b.ir.binary(OP.same, b.pop(), other));
  },
  'ref.test': test(false),
  'ref.test null': test(true),
  'ref.cast': cast(false),
  'ref.cast null': cast(true),
  'ref.get_desc': (b, at) => {
    const reference = popNonNull(b, HELPER.trap_null_reference);
    const { descriptor } = b.shape.module.types[b.code[at]!]!;
    b.push(refType(false, descriptor!), field(b.ir, reference, DESCRIPTOR, T_REF, false));
  },
  'ref.cast_desc_eq': castByDescriptor(false),
  'ref.cast_desc_eq null': castByDescriptor(true),
  br_on_cast: branchOnCast(false),
  br_on_cast_fail: branchOnCast(true),
  br_on_cast_desc_eq: branchOnDescriptor(false),
  br_on_cast_desc_eq_fail: branchOnDescriptor(true),
};
