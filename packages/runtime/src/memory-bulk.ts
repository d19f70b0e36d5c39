import { Trap } from '@softwasm/syntax';
import type { MemoryInstance } from './memory-instance.ts';
import type { DataInstance } from './segment-instances.ts';

/*
 * Bulk operations on memories (§4.6.9), for generated code. Addresses and counts are bytes, as numbers that are not negative; larger than any memory is
 * fine (those of 64 bits convert inexactly, but never into bounds).
 */

/** The number of a 64-bit address or count, inexact from 2^53 on. */
export function address64(lo: number, hi: number): number {
  return (hi >>> 0) * 0x1_0000_0000 + (lo >>> 0);
}

/** `memory.fill`. @throws Trap when the range is out of bounds; nothing is written then */
export function memoryFill(memory: MemoryInstance, to: number, value: number, count: number): void {
  const { bytes } = memory;
  if (to + count > bytes.length) throw new Trap('memory-out-of-bounds');
  bytes.fill(value, to, to + count);
}

/** `memory.copy`; ranges may overlap. @throws Trap when a range is out of bounds; nothing is written then */
export function memoryCopy(
  target: MemoryInstance,
  to: number,
  source: MemoryInstance,
  from: number,
  count: number,
): void {
  const { bytes } = source;
  if (from + count > bytes.length || to + count > target.bytes.length) throw new Trap('memory-out-of-bounds');
  if (source === target) bytes.copyWithin(to, from, from + count);
  else target.bytes.set(bytes.subarray(from, from + count), to);
}

/** `memory.init`. @throws Trap when a range is out of bounds; nothing is written then */
export function memoryInit(
  memory: MemoryInstance,
  to: number,
  { bytes: source }: DataInstance,
  from = 0,
  count: number = source.length,
): void {
  const { bytes } = memory;
  if (from + count > source.length || to + count > bytes.length) throw new Trap('memory-out-of-bounds');
  bytes.set(count === source.length ? source : source.subarray(from, from + count), to);
}
