import { describe, expect, test } from 'vitest';
import { asNative, callJit, callNative, jit, native } from './harness.ts';
import { Random } from './random-program.ts';

/*
 * Chains of 64-bit operations are BigInts (compiler/src/lower/longs.ts). Random ones, in a loop that runs long enough for the host to optimise what is
 * generated, on locals and memory, in straight lines and branches.
 */

const PROGRAMS = 40;
const ITERATIONS = 6000;
const LOCALS = [2, 3, 4, 5];
const SIMPLE = ['add', 'sub', 'mul', 'mul', 'and', 'or', 'xor'];
const COUNTED = ['rotl', 'rotr', 'shl', 'shr_u', 'shr_s'];
const ADDRESS = '(i32.and (local.get $i) (i32.const 248))';

/** An expression of type `i64`. */
function expression(random: Random, depth: number): string {
  const operand = (): string => expression(random, depth - 1);
  const kind = depth === 0 ? random.below(4) : 4 + random.below(12);
  if (kind === 0) return `(i64.const ${random.pick(['3', '255', '-7046029288634856825', '4294967295', '2654435769'])})`;
  if (kind === 1) return `(i64.extend_i32_${random.pick(['u', 's'])} (local.get $i))`;
  if (kind === 2) return `(i64.load ${ADDRESS})`;
  if (kind === 3) return `(local.get ${random.pick(LOCALS)})`;
  if (kind < 9) return `(i64.${random.pick(SIMPLE)} ${operand()} ${operand()})`;
  if (kind < 12) return `(i64.${random.pick(COUNTED)} ${operand()} (i64.const ${random.below(64)}))`;
  if (kind === 12) return `(local.tee ${random.pick(LOCALS)} ${operand()})`;
  if (kind === 13) return `(i64.extend_i32_u (i32.wrap_i64 ${operand()}))`;
  if (kind === 14) return `(i64.extend_i32_u (i64.lt_u ${operand()} ${operand()}))`;
  return `(select ${operand()} ${operand()} (i32.and (local.get $i) (i32.const 1)))`;
}

function statement(random: Random, nesting: number): string {
  const kind = random.below(nesting > 0 ? 7 : 6);
  if (kind < 4) return `(local.set ${random.pick(LOCALS)} ${expression(random, 3)})`;
  if (kind === 4) return `(i64.store ${ADDRESS} ${expression(random, 2)})`;
  if (kind === 5) return `(i64.store32 ${ADDRESS} ${expression(random, 2)})`;
  const arm = (): string => Array.from({ length: 2 }, () => statement(random, nesting - 1)).join(' ');
  return `(if (i32.and (local.get $i) (i32.const 2)) (then ${arm()}) (else ${arm()}))`;
}

function program(seed: number): string {
  const random = new Random(seed + 5_000_000);
  const body = Array.from({ length: 3 + random.below(8) }, () => statement(random, 2)).join('\n');
  return `(module (memory 1)
    (func (export "run") (param i64 i64) (result i64) (local i64 i64 i64 i64) (local $i i32)
      (local.set 2 (local.get 0)) (local.set 3 (local.get 1))
      (loop ${body}
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if 0 (i32.lt_u (local.get $i) (i32.const ${ITERATIONS}))))
      (i64.xor (i64.xor (local.get 2) (local.get 3)) (i64.add (local.get 4) (i64.add (local.get 5) (i64.load (i32.const 8)))))))`;
}

describe('chains of 64-bit operations', () => {
  test.each(Array.from({ length: PROGRAMS }, (_, seed) => seed))('seed %i', (seed) => {
    const text = program(seed);
    const host = native(text);
    const instance = jit(text, { tune: 'jit' });
    for (const values of [
      [0n, 0n],
      [1n, -1n],
      [0x0123_4567_89ab_cdefn, -(1n << 63n)],
    ]) {
      expect(asNative(callJit(instance, 'run', values)), `run(${values.join(', ')})`).toEqual(
        callNative(host, 'run', values),
      );
    }
  });

  test('what handlers of exceptions read has been set', () => {
    const text = `(module (tag $t)
      (func (export "run") (param i64) (result i64) (local i64)
        (block $caught
          (try_table (catch $t $caught)
            (local.set 1 (i64.rotl (i64.mul (local.get 0) (local.get 0)) (i64.const 7)))
            (throw $t)))
        (local.get 1)))`;
    const squared = (0x1234_5678_9abcn ** 2n) & 0xffff_ffff_ffff_ffffn;
    const rotated = BigInt.asIntN(64, (squared << 7n) | (squared >> 57n));
    expect(callJit(jit(text, { tune: 'jit' }), 'run', [0x1234_5678_9abcn])).toEqual({ value: rotated });
  });

  test('a chain in a trap leaves nothing behind', () => {
    const text = `(module (memory 1) (func (export "run") (param i64 i32) (result i64)
      (i64.rotl (i64.mul (local.get 0) (i64.load (local.get 1))) (i64.const 9))))`;
    const instance = jit(text, { tune: 'jit' });
    expect(callJit(instance, 'run', [3n, 65_529])).toEqual({ trap: 'memory-out-of-bounds' });
    expect(callJit(instance, 'run', [3n, 65_528])).toEqual({ value: 0n });
  });
});
