import { bitsOfF64, HI } from '@softwasm/numerics';
import { I32 } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { OP, T_F64, T_I32 } from '../ir/node-ops.ts';
import { ENTITIES, S_END, S_IF, STORE_I8, STORE_I16, STORE_I32 } from '../ir/statement-ops.ts';
import { add, and, both, compare, or, sub, xor } from '../ir/words.ts';
import type { Family, NamesIn } from './families.ts';
import { I64_INSTRUCTIONS } from './i64.ts';
import { addressAt, emitStore, loadWords, popMemarg } from './memory.ts';

/*
 * Atomic instructions. On memories that are not shared nobody can tell them from plain ones, but for the trap of addresses that are not aligned.
 */

const MEMORY = ENTITIES.indexOf('memory');

/** Bytes of an access to a word. */
type Size = 1 | 2 | 4;

const LOADS: Readonly<Record<Size, number>> = { 1: OP.load8_u, 2: OP.load16_u, 4: OP.load32 };
const STORES: Readonly<Record<Size, number>> = { 1: STORE_I8, 2: STORE_I16, 4: STORE_I32 };

/** Where an instruction accesses memory. */
interface Place {
  readonly memory: number;
  readonly shared: boolean;
  /** An atom. */
  readonly base: number;
  readonly offset: number;
}

/** Pops the address, and traps where it is not aligned. What was popped before must not load any more. */
function popPlace(b: Builder, at: number, size: Size | 8): Place {
  const { ir, stack } = b;
  const memory = b.code[at + 1]!;
  const offset = b.code[at + 2]!;
  const { addressType, shared } = b.shape.memories[memory]!;
  const low = stack.length - (addressType === 'i64' ? 2 : 1);
  const word = b.atom(stack[low]!);
  stack[low] = word;
  const base = b.atom(popMemarg(b, at));
  b.trapIf(HELPER.trap_unaligned, and(ir, add(ir, word, ir.i32(offset)), ir.i32(size - 1)));
  return { memory, shared, base, offset };
}

/** The memory and the address in bytes, for helpers. */
function placeOf({ ir }: Builder, { memory, base, offset }: Place): number[] {
  const address = ir.type[base] === T_F64 ? base : ir.unary(OP['f64.of_u32'], base);
  const entity = ir.entity(MEMORY, memory);
  if (offset === 0) return [entity, address];
  const lo = bitsOfF64(offset >>> 0);
  return [entity, ir.binary(OP['f64.add'], address, ir.f64(lo, HI[0]!))];
}

/** Calls a helper on a shared memory, after all that was loaded before it. */
function helper(b: Builder, name: number, place: Place, args: readonly number[], results: readonly number[]): number[] {
  b.settleState();
  return b.helper(name, [...placeOf(b, place), ...args], results);
}

/** Pushes a word, as an `i64` where the instruction has one. */
function pushWord(b: Builder, word: number, wide: boolean): void {
  if (wide) b.pushPair(word, b.ir.i32(0));
  else b.push(I32, word);
}

/** Pops an operand of which the low word counts. */
function popWord(b: Builder, wide: boolean): number {
  if (!wide) return b.lazy(b.pop());
  const lo = b.popPair();
  b.discard(b.hi);
  return b.lazy(lo);
}

function popPair(b: Builder): [number, number] {
  const lo = b.popPair();
  const hi = b.lazy(b.hi);
  return [b.lazy(lo), hi];
}

function readWord(b: Builder, { base, offset, memory }: Place, size: Size): number {
  return b.ir.load(LOADS[size], base, offset, memory);
}

function readPair(b: Builder, { base, offset, memory }: Place): [number, number] {
  const [lo, hi] = loadWords(b, base, offset, memory);
  return [b.settle(lo), b.settle(hi)];
}

/** The high word first: where that is in bounds, the low one is. */
function writePair(b: Builder, { base, offset, memory }: Place, lo: number, hi: number): void {
  emitStore(b, STORE_I32, addressAt(b, base, offset, 4), (offset + 4) | 0, hi, memory);
  emitStore(b, STORE_I32, base, offset, lo, memory);
}

/** @param wide whether the result is an `i64` */
function load(size: Size, wide = false): Lowering {
  return (b, at) => {
    const place = popPlace(b, at, size);
    if (place.shared) pushWord(b, helper(b, HELPER.atomic_load, place, [b.ir.i32(size)], [T_I32])[0]!, wide);
    else pushWord(b, readWord(b, place, size), wide);
  };
}

function load64(b: Builder, at: number): void {
  const place = popPlace(b, at, 8);
  const [lo, hi] = place.shared ? helper(b, HELPER.atomic_load64, place, [], [T_I32, T_I32]) : readPair(b, place);
  b.pushPair(lo!, hi!);
}

function store(size: Size, wide = false): Lowering {
  return (b, at) => {
    const value = popWord(b, wide);
    const place = popPlace(b, at, size);
    if (place.shared) helper(b, HELPER.atomic_store, place, [b.ir.i32(size), value], []);
    else emitStore(b, STORES[size], place.base, place.offset, value, place.memory);
  };
}

function store64(b: Builder, at: number): void {
  const [lo, hi] = popPair(b);
  const place = popPlace(b, at, 8);
  if (place.shared) helper(b, HELPER.atomic_store64, place, [lo, hi], []);
  else writePair(b, place, lo, hi);
}

/** How an instruction computes what it stores: helpers for shared memories, words, the `i64` instruction on pairs. */
interface Operation {
  readonly helper: number;
  readonly helper64: number;
  readonly word: (ir: FunctionIR, old: number, value: number) => number;
  /** Absent: the value itself. */
  readonly pair?: Lowering;
}

const ADD: Operation = {
  helper: HELPER.atomic_add,
  helper64: HELPER.atomic_add64,
  word: add,
  pair: I64_INSTRUCTIONS['i64.add'],
};
const SUB: Operation = {
  helper: HELPER.atomic_sub,
  helper64: HELPER.atomic_sub64,
  word: sub,
  pair: I64_INSTRUCTIONS['i64.sub'],
};
const AND: Operation = {
  helper: HELPER.atomic_and,
  helper64: HELPER.atomic_and64,
  word: and,
  pair: I64_INSTRUCTIONS['i64.and'],
};
const OR: Operation = {
  helper: HELPER.atomic_or,
  helper64: HELPER.atomic_or64,
  word: or,
  pair: I64_INSTRUCTIONS['i64.or'],
};
const XOR: Operation = {
  helper: HELPER.atomic_xor,
  helper64: HELPER.atomic_xor64,
  word: xor,
  pair: I64_INSTRUCTIONS['i64.xor'],
};
const XCHG: Operation = {
  helper: HELPER.atomic_xchg,
  helper64: HELPER.atomic_xchg64,
  word: (_ir, _old, value) => value,
};

/** A read-modify-write of at most 32 bits. */
function rmw({ helper: name, word }: Operation, size: Size, wide = false): Lowering {
  return (b, at) => {
    const { ir } = b;
    const value = popWord(b, wide);
    const place = popPlace(b, at, size);
    if (place.shared) {
      const [old] = helper(b, name, place, [ir.i32(size), value], [T_I32]);
      pushWord(b, old!, wide);
      return;
    }
    const old = b.settle(readWord(b, place, size));
    emitStore(b, STORES[size], place.base, place.offset, word(ir, old, value), place.memory);
    pushWord(b, old, wide);
  };
}

function rmw64({ helper64, pair }: Operation): Lowering {
  return (b, at) => {
    let [lo, hi] = popPair(b);
    const place = popPlace(b, at, 8);
    if (place.shared) {
      const [oldLo, oldHi] = helper(b, helper64, place, [lo, hi], [T_I32, T_I32]);
      b.pushPair(oldLo!, oldHi!);
      return;
    }
    const old = readPair(b, place);
    if (pair !== undefined) {
      b.pushPair(...old);
      b.pushPair(lo, hi);
      pair(b, at);
      lo = b.popPair();
      hi = b.hi;
    }
    writePair(b, place, lo, hi);
    b.pushPair(...old);
  };
}

/** Stores where a condition holds. */
function storeIf(b: Builder, condition: number, write: () => void): void {
  const { ir } = b;
  // Nothing that is pending may be settled under the condition.
  b.settleState();
  const label = ir.label();
  ir.statement(S_IF, label, condition, 0, 0, 0);
  write();
  ir.statement(S_END, label, 0, 0, 0, 0);
}

function cmpxchg(size: Size, wide = false): Lowering {
  return (b, at) => {
    const { ir } = b;
    const replacement = popWord(b, wide);
    const expected = popWord(b, wide);
    const place = popPlace(b, at, size);
    if (place.shared) {
      const [old] = helper(b, HELPER.atomic_cmpxchg, place, [ir.i32(size), expected, replacement], [T_I32]);
      pushWord(b, old!, wide);
      return;
    }
    const old = b.settle(readWord(b, place, size));
    const wanted = size === 4 ? expected : and(ir, expected, ir.i32((1 << (8 * size)) - 1));
    storeIf(b, compare(ir, OP.eq, old, wanted), () =>
      emitStore(b, STORES[size], place.base, place.offset, replacement, place.memory),
    );
    pushWord(b, old, wide);
  };
}

function cmpxchg64(b: Builder, at: number): void {
  const { ir } = b;
  const [lo, hi] = popPair(b);
  const expected = popPair(b);
  const place = popPlace(b, at, 8);
  if (place.shared) {
    const [oldLo, oldHi] = helper(b, HELPER.atomic_cmpxchg64, place, [...expected, lo, hi], [T_I32, T_I32]);
    b.pushPair(oldLo!, oldHi!);
    return;
  }
  const old = readPair(b, place);
  const same = both(ir, compare(ir, OP.eq, old[0], expected[0]), compare(ir, OP.eq, old[1], expected[1]));
  storeIf(b, same, () => writePair(b, place, lo, hi));
  b.pushPair(...old);
}

/** Waiting is a call: other agents may do anything meanwhile. */
function wait(b: Builder, at: number, size: 4 | 8): void {
  const timeout = popPair(b);
  const expected = size === 4 ? [b.lazy(b.pop())] : popPair(b);
  const place = popPlace(b, at, size);
  const name = size === 4 ? HELPER.atomic_wait32 : HELPER.atomic_wait64;
  const [result] = helper(b, name, place, [...expected, ...timeout], [T_I32]);
  b.push(I32, result!);
}

function notify(b: Builder, at: number): void {
  const count = b.lazy(b.pop());
  const place = popPlace(b, at, 4);
  const [woken] = helper(b, HELPER.atomic_notify, place, [count], [T_I32]);
  b.push(I32, woken!);
}

/** Atomic instructions. @see https://github.com/WebAssembly/threads */
export const ATOMIC_INSTRUCTIONS: Family<NamesIn<'atomic'>> = {
  'memory.atomic.notify': notify,
  'memory.atomic.wait32': (b, at) => wait(b, at, 4),
  'memory.atomic.wait64': (b, at) => wait(b, at, 8),
  // What `Atomics` does is sequentially consistent by itself; what is pending may not move over it.
  'atomic.fence': (b) => b.settleState(),
  'i32.atomic.load': load(4),
  'i64.atomic.load': load64,
  'i32.atomic.load8_u': load(1),
  'i32.atomic.load16_u': load(2),
  'i64.atomic.load8_u': load(1, true),
  'i64.atomic.load16_u': load(2, true),
  'i64.atomic.load32_u': load(4, true),
  'i32.atomic.store': store(4),
  'i64.atomic.store': store64,
  'i32.atomic.store8': store(1),
  'i32.atomic.store16': store(2),
  'i64.atomic.store8': store(1, true),
  'i64.atomic.store16': store(2, true),
  'i64.atomic.store32': store(4, true),
  'i32.atomic.rmw.add': rmw(ADD, 4),
  'i64.atomic.rmw.add': rmw64(ADD),
  'i32.atomic.rmw8.add_u': rmw(ADD, 1),
  'i32.atomic.rmw16.add_u': rmw(ADD, 2),
  'i64.atomic.rmw8.add_u': rmw(ADD, 1, true),
  'i64.atomic.rmw16.add_u': rmw(ADD, 2, true),
  'i64.atomic.rmw32.add_u': rmw(ADD, 4, true),
  'i32.atomic.rmw.sub': rmw(SUB, 4),
  'i64.atomic.rmw.sub': rmw64(SUB),
  'i32.atomic.rmw8.sub_u': rmw(SUB, 1),
  'i32.atomic.rmw16.sub_u': rmw(SUB, 2),
  'i64.atomic.rmw8.sub_u': rmw(SUB, 1, true),
  'i64.atomic.rmw16.sub_u': rmw(SUB, 2, true),
  'i64.atomic.rmw32.sub_u': rmw(SUB, 4, true),
  'i32.atomic.rmw.and': rmw(AND, 4),
  'i64.atomic.rmw.and': rmw64(AND),
  'i32.atomic.rmw8.and_u': rmw(AND, 1),
  'i32.atomic.rmw16.and_u': rmw(AND, 2),
  'i64.atomic.rmw8.and_u': rmw(AND, 1, true),
  'i64.atomic.rmw16.and_u': rmw(AND, 2, true),
  'i64.atomic.rmw32.and_u': rmw(AND, 4, true),
  'i32.atomic.rmw.or': rmw(OR, 4),
  'i64.atomic.rmw.or': rmw64(OR),
  'i32.atomic.rmw8.or_u': rmw(OR, 1),
  'i32.atomic.rmw16.or_u': rmw(OR, 2),
  'i64.atomic.rmw8.or_u': rmw(OR, 1, true),
  'i64.atomic.rmw16.or_u': rmw(OR, 2, true),
  'i64.atomic.rmw32.or_u': rmw(OR, 4, true),
  'i32.atomic.rmw.xor': rmw(XOR, 4),
  'i64.atomic.rmw.xor': rmw64(XOR),
  'i32.atomic.rmw8.xor_u': rmw(XOR, 1),
  'i32.atomic.rmw16.xor_u': rmw(XOR, 2),
  'i64.atomic.rmw8.xor_u': rmw(XOR, 1, true),
  'i64.atomic.rmw16.xor_u': rmw(XOR, 2, true),
  'i64.atomic.rmw32.xor_u': rmw(XOR, 4, true),
  'i32.atomic.rmw.xchg': rmw(XCHG, 4),
  'i64.atomic.rmw.xchg': rmw64(XCHG),
  'i32.atomic.rmw8.xchg_u': rmw(XCHG, 1),
  'i32.atomic.rmw16.xchg_u': rmw(XCHG, 2),
  'i64.atomic.rmw8.xchg_u': rmw(XCHG, 1, true),
  'i64.atomic.rmw16.xchg_u': rmw(XCHG, 2, true),
  'i64.atomic.rmw32.xchg_u': rmw(XCHG, 4, true),
  'i32.atomic.rmw.cmpxchg': cmpxchg(4),
  'i64.atomic.rmw.cmpxchg': cmpxchg64,
  'i32.atomic.rmw8.cmpxchg_u': cmpxchg(1),
  'i32.atomic.rmw16.cmpxchg_u': cmpxchg(2),
  'i64.atomic.rmw8.cmpxchg_u': cmpxchg(1, true),
  'i64.atomic.rmw16.cmpxchg_u': cmpxchg(2, true),
  'i64.atomic.rmw32.cmpxchg_u': cmpxchg(4, true),
};
