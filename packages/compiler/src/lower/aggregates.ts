import {
  ANYREF,
  type ArrayType,
  EXTERNREF,
  F32,
  F64,
  type FieldType,
  I8,
  I16,
  I31REF,
  I32,
  isNullable,
  refType,
  type StorageType,
  type StructType,
  unpacked,
  type ValType,
  withNullable,
} from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import { wordsOf, wordTypeOf } from '../build/module-shape.ts';
import { lazyAll, popNonNull, separate, topType } from '../build/operands.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { OP, T_F32, T_F64, T_REF } from '../ir/node-ops.ts';
import { field, slot } from '../ir/references.ts';
import { ENTITIES, S_ELEMENT_SET, S_FIELD_SET, SLOT_F32, SLOT_F64, SLOT_WORD } from '../ir/statement-ops.ts';
import { and, compare, or, shl, shrS } from '../ir/words.ts';
import type { Family, NamesIn } from './families.ts';

const STRUCT = ENTITIES.indexOf('struct');
const ARRAY = ENTITIES.indexOf('array');
const DATA = ENTITIES.indexOf('data');
const ELEMENT = ENTITIES.indexOf('element');

/** More elements than this are not handed over as arguments. */
const MAX_ARGUMENTS = 256;

function structOf(b: Builder, typeidx: number): StructType {
  return b.shape.module.types[typeidx]!.composite as StructType;
}

function elementType(b: Builder, typeidx: number): StorageType {
  return (b.shape.module.types[typeidx]!.composite as ArrayType).field.type;
}

/** The first word of a field. */
function firstWord({ fields }: StructType, index: number): number {
  let words = 0;
  for (let i = 0; i < index; i++) words += wordsOf(fields[i]!.type);
  return words;
}

/** The words of a type's default value. */
function defaults(b: Builder, type: StorageType): number[] {
  const { ir } = b;
  switch (wordTypeOf(type)) {
    case T_F32:
      return [ir.f32(0)];
    case T_F64:
      return [ir.f64(0, 0)];
    case T_REF:
      return [ir.null()];
    default:
      return Array.from({ length: wordsOf(type) }, () => ir.i32(0));
  }
}

/** Packs a popped word of a field: stored unsigned. */
function pack(b: Builder, type: StorageType, words: number[]): number[] {
  if (type === I8) words[0] = and(b.ir, words[0]!, b.ir.i32(0xff));
  else if (type === I16) words[0] = and(b.ir, words[0]!, b.ir.i32(0xffff));
  return words;
}

/** Pushes the words of a field or element, a packed one as its unsigned integer unless `signed`. */
function pushField(b: Builder, type: StorageType, words: number[], signed: boolean): void {
  const shift = type === I8 ? 24 : 16;
  if (signed) words[0] = shrS(b.ir, shl(b.ir, words[0]!, b.ir.i32(shift)), b.ir.i32(shift));
  b.pushWords(unpacked(type), words);
}

// Structures

function newStruct(b: Builder, typeidx: number, words: readonly number[]): void {
  const { ir } = b;
  b.push(refType(false, typeidx), ir.call(HELPER.construct, T_REF, [ir.entity(STRUCT, typeidx), ...words]));
}

/** Pops the values of all fields. */
function popFields(b: Builder, { fields }: StructType): number[] {
  const words = b.popValues(fields.map(({ type }) => unpacked(type)));
  let next = 0;
  for (const { type } of fields) {
    if (type === I8 || type === I16) words[next] = pack(b, type, [words[next]!])[0]!;
    next += wordsOf(type);
  }
  return words;
}

function defaultFields(b: Builder, { fields }: StructType): number[] {
  return fields.flatMap(({ type }: FieldType) => defaults(b, type));
}

function popDescriptor(b: Builder): number {
  return popNonNull(b, HELPER.trap_null_descriptor);
}

function structGet(signed: boolean): Lowering {
  return (b, at) => {
    const typeidx = b.code[at]!;
    const index = b.code[at + 1]!;
    const struct = structOf(b, typeidx);
    const { type, mutable } = struct.fields[index]!;
    const reference = popNonNull(b, HELPER.trap_null_structure);
    const first = firstWord(struct, index);
    const words = Array.from({ length: wordsOf(type) }, (_, word) =>
      field(b.ir, reference, first + word, wordTypeOf(type), mutable),
    );
    pushField(b, type, words, signed);
  };
}

function structSet(b: Builder, at: number): void {
  const struct = structOf(b, b.code[at]!);
  const index = b.code[at + 1]!;
  const { type } = struct.fields[index]!;
  const words = separate(b, lazyAll(b, pack(b, type, b.popWords())));
  const reference = popNonNull(b, HELPER.trap_null_structure);
  b.settleState();
  const first = firstWord(struct, index);
  words.forEach((word, i) => void b.ir.statement(S_FIELD_SET, first + i, reference, word, 0, 0));
}

// Arrays

/** Where word `word` of the element at `index` is in the array's storage; the index is in bounds. */
function slotIndex(b: Builder, type: StorageType, index: number, word: number): number {
  const { ir } = b;
  switch (wordsOf(type)) {
    case 2:
      return or(ir, shl(ir, index, ir.i32(1)), ir.i32(word));
    case 4:
      return or(ir, shl(ir, index, ir.i32(2)), ir.i32(word));
    default:
      return type === F32 ? shl(ir, index, ir.i32(2)) : type === F64 ? shl(ir, index, ir.i32(3)) : index;
  }
}

/** Traps unless an index is in an array's bounds. */
function checkIndex(b: Builder, array: number, index: number): void {
  const length = b.ir.unary(OP['array.len'], array);
  b.trapIf(HELPER.trap_array, compare(b.ir, OP.ge_u, index, length));
}

function arrayGet(signed: boolean): Lowering {
  return (b, at) => {
    const { ir } = b;
    const type = elementType(b, b.code[at]!);
    const index = b.atom(b.pop());
    const array = popNonNull(b, HELPER.trap_null_array);
    checkIndex(b, array, index);
    if (type === F32 || type === F64) {
      const at = slotIndex(b, type, index, 0);
      b.push(type, ir.binary(type === F32 ? OP['array.f32'] : OP['array.f64'], array, at));
      return;
    }
    const words = Array.from({ length: wordsOf(type) }, (_, word) =>
      slot(ir, array, slotIndex(b, type, index, word), wordTypeOf(type)),
    );
    pushField(b, type, words, signed);
  };
}

function arraySet(b: Builder, at: number): void {
  const type = elementType(b, b.code[at]!);
  const words = separate(b, lazyAll(b, b.popWords()));
  const index = b.atom(b.pop());
  const array = popNonNull(b, HELPER.trap_null_array);
  checkIndex(b, array, index);
  b.settleState();
  setElement(b, type, array, index, words);
}

function setElement(b: Builder, type: StorageType, array: number, index: number, words: readonly number[]): void {
  const kind = type === F32 ? SLOT_F32 : type === F64 ? SLOT_F64 : SLOT_WORD;
  words.forEach((word, i) => {
    const at = slotIndex(b, type, index, i);
    b.ir.statement(S_ELEMENT_SET, kind, array, kind === SLOT_WORD ? at : b.atom(at), word, 0);
  });
}

/** Calls a helper that makes an array. */
function makeArray(b: Builder, helper: number, typeidx: number, args: readonly number[]): void {
  b.settleLoads();
  const [array] = b.helper(helper, [b.ir.entity(ARRAY, typeidx), ...args], [T_REF]);
  b.push(refType(false, typeidx), array!);
}

function arrayNew(b: Builder, at: number): void {
  const typeidx = b.code[at]!;
  const length = b.pop();
  const element = b.popWords();
  makeArray(b, HELPER.array_new, typeidx, [length, ...element]);
}

function arrayNewFixed(b: Builder, at: number): void {
  const { ir } = b;
  const typeidx = b.code[at]!;
  const count = b.code[at + 1]!;
  const type = elementType(b, typeidx);
  const words = b.popValues(new Array<ValType>(count).fill(unpacked(type)));
  if (type !== F32 && type !== F64 && words.length <= MAX_ARGUMENTS) {
    makeArray(b, HELPER.array_new_fixed, typeidx, words);
    return;
  }
  // One by one: as arguments, too many take the stack, and floats would lose the bits of NaNs.
  for (let i = 0; i < words.length; i++) if (ir.isVolatile(words[i]!)) words[i] = b.settle(words[i]!);
  makeArray(b, HELPER.array_new_default, typeidx, [ir.i32(count)]);
  const array = b.stack[b.stack.length - 1]!;
  const width = words.length / count;
  for (let i = 0; i < count; i++) {
    setElement(b, type, array, ir.i32(i), words.slice(width * i, width * (i + 1)));
  }
}

function arrayFill(b: Builder, at: number): void {
  void at;
  const count = b.lazy(b.pop());
  const element = lazyAll(b, b.popWords());
  const index = b.lazy(b.pop());
  const array = popNonNull(b, HELPER.trap_null_array);
  b.settleState();
  b.helper(HELPER.array_fill, [array, index, count, ...element], []);
}

function arrayCopy(b: Builder): void {
  const count = b.lazy(b.pop());
  const from = b.lazy(b.pop());
  const sourceNullable = isNullable(topType(b));
  const source = b.atom(b.pop());
  const to = b.lazy(b.pop());
  const target = popNonNull(b, HELPER.trap_null_array);
  if (sourceNullable) b.trapIf(HELPER.trap_null_array, b.ir.unary(OP.isnull, source));
  b.settleState();
  b.helper(HELPER.array_copy, [target, to, source, from, count], []);
}

/** `array.init_data` and `array.init_elem`. */
function arrayInit(helper: number, kind: number): Lowering {
  return (b, at) => {
    const count = b.lazy(b.pop());
    const from = b.lazy(b.pop());
    const to = b.lazy(b.pop());
    const array = popNonNull(b, HELPER.trap_null_array);
    b.settleState();
    b.helper(helper, [array, b.ir.entity(kind, b.code[at + 1]!), to, from, count], []);
  };
}

/** `array.new_data` and `array.new_elem`. */
function arrayNewFrom(helper: number, kind: number): Lowering {
  return (b, at) => {
    const length = b.pop();
    const from = b.pop();
    b.settleState();
    makeArray(b, helper, b.code[at]!, [b.ir.entity(kind, b.code[at + 1]!), from, length]);
  };
}

/** Structures, arrays and small integers; conversions between hierarchies. */
export const AGGREGATES: Family<NamesIn<'aggregate'>> = {
  'struct.new': (b, at) => newStruct(b, b.code[at]!, popFields(b, structOf(b, b.code[at]!))),
  'struct.new_default': (b, at) => newStruct(b, b.code[at]!, defaultFields(b, structOf(b, b.code[at]!))),
  'struct.new_desc': (b, at) => {
    const descriptor = popDescriptor(b);
    newStruct(b, b.code[at]!, [...popFields(b, structOf(b, b.code[at]!)), descriptor]);
  },
  'struct.new_default_desc': (b, at) => {
    const descriptor = popDescriptor(b);
    newStruct(b, b.code[at]!, [...defaultFields(b, structOf(b, b.code[at]!)), descriptor]);
  },
  'struct.get': structGet(false),
  'struct.get_s': structGet(true),
  'struct.get_u': structGet(false),
  'struct.set': structSet,
  'array.new': arrayNew,
  'array.new_default': (b, at) => makeArray(b, HELPER.array_new_default, b.code[at]!, [b.pop()]),
  'array.new_fixed': arrayNewFixed,
  'array.new_data': arrayNewFrom(HELPER.array_new_data, DATA),
  'array.new_elem': arrayNewFrom(HELPER.array_new_elem, ELEMENT),
  'array.get': arrayGet(false),
  'array.get_s': arrayGet(true),
  'array.get_u': arrayGet(false),
  'array.set': arraySet,
  'array.len': (b) => b.push(I32, b.ir.unary(OP['array.len'], popNonNull(b, HELPER.trap_null_array))),
  'array.fill': arrayFill,
  'array.copy': arrayCopy,
  'array.init_data': arrayInit(HELPER.array_init_data, DATA),
  'array.init_elem': arrayInit(HELPER.array_init_elem, ELEMENT),
  'any.convert_extern': (b) => b.push(withNullable(ANYREF, isNullable(topType(b))), b.pop()),
  'extern.convert_any': (b) => b.push(withNullable(EXTERNREF, isNullable(topType(b))), b.pop()),
  'ref.i31': (b) => b.push(withNullable(I31REF, false), b.ir.unary(OP['ref.i31'], b.pop())),
  'i31.get_s': (b) => b.push(I32, b.ir.unary(OP['i31.get'], popNonNull(b, HELPER.trap_null_i31))),
  'i31.get_u': (b) => {
    const { ir } = b;
    const value = ir.unary(OP['i31.get'], popNonNull(b, HELPER.trap_null_i31));
    b.push(I32, and(ir, value, ir.i32(0x7fffffff)));
  },
};
