import { HI } from '@softwasm/numerics';
import { API_ERRORS, notInRange, u64OfWords } from '@softwasm/syntax';
import Long from 'long';
import type { Int64Values } from '../int64.ts';

/**
 * Integers of 64 bits as `Long`s. As numbers are no bigints, they are no `Long`s either; objects of any copy of the package are. `Long`s are only made and
 * taken apart here, and never calculated with.
 */
export const LONGS: Int64Values = {
  is: Long.isLong,
  toWasm: (value) => {
    const { low, high } = toLong(value);
    return { low, high };
  },
  lowWord: (value) => {
    const { low, high } = toLong(value);
    HI[0] = high;
    return low;
  },
  ofWords: (lo, hi) => new Long(lo, hi),
  toU64(value, what) {
    const { low, high, unsigned } = toLong(value);
    if (!unsigned && high < 0) throw new TypeError(notInRange(what));
    return u64OfWords(low, high);
  },
  ofU64: (value) => {
    const number = Number(value);
    return new Long(number | 0, Math.floor(number / 2 ** 32) | 0, true);
  },
};

/** @throws TypeError where it is none */
function toLong(value: unknown): Long {
  if (!Long.isLong(value)) throw new TypeError(API_ERRORS.long);
  return value;
}
