/**
 * An unsigned integer of 64 bits: a number below 2^53, and a bigint from there on, so that equal values are identical. The language compares the two
 * with each other exactly. Where the host has no bigints the nearest number takes their place: no memory or table is that large.
 */
export type U64 = number | bigint;

/** The integer of two words. */
export function u64OfWords(low: number, high: number): U64 {
  const number = (high >>> 0) * 2 ** 32 + (low >>> 0);
  if (number <= Number.MAX_SAFE_INTEGER || typeof BigInt === 'undefined') return number;
  // No literal of a bigint: to hosts without them that is an error of syntax.
  return BigInt(high >>> 0) * BigInt(2 ** 32) + BigInt(low >>> 0);
}

/** The integer that a bigint is; not negative, and less than 2^64. */
export function u64OfBigInt(value: bigint): U64 {
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}
