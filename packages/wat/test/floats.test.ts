import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINARY32, BINARY64, type FloatFormat, parseFloatBits } from '../src/numbers/floats.ts';

function bitsOf(text: string, format: FloatFormat): bigint | undefined {
  const bytes = new TextEncoder().encode(text);
  return parseFloatBits(bytes, 0, bytes.length, format);
}

const words = new DataView(new ArrayBuffer(8));

function f64Bits(value: number): bigint {
  words.setFloat64(0, value);
  return words.getBigUint64(0);
}

function f32Bits(value: number): bigint {
  words.setFloat32(0, value);
  return BigInt(words.getUint32(0));
}

/** A finite positive float as a fraction. */
function fractionOf(bits: bigint, { precision, maxExponent }: FloatFormat): [bigint, bigint] {
  const field = bits >> BigInt(precision - 1);
  const rest = bits & ((1n << BigInt(precision - 1)) - 1n);
  const significand = field === 0n ? rest : rest | (1n << BigInt(precision - 1));
  const exponent = (field === 0n ? 1 : Number(field)) - maxExponent - (precision - 1);
  return exponent >= 0 ? [significand << BigInt(exponent), 1n] : [significand, 1n << BigInt(-exponent)];
}

/** Whether `bits` is what `n/d` rounds to: no neighbour is closer, and of two as close it is the even one. The largest has no neighbour above. */
function isNearest(n: bigint, d: bigint, bits: bigint, format: FloatFormat): boolean {
  const distance = (other: bigint): [bigint, bigint] => {
    const [a, b] = fractionOf(other, format);
    const difference = n * b - a * d;
    return [difference < 0n ? -difference : difference, b];
  };
  const [own, ownScale] = distance(bits);
  return [bits - 1n, bits + 1n].every((neighbour) => {
    if (neighbour < 0n) return true;
    const [other, otherScale] = distance(neighbour);
    const left = own * otherScale;
    const right = other * ownScale;
    return left < right || (left === right && (bits & 1n) === 0n);
  });
}

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(''));

const hexDigits = (min: number, max: number) =>
  fc
    .array(fc.integer({ min: 0, max: 15 }), { minLength: min, maxLength: max })
    .map((list) => list.map((digit) => digit.toString(16)).join(''));

describe('floating-point literals', () => {
  it('reads back what the host prints of any f64', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = Object.is(value, -0) ? '-0' : String(value);
        expect(bitsOf(text, BINARY64)).toBe(f64Bits(value));
        expect(bitsOf(value.toExponential(), BINARY64)).toBe(f64Bits(Object.is(value, -0) ? 0 : value));
      }),
      { numRuns: 3000 },
    );
  });

  it('reads back what the host prints of any f32', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(bitsOf(Object.is(value, -0) ? '-0' : String(value), BINARY32)).toBe(f32Bits(value));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['f32', BINARY32, 60],
    ['f64', BINARY64, 340],
  ] as const)('rounds decimal digits to the nearest %s', (_name, format, range) => {
    fc.assert(
      fc.property(digits(1, 40), digits(0, 40), fc.integer({ min: -range, max: range }), (whole, part, exponent) => {
        const bits = bitsOf(`${whole}.${part}e${exponent}`, format);
        const scale = exponent - part.length;
        const n = BigInt(whole + part) * 10n ** BigInt(Math.max(0, scale));
        const d = 10n ** BigInt(Math.max(0, -scale));
        const [largest, one] = fractionOf(
          (BigInt(2 * format.maxExponent + 1) << BigInt(format.precision - 1)) - 1n,
          format,
        );
        if (bits === undefined) expect(n * one > largest * d).toBe(true);
        else expect(isNearest(n, d, bits, format)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['f32', BINARY32, 200],
    ['f64', BINARY64, 1150],
  ] as const)('rounds hexadecimal digits to the nearest %s', (_name, format, range) => {
    fc.assert(
      fc.property(
        hexDigits(1, 60),
        hexDigits(0, 60),
        fc.integer({ min: -range, max: range }),
        (whole, part, exponent) => {
          const bits = bitsOf(`0x${whole}.${part}p${exponent}`, format);
          if (bits === undefined) return;
          const scale = exponent - 4 * part.length;
          const n = BigInt(`0x${whole}${part}`) << BigInt(Math.max(0, scale));
          expect(isNearest(n, 1n << BigInt(Math.max(0, -scale)), bits, format)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('rounds halfway cases to even, in one step', () => {
    // Halfway between two f32 and a little above, by less than a double can tell.
    expect(bitsOf('1.000000059604644775390625', BINARY32)).toBe(0x3f800000n);
    expect(bitsOf('1.000000059604644775390625000000000000000000000000000000001', BINARY32)).toBe(0x3f800001n);
    expect(bitsOf(`1.000000059604644775390625${'0'.repeat(2000)}1`, BINARY32)).toBe(0x3f800001n);
    expect(bitsOf('1.00000017881393432617187499', BINARY32)).toBe(0x3f800001n);
    expect(bitsOf('1.000000178813934326171875', BINARY32)).toBe(0x3f800002n);
    expect(bitsOf('0x1.00000100000000000000000000000000000000000000001p0', BINARY32)).toBe(0x3f800001n);
    expect(bitsOf(`0x1.000001${'0'.repeat(100)}p0`, BINARY32)).toBe(0x3f800000n);
    // Half of the smallest number, and a little more.
    expect(bitsOf('0x1p-150', BINARY32)).toBe(0n);
    expect(bitsOf('0x1.000001p-150', BINARY32)).toBe(1n);
    expect(bitsOf('0x1p-1075', BINARY64)).toBe(0n);
    expect(bitsOf('0x1.0000000000001p-1075', BINARY64)).toBe(1n);
  });

  it('says where the magnitude is out of range', () => {
    expect(bitsOf('340282356779733661637539395458142568447.9', BINARY32)).toBe(0x7f7fffffn);
    expect(bitsOf('340282356779733661637539395458142568448', BINARY32)).toBeUndefined();
    expect(bitsOf('0x1.ffffffp127', BINARY32)).toBeUndefined();
    expect(bitsOf('0x1.fffffefffp127', BINARY32)).toBe(0x7f7fffffn);
    expect(bitsOf('1.7976931348623158e308', BINARY64)).toBe(0x7fefffffffffffffn);
    expect(bitsOf('1.7976931348623159e308', BINARY64)).toBeUndefined();
    expect(bitsOf('1e99999999999999999999', BINARY64)).toBeUndefined();
    expect(bitsOf('-1e-99999999999999999999', BINARY64)).toBe(1n << 63n);
    expect(bitsOf(`1${'0'.repeat(5000)}e-5000`, BINARY64)).toBe(f64Bits(1));
    expect(bitsOf(`0.${'0'.repeat(5000)}1e5001`, BINARY64)).toBe(f64Bits(1));
    expect(bitsOf('0e99999999999999999999', BINARY64)).toBe(0n);
  });

  it('reads infinities and NaNs', () => {
    expect(bitsOf('inf', BINARY32)).toBe(0x7f800000n);
    expect(bitsOf('-inf', BINARY64)).toBe(0xfff0000000000000n);
    expect(bitsOf('nan', BINARY32)).toBe(0x7fc00000n);
    expect(bitsOf('-nan', BINARY64)).toBe(0xfff8000000000000n);
    expect(bitsOf('nan:0x1', BINARY32)).toBe(0x7f800001n);
    expect(bitsOf('+nan:0x7f_ffff', BINARY32)).toBe(0x7fffffffn);
    expect(bitsOf('nan:0x80_0000', BINARY32)).toBeUndefined();
    expect(bitsOf('nan:0x0', BINARY32)).toBeUndefined();
    expect(bitsOf('nan:0xf_ffff_ffff_ffff', BINARY64)).toBe(0x7fffffffffffffffn);
    expect(bitsOf('nan:0x10_0000_0000_0000', BINARY64)).toBeUndefined();
  });
});
