/**
 * Typed arrays over a memory, which code for engines without a JIT reads and writes: what they hold. `i32.wide` are words of which eight bytes must be in
 * bounds, not four; the last two are BigInts.
 */
export const ARRAY_KINDS = ['i8', 'u8', 'i16', 'u16', 'i32', 'i32.wide', 'f32', 'f64', 'i64', 'u64'] as const;

/** What a typed array over a memory holds. */
export type ArrayKind = (typeof ARRAY_KINDS)[number];

/** Bytes of an element, as a power of two, by kind. */
export const ELEMENT_LOG2: readonly number[] = [0, 0, 1, 1, 2, 2, 2, 3, 3, 3];

const LETTERS = 'BUHWIJSDLQ';

/** More than there are kinds. */
const KINDS = 16;

/** A typed array as one number: its memory, the byte at which it begins, and its kind. */
export function arrayKey(memory: number, offset: number, kind: number): number {
  return (memory * 2 ** 32 + offset) * KINDS + kind;
}

/** The memory of a key. */
export function memoryOfKey(key: number): number {
  return Math.floor(key / (2 ** 32 * KINDS));
}

/** The byte at which the array of a key begins. */
export function offsetOfKey(key: number): number {
  return Math.floor(key / KINDS) % 2 ** 32;
}

/** The kind of a key, an index into {@link ARRAY_KINDS}. */
export function kindOfKey(key: number): number {
  return key % KINDS;
}

/** The variable that holds the array of a key. */
export function arrayName(key: number): string {
  return `v${suffixOf(key)}`;
}

/** The variable that holds the length of that array. */
export function lengthName(key: number): string {
  return `n${suffixOf(key)}`;
}

/** Of arrays without an offset, of the first memory: most accesses are to one of few. */
const SUFFIXES: readonly string[] = ARRAY_KINDS.map((_, kind) => `${LETTERS[kind]}0`);

function suffixOf(key: number): string {
  if (key < SUFFIXES.length) return SUFFIXES[key]!;
  const offset = offsetOfKey(key);
  return `${LETTERS[kindOfKey(key)]}${memoryOfKey(key)}${offset === 0 ? '' : `_${offset}`}`;
}
