import { type ArrayType, type FieldType, I8, I16, type StorageType, type StructType, unpacked } from '@softwasm/syntax';
import { fieldWords } from './aggregate-classes.ts';
import type { ArrayInstance, StructInstance } from './aggregate-instances.ts';
import { allocateArray, readElement, writeElements } from './array-elements.ts';
import type { Store } from './store.ts';
import { defaultValue, type WasmValue } from './values.ts';
import { newWords, pushWords, valueAt, wordCount } from './words.ts';

/*
 * Structures and arrays of values (values.ts): for constant expressions, and for whoever has no generated code. Types are canonical ids; indices are in
 * bounds.
 */

/** `struct.new`, and `struct.new_default` where no values are given; with a descriptor where the type has one. */
export function newStruct(
  store: Store,
  type: number,
  values?: readonly WasmValue[],
  descriptor?: StructInstance,
): StructInstance {
  const { fields } = store.types.get(type).composite as StructType;
  const words = newWords();
  fields.forEach((field, i) => {
    pushField(words, field.type, values === undefined ? defaultValue(unpacked(field.type)) : values[i]);
  });
  if (descriptor !== undefined) words.push(descriptor);
  return new (store.classes.struct(type))(...words);
}

/** `struct.get`; packed fields come unsigned. */
export function structField(store: Store, struct: StructInstance, field: number): WasmValue {
  const composite = store.types.get(struct.type).composite as StructType;
  const { type } = composite.fields[field] as FieldType;
  const first = fieldWords(composite)[field] as number;
  const words = newWords();
  for (let word = 0; word < wordCount(type); word++) words.push(struct[`w${first + word}`]);
  return valueAt(words, 0, unpacked(type));
}

/** `struct.set`. */
export function setStructField(store: Store, struct: StructInstance, field: number, value: WasmValue): void {
  const composite = store.types.get(struct.type).composite as StructType;
  const first = fieldWords(composite)[field] as number;
  const words = newWords();
  pushField(words, (composite.fields[field] as FieldType).type, value);
  words.forEach((word, i) => {
    struct[`w${first + i}`] = word;
  });
}

/** `array.new_fixed`. @throws Trap where there is no room */
export function newArray(store: Store, type: number, values: readonly WasmValue[]): ArrayInstance {
  const array = newDefaultArray(store, type, values.length);
  values.forEach((value, i) => {
    setArrayElement(store, array, i, value);
  });
  return array;
}

/** `array.new`. @throws Trap where there is no room */
export function newFilledArray(store: Store, type: number, length: number, value: WasmValue): ArrayInstance {
  const array = newDefaultArray(store, type, length);
  fillArray(store, array, 0, length, value);
  return array;
}

/** `array.new_default`. @throws Trap where there is no room */
export function newDefaultArray(store: Store, type: number, length: number): ArrayInstance {
  return allocateArray(store.classes.array(type), length);
}

/** `array.get`; packed elements come unsigned. */
export function arrayElement(store: Store, array: ArrayInstance, index: number): WasmValue {
  const { type } = (store.types.get(array.type).composite as ArrayType).field;
  const words = newWords();
  readElement(words, array, index);
  return valueAt(words, 0, unpacked(type));
}

/** `array.set`. */
export function setArrayElement(store: Store, array: ArrayInstance, index: number, value: WasmValue): void {
  fillArray(store, array, index, index + 1, value);
}

/** Writes a value to the elements from `from` up to but not including `to`. */
function fillArray(store: Store, array: ArrayInstance, from: number, to: number, value: WasmValue): void {
  const { type } = (store.types.get(array.type).composite as ArrayType).field;
  const words = newWords();
  pushField(words, type, value);
  writeElements(array, from, to, words);
}

function pushField(words: unknown[], type: StorageType, value: WasmValue): void {
  if (type === I8) words.push((value as number) & 0xff);
  else if (type === I16) words.push((value as number) & 0xffff);
  else pushWords(words, type, value);
}
