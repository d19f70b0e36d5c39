/** Edge values of each type as bits, and fast-check generators that mix them with random ones. */
import fc from 'fast-check';

/** The parameters of every property: fixed, so that a failure repeats. */
export const RUNS: { numRuns: number; seed: number } = { numRuns: 10_000, seed: 20261123 };

const i32Set = new Set<number>([0x7fff, 0x8000, 0xffff, 0x00ff00ff, -0x00ff0100, 0x55555555, -0x55555556]);
for (let shift = 0; shift < 32; shift++) {
  for (const delta of [-1, 0, 1]) i32Set.add(((1 << shift) + delta) | 0);
}
for (const value of [...i32Set]) i32Set.add(-value | 0);

export const I32_EDGES: readonly number[] = [...i32Set];

const i64Set = new Set<bigint>();
for (const exponent of [0n, 1n, 2n, 15n, 16n, 20n, 21n, 31n, 32n, 33n, 48n, 51n, 52n, 53n, 54n, 62n, 63n]) {
  for (const delta of [-1n, 0n, 1n]) {
    i64Set.add(BigInt.asIntN(64, (1n << exponent) + delta));
    i64Set.add(BigInt.asIntN(64, -((1n << exponent) + delta)));
  }
}
for (const value of [
  '10',
  '1000000007',
  '123456789abcdef',
  'fedcba9876543210',
  '00000000ffffffff',
  'ffffffff00000000',
]) {
  i64Set.add(BigInt.asIntN(64, BigInt(`0x${value}`)));
}

// One off a tie of f32: rounded to double first, they would round to the wrong side.
for (const exponent of [53n, 54n, 57n, 60n, 62n, 63n]) {
  for (const ulps of [1n, 3n]) {
    const tie = (1n << exponent) + (ulps << (exponent - 24n));
    for (const x of [tie - 1n, tie + 1n]) i64Set.add(BigInt.asIntN(64, x)).add(BigInt.asIntN(64, -x));
  }
}

export const I64_EDGES: readonly bigint[] = [...i64Set];

function f32Bits(x: number): number {
  return new Int32Array(new Float32Array([x]).buffer)[0] as number;
}

export function f64Bits(x: number): bigint {
  return new BigInt64Array(new Float64Array([x]).buffer)[0] as bigint;
}

// Around every limit of a conversion, ties, and the ends of the formats.
const magnitudes = [
  0,
  0.4,
  0.49999999999999994,
  0.5,
  0.6,
  1,
  1.5,
  2,
  2.5,
  3.1,
  3.5,
  126.5,
  127.5,
  255.5,
  32767.5,
  65535.5,
  1e-40,
  1e-310,
  1e10,
  1e39,
  1e300,
  2 ** 52 + 0.5,
  Number.POSITIVE_INFINITY,
];
for (const exponent of [-149, -150, -126, -1022, -1074, 22, 23, 24, 31, 32, 51, 52, 53, 63, 64, 127, 128, 1023]) {
  const power = 2 ** exponent;
  magnitudes.push(
    power,
    power * (1 - 2 ** -53),
    power * (1 + 2 ** -52),
    power * (1 - 2 ** -24),
    power * (1 + 2 ** -23),
  );
  if (exponent > 0 && exponent < 65) magnitudes.push(power - 1, power + 1, power - 0.5, power + 0.5);
}
const floats = magnitudes.flatMap((x) => [x, -x]);

/** The same list of NaNs for both types: canonical, quiet and signalling, with either sign. */
const F32_NANS = [0x7fc00000, 0x7fc00001, 0x7fffffff, 0x7f800001, 0x7fa00000, 0x7fbfffff, 0x7fd5e6f0];
const F64_NANS = [
  0x7ff8000000000000n,
  0x7ff8000000000001n,
  0x7fffffffffffffffn,
  0x7ff0000000000001n,
  0x7ff4000000000000n,
  0x7ff7ffffffffffffn,
  0x7ffabcde00000123n,
  0x7ff8000000400000n,
  0x7ff80000007fffffn,
  0x7ff8000000800000n,
];

export const F32_NAN_BITS: readonly number[] = F32_NANS.flatMap((bits) => [bits, bits | -0x80000000]);
export const F64_NAN_BITS: readonly bigint[] = F64_NANS.flatMap((bits) => [
  bits,
  BigInt.asIntN(64, bits | (1n << 63n)),
]);

export const F32_EDGES: readonly number[] = [...new Set([...floats.map(f32Bits), ...F32_NAN_BITS])];
export const F64_EDGES: readonly bigint[] = [...new Set([...floats.map(f64Bits), ...F64_NAN_BITS])];

/** Arbitrary i32: half of them spread over magnitudes. */
export const i32: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -0x80000000, max: 0x7fffffff }),
  fc.tuple(fc.integer({ min: -0x80000000, max: 0x7fffffff }), fc.nat(31)).map(([x, shift]) => x >> shift),
  fc.constantFrom(...I32_EDGES),
);

const anyI64 = fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n });

export const i64: fc.Arbitrary<bigint> = fc.oneof(
  anyI64,
  fc.tuple(anyI64, fc.nat(63)).map(([x, shift]) => x >> BigInt(shift)),
  fc.tuple(anyI64, fc.nat(63)).map(([x, shift]) => BigInt.asIntN(64, x << BigInt(shift))),
  fc.constantFrom(...I64_EDGES),
);

/** Arbitrary bits of an f32: any pattern, ordinary magnitudes, edges. */
export const f32: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -0x80000000, max: 0x7fffffff }),
  fc.double({ min: -1e12, max: 1e12, noNaN: true }).map(f32Bits),
  fc.integer({ min: -4000, max: 4000 }).map((n) => f32Bits(n / 4)),
  fc.constantFrom(...F32_EDGES),
);

export const f64: fc.Arbitrary<bigint> = fc.oneof(
  anyI64,
  fc.double({ min: -1e20, max: 1e20, noNaN: true }).map(f64Bits),
  fc.integer({ min: -4000, max: 4000 }).map((n) => f64Bits(n / 4)),
  fc.constantFrom(...F64_EDGES),
);
