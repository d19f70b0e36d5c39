import { ARRAY_KINDS, type ArrayKind, ELEMENT_LOG2, type UnitMemory } from '@softwasm/compiler';
import { isLittleEndian } from '@softwasm/numerics';

/** What units read and write by index. */
type Elements = ArrayLike<number | bigint>;

type ArrayClass = new (buffer: ArrayBuffer | SharedArrayBuffer, byteOffset: number, length: number) => Elements;

/** The classes that this host has: SES compartments lack those of floats, others those of BigInts. */
const CLASSES: Readonly<Record<ArrayKind, ArrayClass | undefined>> = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  'i32.wide': Int32Array,
  f32: typeof Float32Array === 'undefined' ? undefined : Float32Array,
  f64: typeof Float64Array === 'undefined' ? undefined : Float64Array,
  i64: typeof BigInt64Array === 'undefined' ? undefined : BigInt64Array,
  u64: typeof BigUint64Array === 'undefined' ? undefined : BigUint64Array,
};

const EMPTY: Elements = new Uint8Array(0);

/** Engines limit the elements of an array; what is beyond 4 GiB goes the other way. */
const MAX_BYTES = 2 ** 32;

/** The arrays over one state of a memory. */
interface Arrays {
  readonly view: DataView;
  readonly byKey: Map<number, Elements>;
}

/** All units of all instances share a memory's arrays. */
const ARRAYS = new WeakMap<UnitMemory, Arrays>();

/**
 * A typed array over a memory as it is now, from byte `offset` on; see `Environment.array`. The same one every time until the memory grows.
 *
 * @param kind index into `ARRAY_KINDS`
 */
export function memoryArray(memory: UnitMemory, kind: number, offset: number): Elements {
  let arrays = ARRAYS.get(memory);
  if (arrays === undefined || arrays.view !== memory.view) {
    arrays = { view: memory.view, byKey: new Map() };
    ARRAYS.set(memory, arrays);
  }
  const key = offset * ARRAY_KINDS.length + kind;
  let array = arrays.byKey.get(key);
  if (array === undefined) {
    array = makeArray(memory.view, kind, offset);
    arrays.byKey.set(key, array);
  }
  return array;
}

function makeArray({ buffer, byteOffset, byteLength }: DataView, kind: number, offset: number): Elements {
  const name = ARRAY_KINDS[kind]!;
  const Class = CLASSES[name];
  // A wide word has four more bytes behind it.
  const bytes = Math.min(byteLength, MAX_BYTES) - offset - (name === 'i32.wide' ? 4 : 0);
  const length = Math.floor(bytes / 2 ** ELEMENT_LOG2[kind]!);
  if (Class === undefined || !isLittleEndian || !(length > 0)) return EMPTY;
  return new Class(buffer, byteOffset + offset, length);
}
