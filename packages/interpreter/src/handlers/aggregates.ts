import { type FloatValue, f32FromBits, f32ToBits, f64FromBits, f64ToBits, HI } from '@softwasm/numerics';
import {
  type ArrayInstance,
  arrayCopy,
  arrayFill,
  arrayInitData,
  arrayInitElem,
  arrayNewData,
  arrayNewDefault,
  arrayNewElem,
  fieldWords,
  newWords,
  type StructInstance,
} from '@softwasm/runtime';
import {
  type ArrayType,
  F32,
  F64,
  I8,
  I16,
  type InstructionNameIn,
  isRef,
  type StorageType,
  type StructType,
  Trap,
  unpacked,
} from '@softwasm/syntax';
import type { Context } from '../context.ts';
import type { Machine } from '../machine.ts';
import { payloadOfRegisters, registerCount, wordCount } from '../registers.ts';
import type { Handler, Handlers } from './handler.ts';

/*
 * Structures and arrays are what docs/CALLING-CONVENTION.md says: words as parameters are passed, in properties and arrays of words.
 */

function structType({ instance }: Context, typeidx: number): StructType {
  return instance.module.types[typeidx]!.composite as StructType;
}

function elementType({ instance }: Context, typeidx: number): StorageType {
  return (instance.module.types[typeidx]!.composite as ArrayType).field.type;
}

/** The words of a field or element whose value is in registers, appended. */
function pushWords(words: unknown[], m: Machine, register: number, type: StorageType): void {
  const { words: I, references: R } = m;
  if (isRef(type)) words.push(R[register]);
  else if (type === F32) words.push(f32FromBits(I[register]!));
  else if (type === F64) words.push(f64FromBits(I[register]!, I[register + 1]!));
  else if (type === I8) words.push(I[register]! & 0xff);
  else if (type === I16) words.push(I[register]! & 0xffff);
  else for (let i = 0; i < wordCount(type); i++) words.push(I[register + i]);
}

function pushDefaults(words: unknown[], type: StorageType): void {
  if (isRef(type)) words.push(null);
  else if (type === F32 || type === F64) words.push(0);
  else for (let i = 0; i < wordCount(type); i++) words.push(0);
}

/** The value of a packed field, which is kept unsigned. */
function extended(word: number, type: StorageType, signed: boolean): number {
  if (!signed) return word;
  return type === I8 ? (word << 24) >> 24 : (word << 16) >> 16;
}

const structNew: (descriptor: boolean) => Handler = (descriptor) => (m, x, code, at, base) => {
  const typeidx = code[at + 1]!;
  let register = base + code[at + 2]!;
  const words = newWords();
  for (const { type } of structType(x, typeidx).fields) {
    pushWords(words, m, register, type);
    register += registerCount(unpacked(type));
  }
  if (descriptor) words.push(nonNullDescriptor(m.references[base + code[at + 3]!]));
  m.references[base + code[at]!] = construct(x, typeidx, words);
};

const structNewDefault: (descriptor: boolean) => Handler = (descriptor) => (m, x, code, at, base) => {
  const typeidx = code[at + 1]!;
  const words = newWords();
  for (const { type } of structType(x, typeidx).fields) pushDefaults(words, type);
  if (descriptor) words.push(nonNullDescriptor(m.references[base + code[at + 2]!]));
  m.references[base + code[at]!] = construct(x, typeidx, words);
};

function construct({ instance }: Context, typeidx: number, words: readonly unknown[]): StructInstance {
  return new (instance.store.classes.struct(instance.types[typeidx]!))(...words);
}

function nonNullDescriptor(reference: unknown): unknown {
  if (reference === null) throw new Trap('null-descriptor');
  return reference;
}

function structIn({ references: R }: Machine, register: number): StructInstance {
  const reference = R[register];
  if (reference === null) throw new Trap('null-structure');
  return reference as StructInstance;
}

function arrayIn({ references: R }: Machine, register: number): ArrayInstance {
  const reference = R[register];
  if (reference === null) throw new Trap('null-array');
  return reference as ArrayInstance;
}

function checkedIndex({ words: I }: Machine, register: number, { n }: ArrayInstance): number {
  const index = I[register]! >>> 0;
  if (index >= n) throw new Trap('array-out-of-bounds');
  return index;
}

/** Operands: result, reference, type, field. */
const structGet: (signed: boolean) => Handler = (signed) => (m, x, code, at, base) => {
  const { words: I, references: R } = m;
  const struct = structIn(m, base + code[at + 1]!);
  const composite = structType(x, code[at + 2]!);
  const { type } = composite.fields[code[at + 3]!]!;
  const first = fieldWords(composite)[code[at + 3]!]!;
  const d = base + code[at]!;
  const word = struct[`w${first}`];
  if (isRef(type)) R[d] = word;
  else if (type === F32) I[d] = f32ToBits(word as FloatValue);
  else if (type === F64) {
    I[d] = f64ToBits(word as FloatValue);
    I[d + 1] = HI[0]!;
  } else {
    I[d] = extended(word as number, type, signed);
    for (let i = 1; i < wordCount(unpacked(type)); i++) I[d + i] = struct[`w${first + i}`] as number;
  }
};

/** Operands: reference, value, type, field. */
const structSet: Handler = (m, x, code, at, base) => {
  const struct = structIn(m, base + code[at]!);
  const composite = structType(x, code[at + 2]!);
  const first = fieldWords(composite)[code[at + 3]!]!;
  const words = newWords();
  pushWords(words, m, base + code[at + 1]!, composite.fields[code[at + 3]!]!.type);
  for (let i = 0; i < words.length; i++) struct[`w${first + i}`] = words[i];
};

/** Reads an element into registers from `d` on. */
function readElement(m: Machine, d: number, { e, kind }: ArrayInstance, index: number, signed: boolean): void {
  const { words: I, references: R } = m;
  switch (kind) {
    case 'ref':
      R[d] = (e as unknown[])[index];
      return;
    case 'f32':
      I[d] = (e as DataView).getInt32(4 * index, true);
      return;
    case 'f64':
      I[d] = (e as DataView).getInt32(8 * index, true);
      I[d + 1] = (e as DataView).getInt32(8 * index + 4, true);
      return;
    case 'i8':
      I[d] = extended((e as Uint8Array)[index]!, I8, signed);
      return;
    case 'i16':
      I[d] = extended((e as Uint16Array)[index]!, I16, signed);
      return;
    default: {
      const slots = kind === 'i32' ? 1 : kind === 'i64' ? 2 : 4;
      for (let i = 0; i < slots; i++) I[d + i] = (e as Int32Array)[slots * index + i]!;
    }
  }
}

/** Writes an element whose value is in registers. */
function writeElement(m: Machine, register: number, { e, kind }: ArrayInstance, index: number): void {
  const { words: I, references: R } = m;
  switch (kind) {
    case 'ref':
      (e as unknown[])[index] = R[register];
      return;
    case 'f32':
      (e as DataView).setInt32(4 * index, I[register]!, true);
      return;
    case 'f64':
      (e as DataView).setInt32(8 * index, I[register]!, true);
      (e as DataView).setInt32(8 * index + 4, I[register + 1]!, true);
      return;
    case 'i8':
    case 'i16':
    case 'i32':
      (e as Int32Array)[index] = I[register]!;
      return;
    default: {
      const slots = kind === 'i64' ? 2 : 4;
      for (let i = 0; i < slots; i++) (e as Int32Array)[slots * index + i] = I[register + i]!;
    }
  }
}

/** Operands: result, array, index. */
const arrayGet: (signed: boolean) => Handler = (signed) => (m, _, code, at, base) => {
  const array = arrayIn(m, base + code[at + 1]!);
  readElement(m, base + code[at]!, array, checkedIndex(m, base + code[at + 2]!, array), signed);
};

function newDefaultArray({ instance }: Context, typeidx: number, length: number): ArrayInstance {
  return arrayNewDefault(instance.store.classes.array(instance.types[typeidx]!), length);
}

/** Fills a part of an array that is in bounds with the value in registers. */
function fill(m: Machine, x: Context, array: ArrayInstance, from: number, count: number, r: number, t: number): void {
  const words = payloadOfRegisters(m, r, [unpacked(elementType(x, t))]);
  arrayFill(array, from, count, ...words);
}

/** The others are the same, or do nothing. */
type AggregateName = Exclude<
  InstructionNameIn<'aggregate'>,
  'struct.get_u' | 'array.get_u' | 'any.convert_extern' | 'extern.convert_any' | `${string}i31${string}`
>;

export const AGGREGATE_HANDLERS: Handlers<AggregateName> = {
  'struct.new': structNew(false),
  'struct.new_desc': structNew(true),
  'struct.new_default': structNewDefault(false),
  'struct.new_default_desc': structNewDefault(true),
  'struct.get': structGet(false),
  'struct.get_s': structGet(true),
  'struct.set': structSet,
  /** Operands: result, element, length, type. */
  'array.new': (m, x, code, at, base) => {
    const typeidx = code[at + 3]!;
    const length = m.words[base + code[at + 2]!]!;
    const array = newDefaultArray(x, typeidx, length);
    fill(m, x, array, 0, length, base + code[at + 1]!, typeidx);
    m.references[base + code[at]!] = array;
  },
  'array.new_default': (m, x, code, at, base) => {
    m.references[base + code[at]!] = newDefaultArray(x, code[at + 2]!, m.words[base + code[at + 1]!]!);
  },
  /** Operands: result, type, where the elements begin, their number. */
  'array.new_fixed': (m, x, code, at, base) => {
    const typeidx = code[at + 1]!;
    const count = code[at + 3]!;
    const array = newDefaultArray(x, typeidx, count);
    const width = registerCount(unpacked(elementType(x, typeidx)));
    for (let i = 0; i < count; i++) writeElement(m, base + code[at + 2]! + width * i, array, i);
    m.references[base + code[at]!] = array;
  },
  /** Operands: result, from, length, type, segment. */
  'array.new_data': (m, x, code, at, base) => {
    const { store, types, datas } = x.instance;
    const [from, length] = [m.words[base + code[at + 1]!]!, m.words[base + code[at + 2]!]!];
    const type = store.classes.array(types[code[at + 3]!]!);
    m.references[base + code[at]!] = arrayNewData(type, datas[code[at + 4]!]!, from, length);
  },
  'array.new_elem': (m, x, code, at, base) => {
    const { store, types, elements } = x.instance;
    const [from, length] = [m.words[base + code[at + 1]!]!, m.words[base + code[at + 2]!]!];
    const type = store.classes.array(types[code[at + 3]!]!);
    m.references[base + code[at]!] = arrayNewElem(type, elements[code[at + 4]!]!, from, length);
  },
  'array.get': arrayGet(false),
  'array.get_s': arrayGet(true),
  /** Operands: array, index, value, type. */
  'array.set': (m, _, code, at, base) => {
    const array = arrayIn(m, base + code[at]!);
    writeElement(m, base + code[at + 2]!, array, checkedIndex(m, base + code[at + 1]!, array));
  },
  'array.len': (m, _, code, at, base) => {
    m.words[base + code[at]!] = arrayIn(m, base + code[at + 1]!).n;
  },
  /** Operands: array, index, element, count, type. */
  'array.fill': (m, x, code, at, base) => {
    const { words: I } = m;
    const array = arrayIn(m, base + code[at]!);
    fill(m, x, array, I[base + code[at + 1]!]!, I[base + code[at + 3]!]!, base + code[at + 2]!, code[at + 4]!);
  },
  /** Operands: target, to, source, from, count. */
  'array.copy': (m, _, code, at, base) => {
    const { words: I } = m;
    const target = arrayIn(m, base + code[at]!);
    const source = arrayIn(m, base + code[at + 2]!);
    arrayCopy(target, I[base + code[at + 1]!]!, source, I[base + code[at + 3]!]!, I[base + code[at + 4]!]!);
  },
  /** Operands: array, to, from, count, segment. */
  'array.init_data': (m, x, code, at, base) => {
    const { words: I } = m;
    const array = arrayIn(m, base + code[at]!);
    const [to, from, count] = [I[base + code[at + 1]!]!, I[base + code[at + 2]!]!, I[base + code[at + 3]!]!];
    arrayInitData(array, x.instance.datas[code[at + 4]!]!, to, from, count);
  },
  'array.init_elem': (m, x, code, at, base) => {
    const { words: I } = m;
    const array = arrayIn(m, base + code[at]!);
    const [to, from, count] = [I[base + code[at + 1]!]!, I[base + code[at + 2]!]!, I[base + code[at + 3]!]!];
    arrayInitElem(array, x.instance.elements[code[at + 4]!]!, to, from, count);
  },
};
