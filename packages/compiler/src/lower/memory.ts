import { F32, F64, I32, type ValType } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import { pushLong, toLong } from '../build/longs.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { UNALIGNED } from '../ir/loads.ts';
import { OP, T_F64, T_I32 } from '../ir/node-ops.ts';
import {
  ENTITIES,
  S_STORE,
  STORE_F32,
  STORE_F64,
  STORE_I8,
  STORE_I16,
  STORE_I32,
  STORE_I64,
} from '../ir/statement-ops.ts';
import { shrS } from '../ir/words.ts';
import type { Family, NamesIn } from './families.ts';

const LOAD_F32 = OP.load_f32;
const LOAD_F64 = OP.load_f64;
const MEMORY = ENTITIES.indexOf('memory');
const DATA = ENTITIES.indexOf('data');
const TWO_32_HIGH = 0x41f00000;

/*
 * The slots of a memarg: alignment, memory, offset low and high. An address is a word, or for a memory of 64-bit addresses a float: exact up to 2^53,
 * and beyond that outside of every memory all the same.
 */

/** Pops an address. */
function popAddress(b: Builder, memory: number): number {
  if (b.shape.memories[memory]!.addressType === 'i32') return b.pop();
  const { ir } = b;
  const lo = ir.unary(OP['f64.of_u32'], b.popPair());
  const hi = ir.unary(OP['f64.of_u32'], b.hi);
  return ir.isI32(b.hi, 0) ? lo : ir.binary(OP['f64.add'], ir.binary(OP['f64.mul'], hi, ir.f64(0, TWO_32_HIGH)), lo);
}

/** An address with the offset's high word added; what is left is the low word. */
function withHighOffset(b: Builder, address: number, high: number): number {
  if (high === 0) return address;
  const { ir } = b;
  const offset = ir.binary(OP['f64.mul'], ir.unary(OP['f64.of_u32'], ir.i32(high)), ir.f64(0, TWO_32_HIGH));
  return ir.binary(OP['f64.add'], address, offset);
}

/** Pops an address and adds the high word of the memarg's offset. */
export function popMemarg(b: Builder, at: number): number {
  return withHighOffset(b, popAddress(b, b.code[at + 1]!), b.code[at + 3]!);
}

/** The memory of a memarg, and whether its alignment is below that of accesses of 2^`natural` bytes. */
export function accessOf(b: Builder, at: number, natural: number): number {
  return b.code[at]! < natural ? b.code[at + 1]! | UNALIGNED : b.code[at + 1]!;
}

function load(type: ValType, op: number, natural: number): Lowering {
  return (b, at) => {
    const address = popMemarg(b, at);
    b.push(type, b.ir.load(op, address, b.code[at + 2]!, accessOf(b, at, natural)));
  };
}

/** Loads of less than 64 bits into an i64. */
function extendingLoad(op: number, natural: number, signed: boolean): Lowering {
  return (b, at) => {
    const { ir } = b;
    const address = popMemarg(b, at);
    const word = ir.load(op, address, b.code[at + 2]!, accessOf(b, at, natural));
    if (!signed) {
      b.pushPair(word, ir.i32(0));
      return;
    }
    const lo = b.atom(word);
    b.pushPair(lo, shrS(ir, lo, ir.i32(31)));
  };
}

/** The words of eight bytes; either may be dropped. */
export function loadWords(b: Builder, address: number, offset: number, memory: number): [number, number] {
  const { ir } = b;
  const base = b.atom(address);
  const lo = ir.load(OP.load64_lo, base, offset, memory);
  const hi = loadAt(b, base, offset, memory);
  ir.d[lo] = hi;
  ir.d[hi] = lo;
  return [lo, hi];
}

/** The word four bytes after `offset`. */
function loadAt(b: Builder, base: number, offset: number, memory: number): number {
  return b.ir.load(OP.load32, addressAt(b, base, offset, 4), (offset + 4) | 0, memory);
}

/** The base of the address `bytes` after `offset`, a sum that may exceed 32 bits; what is left is its low word. */
export function addressAt(b: Builder, base: number, offset: number, bytes: number): number {
  return (offset >>> 0) + bytes < 2 ** 32 ? base : highSum(b, base);
}

/** `base + 2^32` as a float address. */
function highSum(b: Builder, base: number): number {
  const { ir } = b;
  const address = ir.type[base] === T_F64 ? base : ir.unary(OP['f64.of_u32'], base);
  return ir.binary(OP['f64.add'], address, ir.f64(0, TWO_32_HIGH));
}

/** The word of a pending f32 load, bits unchanged. */
export function loadAsWord(b: Builder, n: number): number {
  const { ir } = b;
  return ir.load(OP.load32, ir.a[n]!, ir.b[n]!, ir.c[n]!);
}

/** The words of a pending f64 load, bits unchanged. */
export function loadAsWords(b: Builder, n: number): [number, number] {
  const { ir } = b;
  return loadWords(b, ir.a[n]!, ir.b[n]!, ir.c[n]!);
}

/** Stores a word or float; `kind` is one of `STORE_*`. */
export function emitStore(
  b: Builder,
  kind: number,
  address: number,
  offset: number,
  value: number,
  memory: number,
): void {
  b.settleLoads();
  b.ir.statement(S_STORE, kind, address, offset, value, memory);
}

/** Stores one word; `pair` where the value is an i64, of which only the low word is stored. */
function store(kind: number, natural: number, pair = false): Lowering {
  return (b, at) => {
    const value = pair ? b.popPair() : b.pop();
    if (pair) b.discard(b.hi);
    const address = popMemarg(b, at);
    emitStore(b, kind, address, b.code[at + 2]!, value, accessOf(b, at, natural));
  };
}

/** The high word first: where that is in bounds, the low one is. */
function storeWords(b: Builder, at: number, lo: number, hi: number): void {
  const low = b.lazy(lo);
  const memory = accessOf(b, at, 2);
  const offset = b.code[at + 2]!;
  const base = b.atom(popMemarg(b, at));
  emitStore(b, STORE_I32, addressAt(b, base, offset, 4), (offset + 4) | 0, hi, memory);
  emitStore(b, STORE_I32, base, offset, low, memory);
}

function storeF32(b: Builder, at: number): void {
  // A load that is stored again keeps its bits as an integer.
  const value = b.pop();
  const copied = b.ir.op[value] === LOAD_F32;
  const word = copied ? loadAsWord(b, value) : value;
  const exact = !copied && b.options.exactNaN;
  const address = popMemarg(b, at);
  emitStore(
    b,
    copied ? STORE_I32 : STORE_F32,
    exact ? b.atom(address) : address,
    b.code[at + 2]!,
    word,
    accessOf(b, at, 2),
  );
}

function storeF64(b: Builder, at: number): void {
  const value = b.pop();
  if (b.ir.op[value] === LOAD_F64) {
    const [lo, hi] = loadAsWords(b, value);
    storeWords(b, at, lo, hi);
    return;
  }
  const address = popMemarg(b, at);
  emitStore(b, STORE_F64, b.options.exactNaN ? b.atom(address) : address, b.code[at + 2]!, value, accessOf(b, at, 3));
}

/** Whether a memory's addresses are 64 bits wide. */
function isWide(b: Builder, memory: number): boolean {
  return b.shape.memories[memory]!.addressType === 'i64';
}

/** Pops a count or address for a helper: an unsigned word, or a float. */
function popSize(b: Builder, wide: boolean): number {
  const { ir } = b;
  if (!wide) return ir.unary(OP['f64.of_u32'], b.pop());
  const lo = ir.unary(OP['f64.of_u32'], b.popPair());
  const hi = ir.unary(OP['f64.of_u32'], b.hi);
  return ir.binary(OP['f64.add'], ir.binary(OP['f64.mul'], hi, ir.f64(0, TWO_32_HIGH)), lo);
}

/** Pushes a number of pages, in the memory's address type. */
function pushPages(b: Builder, [lo, hi]: readonly number[], wide: boolean): void {
  if (wide) b.pushPair(lo!, hi!);
  else b.push(I32, lo!);
}

function memorySize(b: Builder, at: number): void {
  const { ir } = b;
  const memory = b.code[at]!;
  const wide = isWide(b, memory);
  const { pageSizeLog2, shared } = b.shape.memories[memory]!;
  if (pageSizeLog2 === 0 || shared) {
    // Pages of a byte may be more than 2^31; and other agents may have grown a shared memory.
    if (shared) b.settleState();
    pushPages(b, b.helper(HELPER.memory_size, [ir.entity(MEMORY, memory)], [T_I32, T_I32]), wide);
    return;
  }
  pushPages(b, [ir.leaf(OP['memory.size'], T_I32, memory, 0), ir.i32(0)], wide);
}

function memoryGrow(b: Builder, at: number): void {
  const { ir } = b;
  const memory = b.code[at]!;
  const wide = isWide(b, memory);
  const delta = popSize(b, wide);
  b.settleState();
  pushPages(b, b.helper(HELPER.memory_grow, [ir.entity(MEMORY, memory), delta], [T_I32, T_I32]), wide);
}

function memoryFill(b: Builder, at: number): void {
  const memory = b.code[at]!;
  const count = popSize(b, isWide(b, memory));
  const value = b.pop();
  const to = popSize(b, isWide(b, memory));
  b.settleLoads();
  b.helper(HELPER.memory_fill, [b.ir.entity(MEMORY, memory), to, value, count], []);
}

function memoryCopy(b: Builder, at: number): void {
  const { ir } = b;
  const target = b.code[at]!;
  const source = b.code[at + 1]!;
  const count = popSize(b, isWide(b, target) && isWide(b, source));
  const from = popSize(b, isWide(b, source));
  const to = popSize(b, isWide(b, target));
  b.settleLoads();
  b.helper(HELPER.memory_copy, [ir.entity(MEMORY, target), ir.entity(MEMORY, source), to, from, count], []);
}

function memoryInit(b: Builder, at: number): void {
  const { ir } = b;
  const data = b.code[at]!;
  const memory = b.code[at + 1]!;
  const count = popSize(b, false);
  const from = popSize(b, false);
  const to = popSize(b, isWide(b, memory));
  b.settleLoads();
  b.helper(HELPER.memory_init, [ir.entity(MEMORY, memory), ir.entity(DATA, data), to, from, count], []);
}

export const MEMORY_INSTRUCTIONS: Family<NamesIn<'memory'>> = {
  'i32.load': load(I32, OP.load32, 2),
  'i64.load': (b, at) => {
    if (b.longChoice.instructions.has(at)) {
      pushLong(b, b.ir.load(OP.load_i64, popMemarg(b, at), b.code[at + 2]!, accessOf(b, at, 3)));
      return;
    }
    const [lo, hi] = loadWords(b, popMemarg(b, at), b.code[at + 2]!, accessOf(b, at, 2));
    b.pushPair(lo, hi);
  },
  'f32.load': load(F32, LOAD_F32, 2),
  'f64.load': load(F64, LOAD_F64, 3),
  'i32.load8_s': load(I32, OP.load8_s, 0),
  'i32.load8_u': load(I32, OP.load8_u, 0),
  'i32.load16_s': load(I32, OP.load16_s, 1),
  'i32.load16_u': load(I32, OP.load16_u, 1),
  'i64.load8_s': extendingLoad(OP.load8_s, 0, true),
  'i64.load8_u': extendingLoad(OP.load8_u, 0, false),
  'i64.load16_s': extendingLoad(OP.load16_s, 1, true),
  'i64.load16_u': extendingLoad(OP.load16_u, 1, false),
  'i64.load32_s': extendingLoad(OP.load32, 2, true),
  'i64.load32_u': extendingLoad(OP.load32, 2, false),
  'i32.store': store(STORE_I32, 2),
  'i64.store': (b, at) => {
    const lo = b.popPair();
    if (b.longChoice.instructions.has(at)) {
      const value = toLong(b, lo, b.hi);
      const address = popMemarg(b, at);
      emitStore(b, STORE_I64, address, b.code[at + 2]!, value, accessOf(b, at, 3));
      return;
    }
    storeWords(b, at, lo, b.hi);
  },
  'f32.store': storeF32,
  'f64.store': storeF64,
  'i32.store8': store(STORE_I8, 0),
  'i32.store16': store(STORE_I16, 1),
  'i64.store8': store(STORE_I8, 0, true),
  'i64.store16': store(STORE_I16, 1, true),
  'i64.store32': store(STORE_I32, 2, true),
  'memory.size': memorySize,
  'memory.grow': memoryGrow,
  'memory.init': memoryInit,
  'data.drop': (b, at) => {
    b.settleLoads();
    b.helper(HELPER.data_drop, [b.ir.entity(DATA, b.code[at]!)], []);
  },
  'memory.copy': memoryCopy,
  'memory.fill': memoryFill,
};
