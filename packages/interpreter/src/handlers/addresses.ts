import { address64, type MemoryInstance } from '@softwasm/runtime';
import type { Context } from '../context.ts';
import type { Machine } from '../machine.ts';

/** An address, index or count in a register: not negative, inexact from 2^53 on. @param wide 1 where it has 64 bits */
export function addressIn({ words: I }: Machine, register: number, wide: number): number {
  return wide === 0 ? I[register]! >>> 0 : address64(I[register]!, I[register + 1]!);
}

/** How many slots of an operation a memarg takes: memory, width of the address, low and high word of the offset. */
export const MEMARG_SLOTS = 4;

/** The memory of a memarg. */
export function memoryOf(x: Context, code: Int32Array, memarg: number): MemoryInstance {
  return x.memories[code[memarg]!]!;
}

/** The sum of an address in a register and a memarg's offset, inexact from 2^53 on. */
export function effectiveAddress(m: Machine, code: Int32Array, memarg: number, register: number): number {
  return addressIn(m, register, code[memarg + 1]!) + address64(code[memarg + 2]!, code[memarg + 3]!);
}

/** Stores a size, or -1, in a register. */
export function storeSize({ words: I }: Machine, register: number, size: number, wide: number): void {
  if (wide !== 0) I[register + 1] = Math.floor(size / 2 ** 32);
  I[register] = size;
}
