import { ALL_PASSES } from '@softwasm/compiler';
import type { MemoryInstance, ModuleInstance, WasmValue } from '@softwasm/runtime';
import { describe, expect, test } from 'vitest';
import type { JitOptions } from '../../src/engine/jit-engine.ts';
import { asNative, callJit, callNative, jit, native, tiered } from './harness.ts';
import { Random, randomProgram } from './random-program.ts';

/*
 * Random programs on the host and here: results, traps, and memory and globals afterwards. A failure names its seed.
 */

const PROGRAMS = 150;
const CALLS = 6;

function args(random: Random): WasmValue[] {
  const i32 = (): number => random.pick([0, 1, -1, 5, 31, 0x7fffffff, -0x80000000, random.below(2 ** 32) | 0]);
  const i64 = (): bigint => BigInt.asIntN(64, BigInt(i32()) * BigInt(random.pick([1, 3, 2 ** 31, 2 ** 32])));
  const float = (): number => random.pick([0, -0, 1.5, -3.25, 1e9, -1e20, 1 / 0, Number.NaN, 65536]);
  return [i32(), i64(), Math.fround(float()), float(), i32(), i64()];
}

const NO_PASSES = Object.fromEntries(Object.keys(ALL_PASSES).map((name) => [name, false]));

const CONFIGURATIONS: readonly (readonly [string, JitOptions])[] = [
  ['jit', {}],
  ['jitless', { tune: 'jitless', compile: { smallIntegers: 32 } }],
  ['jitless, with small integers of 31 bits', { tune: 'jitless', compile: { smallIntegers: 31 } }],
  ['function by function', { wholeModuleBytes: 0 }],
  ['as state machines', { compile: { maxNesting: 2 } }],
  ['in parts', { tune: 'jit', compile: { maxBytecode: 100 } }],
  ['in parts that are state machines', { tune: 'jit', compile: { maxBytecode: 100, maxNesting: 2 } }],
  ['without passes', { tune: 'jit', compile: { passes: NO_PASSES } }],
  ['without passes, jitless', { tune: 'jitless', compile: { passes: NO_PASSES } }],
];

const INSTANTIATE: readonly (readonly [string, (text: string) => ModuleInstance])[] = [
  ...CONFIGURATIONS.map(([name, options]) => [name, (text: string) => jit(text, options)] as const),
  ['tiers', (text) => tiered(text, { tune: 'jit' })],
  ['tiers, jitless', (text) => tiered(text, { tune: 'jitless' })],
];

describe.each(INSTANTIATE)('random programs, %s', (_, instantiate) => {
  test.each(Array.from({ length: PROGRAMS }, (_, seed) => seed))('seed %i', (seed) => {
    const text = randomProgram(seed);
    const host = native(text);
    const instance = instantiate(text);
    const random = new Random(seed + 1_000_000);
    for (let i = 0; i < CALLS; i++) {
      const name = `f${i % 3}`;
      const values = args(random);
      const wanted = callNative(host, name, values);
      const got = asNative(callJit(instance, name, values), 'trap' in wanted && wanted.trap === 'truncation');
      expect(got, `${name}(${values.join(', ')})`).toEqual(wanted);
      expect(callJit(instance, 'globals', [])).toEqual(callNative(host, 'globals', []));
      const memory = instance.exports.get('memory') as MemoryInstance;
      expect(Buffer.from(memory.bytes).equals(Buffer.from(host.memory.buffer)), 'memory').toBe(true);
    }
  });
});
