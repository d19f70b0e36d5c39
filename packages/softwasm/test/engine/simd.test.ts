import type { MemoryInstance } from '@softwasm/runtime';
import {
  CATEGORIES,
  F32,
  F64,
  I32,
  I64,
  IMMEDIATES,
  INSTRUCTION_FEATURES,
  INSTRUCTION_NAMES,
  type InstructionName,
  SIGNATURES,
  type Signature,
  V128,
  type ValType,
} from '@softwasm/syntax';
import { describe, expect, test } from 'vitest';
import { callJit, callNative, jit, native } from './harness.ts';

/*
 * Every vector instruction against the host's own, on pairs of edge vectors. Operands and results pass through memory. An instruction is tried on what was
 * just loaded, on locals, on its own result, and on constants.
 */

type Vector = readonly [number, number, number, number];

const F32_WORDS = [
  0, -0x80000000, 0x3f800000, 0xbf800000, 0x3f000000, 0x3fc00000, 0x40200000, 0x7f800000, 0xff800000, 0x7fc00000,
  0xffc00000, 0x7fa12345, 0x00000001, 0x4f000000, 0xcf000000, 0x4f800000, 0x4b000001, 0x41490fdb,
];
const F64_VALUES = [
  0,
  -0,
  1,
  -1,
  0.5,
  1.5,
  2.5,
  -3.5,
  1e300,
  -1e-320,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53 + 2,
  1 / 0,
  -1 / 0,
];
const INTEGER_WORDS = [
  0, 1, -1, 0x7fffffff, -0x80000000, 0x80008000, 0x7fff7fff, 0x00010001, 0x80808080, 0x7f7f7f7f, 0x01ff80fe, 0x12345678,
  0xfedcba98, 0x00ff00ff, 0x8000ffff, 0x000f0e1f,
];

function vectorsOf(words: readonly number[], stride: number): Vector[] {
  const at = (i: number): number => words[i % words.length]! | 0;
  return words.map((_, i) => [at(i), at(i + stride), at(i + 2 * stride), at(i + 3 * stride)]);
}

function vectorOfDoubles(low: number, high: number): Vector {
  const [a, b, c, d] = new Int32Array(new Float64Array([low, high]).buffer);
  return [a!, b!, c!, d!];
}

const SIGNALLING: Vector = [1, 0x7ff40000, 0x12345, -0xbffff];
const INTEGERS = vectorsOf(INTEGER_WORDS, 3);
const SINGLES = vectorsOf(F32_WORDS, 5);
const DOUBLES = [
  ...F64_VALUES.map((value, i) => vectorOfDoubles(value, F64_VALUES[(i + 5) % F64_VALUES.length]!)),
  vectorOfDoubles(Number.NaN, 7.5),
  SIGNALLING,
];

/** The lanes in which an instruction's result may be any of several NaNs. */
function floatLanes(name: string): 32 | 64 | 0 {
  if (/\.(eq|ne|lt|gt|le|ge|abs|neg|pmin|pmax|splat|extract_lane|replace_lane)$/.test(name)) return 0;
  return name.startsWith('f32x4') ? 32 : name.startsWith('f64x2') ? 64 : 0;
}

function poolOf(name: string): readonly Vector[] {
  if (/f64x2/.test(name)) return DOUBLES;
  if (/f32x4/.test(name) && !/convert/.test(name)) return SINGLES;
  return INTEGERS;
}

/** Whether two results agree; NaNs of arithmetic need only be quiet both. */
function agree(lanes: 32 | 64 | 0, ours: readonly number[], theirs: readonly number[]): boolean {
  return ours.every((word, i) => {
    if (word === theirs[i]) return true;
    if (lanes === 0) return false;
    const high = lanes === 32 ? i : i | 1;
    const quiet = lanes === 32 ? 0x7fc00000 : 0x7ff80000;
    return (ours[high]! & quiet) === quiet && (theirs[high]! & quiet) === quiet;
  });
}

const SCALARS: Partial<Record<ValType, readonly string[]>> = {
  [I32]: ['i32.load (i32.const 32)'],
  [I64]: ['i64.load (i32.const 32)'],
  [F32]: ['f32.load (i32.const 32)'],
  [F64]: ['f64.load (i32.const 32)'],
};
const RESULT = 48;
const STORES: Partial<Record<ValType, string>> = {
  [I32]: 'i32.store',
  [I64]: 'i64.store',
  [F32]: 'f32.store',
  [F64]: 'f64.store',
  [V128]: 'v128.store',
};

/** The values that an instruction's lane index takes. */
function immediatesOf(id: number): string[] {
  const kinds = IMMEDIATES[id]!.filter((kind) => kind.startsWith('lane'));
  if (kinds.length === 0) return [''];
  if (kinds[0] === 'lanes16') {
    return [
      '0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15',
      '31 30 29 28 27 26 25 24 23 22 21 20 19 18 17 16',
      '0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23',
      '3 4 5 6 19 20 21 22 9 8 7 6 0 0 0 0',
      '17 2 2 30 5 5 5 5 31 0 31 0 1 2 3 16',
    ];
  }
  const count = Number(kinds[0]!.slice('lane'.length));
  return Array.from({ length: count }, (_, lane) => String(lane));
}

const hex = (vector: Vector): string => vector.map((word) => `0x${(word >>> 0).toString(16)}`).join(' ');

/** The operands of an instruction, each by a way of making a vector. */
function operands({ params }: Signature, vector: (index: number) => string): string {
  return params.map((type, i) => (type === V128 ? vector(i) : `(${SCALARS[type]![0]})`)).join(' ');
}

const load = (index: number): string => `(v128.load (i32.const ${16 * index}))`;
const local = (index: number): string => `(local.get ${index})`;

/** How constants are combined. */
const FOLDED = 5;

function textOf(name: string, immediate: string, signature: Signature, pool: readonly Vector[]): string {
  const op = `${name} ${immediate}`;
  const result = signature.results[0]!;
  const store = (value: string): string => `(${STORES[result]} (i32.const ${RESULT}) ${value})`;
  const functions = [
    `(func (export "loaded") ${store(`(${op} ${operands(signature, load)})`)})`,
    `(func (export "local") (local v128 v128 v128)
      (local.set 0 ${load(0)}) (local.set 1 ${load(1)}) (local.set 2 ${load(2)})
      ${store(`(${op} ${operands(signature, local)})`)})`,
  ];
  if (result === V128 && signature.params.every((type) => type === V128)) {
    const once = `(${op} ${operands(signature, load)})`;
    const again = operands(signature, (i) => (i === 0 ? once : load(i)));
    functions.push(`(func (export "again") ${store(`(${op} ${again})`)})`);
  }
  for (let k = 0; k < FOLDED; k++) {
    const constant = (i: number): string => `(v128.const i32x4 ${hex(pool[(k * 3 + i * 5) % pool.length]!)})`;
    functions.push(`(func (export "folded${k}") ${store(`(${op} ${operands(signature, constant)})`)})`);
  }
  return `(module (memory (export "m") 1) ${functions.join('\n')})`;
}

function checkInstruction(name: string, signature: Signature, immediate: string): void {
  const pool = poolOf(name);
  const lanes = floatLanes(name);
  const text = textOf(name, immediate, signature, pool);
  const instance = jit(text);
  const exports = native(text);
  const ours = new Int32Array((instance.exports.get('m') as MemoryInstance).buffer, 0, 16);
  const theirs = new Int32Array((exports.m as { buffer: ArrayBuffer }).buffer, 0, 16);
  const functions = [...instance.exports.keys()].filter((key) => key !== 'm');
  const compare = (func: string, what: string): void => {
    const expected = callNative(exports, func, []);
    expect(callJit(instance, func, []), `${name} ${immediate} ${func} of ${what}`).toEqual(expected);
    const mine = Array.from(ours.subarray(RESULT / 4));
    const host = Array.from(theirs.subarray(RESULT / 4));
    if (!agree(lanes, mine, host)) expect(mine, `${name} ${immediate} ${func} of ${what}`).toEqual(host);
  };
  for (const func of functions.filter((key) => key.startsWith('folded'))) compare(func, 'constants');
  const seconds = signature.params.length === 1 ? pool.slice(0, 1) : pool;
  for (let i = 0; i < pool.length; i++) {
    for (let k = 0; k < seconds.length; k++) {
      const words = [...pool[i]!, ...seconds[k]!, ...pool[(i + 2 * k + 1) % pool.length]!];
      ours.set(words);
      theirs.set(words);
      for (const func of functions) if (!func.startsWith('folded')) compare(func, words.join(' '));
    }
  }
}

const VECTOR = INSTRUCTION_NAMES.map((name, id) => ({ name, id })).filter(
  ({ name, id }) => CATEGORIES[id] === 'vector' && !name.startsWith('v128.load') && !name.startsWith('v128.store'),
);

describe('against the host', () => {
  for (const { name, id } of VECTOR) {
    if (INSTRUCTION_FEATURES[id] !== 'simd' || name === 'v128.const') continue;
    test(name, () => {
      for (const immediate of immediatesOf(id)) checkInstruction(name, SIGNATURES[id]!, immediate);
    });
  }
});

/** What relaxed instructions compute here, where a strict one computes it. */
const STRICT: Readonly<Partial<Record<InstructionName, InstructionName>>> = {
  'i8x16.relaxed_swizzle': 'i8x16.swizzle',
  'i32x4.relaxed_trunc_f32x4_s': 'i32x4.trunc_sat_f32x4_s',
  'i32x4.relaxed_trunc_f32x4_u': 'i32x4.trunc_sat_f32x4_u',
  'i32x4.relaxed_trunc_f64x2_s_zero': 'i32x4.trunc_sat_f64x2_s_zero',
  'i32x4.relaxed_trunc_f64x2_u_zero': 'i32x4.trunc_sat_f64x2_u_zero',
  'i8x16.relaxed_laneselect': 'v128.bitselect',
  'i16x8.relaxed_laneselect': 'v128.bitselect',
  'i32x4.relaxed_laneselect': 'v128.bitselect',
  'i64x2.relaxed_laneselect': 'v128.bitselect',
  'f32x4.relaxed_min': 'f32x4.min',
  'f32x4.relaxed_max': 'f32x4.max',
  'f64x2.relaxed_min': 'f64x2.min',
  'f64x2.relaxed_max': 'f64x2.max',
  'i16x8.relaxed_q15mulr_s': 'i16x8.q15mulr_sat_s',
};

test.each(Object.entries(STRICT))('%s is %s', (relaxed, strict) => {
  const id = INSTRUCTION_NAMES.indexOf(relaxed as InstructionName);
  const pool = poolOf(relaxed);
  const [a, b] = [relaxed, strict].map((name) => jit(textOf(name, '', SIGNATURES[id]!, pool)));
  const [x, y] = [a!, b!].map((instance) => new Int32Array((instance.exports.get('m') as MemoryInstance).buffer));
  for (const [i, vector] of pool.entries()) {
    const words = [...vector, ...pool[(i * 3 + 1) % pool.length]!, ...pool[(i * 5 + 2) % pool.length]!];
    x!.set(words);
    y!.set(words);
    callJit(a!, 'loaded', []);
    callJit(b!, 'loaded', []);
    expect(Array.from(x!.subarray(12, 16))).toEqual(Array.from(y!.subarray(12, 16)));
  }
});

describe('memory', () => {
  const BYTES = 65536;
  const ACCESSES = INSTRUCTION_NAMES.map((name, id) => ({ name, id })).filter(({ name }) =>
    /^v128\.(load|store)/.test(name),
  );

  /** A module that accesses memory at its parameter plus an offset, with a vector of its own as operand and result. */
  function accessText(name: string, id: number, immediate: string, offset: string): string {
    const { params, results } = SIGNATURES[id]!;
    const operand = params.length > 1 ? '(v128.const i32x4 0x81828384 0x12345678 0xa1a2a3a4 0x7f8090a0)' : '';
    const access = `(${name} ${offset} ${immediate} (local.get 0) ${operand})`;
    const words = [0, 1, 2, 3].map((lane) => `(global.set ${lane} (i32x4.extract_lane ${lane} (local.get 1)))`);
    const body = results.length === 0 ? access : `(local.set 1 ${access}) ${words.join(' ')}`;
    const globals = [0, 1, 2, 3].map((lane) => `(global (export "g${lane}") (mut i32) (i32.const 0))`).join(' ');
    return `(module (memory (export "m") 1) ${globals} (func (export "f") (param i32) (local v128) ${body}))`;
  }

  test.each(ACCESSES)('$name', ({ name, id }) => {
    for (const immediate of immediatesOf(id)) {
      for (const offset of ['', 'offset=7', 'offset=65530', 'offset=0xffffffff', 'offset=0xfffffff4']) {
        const text = accessText(name, id, immediate, offset);
        const instance = jit(text);
        const exports = native(text);
        const ours = new Uint8Array((instance.exports.get('m') as MemoryInstance).buffer);
        const theirs = new Uint8Array((exports.m as { buffer: ArrayBuffer }).buffer);
        const pattern = Uint8Array.from({ length: BYTES }, (_, i) => (i * 37 + (i >> 8) * 11 + 0x85) & 0xff);
        ours.set(pattern);
        theirs.set(pattern);
        for (const address of [
          0, 1, 8, 100, 5, 65512, 65520, 65521, 65527, 65528, 65529, 65532, 65533, 65535, 65536, -1, -16, -20,
        ]) {
          const what = `${name} ${offset} ${immediate} at ${address}`;
          expect(callJit(instance, 'f', [address]), what).toEqual(callNative(exports, 'f', [address]));
          for (let lane = 0; lane < 4; lane++) {
            const mine = instance.exports.get(`g${lane}`) as { value?: unknown };
            expect(mine.value, what).toBe((exports[`g${lane}`] as { value: number }).value);
          }
          if (name.startsWith('v128.store'))
            expect(
              ours.every((byte, i) => byte === theirs[i]),
              what,
            ).toBe(true);
        }
      }
    }
  });
});
