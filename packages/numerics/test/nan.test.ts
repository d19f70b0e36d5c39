/** NaN bits in both schemes, whichever the host would choose. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { viewForms } from '../src/float-bits.ts';
import * as numerics from '../src/index.ts';
import { HI, NaNBox, type NaNScheme, nanSchemes } from '../src/index.ts';
import { F32_EDGES, F32_NAN_BITS, F64_EDGES, F64_NAN_BITS, f32, f64, RUNS } from './edges.ts';
import { high, isArithmeticNaN, isCanonicalNaN, join, low } from './operations.ts';

const SCHEMES = Object.entries(nanSchemes) as [string, NaNScheme][];

/** f64 bits through one scheme. */
function f64Trip(from: NaNScheme, to: NaNScheme, bits: bigint): bigint {
  const lo = to.f64ToBits(from.f64FromBits(low(bits), high(bits)));
  return join(lo, HI[0] as number);
}

describe.each(SCHEMES)('scheme %s', (_, scheme) => {
  test('f32 bits come back', () => {
    const check = (bits: number): void => {
      expect(scheme.f32ToBits(scheme.f32FromBits(bits))).toBe(bits);
    };
    for (const bits of F32_EDGES) check(bits);
    fc.assert(fc.property(f32, check), RUNS);
    const nan = fc.integer({ min: 1, max: 0x7fffff });
    fc.assert(
      fc.property(nan, fc.boolean(), (m, minus) => check(0x7f800000 | m | (minus ? -0x80000000 : 0))),
      RUNS,
    );
  });

  test('f64 bits come back', () => {
    const check = (bits: bigint): void => {
      expect(f64Trip(scheme, scheme, bits)).toBe(bits);
    };
    for (const bits of F64_EDGES) check(bits);
    fc.assert(fc.property(f64, check), RUNS);
    const nan = fc.bigInt({ min: 1n, max: (1n << 52n) - 1n });
    fc.assert(
      fc.property(nan, fc.boolean(), (m, minus) => check((0x7ffn << 52n) | m | (minus ? -(1n << 63n) : 0n))),
      RUNS,
    );
  });

  test('the bits of every box are understood', () => {
    for (const bits of F32_NAN_BITS) expect(scheme.f32ToBits(nanSchemes.box.f32FromBits(bits))).toBe(bits);
    for (const bits of F64_NAN_BITS) expect(f64Trip(nanSchemes.box, scheme, bits)).toBe(bits);
  });

  test('ordinary floats and the canonical NaN are numbers', () => {
    for (const bits of [0, -0x80000000, 0x3f800000, 0x7f800000, -0x00800000, 0x7fc00000]) {
      expect(typeof scheme.f32FromBits(bits)).toBe('number');
    }
    for (const bits of [0n, -(1n << 63n), 0x7ff0000000000000n, 0x7ff8000000000000n]) {
      expect(typeof scheme.f64FromBits(low(bits), high(bits))).toBe('number');
    }
  });

  test('signalling NaNs are never signalling numbers', () => {
    const f64s = F64_NAN_BITS.filter((bits) => !isArithmeticNaN('f64', bits));
    for (const bits of f64s) expect(scheme.f64FromBits(low(bits), high(bits))).toBeInstanceOf(NaNBox);
    for (const bits of F32_NAN_BITS) {
      const x = scheme.f32FromBits(bits);
      if (typeof x !== 'number') continue;
      const lo = nanSchemes.payload.f64ToBits(x);
      expect(isArithmeticNaN('f64', join(lo, HI[0] as number)), bits.toString(16)).toBe(true);
    }
  });

  test('in arithmetic every NaN is a NaN and rounding to f32 quiets it', () => {
    for (const bits of F32_NAN_BITS) {
      const x = scheme.f32FromBits(bits);
      expect(+x).toBeNaN();
      const sum = scheme.f32ToBits(Math.fround(+x + 1));
      const rounded = scheme.f32ToBits(Math.fround(+x));
      expect(isArithmeticNaN('f32', sum)).toBe(true);
      expect(isArithmeticNaN('f32', rounded)).toBe(true);
      if (isCanonicalNaN('f32', bits)) expect(isCanonicalNaN('f32', sum)).toBe(true);
    }
  });

  test('boxes are immutable', () => {
    const box = scheme.f64FromBits(1, 0x7ff00000);
    expect(box).toBeInstanceOf(NaNBox);
    expect(Object.isFrozen(box)).toBe(true);
  });
});

test('the forms without float arrays agree with the aliasing ones', () => {
  const singles = (bits: number): void => {
    const x = viewForms.f32OfBits(bits);
    if (Number.isNaN(x)) return;
    expect(x).toBe(nanSchemes.box.f32FromBits(bits));
    expect(viewForms.bitsOfF32(x)).toBe(bits);
  };
  const doubles = (bits: bigint): void => {
    const x = viewForms.f64OfBits(low(bits), high(bits));
    if (Number.isNaN(x)) return;
    expect(x).toBe(nanSchemes.box.f64FromBits(low(bits), high(bits)));
    const lo = viewForms.bitsOfF64(x);
    expect(join(lo, HI[0] as number)).toBe(bits);
  };
  for (const bits of F32_EDGES) singles(bits);
  for (const bits of F64_EDGES) doubles(bits);
  fc.assert(fc.property(f32, singles), RUNS);
  fc.assert(fc.property(f64, doubles), RUNS);
});

describe('a host without float arrays that canonicalises NaNs', () => {
  test('takes the box scheme and keeps every bit', async () => {
    const { setFloat64 } = DataView.prototype;
    vi.stubGlobal('Float32Array', undefined);
    vi.stubGlobal('Float64Array', undefined);
    DataView.prototype.setFloat64 = function (offset, value, littleEndian): void {
      setFloat64.call(this, offset, Number.isNaN(value) ? Number.NaN : value, littleEndian);
    };
    vi.resetModules();
    try {
      const other = await import('../src/index.ts');
      expect(other.hostKeepsF64NaNBits()).toBe(false);
      expect(other.f32FromBits(-0x400000)).toBeInstanceOf(other.NaNBox);
      for (const bits of F32_EDGES) {
        expect(other.f32ToBits(other.f32FromBits(bits))).toBe(bits);
        expect(other.f32ToBits(other.f32_neg(other.f32FromBits(bits)))).toBe(bits ^ -0x80000000);
        expect(other.f32ToBits(other.f32_abs(other.f32FromBits(bits)))).toBe(bits & 0x7fffffff);
        const signed = other.f32_copysign(other.f32FromBits(1), other.f32FromBits(bits));
        expect(other.f32ToBits(signed)).toBe(1 | (bits & -0x80000000));
      }
      for (const bits of F64_EDGES) {
        const negated = other.f64_neg(other.f64FromBits(low(bits), high(bits)));
        const lo = other.f64ToBits(negated);
        expect(join(lo, other.HI[0] as number)).toBe(BigInt.asIntN(64, bits ^ (1n << 63n)));
      }
      for (const bits of F32_NAN_BITS) {
        const wide = other.f64_promote_f32(other.f32FromBits(bits));
        expect(other.f64ToBits(wide)).toBe(0);
        expect(other.HI[0]).toBe(0x7ff80000);
        expect(other.f32ToBits(other.f32_ceil(other.f32FromBits(bits)))).toBe(0x7fc00000);
        expect(other.i32_trunc_sat_f32_s(other.f32FromBits(bits))).toBe(0);
      }
    } finally {
      DataView.prototype.setFloat64 = setFloat64;
      vi.unstubAllGlobals();
      vi.resetModules();
    }
  });
});

test('this host keeps the bits of quiet NaNs', () => {
  expect(numerics.hostKeepsF64NaNBits()).toBe(true);
  expect(numerics.f32FromBits).toBe(nanSchemes.payload.f32FromBits);
});
