import { ALL_FEATURES } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { createWebAssembly } from '../../src/index.ts';

/* Bytes that are no module, through the API: a CompileError that says where, and nothing else. */

const { CompileError, Module, validate } = createWebAssembly({ features: ALL_FEATURES });

/** With something of every feature. */
const SEEDS: readonly string[] = [
  `(module (type $t (func (param i32 i64) (result f64)))
    (import "m" "f" (func $f (type $t))) (import "m" "g" (global $g (mut i64))) (import "m" "t" (table 1 10 funcref))
    (memory (export "memory") 1 10) (global $h (mut f32) (f32.const nan:0x200001)) (global v128 (v128.const i64x2 1 -1))
    (table $u 3 externref) (elem (i32.const 0) func $f $k) (elem declare func $k) (elem $p funcref (ref.func $k) (ref.null func))
    (data (i32.const 8) "hello") (data $d "passive") (start $s) (func $s)
    (func $k (export "k") (type $t) (local v128 externref)
      (local.set 2 (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 (v128.load (i32.const 0)) (local.get 2)))
      (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1)) (data.drop $d) (table.copy $u $u (i32.const 0) (i32.const 0) (i32.const 0))
      (block $b (loop $l (br_table $b $l (local.get 0)))) (drop (i64.trunc_sat_f64_s (f64.const 1e300)))
      (if (result f64) (local.get 0) (then (call $f (local.get 0) (local.get 1))) (else (call_indirect (type $t) (local.get 0) (local.get 1) (i32.const 0))))))`,
  `(module (rec (type $s (sub (struct (field (mut i8)) (field (ref null $a))))) (type $a (array (mut (ref null $s)))))
    (type $s2 (sub final $s (struct (field (mut i8)) (field (ref null $a)) (field i64)))) (type $f (func (param (ref null $s)) (result i32)))
    (global (ref $s) (struct.new $s (i32.const 1) (ref.null $a))) (elem declare func $k)
    (func $k (type $f) (local (ref null $a))
      (drop (array.new_fixed $a 2 (local.get 0) (ref.null $s)))
      (drop (block $l (result (ref $s2)) (br_on_cast $l (ref null $s) (ref $s2) (local.get 0)) (drop) (return (i32.const 0))))
      (drop (ref.test (ref i31) (ref.i31 (i32.const 5)))) (drop (extern.convert_any (local.get 0)))
      (return_call_ref $f (local.get 0) (ref.func $k))))`,
  `(module (tag $e (param i32)) (tag $n) (memory i64 1) (memory $shared 1 2 shared) (table i64 1 funcref)
    (func (result i32) (block $h (result i32 exnref) (try_table (result i32 exnref) (catch_ref $e $h) (throw $e (i32.const 1)))) (drop))
    (func (param i32) try i32.const 1 call 1 catch $e drop catch_all rethrow 0 end try local.get 0 call 1 delegate 0) (func (result i32) unreachable)
    (func (i64.store (i64.const 0) (i64.atomic.rmw.add $shared (i32.const 0) (i64.const 1))) (atomic.fence)
      (drop (f32x4.relaxed_madd (v128.const f32x4 1 2 3 4) (v128.const f32x4 1 2 3 4) (v128.const f32x4 1 2 3 4)))
      (drop (table.get (i64.const 0)))))`,
];

/** A generator of numbers of 32 bits: xorshift, so that a failure can be had again. */
function randomOf(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Milliseconds that no small module may take to be turned away, however loaded the machine is. */
const PATIENCE = 5000;

/** Checks what becomes of bytes that are most likely no module. */
function expectInOrder(bytes: Uint8Array): 'accepted' | 'rejected' {
  const begin = performance.now();
  let thrown: unknown;
  let accepted = false;
  try {
    new Module(bytes);
    accepted = true;
  } catch (error) {
    thrown = error;
  }
  const context = Buffer.from(bytes).toString('hex');
  if (performance.now() - begin > PATIENCE) throw new Error(`took long: ${context}`);
  if (validate(bytes) !== accepted) throw new Error(`validate disagrees: ${context}`);
  if (accepted) return 'accepted';
  if (!(thrown instanceof CompileError)) throw new Error(`${(thrown as Error).stack}: ${context}`);
  const offset = /\(at offset 0x([0-9a-f]+)(?:, in function \d+)?\)$/.exec(thrown.message);
  if (offset === null) throw new Error(`no offset: ${thrown.message}: ${context}`);
  if (Number.parseInt(offset[1] as string, 16) > bytes.length)
    throw new Error(`offset outside: ${thrown.message}: ${context}`);
  return 'rejected';
}

describe.each(SEEDS.map((text, i) => [i, text] as const))('module %i', (i, text) => {
  const seed = assemble(text, { features: ALL_FEATURES });

  test('itself is one', () => {
    new Module(seed);
    expect(expectInOrder(seed)).toBe('accepted');
  });

  test('cut short is none, wherever', () => {
    let accepted = 0;
    for (let length = 0; length < seed.length; length++) {
      if (expectInOrder(seed.subarray(0, length)) === 'accepted') accepted++;
    }
    // The header alone, and what ends between two sections that need nothing of those that follow.
    expect(accepted).toBeLessThan(14);
  });

  test('with bits flipped', () => {
    const outcomes = { accepted: 0, rejected: 0 };
    for (let bit = 0; bit < 8 * seed.length; bit++) {
      const bytes = seed.slice();
      bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
      outcomes[expectInOrder(bytes)]++;
    }
    expect(outcomes.rejected).toBeGreaterThan(seed.length);
    expect(outcomes.accepted).toBeGreaterThan(0);
  });

  test('with random bytes in it', () => {
    const random = randomOf(1000 + i);
    let rejected = 0;
    for (let round = 0; round < 2000; round++) {
      const bytes = seed.slice();
      for (let n = 1 + random(6); n > 0; n--) bytes[8 + random(bytes.length - 8)] = random(256);
      if (expectInOrder(bytes) === 'rejected') rejected++;
    }
    expect(rejected).toBeGreaterThan(500);
  });
});

test('random bytes, with and without a header', () => {
  const random = randomOf(7);
  for (let round = 0; round < 3000; round++) {
    const bytes = Uint8Array.from({ length: random(200) }, () => random(256));
    if (round % 2 === 0) bytes.set([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0].slice(0, bytes.length));
    expectInOrder(bytes);
  }
});

test('counts of 2^32 - 1 in every section', () => {
  for (let id = 0; id <= 13; id++) {
    const bytes = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, id, 5, 0xff, 0xff, 0xff, 0xff, 0x0f);
    // The data count alone is an error only where the data section is missing, and a custom section has a name that long.
    expect(expectInOrder(bytes)).toBe('rejected');
    const long = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, id, 0xff, 0xff, 0xff, 0xff, 0x0f, 0);
    expect(expectInOrder(long)).toBe('rejected');
  }
});
