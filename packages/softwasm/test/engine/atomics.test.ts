import type { MemoryInstance } from '@softwasm/runtime';
import {
  ADDR,
  CATEGORIES,
  I32,
  I64,
  INSTRUCTION_NAMES,
  NATURAL_ALIGNMENT,
  SIGNATURES,
  type ValType,
} from '@softwasm/syntax';
import { describe, expect, test } from 'vitest';
import { jitOfAllFeatures, nativeOfAllFeatures } from './all-features.ts';
import { callJit, callNative, type Outcome } from './harness.ts';

/*
 * Every atomic instruction against the host's own, on a memory that is shared and on one that is not.
 */

const NAMES: Partial<Record<ValType, string>> = { [ADDR]: 'i32', [I32]: 'i32', [I64]: 'i64' };
const WORDS = [0, 1, -1, 0x12345678, 0x80, 0xff80, -0x80000000];
const DOUBLES = [0n, 1n, -1n, 0x123456789abcdef0n, 0xf0n, 0xdef0n, 0x9abcdef0n, -0x8000000000000000n];
const ADDRESSES = [0, 8, 16, 1, 2, 4, 6, 65528, 65536, 65544, -8];
const SIZE = 65536;
const OFFSET = 8;

const ATOMIC = INSTRUCTION_NAMES.map((name, id) => ({ name, id })).filter(
  ({ name, id }) => CATEGORIES[id] === 'atomic' && name !== 'atomic.fence',
);

function textOf(name: string, id: number, memory: string): string {
  const { params, results } = SIGNATURES[id]!;
  const list = params.map((type) => NAMES[type]).join(' ');
  const operands = params.map((_, i) => `(local.get ${i})`).join(' ');
  const result = results.map((type) => `(result ${NAMES[type]})`).join(' ');
  return `(module (memory (export "m") ${memory})
    (func (export "f") (param ${list}) ${result} (${name} offset=${OFFSET} ${operands})))`;
}

/** Operands after the address; a timeout is short. */
function operandsOf(name: string, id: number): readonly (readonly unknown[])[] {
  const types = SIGNATURES[id]!.params.slice(1);
  const values = (type: ValType): readonly unknown[] => (type === I32 ? WORDS : DOUBLES);
  if (types.length === 0) return [[]];
  if (name.includes('wait')) return values(types[0]!).map((value) => [value, 1000n]);
  if (types.length === 1) return values(types[0]!).map((value) => [value]);
  return values(types[0]!).flatMap((expected) => values(types[1]!).map((value) => [expected, value]));
}

/** The host's words for the traps of atomic instructions. */
function asOurs(outcome: Outcome): Outcome {
  if (!('trap' in outcome)) return outcome;
  if (/unaligned/.test(outcome.trap)) return { trap: 'unaligned-atomic' };
  return /shared memory|cannot be called in this context/.test(outcome.trap)
    ? { trap: 'expected-shared-memory' }
    : outcome;
}

/** Whether two traps are due: which one strikes is not the same everywhere. */
function isAmbiguous(id: number, address: number, name: string, shared: boolean): boolean {
  const size = 2 ** NATURAL_ALIGNMENT[id]!;
  const start = (address >>> 0) + OFFSET;
  const traps = [start % size !== 0, start + size > SIZE, name.includes('wait') && !shared];
  return traps.filter((strikes) => strikes).length > 1;
}

/** Whether what was written is the same; asking `expect` each time takes seconds. */
function agree(ours: BigInt64Array, theirs: BigInt64Array): boolean {
  for (let i = 0; i < 8; i++) if (ours[i] !== theirs[i]) return false;
  return true;
}

describe.each([
  ['shared', '1 1 shared'],
  ['not shared', '1 1'],
])('%s', (_, memory) => {
  const shared = memory.endsWith('shared');

  test.each(ATOMIC)('$name', ({ name, id }) => {
    const text = textOf(name, id, memory);
    const instance = jitOfAllFeatures(text);
    const exports = nativeOfAllFeatures(text);
    const ours = new BigInt64Array((instance.exports.get('m') as MemoryInstance).buffer);
    const theirs = new BigInt64Array((exports.m as { buffer: ArrayBuffer }).buffer);
    for (const address of ADDRESSES) {
      if (isAmbiguous(id, address, name, shared)) continue;
      for (const operands of operandsOf(name, id)) {
        for (const before of [0x123456789abcdef0n, -1n, 0n]) {
          ours.fill(before, 0, 8);
          theirs.fill(before, 0, 8);
          const what = `${name} at ${address} of ${operands.join(' ')}, before: ${before}`;
          const expected = asOurs(callNative(exports, 'f', [address, ...operands]));
          expect(callJit(instance, 'f', [address, ...operands]), what).toEqual(expected);
          if (!agree(ours, theirs)) expect(ours.subarray(0, 8), what).toEqual(theirs.subarray(0, 8));
        }
      }
    }
    expect(ours[SIZE / 8 - 1]).toBe(theirs[SIZE / 8 - 1]);
  });
});

test('a memory with 64-bit addresses', () => {
  const instance = jitOfAllFeatures(`(module (memory i64 1 1 shared) (memory $plain i64 1)
    (func (export "add") (param i64) (result i32) (i32.atomic.rmw.add offset=4 (local.get 0) (i32.const 5)))
    (func (export "plain") (param i64) (result i64) (i64.atomic.rmw.sub $plain (local.get 0) (i64.const 5))))`);
  expect(callJit(instance, 'add', [4n])).toEqual({ value: 0 });
  expect(callJit(instance, 'add', [4n])).toEqual({ value: 5 });
  expect(callJit(instance, 'add', [5n])).toEqual({ trap: 'unaligned-atomic' });
  expect(callJit(instance, 'add', [0x1_0000_0004n])).toEqual({ trap: 'memory-out-of-bounds' });
  expect(callJit(instance, 'add', [-4n])).toEqual({ trap: 'memory-out-of-bounds' });
  expect(callJit(instance, 'plain', [8n])).toEqual({ value: 0n });
  expect(callJit(instance, 'plain', [8n])).toEqual({ value: -5n });
  expect(callJit(instance, 'plain', [0x1_0000_0008n])).toEqual({ trap: 'memory-out-of-bounds' });
});

test('what is pending is read before', () => {
  const instance = jitOfAllFeatures(`(module (memory 1 1 shared) (memory $plain 1)
    (func (export "shared") (result i32)
      (i32.sub (i32.load (i32.const 0)) (i32.add (i32.atomic.rmw.add (i32.const 0) (i32.const 7)) (i32.load (i32.const 0)))))
    (func (export "plain") (result i32)
      (i32.sub (i32.load $plain (i32.const 0))
        (i32.add (i32.atomic.rmw.cmpxchg $plain (i32.const 0) (i32.const 0) (i32.const 7)) (i32.load $plain (i32.const 0))))))`);
  expect(callJit(instance, 'shared', [])).toEqual({ value: -7 });
  expect(callJit(instance, 'plain', [])).toEqual({ value: -7 });
});
