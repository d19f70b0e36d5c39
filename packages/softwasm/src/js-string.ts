import { type ArrayInstance, hostType, type Store } from '@softwasm/runtime';
import { concreteHeapType, EXTERNREF, I16, I32, refType, Trap, type ValType, withNullable } from '@softwasm/syntax';
import type { Builtin } from './builtin.ts';

/*
 * The String builtins, by the name of the builtin. Integers come as signed words, but mean unsigned ones.
 *
 * https://webassembly.github.io/spec/js-api/index.html#builtins-js-string
 */

const STRING: ValType = withNullable(EXTERNREF, false);

const MAX_CODE_POINT = 0x10ffff;

/** So many arguments fit into one call of any engine. */
const CHUNK = 4096;

/** `UnwrapString`. @throws Trap where it is no string */
function unwrap(value: unknown): string {
  if (typeof value !== 'string') throw new Trap('no-string');
  return value;
}

function unwrapNullable(value: unknown): string | null {
  return value === null ? null : unwrap(value);
}

function charCodes(array: ArrayInstance | null): Uint16Array {
  if (array === null) throw new Trap('null-array');
  return array.e as Uint16Array;
}

function fromCharCodeArray(array: ArrayInstance | null, start: number, end: number): string {
  const codes = charCodes(array);
  const from = start >>> 0;
  const to = end >>> 0;
  if (from > to || to > codes.length) throw new Trap('array-out-of-bounds');
  let text = '';
  for (let at = from; at < to; at += CHUNK) {
    text += String.fromCharCode(...codes.subarray(at, Math.min(at + CHUNK, to)));
  }
  return text;
}

function intoCharCodeArray(value: unknown, array: ArrayInstance | null, start: number): number {
  const codes = charCodes(array);
  const text = unwrap(value);
  const from = start >>> 0;
  if (from + text.length > codes.length) throw new Trap('array-out-of-bounds');
  for (let i = 0; i < text.length; i++) codes[from + i] = text.charCodeAt(i);
  return text.length;
}

function fromCodePoint(point: number): string {
  if (point >>> 0 > MAX_CODE_POINT) throw new Trap('invalid-code-point');
  return String.fromCodePoint(point);
}

/** A string and an index in it. */
function unwrapAt(value: unknown, index: number): string {
  const text = unwrap(value);
  if (index >>> 0 >= text.length) throw new Trap('string-out-of-bounds');
  return text;
}

function substring(value: unknown, start: number, end: number): string {
  const text = unwrap(value);
  return start >>> 0 > end >>> 0 || start >>> 0 > text.length ? '' : text.substring(start >>> 0, end >>> 0);
}

function compare(value: unknown, other: unknown): number {
  const first = unwrap(value);
  const second = unwrap(other);
  return first === second ? 0 : first < second ? -1 : 1;
}

const E: ValType = EXTERNREF;

function makeSet(arrayType: number): Readonly<Record<string, Builtin>> {
  const array = refType(true, concreteHeapType(arrayType));
  return {
    cast: { params: [E], results: [STRING], code: unwrap },
    test: { params: [E], results: [I32], code: (value: unknown) => (typeof value === 'string' ? 1 : 0) },
    fromCharCodeArray: { params: [array, I32, I32], results: [STRING], code: fromCharCodeArray },
    intoCharCodeArray: { params: [E, array, I32], results: [I32], code: intoCharCodeArray },
    fromCharCode: { params: [I32], results: [STRING], code: (code: number) => String.fromCharCode(code) },
    fromCodePoint: { params: [I32], results: [STRING], code: fromCodePoint },
    charCodeAt: {
      params: [E, I32],
      results: [I32],
      code: (value: unknown, index: number) => unwrapAt(value, index).charCodeAt(index),
    },
    codePointAt: {
      params: [E, I32],
      results: [I32],
      code: (value: unknown, index: number) => unwrapAt(value, index).codePointAt(index),
    },
    length: { params: [E], results: [I32], code: (value: unknown) => unwrap(value).length },
    concat: {
      params: [E, E],
      results: [STRING],
      code: (first: unknown, second: unknown) => unwrap(first) + unwrap(second),
    },
    substring: { params: [E, I32, I32], results: [STRING], code: substring },
    equals: {
      params: [E, E],
      results: [I32],
      code: (first: unknown, second: unknown) => (unwrapNullable(first) === unwrapNullable(second) ? 1 : 0),
    },
    compare: { params: [E, E], results: [I32], code: compare },
  };
}

const SETS = new WeakMap<Store, ReadonlyMap<string, Builtin>>();

/** The set `js-string`. */
export function jsString(store: Store): ReadonlyMap<string, Builtin> {
  let set = SETS.get(store);
  if (set === undefined) {
    set = new Map(Object.entries(makeSet(hostType(store, { kind: 'array', field: { type: I16, mutable: true } }))));
    SETS.set(store, set);
  }
  return set;
}
