import type { MemoryInstance } from '@softwasm/runtime';
import { describeNumber, describeValue } from './describe-value.ts';
import { EmbedError } from './embed-error.ts';
import { notAnInteger, outOfBounds } from './messages.ts';

/** An address in bytes or an index, not negative; those of 64 bits may be bigints. */
export type Address = number | bigint;

/** An integer that is not negative, as a number: inexact from 2^53 on, which is out of any bounds. @throws EmbedError */
export function toSize(value: unknown, what: string): number {
  const isInteger = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
  if (!isInteger || value < 0) throw new EmbedError('argument', notAnInteger(what, describeValue(value)));
  return Number(value);
}

/** Checks that `length` bytes at an address lie within a memory. @returns the address as a number. @throws EmbedError */
export function inBounds(memory: MemoryInstance, address: Address, length: number): number {
  const at = toSize(address, 'address');
  const size = memory.pages * memory.pageSize;
  if (at + length > size) {
    throw new EmbedError('bounds', outOfBounds('memory', describeNumber(address), length, size));
  }
  return at;
}
