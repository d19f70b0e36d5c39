import {
  i16x8_extend_low_i8x16_s,
  i16x8_extend_low_i8x16_u,
  i32x4_extend_low_i16x8_s,
  i32x4_extend_low_i16x8_u,
  i64x2_extend_low_i32x4_s,
  i64x2_extend_low_i32x4_u,
  type UnaryVector,
} from '@softwasm/numerics';
import { memoryCopy, memoryFill, memoryInit } from '@softwasm/runtime';
import type { InstructionNameIn } from '@softwasm/syntax';
import type { Machine } from '../machine.ts';
import { addressIn, effectiveAddress, MEMARG_SLOTS, memoryOf, storeSize } from './addresses.ts';
import type { Handler, Handlers } from './handler.ts';
import { storeVector } from './vectors.ts';

/*
 * Accesses to memories that the loop has no operations for, and operations on whole memories. Outside of a view the host's RangeError is the trap; where
 * several words are stored the last comes first, so that nothing is written where that strikes.
 *
 * Operands of loads: result, address, memarg. Of stores: address, value, memarg.
 */

/** Reads at an address into registers from `d` on. */
type Read = (view: DataView, address: number, m: Machine, d: number) => void;
/** Writes the value in registers from `value` on. */
type Write = (view: DataView, address: number, words: Int32Array, value: number) => void;

function load(read: Read): Handler {
  return (m, x, code, at, base) => {
    const address = effectiveAddress(m, code, at + 2, base + code[at + 1]!);
    read(memoryOf(x, code, at + 2).view, address, m, base + code[at]!);
  };
}

function loadWord(get: (view: DataView, address: number) => number): Handler {
  return load((view, address, { words: I }, d) => {
    I[d] = get(view, address);
  });
}

function loadPair(get: (view: DataView, address: number) => number, signed: boolean): Handler {
  return load((view, address, { words: I }, d) => {
    const lo = get(view, address);
    I[d] = lo;
    I[d + 1] = signed ? lo >> 31 : 0;
  });
}

const int8 = (view: DataView, address: number): number => view.getInt8(address);
const uint8 = (view: DataView, address: number): number => view.getUint8(address);
const int16 = (view: DataView, address: number): number => view.getInt16(address, true);
const uint16 = (view: DataView, address: number): number => view.getUint16(address, true);
const int32 = (view: DataView, address: number): number => view.getInt32(address, true);

function load64(view: DataView, address: number, { words: I }: Machine, d: number): void {
  const hi = int32(view, address + 4);
  I[d] = int32(view, address);
  I[d + 1] = hi;
}

function load128(view: DataView, address: number, { words: I }: Machine, d: number): void {
  const last = int32(view, address + 12);
  for (let i = 0; i < 3; i++) I[d + i] = int32(view, address + 4 * i);
  I[d + 3] = last;
}

function fill(words: Int32Array, d: number, word: number): void {
  for (let i = 0; i < 4; i++) words[d + i] = word;
}

function loadExtended(extend: UnaryVector): Handler {
  return load((view, address, m, d) => {
    const hi = int32(view, address + 4);
    extend(int32(view, address), hi, 0, 0);
    storeVector(m, d);
  });
}

/** @param repeat makes a word of the lane */
function loadSplat(get: (view: DataView, address: number) => number, repeat: (lane: number) => number): Handler {
  return load((view, address, { words: I }, d) => fill(I, d, repeat(get(view, address))));
}

const BYTES = new DataView(new ArrayBuffer(16));

/** Puts a vector where its bytes can be changed. */
function unpack(words: Int32Array, vector: number): void {
  for (let i = 0; i < 4; i++) BYTES.setInt32(4 * i, words[vector + i]!, true);
}

/** Operands: result, address, memarg, vector, lane. */
function loadLane(size: number, copy: (view: DataView, address: number, to: number) => void): Handler {
  return (m, x, code, at, base) => {
    const { words: I } = m;
    const rest = at + 2 + MEMARG_SLOTS;
    const address = effectiveAddress(m, code, at + 2, base + code[at + 1]!);
    unpack(I, base + code[rest]!);
    copy(memoryOf(x, code, at + 2).view, address, size * code[rest + 1]!);
    const d = base + code[at]!;
    for (let i = 0; i < 4; i++) I[d + i] = BYTES.getInt32(4 * i, true);
  };
}

function store(write: Write): Handler {
  return (m, x, code, at, base) => {
    const address = effectiveAddress(m, code, at + 2, base + code[at]!);
    write(memoryOf(x, code, at + 2).view, address, m.words, base + code[at + 1]!);
  };
}

/** Operands: address, vector, memarg, lane. */
function storeLane(size: number, copy: (view: DataView, address: number, from: number) => void): Handler {
  return (m, x, code, at, base) => {
    const address = effectiveAddress(m, code, at + 2, base + code[at]!);
    unpack(m.words, base + code[at + 1]!);
    copy(memoryOf(x, code, at + 2).view, address, size * code[at + 2 + MEMARG_SLOTS]!);
  };
}

/** Stores that keep the low bits of a value, of whatever type, are one. */
type MemoryName =
  | Exclude<InstructionNameIn<'memory'>, 'f32.store' | 'f64.store' | `i64.store${8 | 16 | 32}`>
  | Extract<InstructionNameIn<'vector'>, `v128.${'load' | 'store' | 'const'}${string}`>;

export const MEMORY_HANDLERS: Handlers<MemoryName> = {
  'i32.load': loadWord(int32),
  'i32.load8_s': loadWord(int8),
  'i32.load8_u': loadWord(uint8),
  'i32.load16_s': loadWord(int16),
  'i32.load16_u': loadWord(uint16),
  'f32.load': loadWord(int32),
  'i64.load': load(load64),
  'f64.load': load(load64),
  'i64.load8_s': loadPair(int8, true),
  'i64.load8_u': loadPair(uint8, false),
  'i64.load16_s': loadPair(int16, true),
  'i64.load16_u': loadPair(uint16, false),
  'i64.load32_s': loadPair(int32, true),
  'i64.load32_u': loadPair(int32, false),
  'i32.store': store((view, address, I, value) => view.setInt32(address, I[value]!, true)),
  'i32.store8': store((view, address, I, value) => view.setInt8(address, I[value]!)),
  'i32.store16': store((view, address, I, value) => view.setInt16(address, I[value]!, true)),
  'i64.store': store((view, address, I, value) => {
    view.setInt32(address + 4, I[value + 1]!, true);
    view.setInt32(address, I[value]!, true);
  }),
  'v128.load': load(load128),
  'v128.load8x8_s': loadExtended(i16x8_extend_low_i8x16_s),
  'v128.load8x8_u': loadExtended(i16x8_extend_low_i8x16_u),
  'v128.load16x4_s': loadExtended(i32x4_extend_low_i16x8_s),
  'v128.load16x4_u': loadExtended(i32x4_extend_low_i16x8_u),
  'v128.load32x2_s': loadExtended(i64x2_extend_low_i32x4_s),
  'v128.load32x2_u': loadExtended(i64x2_extend_low_i32x4_u),
  'v128.load8_splat': loadSplat(uint8, (lane) => Math.imul(lane, 0x01010101)),
  'v128.load16_splat': loadSplat(uint16, (lane) => lane | (lane << 16)),
  'v128.load32_splat': loadSplat(int32, (lane) => lane),
  'v128.load64_splat': load((view, address, m, d) => {
    load64(view, address, m, d);
    m.words[d + 2] = m.words[d]!;
    m.words[d + 3] = m.words[d + 1]!;
  }),
  'v128.load32_zero': load((view, address, { words: I }, d) => {
    const word = int32(view, address);
    fill(I, d, 0);
    I[d] = word;
  }),
  'v128.load64_zero': load((view, address, m, d) => {
    load64(view, address, m, d);
    m.words[d + 2] = 0;
    m.words[d + 3] = 0;
  }),
  'v128.load8_lane': loadLane(1, (view, address, to) => BYTES.setInt8(to, int8(view, address))),
  'v128.load16_lane': loadLane(2, (view, address, to) => BYTES.setInt16(to, int16(view, address), true)),
  'v128.load32_lane': loadLane(4, (view, address, to) => BYTES.setInt32(to, int32(view, address), true)),
  'v128.load64_lane': loadLane(8, (view, address, to) => {
    const hi = int32(view, address + 4);
    BYTES.setInt32(to, int32(view, address), true);
    BYTES.setInt32(to + 4, hi, true);
  }),
  'v128.store': store((view, address, I, value) => {
    for (let i = 3; i >= 0; i--) view.setInt32(address + 4 * i, I[value + i]!, true);
  }),
  'v128.store8_lane': storeLane(1, (view, address, from) => view.setInt8(address, BYTES.getInt8(from))),
  'v128.store16_lane': storeLane(2, (view, address, from) => view.setInt16(address, BYTES.getInt16(from, true), true)),
  'v128.store32_lane': storeLane(4, (view, address, from) => view.setInt32(address, BYTES.getInt32(from, true), true)),
  'v128.store64_lane': storeLane(8, (view, address, from) => {
    view.setInt32(address + 4, BYTES.getInt32(from + 4, true), true);
    view.setInt32(address, BYTES.getInt32(from, true), true);
  }),
  'v128.const': ({ words: I }, _, code, at, base) => {
    const d = base + code[at]!;
    for (let i = 0; i < 4; i++) I[d + i] = code[at + 1 + i]!;
  },
  'memory.size': (m, x, code, at, base) => {
    storeSize(m, base + code[at]!, x.memories[code[at + 1]!]!.pages, code[at + 2]!);
  },
  'memory.grow': (m, x, code, at, base) => {
    const wide = code[at + 3]!;
    const delta = addressIn(m, base + code[at + 1]!, wide);
    storeSize(m, base + code[at]!, x.memories[code[at + 2]!]!.grow(delta), wide);
  },
  'memory.fill': (m, x, code, at, base) => {
    const wide = code[at + 4]!;
    const [to, count] = [addressIn(m, base + code[at]!, wide), addressIn(m, base + code[at + 2]!, wide)];
    memoryFill(x.memories[code[at + 3]!]!, to, m.words[base + code[at + 1]!]!, count);
  },
  'memory.copy': (m, x, code, at, base) => {
    const [toWide, fromWide] = [code[at + 4]!, code[at + 6]!];
    const to = addressIn(m, base + code[at]!, toWide);
    const from = addressIn(m, base + code[at + 1]!, fromWide);
    const count = addressIn(m, base + code[at + 2]!, toWide & fromWide);
    memoryCopy(x.memories[code[at + 3]!]!, to, x.memories[code[at + 5]!]!, from, count);
  },
  'memory.init': (m, x, code, at, base) => {
    const to = addressIn(m, base + code[at]!, code[at + 5]!);
    const [from, count] = [addressIn(m, base + code[at + 1]!, 0), addressIn(m, base + code[at + 2]!, 0)];
    memoryInit(x.memories[code[at + 4]!]!, to, x.instance.datas[code[at + 3]!]!, from, count);
  },
  'data.drop': (_, x, code, at) => x.instance.datas[code[at]!]!.drop(),
};
