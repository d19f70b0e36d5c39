import { HI, i64_add, i64_and, i64_or, i64_sub, i64_xor } from '@softwasm/numerics';
import { Trap } from '@softwasm/syntax';
import type { MemoryInstance } from './memory-instance.ts';
import { bigIntOfWords, wordsOfBigInt } from './values.ts';

/*
 * Atomic operations on shared memories (threads proposal), for generated code. An address is a number of bytes that is not negative, the sum with the
 * memarg's offset, and a multiple of the operation's size: the caller traps where it is not.
 *
 * Buffers of other agents are seen through `Atomics`. Where the host has none, or no bigints to operate on 64 bits with, memories are not shared with
 * other agents either, and plain accesses do.
 *
 * What an operation reads may tell that another agent has grown a memory, of whatever address: after it, all of the store's memories catch up.
 */

/** Typed arrays over a memory's bytes, as far as `view` has them. */
interface AtomicViews {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly halves: Uint16Array;
  readonly words: Int32Array;
  /** Missing where the host has no bigints. */
  readonly doubles: BigInt64Array | undefined;
}

type Words = Uint8Array | Uint16Array | Int32Array;

/** Bytes of an operation on a word. */
type WordSize = 1 | 2 | 4;

/** What changes an element, by the name of the instruction. */
interface Operation {
  word(view: Words, index: number, value: number): number;
  /** Of a memory, at an address in bounds: returns the low word before and leaves the high word in `HI[0]`. */
  double(memory: MemoryInstance, address: number, lo: number, hi: number): number;
}

const HAS_ATOMICS = typeof Atomics === 'object';
const HAS_ATOMICS_64 = HAS_ATOMICS && typeof BigInt64Array !== 'undefined';

let latest: AtomicViews | undefined;

function viewsOf({ buffer, bytes, view }: MemoryInstance): AtomicViews {
  if (latest?.view === view) return latest;
  const { byteLength } = view;
  latest = {
    view,
    bytes,
    halves: new Uint16Array(buffer, 0, Math.floor(byteLength / 2)),
    words: new Int32Array(buffer, 0, Math.floor(byteLength / 4)),
    doubles: HAS_ATOMICS_64 ? new BigInt64Array(buffer, 0, Math.floor(byteLength / 8)) : undefined,
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
function checkDouble(memory: MemoryInstance, address: number): void {
  if (address + 8 > memory.byteLength) throw new Trap('memory-out-of-bounds');
}

/** Presupposes a host with bigints. */
function doublesOf(memory: MemoryInstance): BigInt64Array {
  return viewsOf(memory).doubles as BigInt64Array;
}

/** Returns the low word and leaves the high word in `HI[0]`. */
function readPair({ view }: MemoryInstance, address: number): number {
  HI[0] = view.getInt32(address + 4, true);
  return view.getInt32(address, true);
}

function writePair({ view }: MemoryInstance, address: number, lo: number, hi: number): void {
  view.setInt32(address, lo, true);
  view.setInt32(address + 4, hi, true);
}

type WordOperation = (old: number, value: number) => number;

/** Returns the low word and leaves the high word in `HI[0]`. */
type PairOperation = (oldLo: number, oldHi: number, lo: number, hi: number) => number;

function operation(
  name: 'add' | 'sub' | 'and' | 'or' | 'xor' | 'exchange',
  word: WordOperation,
  pair: PairOperation,
): Operation {
  return {
    word: HAS_ATOMICS
      ? (view, index, value) => Atomics[name](view, index, value)
      : (view, index, value) => {
          const old = view[index] as number;
          view[index] = word(old, value);
          return old;
        },
    double: HAS_ATOMICS_64
      ? (memory, address, lo, hi) => wordsOfBigInt(Atomics[name](doublesOf(memory), address / 8, bigIntOfWords(lo, hi)))
      : (memory, address, lo, hi) => {
          const oldLo = readPair(memory, address);
          const oldHi = HI[0] as number;
          const newLo = pair(oldLo, oldHi, lo, hi);
          writePair(memory, address, newLo, HI[0] as number);
          HI[0] = oldHi;
          return oldLo;
        },
  };
}

/** The read-modify-write operations, as the instructions' names have them. */
export type AtomicOperation = 'add' | 'sub' | 'and' | 'or' | 'xor' | 'xchg';

const OPERATIONS: Readonly<Record<AtomicOperation, Operation>> = {
  add: operation('add', (old, value) => old + value, i64_add),
  sub: operation('sub', (old, value) => old - value, i64_sub),
  and: operation('and', (old, value) => old & value, i64_and),
  or: operation('or', (old, value) => old | value, i64_or),
  xor: operation('xor', (old, value) => old ^ value, i64_xor),
  xchg: operation(
    'exchange',
    (_, value) => value,
    (_, __, lo, hi) => {
      HI[0] = hi;
      return lo;
    },
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
  checkDouble(memory, address);
  if (!HAS_ATOMICS_64) return readPair(memory, address);
  const value = Atomics.load(doublesOf(memory), address / 8);
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
  checkDouble(memory, address);
  if (HAS_ATOMICS_64) Atomics.store(doublesOf(memory), address / 8, bigIntOfWords(lo, hi));
  else writePair(memory, address, lo, hi);
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
    checkDouble(memory, address);
    const oldLo = double(memory, address, lo, hi);
    const oldHi = HI[0] as number;
    memory.store.catchUp();
    HI[0] = oldHi;
    return oldLo;
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
  checkDouble(memory, address);
  if (HAS_ATOMICS_64) {
    const expected = bigIntOfWords(expectedLo, expectedHi);
    const old = Atomics.compareExchange(doublesOf(memory), address / 8, expected, bigIntOfWords(lo, hi));
    memory.store.catchUp();
    return wordsOfBigInt(old);
  }
  const oldLo = readPair(memory, address);
  if (oldLo === expectedLo && HI[0] === expectedHi) writePair(memory, address, lo, hi);
  return oldLo;
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
  checkDouble(memory, address);
  if (memory.buffer instanceof ArrayBuffer) {
    return readPair(memory, address) === expectedLo && HI[0] === expectedHi ? 2 : 1;
  }
  const expected = bigIntOfWords(expectedLo, expectedHi);
  const timeout = milliseconds(timeoutLo, timeoutHi);
  const result = Atomics.wait(doublesOf(memory), address / 8, expected, timeout);
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
