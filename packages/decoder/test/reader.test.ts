import { DecodeError } from '@softwasm/syntax';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reader } from '../src/reader.ts';
import { decodeUtf8 } from '../src/utf8.ts';

type Integer = 'u8' | 'u32' | 's32' | 's33' | 'u64' | 's64';

function read(kind: Integer, bytes: readonly number[]): { value: bigint; end: number } {
  const reader = new Reader(Uint8Array.from(bytes));
  if (kind === 'u64' || kind === 's64') {
    reader[kind]();
    const words = (BigInt(reader.high) << 32n) | BigInt(reader.low >>> 0);
    return { value: kind === 'u64' ? BigInt.asUintN(64, words) : words, end: reader.pos };
  }
  return { value: BigInt(reader[kind]()), end: reader.pos };
}

function failure(action: () => unknown): { reason: string; offset: number } {
  try {
    action();
  } catch (error) {
    if (error instanceof DecodeError) return { reason: error.reason, offset: error.offset };
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** LEB128 of at least `minimum` bytes. */
function leb(value: bigint, signed: boolean, minimum: number): number[] {
  const out: number[] = [];
  for (let rest = value; ; ) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    const done = signed ? (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40) : rest === 0n;
    if (done && out.length + 1 >= minimum) return [...out, low];
    out.push(low | 0x80);
  }
}

const BITS: Readonly<Record<Integer, number>> = { u8: 8, u32: 32, s32: 32, s33: 33, u64: 64, s64: 64 };
const KINDS = Object.keys(BITS) as Integer[];

describe('LEB128', () => {
  it.each(KINDS)('%s: any value, in any permitted length', (kind) => {
    const bits = BITS[kind];
    const signed = kind.startsWith('s');
    const longest = Math.ceil(bits / 7);
    const min = signed ? -(1n << BigInt(bits - 1)) : 0n;
    const max = (1n << BigInt(signed ? bits - 1 : bits)) - 1n;
    const value = fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(min, max, 0n, 63n, 64n, 127n, 128n));
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: longest }), (expected, length) => {
        const encoded = leb(expected, signed, length);
        expect(read(kind, [...encoded, 0x55])).toEqual({ value: expected, end: encoded.length });
      }),
      { numRuns: 500 },
    );
  });

  const tooLarge = 'integer too large';
  const tooLong = 'integer representation too long';
  const end = 'unexpected end of section or function';
  it.each<[Integer, readonly number[], string, number]>([
    ['u8', [0x80, 0x02], tooLarge, 1],
    ['u8', [0x80, 0x80, 0x00], tooLong, 2],
    ['u32', [], end, 0],
    ['u32', [0x80], end, 1],
    ['u32', [0x80, 0x80, 0x80, 0x80], end, 4],
    ['u32', [0xff, 0xff, 0xff, 0xff, 0x1f], tooLarge, 4],
    ['u32', [0xff, 0xff, 0xff, 0xff, 0xff], tooLarge, 4],
    ['u32', [0x80, 0x80, 0x80, 0x80, 0x80], tooLong, 5],
    ['s32', [0x80, 0x80, 0x80, 0x80, 0x08], tooLarge, 4],
    ['s32', [0xff, 0xff, 0xff, 0xff, 0x0f], tooLarge, 4],
    ['s32', [0xff, 0xff, 0xff, 0xff, 0x6f], tooLarge, 4],
    ['s32', [0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], tooLong, 5],
    ['s33', [0x80, 0x80, 0x80, 0x80, 0x10], tooLarge, 4],
    ['s33', [0x80, 0x80, 0x80, 0x80, 0x80, 0x00], tooLong, 5],
    ['u64', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02], tooLarge, 9],
    ['u64', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00], tooLong, 10],
    ['s64', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], tooLarge, 9],
    ['s64', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7e], tooLarge, 9],
    ['s64', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], tooLong, 10],
  ])('%s of %j: %s', (kind, encoded, reason, offset) => {
    expect(failure(() => read(kind, encoded))).toEqual({ reason, offset });
  });
});

describe('names', () => {
  /** The host's strict decoder as the oracle. */
  const oracle = (encoded: Uint8Array): string | undefined => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(encoded);
    } catch {
      return undefined;
    }
  };

  it('agree with TextDecoder on texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(decodeUtf8(new TextEncoder().encode(text))).toBe(text);
      }),
    );
  });

  it('agree with TextDecoder on bytes', () => {
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0x9f, 0xa0, 0xed, 0xef, 0xf0, 0x8f, 0x90, 0xf4, 0xf5),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 8 }), (list) => {
        const encoded = Uint8Array.from(list);
        expect(decodeUtf8(encoded)).toBe(oracle(encoded));
      }),
      { numRuns: 5000 },
    );
  });

  it('may be megabytes long', () => {
    const text = 'aé漢😀'.repeat(300_000);
    expect(decodeUtf8(new TextEncoder().encode(text))).toBe(text);
  });

  it('know how much is left', () => {
    const reader = new Reader(Uint8Array.of(3, 0x61, 0x62));
    expect(failure(() => reader.name()).reason).toBe('unexpected end of section or function');
    const short = new Reader(Uint8Array.of(200, 1, 0x61));
    expect(failure(() => short.name())).toEqual({
      reason: 'length out of bounds: 200 bytes, at most 3 possible',
      offset: 0,
    });
  });
});
