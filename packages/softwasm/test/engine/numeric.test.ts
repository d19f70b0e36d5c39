import {
  CATEGORIES,
  F32,
  F64,
  I32,
  I64,
  INSTRUCTION_FEATURES,
  INSTRUCTION_NAMES,
  SIGNATURES,
  type ValType,
} from '@softwasm/syntax';
import { describe, expect, test } from 'vitest';
import { asNative, callJit, callNative, jit, native } from './harness.ts';

/*
 * Every numeric instruction against the host's own, on all pairs of edge values. Floats pass as the integers of their bits. An instruction is tried with
 * operands that are parameters, constants (folding), and loads.
 */

const NAMES: Partial<Record<ValType, string>> = { [I32]: 'i32', [I64]: 'i64', [F32]: 'f32', [F64]: 'f64' };
const CARRIER: Partial<Record<ValType, string>> = { [I32]: 'i32', [I64]: 'i64', [F32]: 'i32', [F64]: 'i64' };

const I32_VALUES = [
  0, 1, -1, 2, 31, 32, 33, 7, 255, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, -0x80000000, -0x7fffffff, 0x12345678,
  -1000, 0x200000,
];
const I64_VALUES = [
  0n,
  1n,
  -1n,
  2n,
  31n,
  32n,
  33n,
  63n,
  64n,
  255n,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  0x100000000n,
  0x1fffffffffffffn,
  0x20000000000000n,
  0x7fffffffffffffffn,
  -0x8000000000000000n,
  -0x7fffffffffffffffn,
  0x123456789abcdef0n,
  -0x123456789n,
  -0x80000000n,
  1000000007n,
];
const F64_NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  0.1,
  2147483647,
  2147483648,
  -2147483648,
  -2147483649,
  4294967295,
  4294967296,
  2 ** 53,
  -(2 ** 63),
  2 ** 63,
  2 ** 64,
  1e300,
  -1e300,
  5e-324,
  1.1754943508222875e-38,
  1 / 0,
  -1 / 0,
  0.49999999999999994,
  2251799813685249.5,
  3.4028235677973366e38,
];
const F64_NANS = [0x7ff8000000000000n, -0x8000000000000n, 0x7ff0000000000001n, 0x7ff8000000000123n, -0xffffffffffffen];
const F32_NANS = [0x7fc00000, -0x400000, 0x7f800001, 0x7fc00123, -0x7fffff];

function f64Bits(x: number): bigint {
  return new BigInt64Array(new Float64Array([x]).buffer)[0] as bigint;
}

function f32Bits(x: number): number {
  return new Int32Array(new Float32Array([x]).buffer)[0] as number;
}

const VALUES: Partial<Record<ValType, readonly (number | bigint)[]>> = {
  [I32]: I32_VALUES,
  [I64]: I64_VALUES,
  [F32]: [...new Set(F64_NUMBERS.map(f32Bits)), ...F32_NANS],
  [F64]: [...F64_NUMBERS.map(f64Bits), ...F64_NANS],
};

interface Instruction {
  readonly name: string;
  readonly params: readonly ValType[];
  readonly result: ValType;
}

const INSTRUCTIONS: Instruction[] = INSTRUCTION_NAMES.flatMap((name, id): Instruction[] => {
  const signature = SIGNATURES[id];
  if (CATEGORIES[id] !== 'numeric' || signature === null || signature === undefined || signature.params.length === 0)
    return [];
  if (INSTRUCTION_FEATURES[id] === 'wide-arithmetic') return [];
  return [{ name, params: signature.params, result: signature.results[0] as ValType }];
});

const FROM_BITS: Partial<Record<ValType, string>> = { [F32]: 'f32.reinterpret_i32', [F64]: 'f64.reinterpret_i64' };
const TO_BITS: Partial<Record<ValType, string>> = { [F32]: 'i32.reinterpret_f32', [F64]: 'i64.reinterpret_f64' };

function wrap(conversion: string | undefined, expression: string): string {
  return conversion === undefined ? expression : `(${conversion} ${expression})`;
}

function exported(
  name: string,
  { params, result }: Instruction,
  operands: readonly string[],
  instruction: string,
): string {
  const types = params.map((type) => CARRIER[type]).join(' ');
  const value = wrap(TO_BITS[result], `(${instruction} ${operands.join(' ')})`);
  return `(func (export "${name}") (param ${types}) (result ${CARRIER[result]}) ${value})`;
}

/** Operands that are parameters, and operands that were stored and are loaded. */
function moduleOf(instruction: Instruction): string {
  const { name, params } = instruction;
  const gets = params.map((type, i) => wrap(FROM_BITS[type], `(local.get ${i})`));
  const loads = params.map((type, i) => `(${NAMES[type]}.load offset=${8 * i} (i32.const 0))`);
  const stores = params.map((type, i) => `(${CARRIER[type]}.store offset=${8 * i} (i32.const 0) (local.get ${i}))`);
  const types = params.map((type) => CARRIER[type]).join(' ');
  const loaded = wrap(TO_BITS[instruction.result], `(${name} ${loads.join(' ')})`);
  return `(module (memory 1)
    ${exported('gets', instruction, gets, name)}
    (func (export "loads") (param ${types}) (result ${CARRIER[instruction.result]}) ${stores.join(' ')} ${loaded})
  )`;
}

/** A NaN of arithmetic may have any sign, and any payload if it is quiet: compared as "some arithmetic NaN". */
function normal(type: ValType, value: unknown, isBitwise: boolean): unknown {
  if (isBitwise) return value;
  if (type === F32 && ((value as number) & 0x7fffffff) > 0x7f800000)
    return ((value as number) & 0x400000) !== 0 ? 'nan' : value;
  if (type === F64) {
    const bits = BigInt.asUintN(63, value as bigint);
    if (bits > 0x7ff0000000000000n) return (bits & 0x8000000000000n) !== 0n ? 'nan' : value;
  }
  return value;
}

function tuples(params: readonly ValType[]): (number | bigint)[][] {
  return params.reduce<(number | bigint)[][]>(
    (prefixes, type) => prefixes.flatMap((prefix) => (VALUES[type] ?? []).map((value) => [...prefix, value])),
    [[]],
  );
}

const TUNES = ['jit', 'jitless'] as const;

describe.each(TUNES)('numeric instructions, tuned for %s', (tune) => {
  test.each(INSTRUCTIONS.map((instruction) => [instruction.name, instruction] as const))('%s', (name, instruction) => {
    const text = moduleOf(instruction);
    const instance = jit(text, { tune });
    const host = native(text);
    const isBitwise = /abs|neg|copysign|reinterpret/.test(name);
    const isTruncation = name.includes('trunc');
    const show = (outcome: object): object =>
      'value' in outcome ? { value: normal(instruction.result, outcome.value, isBitwise) } : outcome;
    for (const args of tuples(instruction.params)) {
      const wanted = show(callNative(host, 'gets', args));
      for (const how of ['gets', 'loads']) {
        const got = show(asNative(callJit(instance, how, args), isTruncation));
        expect(got, `${how} ${args.join(', ')}`).toEqual(wanted);
      }
    }
  });
});
