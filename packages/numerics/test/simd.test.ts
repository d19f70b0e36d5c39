/** SIMD instructions against the host's own, on vectors of edge values and of random lanes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FloatValue, f32FromBits, f32ToBits, f64FromBits, f64ToBits, HI, V } from '../src/index.ts';
import { f32, f64, I32_EDGES, i32, i64, RUNS } from './edges.ts';
import { instantiate, leb, type NumericType } from './native.ts';
import { high, isArithmeticNaN, isCanonicalNaN, isNaNBits, join, low, numericFunction } from './operations.ts';
import { RELAXED_VECTOR_INSTRUCTIONS, STRICT_VECTOR_INSTRUCTIONS, type VectorRow } from './vector-instructions.ts';

type Vector = readonly [number, number, number, number];

const lane8 = fc.constantFrom(0, 1, 2, 7, 15, 16, 0x55, 0x7e, 0x7f, 0x80, 0x81, 0xaa, 0xf0, 0xfe, 0xff);
const lane16 = fc.constantFrom(
  0,
  1,
  2,
  0x7f,
  0x80,
  0xff,
  0x100,
  0x4000,
  0x7ffe,
  0x7fff,
  0x8000,
  0x8001,
  0xff80,
  0xffff,
);
const word = fc.oneof(
  fc.tuple(lane8, lane8, lane8, lane8).map(([a, b, c, d]) => a | (b << 8) | (c << 16) | (d << 24)),
  fc.tuple(lane16, lane16).map(([a, b]) => a | (b << 16)),
  i32,
);
const vector: fc.Arbitrary<Vector> = fc.oneof(
  fc.tuple(word, word, word, word),
  fc.tuple(f32, f32, f32, f32),
  fc.oneof(fc.tuple(f64, f64), fc.tuple(i64, i64)).map(([a, b]): Vector => [low(a), high(a), low(b), high(b)]),
);

/** Lane access of one shape: opcodes, those to extract with their suffixes. */
interface LaneShape {
  shape: string;
  count: number;
  type: NumericType;
  extracts: [number, string][];
  replace: number;
  splat: number;
}

/** The same random vectors for every instruction. */
const POOL: readonly Vector[] = fc.sample(vector, RUNS);

function pooled(index: number): Vector {
  return POOL[index % POOL.length] as Vector;
}

const LOAD = 0x00;
const STORE = 0x0b;
const V128_STORE = [0xfd, STORE, 4, 0];
const load = (operand: number): number[] => [0x41, operand * 16, 0xfd, LOAD, 4, 0];
/** Where results are stored: behind three operands. */
const RESULT = 48;

/** Runs `code` of the host on operands in memory; the result is four words in a view, or the i32 returned. */
function nativeVector(row: Pick<VectorRow, 'result' | 'code'> & { params: number[]; tail: number[] }) {
  const code = row.code.flatMap((item) => (typeof item === 'number' ? [0xfd, ...leb(item)] : load(item.load)));
  const toMemory = row.result === 'v128';
  const { f, m } = instantiate(row.params, toMemory ? [] : [0x7f], [
    ...(toMemory ? [0x41, RESULT] : []),
    ...code,
    ...row.tail,
    ...(toMemory ? V128_STORE : []),
  ]);
  const words = new Int32Array(m.buffer);
  return { run: f as (...params: unknown[]) => number, words, result: words.subarray(RESULT / 4, RESULT / 4 + 4) };
}

function nativeRow(row: VectorRow) {
  if (!row.hasCount) return nativeVector({ ...row, params: [], tail: [] });
  const code = row.code.slice(0, -1);
  const opcode = row.code[row.code.length - 1] as number;
  return nativeVector({ ...row, code, params: [0x7f], tail: [0x20, 0, 0xfd, ...leb(opcode)] });
}

/** The lanes of `words` as bits. */
function lanes(type: 'f32' | 'f64', words: ArrayLike<number>): (number | bigint)[] {
  const all = Array.from(words);
  if (type === 'f32') return all;
  return all.flatMap((lo, i) => (i % 2 === 0 ? [join(lo, all[i + 1] as number)] : []));
}

function agrees(row: VectorRow, operands: readonly Vector[], expected: Int32Array): boolean {
  if (expected.every((value, i) => value === V[i])) return true;
  const { floatLanes: type } = row;
  if (type === undefined) return false;
  // Conversions between the formats read lanes of the other one.
  const source = /demote/.test(row.name) ? 'f64' : /promote/.test(row.name) ? 'f32' : type;
  const inputs = operands.flatMap((operand) => lanes(source, operand));
  const canonical = inputs.every((bits) => !isNaNBits(source, bits) || isCanonicalNaN(source, bits));
  const actual = lanes(type, V);
  return lanes(type, expected).every((bits, i) => {
    const got = actual[i] as number | bigint;
    if (!isNaNBits(type, bits)) return got === bits;
    return canonical ? isCanonicalNaN(type, got) : isArithmeticNaN(type, got);
  });
}

function checkRow(row: VectorRow): void {
  const native = nativeRow(row);
  const call = numericFunction(row.name);
  for (let i = 0; i < POOL.length; i++) {
    const operands = [pooled(i), pooled(i * 7 + 1), pooled(i * 13 + 5)].slice(0, row.vectors);
    const count = row.hasCount ? [i % 3 === 0 ? (I32_EDGES[i % I32_EDGES.length] as number) : i & 127] : [];
    native.words.set(operands.flat());
    const expected = native.run(...count);
    const actual = call(...operands.flat(), ...count);
    const same = row.result === 'i32' ? actual === expected : agrees(row, operands, native.result);
    if (same) continue;
    const [want, got] = row.result === 'i32' ? [expected, actual] : [native.result, V];
    expect.fail(`${row.name}(${operands.join(' | ')} ${count}) is ${want}, not ${got}`);
  }
}

const named = (rows: readonly VectorRow[]): [string, VectorRow][] => rows.map((row) => [row.name, row]);

describe('vector instructions agree with the host', () => {
  test.each(named(STRICT_VECTOR_INSTRUCTIONS))('%s', (_, row) => checkRow(row));
});

describe('relaxed instructions are the strict ones they stand for', () => {
  test.each(named(RELAXED_VECTOR_INSTRUCTIONS))('%s', (_, row) => checkRow(row));
});

test('the tables are complete', () => {
  const names = (rows: readonly VectorRow[]) => new Set(rows.map(({ name }) => name)).size;
  // Of 236 fixed-width instructions: 22 access memory, 1 is a constant, 14 extract or replace, 6 splat, 1 shuffles.
  expect(names(STRICT_VECTOR_INSTRUCTIONS)).toBe(236 - 22 - 1 - 14 - 6 - 1);
  expect(names(RELAXED_VECTOR_INSTRUCTIONS)).toBe(20);
});

describe('lanes', () => {
  const SHAPES: readonly LaneShape[] = [
    {
      shape: 'i8x16',
      count: 16,
      type: 'i32',
      extracts: [
        [0x15, '_s'],
        [0x16, '_u'],
      ],
      replace: 0x17,
      splat: 0x0f,
    },
    {
      shape: 'i16x8',
      count: 8,
      type: 'i32',
      extracts: [
        [0x18, '_s'],
        [0x19, '_u'],
      ],
      replace: 0x1a,
      splat: 0x10,
    },
    { shape: 'i32x4', count: 4, type: 'i32', extracts: [[0x1b, '']], replace: 0x1c, splat: 0x11 },
    { shape: 'i64x2', count: 2, type: 'i64', extracts: [[0x1d, '']], replace: 0x1e, splat: 0x12 },
    { shape: 'f32x4', count: 4, type: 'f32', extracts: [[0x1f, '']], replace: 0x20, splat: 0x13 },
    { shape: 'f64x2', count: 2, type: 'f64', extracts: [[0x21, '']], replace: 0x22, splat: 0x14 },
  ];
  const FROM_BITS = { i32: [], i64: [], f32: [0xbe], f64: [0xbf] } as const;
  const TO_BITS = { i32: [], i64: [], f32: [0xbc], f64: [0xbd] } as const;

  describe.each(SHAPES)('$shape', ({ shape, count, type, extracts, replace, splat }) => {
    const carrier = type === 'i64' || type === 'f64' ? 0x7e : 0x7f;

    /** Calls `name` with `before` and then the scalar of bits `lo` and `hi`, as this shape takes it. */
    function callWithScalar(name: string, before: readonly number[], lo: number, hi: number): void {
      const call = numericFunction(name);
      const [a, b, c, d, lane] = before;
      const scalar = type === 'f32' ? f32FromBits(lo) : type === 'f64' ? f64FromBits(lo, hi) : lo;
      if (before.length === 0) call(scalar, hi);
      else call(a, b, c, d, lane, scalar, hi);
    }

    const scalarBits = (v: Vector): number | bigint => (carrier === 0x7e ? join(v[0], v[1]) : v[0]);

    test.each(extracts)('extract_lane %i%s', (opcode, sign) => {
      const call = numericFunction(`${shape}_extract_lane${sign}`);
      for (let lane = 0; lane < count; lane++) {
        const code = [...load(0), 0xfd, opcode, lane, ...TO_BITS[type]];
        const { f, m } = instantiate([], [carrier], code);
        const words = new Int32Array(m.buffer);
        for (const v of POOL) {
          words.set(v);
          let actual: unknown = call(v[0], v[1], v[2], v[3], lane);
          if (type === 'f32') actual = f32ToBits(actual as FloatValue);
          else if (type === 'f64') actual = join(f64ToBits(actual as FloatValue), HI[0] as number);
          else if (type === 'i64') actual = join(actual as number, HI[0] as number);
          if (actual !== f()) expect.fail(`lane ${lane} of ${v} is ${f()}, not ${actual}`);
        }
      }
    });

    test('replace_lane', () => {
      for (let lane = 0; lane < count; lane++) {
        const tail = [0x20, 0, ...FROM_BITS[type], 0xfd, replace, lane];
        const native = nativeVector({ result: 'v128', code: [{ load: 0 }], params: [carrier], tail });
        for (const [i, v] of POOL.entries()) {
          const x = pooled(i * 7 + 1);
          native.words.set(v);
          native.run(scalarBits(x));
          callWithScalar(`${shape}_replace_lane`, [...v, lane], x[0], x[1]);
          if (native.result.some((value, k) => value !== V[k])) {
            expect.fail(`${v} with lane ${lane} from ${x} is ${native.result}, not ${V}`);
          }
        }
      }
    });

    test('splat', () => {
      const tail = [0x20, 0, ...FROM_BITS[type], 0xfd, splat];
      const native = nativeVector({ result: 'v128', code: [], params: [carrier], tail });
      for (const v of POOL) {
        native.run(scalarBits(v));
        callWithScalar(`${shape}_splat`, [], v[0], v[1]);
        if (native.result.some((value, k) => value !== V[k])) expect.fail(`of ${v} is ${native.result}, not ${V}`);
      }
    });
  });

  test('i8x16_shuffle', () => {
    const call = numericFunction('i8x16_shuffle');
    const indices = fc.array(fc.nat(31), { minLength: 16, maxLength: 16 });
    for (const [i, lane] of fc.sample(indices, { numRuns: 1000, seed: RUNS.seed }).entries()) {
      const code = [{ load: 0 }, { load: 1 }];
      const native = nativeVector({ result: 'v128', code, params: [], tail: [0xfd, 0x0d, ...lane] });
      const packed = new DataView(new Uint8Array(lane).buffer);
      const words = [0, 4, 8, 12].map((offset) => packed.getInt32(offset, true));
      for (let k = 0; k < 10; k++) {
        const a = pooled(i * 10 + k);
        const b = pooled(i * 7 + k);
        native.words.set([...a, ...b]);
        native.run();
        call(...a, ...b, ...words);
        if (native.result.some((value, n) => value !== V[n])) {
          expect.fail(`${a} | ${b} by ${lane} is ${native.result}, not ${V}`);
        }
      }
    }
  });

  test('i8x4_swizzle is one word of i8x16.swizzle', () => {
    const whole = numericFunction('i8x16_swizzle');
    const word = numericFunction('i8x4_swizzle');
    for (const [i, a] of POOL.entries()) {
      // Few random bytes are indices: these are made so.
      const b = pooled(i * 7 + 1).map((bits) => bits & 0x1f9f0f0f);
      whole(...a, ...b);
      expect(b.map((indices) => word(...a, indices))).toEqual(Array.from(V));
    }
  });

  test('words of an f64', () => {
    for (const [lo, hi] of POOL) {
      const value = f64FromBits(lo, hi);
      expect([numericFunction('f64ToBits')(value), numericFunction('f64ToHighWord')(value)]).toEqual([lo, hi]);
      if (typeof value !== 'number' || Number.isNaN(value)) continue;
      expect([numericFunction('lowOfF64')(value), numericFunction('highOfF64')(value)]).toEqual([lo, hi]);
    }
  });
});
