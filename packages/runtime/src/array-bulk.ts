import { Trap } from '@softwasm/syntax';
import type { ArrayClass } from './aggregate-classes.ts';
import type { ArrayInstance } from './aggregate-instances.ts';
import { allocateArray, writeElements } from './array-elements.ts';
import { ELEMENT_BYTES, ELEMENT_SLOTS } from './element-kinds.ts';
import type { DataInstance, ElementInstance } from './segment-instances.ts';
import { reserveStack } from './stack-reserve.ts';

/*
 * Operations on whole arrays (§4.6.11), for generated code. Indices and counts are words, which are unsigned here; arrays are not null. An element is given
 * as its words, as a parameter is passed. Where a range is out of bounds nothing is written.
 */

/** `array.new`. @throws Trap where there is no room */
export function arrayNew(type: ArrayClass, length: number, ...element: unknown[]): ArrayInstance {
  const array = allocateArray(type, length >>> 0);
  writeElements(array, 0, array.n, element);
  return array;
}

/** `array.new_default`. @throws Trap where there is no room */
export function arrayNewDefault(type: ArrayClass, length: number): ArrayInstance {
  return allocateArray(type, length >>> 0);
}

/** `array.new_fixed` of elements that are no floats: all their words. @throws Trap where there is no room */
export function arrayNewFixed(type: ArrayClass, ...words: unknown[]): ArrayInstance {
  const array = allocateArray(type, words.length / ELEMENT_SLOTS[type.prototype.kind]);
  const elements = array.e as unknown[];
  for (let i = 0; i < words.length; i++) elements[i] = words[i];
  return array;
}

/** `array.new_data`. @throws Trap where the segment is too short, or there is no room */
export function arrayNewData(type: ArrayClass, data: DataInstance, from: number, length: number): ArrayInstance {
  const size = (length >>> 0) * ELEMENT_BYTES[type.prototype.kind];
  if ((from >>> 0) + size > data.bytes.length) throw new Trap('memory-out-of-bounds');
  const array = allocateArray(type, length >>> 0);
  arrayInitData(array, data, 0, from, length);
  return array;
}

/** `array.new_elem`. @throws Trap where the segment is too short, or there is no room */
export function arrayNewElem(type: ArrayClass, segment: ElementInstance, from: number, length: number): ArrayInstance {
  if ((from >>> 0) + (length >>> 0) > segment.elements.length) throw new Trap('table-out-of-bounds');
  const array = allocateArray(type, length >>> 0);
  arrayInitElem(array, segment, 0, from, length);
  return array;
}

/** `array.fill`. @throws Trap where the range is out of bounds */
export function arrayFill(array: ArrayInstance, index: number, count: number, ...element: unknown[]): void {
  const from = index >>> 0;
  const to = from + (count >>> 0);
  if (to > array.n) throw new Trap('array-out-of-bounds');
  writeElements(array, from, to, element);
}

/** `array.copy` between arrays of one kind of elements; ranges may overlap. @throws Trap where a range is out of bounds */
export function arrayCopy(target: ArrayInstance, to: number, source: ArrayInstance, from: number, count: number): void {
  const size = count >>> 0;
  if ((to >>> 0) + size > target.n || (from >>> 0) + size > source.n) throw new Trap('array-out-of-bounds');
  const { kind } = target;
  if (kind === 'ref') {
    reserveStack();
    copyReferences(target.e as unknown[], to >>> 0, source.e as unknown[], from >>> 0, size);
  } else {
    const width = ELEMENT_BYTES[kind];
    const first = width * (from >>> 0);
    bytesOf(target).set(bytesOf(source).subarray(first, first + width * size), width * (to >>> 0));
  }
}

/** `array.init_data`. @throws Trap where a range is out of bounds */
export function arrayInitData(array: ArrayInstance, data: DataInstance, to: number, from: number, count: number): void {
  const { bytes } = data;
  const width = ELEMENT_BYTES[array.kind];
  const size = (count >>> 0) * width;
  const first = from >>> 0;
  if ((to >>> 0) + (count >>> 0) > array.n) throw new Trap('array-out-of-bounds');
  if (first + size > bytes.length) throw new Trap('memory-out-of-bounds');
  const target = bytesOf(array);
  const start = width * (to >>> 0);
  target.set(bytes.subarray(first, first + size), start);
  // Views of floats are little-endian, like segments; typed arrays are as the machine is.
  if (!IS_LITTLE_ENDIAN && width > 1 && !(array.e instanceof DataView)) {
    swapBytes(target.subarray(start, start + size), Math.min(width, 4));
  }
}

/** `array.init_elem`. @throws Trap where a range is out of bounds */
export function arrayInitElem(
  array: ArrayInstance,
  { elements }: ElementInstance,
  to: number,
  from: number,
  count: number,
): void {
  const size = count >>> 0;
  const start = to >>> 0;
  const first = from >>> 0;
  if (start + size > array.n) throw new Trap('array-out-of-bounds');
  if (first + size > elements.length) throw new Trap('table-out-of-bounds');
  reserveStack();
  const target = array.e as unknown[];
  for (let i = 0; i < size; i++) target[start + i] = elements.get(first + i);
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function bytesOf({ e }: ArrayInstance): Uint8Array {
  const { buffer, byteOffset, byteLength } = e as Int32Array | DataView;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function copyReferences(target: unknown[], to: number, source: unknown[], from: number, count: number): void {
  if (to <= from) for (let i = 0; i < count; i++) target[to + i] = source[from + i];
  else for (let i = count - 1; i >= 0; i--) target[to + i] = source[from + i];
}

function swapBytes(bytes: Uint8Array, width: number): void {
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}
