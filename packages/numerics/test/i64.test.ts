/** i64 operations against BigInt and against the package `long`. */
import fc from 'fast-check';
import Long from 'long';
import { describe, expect, test } from 'vitest';
import { i64_div_s_overflows, u32_mul_high } from '../src/index.ts';
import { I32_EDGES, I64_EDGES, i32, i64, RUNS } from './edges.ts';
import { high, low, operation } from './operations.ts';

type Binary = (a: bigint, b: bigint) => bigint;

const s64 = (x: bigint): bigint => BigInt.asIntN(64, x);
const u64 = (x: bigint): bigint => BigInt.asUintN(64, x);
const bool = (x: boolean): bigint => (x ? 1n : 0n);

const long = (x: bigint): Long => Long.fromBits(low(x), high(x));
const count = (x: bigint): number => low(x) & 63;
const big = (x: Long): bigint => (BigInt(x.high) << 32n) | BigInt(x.low >>> 0);

/** `long` 5.3 guards −2^63 / −1 by the high word of the dividend alone, and so returns 2^32 dividends unchanged. */
function longDivS(a: bigint, b: bigint): bigint {
  return b === -1n && high(a) === -0x80000000 ? -a : big(long(a).div(long(b)));
}

/** By mnemonic: BigInt's opinion and, where `long` has the operation, its opinion. */
const ORACLES: Record<string, readonly Binary[]> = {
  i64_add: [(a, b) => a + b, (a, b) => big(long(a).add(long(b)))],
  i64_sub: [(a, b) => a - b, (a, b) => big(long(a).sub(long(b)))],
  i64_mul: [(a, b) => a * b, (a, b) => big(long(a).mul(long(b)))],
  i64_div_s: [(a, b) => a / b, longDivS],
  i64_div_u: [(a, b) => u64(a) / u64(b), (a, b) => big(long(a).toUnsigned().div(long(b).toUnsigned()))],
  i64_rem_s: [(a, b) => a % b, (a, b) => big(long(a).rem(long(b)))],
  i64_rem_u: [(a, b) => u64(a) % u64(b), (a, b) => big(long(a).toUnsigned().rem(long(b).toUnsigned()))],
  i64_and: [(a, b) => a & b],
  i64_or: [(a, b) => a | b],
  i64_xor: [(a, b) => a ^ b],
  i64_shl: [(a, b) => a << (b & 63n), (a, b) => big(long(a).shiftLeft(count(b)))],
  i64_shr_s: [(a, b) => a >> (b & 63n), (a, b) => big(long(a).shiftRight(count(b)))],
  i64_shr_u: [(a, b) => u64(a) >> (b & 63n), (a, b) => big(long(a).shiftRightUnsigned(count(b)))],
  i64_rotl: [
    (a, b) => (u64(a) << (b & 63n)) | (u64(a) >> (64n - (b & 63n))),
    (a, b) => big(long(a).rotateLeft(count(b))),
  ],
  i64_rotr: [
    (a, b) => (u64(a) >> (b & 63n)) | (u64(a) << (64n - (b & 63n))),
    (a, b) => big(long(a).rotateRight(count(b))),
  ],
  i64_eq: [(a, b) => bool(a === b), (a, b) => bool(long(a).eq(long(b)))],
  i64_ne: [(a, b) => bool(a !== b), (a, b) => bool(long(a).neq(long(b)))],
  i64_lt_s: [(a, b) => bool(a < b), (a, b) => bool(long(a).lt(long(b)))],
  i64_le_s: [(a, b) => bool(a <= b), (a, b) => bool(long(a).lte(long(b)))],
  i64_gt_s: [(a, b) => bool(a > b), (a, b) => bool(long(a).gt(long(b)))],
  i64_ge_s: [(a, b) => bool(a >= b), (a, b) => bool(long(a).gte(long(b)))],
  i64_lt_u: [(a, b) => bool(u64(a) < u64(b)), (a, b) => bool(long(a).toUnsigned().lt(long(b).toUnsigned()))],
  i64_le_u: [(a, b) => bool(u64(a) <= u64(b)), (a, b) => bool(long(a).toUnsigned().lte(long(b).toUnsigned()))],
  i64_gt_u: [(a, b) => bool(u64(a) > u64(b)), (a, b) => bool(long(a).toUnsigned().gt(long(b).toUnsigned()))],
  i64_ge_u: [(a, b) => bool(u64(a) >= u64(b)), (a, b) => bool(long(a).toUnsigned().gte(long(b).toUnsigned()))],
};

const FORMS = [
  ...Object.keys(ORACLES).map((name) => [name, name] as const),
  ...['div_s', 'div_u', 'rem_s', 'rem_u', 'mul'].map((name) => [`i64_${name}_bridge`, `i64_${name}`] as const),
  ['i64_mul_limbs', 'i64_mul'] as const,
];

describe('i64 agrees with BigInt and long', () => {
  test.each(FORMS)('%s', (name, mnemonic) => {
    const oracles = ORACLES[mnemonic] as readonly Binary[];
    const isComparison = /_(?:eq|ne|[lg][te]_[su])$/.test(name);
    const call = operation(['i64', 'i64'], isComparison ? 'i32' : 'i64', name);
    const check = (a: bigint, b: bigint): void => {
      if (/_(?:div|rem)_/.test(name) && b === 0n) return;
      const actual = BigInt(call(a, b));
      for (const oracle of oracles) {
        const expected = s64(oracle(a, b));
        if (actual !== expected) expect.fail(`${name}(${a}, ${b}) is ${expected}, not ${actual}`);
      }
    };
    for (const a of I64_EDGES) for (const b of I64_EDGES) check(a, b);
    fc.assert(fc.property(i64, i64, check), RUNS);
  });
});

test('only −2^63 / −1 overflows', () => {
  const least = -(1n << 63n);
  for (const a of I64_EDGES) {
    for (const b of I64_EDGES) {
      expect(i64_div_s_overflows(low(a), high(a), low(b), high(b))).toBe(a === least && b === -1n);
    }
  }
});

test('u32_mul_high is the upper half of the product', () => {
  const check = (a: number, b: number): void => {
    expect(u32_mul_high(a, b)).toBe(high(s64(BigInt(a >>> 0) * BigInt(b >>> 0))));
  };
  for (const a of I32_EDGES) for (const b of I32_EDGES) check(a, b);
  fc.assert(fc.property(i32, i32, check), RUNS);
});
