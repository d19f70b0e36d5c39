import { type FloatValue, f32FromBits, f32ToBits, f64FromBits, f64ToBits, HI } from '@softwasm/numerics';
import { Trap } from '@softwasm/syntax';
import type { ArrayClass } from './aggregate-classes.ts';
import type { ArrayInstance } from './aggregate-instances.ts';
import { type ArrayElements, ELEMENT_BYTES, ELEMENT_SLOTS, type ElementKind } from './element-kinds.ts';

const MAKE: Readonly<Record<ElementKind, (length: number) => ArrayElements>> = {
  i8: (length) => new Uint8Array(length),
  i16: (length) => new Uint16Array(length),
  i32: (length) => new Int32Array(length),
  i64: (length) => new Int32Array(2 * length),
  f32: (length) => new DataView(new ArrayBuffer(4 * length)),
  f64: (length) => new DataView(new ArrayBuffer(8 * length)),
  v128: (length) => new Int32Array(4 * length),
  ref: (length) => new Array<unknown>(length).fill(null),
};

/** Bytes of one array's elements: what other engines allow, and for references, which fill the host's heap, a quarter of it. */
const MAX_BYTES = 2 ** 30;
const MAX_REFERENCE_BYTES = 2 ** 28;

/**
 * A new array of defaults: zeros or null.
 *
 * @param length an unsigned 32-bit integer
 * @throws Trap "out of memory" where it would be larger than the implementation allows, or the host has no room
 */
export function allocateArray(type: ArrayClass, length: number): ArrayInstance {
  const { kind } = type.prototype;
  const bytes = length * ELEMENT_BYTES[kind];
  if (bytes > (kind === 'ref' ? MAX_REFERENCE_BYTES : MAX_BYTES)) throw new Trap('out-of-memory');
  let elements: ArrayElements;
  try {
    elements = MAKE[kind](length);
  } catch (error) {
    throw bytes < SURELY_ALLOCATED ? error : new Trap('out-of-memory');
  }
  return new type(length, elements);
}

/** Where so few bytes cannot be allocated it is the call stack that has no room. */
const SURELY_ALLOCATED = 4096;

/** Writes one element, given as words, to each of the elements from `from` up to but not including `to`, which are in bounds. */
export function writeElements({ e, kind }: ArrayInstance, from: number, to: number, words: ArrayLike<unknown>): void {
  switch (kind) {
    case 'f32': {
      const bits = f32ToBits(words[0] as FloatValue);
      for (let i = from; i < to; i++) (e as DataView).setInt32(4 * i, bits, true);
      return;
    }
    case 'f64': {
      const lo = f64ToBits(words[0] as FloatValue);
      const hi = HI[0] as number;
      for (let i = from; i < to; i++) {
        (e as DataView).setInt32(8 * i, lo, true);
        (e as DataView).setInt32(8 * i + 4, hi, true);
      }
      return;
    }
    case 'i64':
    case 'v128': {
      const slots = ELEMENT_SLOTS[kind];
      for (let i = from; i < to; i++) {
        for (let word = 0; word < slots; word++) (e as Int32Array)[slots * i + word] = words[word] as number;
      }
      return;
    }
    default:
      (e as unknown[]).fill(words[0], from, to);
  }
}

/** Appends the words of an element that is in bounds. */
export function readElement(words: unknown[], { e, kind }: ArrayInstance, index: number): void {
  if (kind === 'f32') {
    words.push(f32FromBits((e as DataView).getInt32(4 * index, true)));
  } else if (kind === 'f64') {
    const view = e as DataView;
    words.push(f64FromBits(view.getInt32(8 * index, true), view.getInt32(8 * index + 4, true)));
  } else {
    const slots = ELEMENT_SLOTS[kind];
    for (let word = 0; word < slots; word++) words.push((e as unknown[])[slots * index + word]);
  }
}
