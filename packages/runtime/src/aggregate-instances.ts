import { type ArrayType, I8, I16, type StorageType, type StructType, unpacked } from '@softwasm/syntax';
import type { Store } from './store.ts';
import { defaultValue, type WasmValue } from './values.ts';
import { newWords, pushWords } from './words.ts';

/** What structures and arrays have in common: `ref.cast` reads their type. */
export abstract class AggregateInstance {
  readonly store: Store;
  /** Canonical type id. */
  readonly type: number;

  constructor(store: Store, type: number) {
    this.store = store;
    this.type = type;
  }
}

/** A structure instance (§4.2.14). */
export class StructInstance extends AggregateInstance {
  /** The words of all fields, in order, as parameters are passed; packed fields as unsigned integers of their width. */
  readonly words: unknown[];

  constructor(store: Store, type: number, words: unknown[]) {
    super(store, type);
    this.words = words;
  }
}

/** An array instance (§4.2.14). */
export class ArrayInstance extends AggregateInstance {
  /** The words of all elements. */
  readonly words: unknown[];
  /** Elements. */
  readonly length: number;

  constructor(store: Store, type: number, words: unknown[], length: number) {
    super(store, type);
    this.words = words;
    this.length = length;
  }
}

/** `struct.new`, and `struct.new_default` where no values are given. */
export function newStruct(store: Store, type: number, values?: readonly WasmValue[]): StructInstance {
  const { fields } = store.types.get(type).composite as StructType;
  const words = newWords();
  fields.forEach((field, i) => {
    pushField(words, field.type, values === undefined ? defaultValue(unpacked(field.type)) : values[i]);
  });
  return new StructInstance(store, type, words);
}

/** `array.new_fixed`. */
export function newArray(store: Store, type: number, values: readonly WasmValue[]): ArrayInstance {
  const { field } = store.types.get(type).composite as ArrayType;
  const words = newWords();
  for (const value of values) pushField(words, field.type, value);
  return new ArrayInstance(store, type, words, values.length);
}

/** `array.new`. */
export function newFilledArray(store: Store, type: number, length: number, value: WasmValue): ArrayInstance {
  const { field } = store.types.get(type).composite as ArrayType;
  const element = newWords();
  pushField(element, field.type, value);
  const words = newWords();
  for (let i = 0; i < length; i++) for (const word of element) words.push(word);
  return new ArrayInstance(store, type, words, length);
}

/** `array.new_default`. */
export function newDefaultArray(store: Store, type: number, length: number): ArrayInstance {
  const { field } = store.types.get(type).composite as ArrayType;
  return newFilledArray(store, type, length, defaultValue(unpacked(field.type)));
}

function pushField(words: unknown[], type: StorageType, value: WasmValue): void {
  if (type === I8) words.push((value as number) & 0xff);
  else if (type === I16) words.push((value as number) & 0xffff);
  else pushWords(words, type, value);
}
