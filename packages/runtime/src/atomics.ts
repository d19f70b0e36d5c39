import { Trap } from '@softwasm/syntax';
import type { MemoryInstance } from './memory-instance.ts';
import { bigIntOfWords, wordsOfBigInt } from './values.ts';

/*
 * Atomic operations on shared memories (threads proposal), for generated code. An address is a number of bytes that is not negative, the sum with the
 * memarg's offset, and a multiple of the operation's size: the caller traps where it is not.
 *
 * Buffers of other agents are seen through `Atomics`. Where the host has none there are no other agents either, and plain accesses do.
 *
 * What an operation reads may tell that another agent has grown a memory, of whatever address: after it, all of the store's memories catch up.
 */

/** Typed arrays over a memory's bytes, as far as `view` has them. */
interface AtomicViews {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly halves: Uint16Array;
  readonly words: Int32Array;
  readonly doubles: BigInt64Array;
}

type Words = Uint8Array | Uint16Array | Int32Array;

/** Bytes of an operation on a word. */
type WordSize = 1 | 2 | 4;

/** What of `Atomics` changes an element, by the name of the instruction. */
interface Operation {
  word(view: Words, index: number, value: number): number;
  double(view: BigInt64Array, index: number, value: bigint): bigint;
}

let latest: AtomicViews | undefined;

function viewsOf({ buffer, bytes, view }: MemoryInstance): AtomicViews {
  if (latest?.view === view) return latest;
  const { byteLength } = view;
  latest = {
    view,
    bytes,
    halves: new Uint16Array(buffer, 0, Math.floor(byteLength / 2)),
    words: new Int32Array(buffer, 0, Math.floor(byteLength / 4)),
    doubles: new BigInt64Array(buffer, 0, Math.floor(byteLength / 8)),
  };
  return latest;
}

/** @throws Trap where the access is out of bounds */
function wordView(memory: MemoryInstance, address: number, size: WordSize): Words {
  if (address + size > memory.byteLength) throw new Trap('memory-out-of-bounds');
  const views = viewsOf(memory);
  return size === 4 ? views.words : size === 2 ? views.halves : views.bytes;
}

/** @throws Trap where the access is out of bounds */
function doubleView(memory: MemoryInstance, address: number): BigInt64Array {
  if (address + 8 > memory.byteLength) throw new Trap('memory-out-of-bounds');
  return viewsOf(memory).doubles;
}

function plain(
  word: (old: number, value: number) => number,
  double: (old: bigint, value: bigint) => bigint,
): Operation {
  return {
    word(view, index, value) {
      const old = view[index] as number;
      view[index] = word(old, value);
      return old;
    },
    double(view, index, value) {
      const old = view[index] as bigint;
      view[index] = BigInt.asIntN(64, double(old, value));
      return old;
    },
  };
}

const HAS_ATOMICS = typeof Atomics === 'object';

function operation(
  name: 'add' | 'sub' | 'and' | 'or' | 'xor' | 'exchange',
  word: (old: number, value: number) => number,
  double: (old: bigint, value: bigint) => bigint,
): Operation {
  if (!HAS_ATOMICS) return plain(word, double);
  return {
    word: (view, index, value) => Atomics[name](view, index, value),
    double: (view, index, value) => Atomics[name](view, index, value),
  };
}

/** The read-modify-write operations, as the instructions' names have them. */
export type AtomicOperation = 'add' | 'sub' | 'and' | 'or' | 'xor' | 'xchg';

const OPERATIONS: Readonly<Record<AtomicOperation, Operation>> = {
  add: operation(
    'add',
    (old, value) => old + value,
    (old, value) => old + value,
  ),
  sub: operation(
    'sub',
    (old, value) => old - value,
    (old, value) => old - value,
  ),
  and: operation(
    'and',
    (old, value) => old & value,
    (old, value) => old & value,
  ),
  or: operation(
    'or',
    (old, value) => old | value,
    (old, value) => old | value,
  ),
  xor: operation(
    'xor',
    (old, value) => old ^ value,
    (old, value) => old ^ value,
  ),
  xchg: operation(
    'exchange',
    (_, value) => value,
    (_, value) => value,
  ),
};

/** `…atomic.load…` of at most 32 bits: sign-extended from 32 bits, else zero-extended. @throws Trap out of bounds */
export function atomicLoad(memory: MemoryInstance, address: number, size: WordSize): number {
  const view = wordView(memory, address, size);
  const value = HAS_ATOMICS ? Atomics.load(view, address / size) : (view[address / size] as number);
  memory.store.catchUp();
  return value;
}

/** `i64.atomic.load`: returns the low word and leaves the high word in `HI[0]`. @throws Trap out of bounds */
export function atomicLoad64(memory: MemoryInstance, address: number): number {
  const view = doubleView(memory, address);
  const value = HAS_ATOMICS ? Atomics.load(view, address / 8) : (view[address / 8] as bigint);
  memory.store.catchUp();
  return wordsOfBigInt(value);
}

/** `…atomic.store…` of at most 32 bits. @throws Trap out of bounds */
export function atomicStore(memory: MemoryInstance, address: number, size: WordSize, value: number): void {
  const view = wordView(memory, address, size);
  if (HAS_ATOMICS) Atomics.store(view, address / size, value);
  else view[address / size] = value;
}

/** `i64.atomic.store`. @throws Trap out of bounds */
export function atomicStore64(memory: MemoryInstance, address: number, lo: number, hi: number): void {
  const view = doubleView(memory, address);
  if (HAS_ATOMICS) Atomics.store(view, address / 8, bigIntOfWords(lo, hi));
  else view[address / 8] = bigIntOfWords(lo, hi);
}

/** The function of a read-modify-write instruction of at most 32 bits. It returns the value before, and traps out of bounds. */
export function atomicOperation(
  name: AtomicOperation,
): (memory: MemoryInstance, address: number, size: WordSize, value: number) => number {
  const { word } = OPERATIONS[name];
  return (memory, address, size, value) => {
    const old = word(wordView(memory, address, size), address / size, value);
    memory.store.catchUp();
    return old;
  };
}

/** The function of a read-modify-write instruction of 64 bits. It returns the low word before and leaves the high word in `HI[0]`. */
export function atomicOperation64(
  name: AtomicOperation,
): (memory: MemoryInstance, address: number, lo: number, hi: number) => number {
  const { double } = OPERATIONS[name];
  return (memory, address, lo, hi) => {
    const old = double(doubleView(memory, address), address / 8, bigIntOfWords(lo, hi));
    memory.store.catchUp();
    return wordsOfBigInt(old);
  };
}

/** `…atomic.rmw….cmpxchg…` of at most 32 bits; `expected` is taken modulo the size. @throws Trap out of bounds */
export function atomicCompareExchange(
  memory: MemoryInstance,
  address: number,
  size: WordSize,
  expected: number,
  replacement: number,
): number {
  const view = wordView(memory, address, size);
  const index = address / size;
  if (HAS_ATOMICS) {
    const old = Atomics.compareExchange(view, index, expected, replacement);
    memory.store.catchUp();
    return old;
  }
  const old = view[index] as number;
  const wanted = size === 4 ? expected : expected & (2 ** (8 * size) - 1);
  if (old === wanted) view[index] = replacement;
  return old;
}

/** `i64.atomic.rmw.cmpxchg`: returns the low word before and leaves the high word in `HI[0]`. @throws Trap out of bounds */
export function atomicCompareExchange64(
  memory: MemoryInstance,
  address: number,
  expectedLo: number,
  expectedHi: number,
  lo: number,
  hi: number,
): number {
  const view = doubleView(memory, address);
  const expected = bigIntOfWords(expectedLo, expectedHi);
  const replacement = bigIntOfWords(lo, hi);
  if (HAS_ATOMICS) {
    const old = Atomics.compareExchange(view, address / 8, expected, replacement);
    memory.store.catchUp();
    return wordsOfBigInt(old);
  }
  const old = view[address / 8] as bigint;
  if (old === expected) view[address / 8] = replacement;
  return wordsOfBigInt(old);
}

const WAIT_RESULTS = { ok: 0, 'not-equal': 1, 'timed-out': 2 } as const;

/** Nanoseconds of an `i64`, for ever where it is negative, as milliseconds. */
function milliseconds(lo: number, hi: number): number {
  return hi < 0 ? Number.POSITIVE_INFINITY : (hi * 2 ** 32 + (lo >>> 0)) / 1e6;
}

/** @throws Trap where the memory is not shared */
function checkShared(memory: MemoryInstance): void {
  if (!memory.type.shared) throw new Trap('expected-shared-memory');
}

/**
 * `memory.atomic.wait32`. In a memory that the host cannot share nobody could wake the waiter: the time is over at once.
 *
 * @returns 0 woken, 1 not equal, 2 timed out
 * @throws Trap out of bounds, or where the memory is not shared; the host's error where it forbids this agent to block
 */
export function atomicWait32(
  memory: MemoryInstance,
  address: number,
  expected: number,
  timeoutLo: number,
  timeoutHi: number,
): number {
  checkShared(memory);
  const view = wordView(memory, address, 4) as Int32Array;
  const index = address / 4;
  if (memory.buffer instanceof ArrayBuffer) return view[index] === expected ? 2 : 1;
  const result = Atomics.wait(view, index, expected, milliseconds(timeoutLo, timeoutHi));
  memory.store.catchUp();
  return WAIT_RESULTS[result];
}

/** `memory.atomic.wait64`; see {@link atomicWait32}. */
export function atomicWait64(
  memory: MemoryInstance,
  address: number,
  expectedLo: number,
  expectedHi: number,
  timeoutLo: number,
  timeoutHi: number,
): number {
  checkShared(memory);
  const view = doubleView(memory, address);
  const index = address / 8;
  const expected = bigIntOfWords(expectedLo, expectedHi);
  if (memory.buffer instanceof ArrayBuffer) return view[index] === expected ? 2 : 1;
  const result = Atomics.wait(view, index, expected, milliseconds(timeoutLo, timeoutHi));
  memory.store.catchUp();
  return WAIT_RESULTS[result];
}

/** `memory.atomic.notify`. @returns how many agents were woken; 0 in a memory that is not shared @throws Trap out of bounds */
export function atomicNotify(memory: MemoryInstance, address: number, count: number): number {
  const view = wordView(memory, address, 4) as Int32Array;
  if (memory.buffer instanceof ArrayBuffer) return 0;
  const woken = Atomics.notify(view, address / 4, count >>> 0);
  memory.store.catchUp();
  return woken;
}
