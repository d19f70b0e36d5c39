import { bigIntOfWords, type Int64, wordsOfBigInt } from '@softwasm/runtime';
import { notInRange, type U64, u64OfBigInt } from '@softwasm/syntax';

/** What integers of 64 bits are in JavaScript: bigints, or something else where the host has none. */
export interface Int64Values {
  /** Whether a value is one already, without conversion. */
  is(value: unknown): boolean;
  /** `ToWebAssemblyValue` of an `i64`. @throws TypeError, and whatever conversions run */
  toWasm(value: unknown): bigint | Int64;
  /** {@link toWasm} as the calling convention has it. @returns the low word; the high one is in `HI[0]` */
  lowWord(value: unknown): number;
  /** `ToJSValue` of an `i64`. */
  ofWords(lo: number, hi: number): unknown;
  /** `AddressValueToU64` of a 64-bit address. @throws TypeError */
  toU64(value: unknown, what: string): U64;
  /** `U64ToAddressValue` of a 64-bit address. */
  ofU64(value: U64): unknown;
}

/** More bits than any bigint has: such a conversion is only the conversion to a bigint, by which numbers throw and strings are read. */
const ALL_BITS = Number.MAX_SAFE_INTEGER;

/**
 * Bigints, as the JavaScript API has them. Without a literal of them: to hosts that have none it is an error of syntax.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html#towebassemblyvalue
 */
export const BIGINTS: Int64Values = {
  is: (value) => typeof value === 'bigint',
  toWasm: (value) => BigInt.asIntN(64, value as bigint),
  lowWord: (value) => wordsOfBigInt(BigInt.asIntN(64, value as bigint)),
  ofWords: bigIntOfWords,
  toU64(value, what) {
    const address = BigInt.asIntN(ALL_BITS, value as bigint);
    if (address < 0 || address >= 2 ** 64) throw new TypeError(notInRange(what));
    return u64OfBigInt(address);
  },
  ofU64: (value) => BigInt(value),
};
