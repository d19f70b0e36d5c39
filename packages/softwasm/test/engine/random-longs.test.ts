import { describe, expect, test } from 'vitest';
import type { JitOptions } from '../../src/engine/jit-engine.ts';
import { asNative, callJit, callNative, jit, native } from './harness.ts';
import { Random } from './random-program.ts';

/*
 * Random functions on integers of 64 bits, in loops: whatever of them is BigInts (`compiler/src/build/long-choice.ts`), they come to what they come to on the
 * host. A failure names its seed.
 */

const FUNCTIONS = 150;
const STATEMENTS = 12;
const LOCALS = 5;

const VALUES = [0n, 1n, -1n, 0xffff_ffffn, 1n << 63n, (1n << 63n) - 1n, 0x9e37_79b9_7f4a_7c15n, -0x1_0000_0001n];
const CONSTANTS = [0, 1, 7, 255, -1, -2, 2 ** 31, '0x9e3779b97f4a7c15', '0x8000000000000000', '0xffffffff'];
const BINARY = ['add', 'add', 'sub', 'sub', 'mul', 'mul', 'and', 'or', 'xor', 'xor'];
const SHIFTS = ['shl', 'shr_u', 'shr_u', 'rotl', 'rotr'];
const RELATIONS = ['eq', 'ne', 'lt_u', 'gt_u', 'le_u', 'ge_u', 'lt_s', 'ge_s'];
const UNARY = ['extend8_s', 'extend32_s', 'clz', 'ctz', 'popcnt'];

class Writer {
  private readonly random: Random;
  /** Whether quotients and orders of numbers with a sign occur: a function has BigInts of one sign. */
  private readonly isSigned: boolean;

  constructor(random: Random) {
    this.random = random;
    this.isSigned = random.below(4) === 0;
  }

  function(): string {
    const body = this.statements(STATEMENTS);
    return `(module (memory 1) (global $g (mut i64) (i64.const 3)) (global $h (mut i64) (i64.const 4))
      (func $other (param i64) (result i64) (global.set $g (i64.add (local.get 0) (global.get $h))) (local.get 0))
      (func (export "f") (param i64 i64) (result i64) (local i64 i64 i64) (local $n i32) (local $w i32)
        (local.set $n (i32.const 6))
        (block $out (loop $again ${body}
          (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
        (i64.xor (i64.add (local.get 2) (local.get 3)) (i64.sub (local.get 4) (i64.xor (global.get $g) (i64.load (i32.const 16)))))))`;
  }

  private statements(count: number): string {
    return Array.from({ length: count }, () => this.statement(count)).join('\n');
  }

  private statement(count: number): string {
    const target = this.random.below(LOCALS);
    switch (this.random.below(14)) {
      case 0:
        return `(i64.store${this.offset()} ${this.address()} ${this.long(3)})`;
      case 1:
        return `(global.set ${this.random.pick(['$g', '$h'])} ${this.long(3)})`;
      case 2:
        return `(br_if $out ${this.truth(2)})`;
      case 3:
        return count < 4 ? '' : `(if ${this.truth(2)} (then ${this.statements(2)}) (else ${this.statements(1)}))`;
      case 4:
        return `(local.set $w (i32.wrap_i64 ${this.long(3)}))`;
      case 5:
        // On the stack while something else is set.
        return `${this.long(2)} (local.set ${target} ${this.long(2)}) ${this.statement(0)} (local.set ${this.random.below(LOCALS)})`;
      default:
        return `(local.set ${target} ${this.long(4)})`;
    }
  }

  private address(): string {
    return this.random.pick([
      '(i32.const 16)',
      '(i32.shl (local.get $n) (i32.const 3))',
      '(i32.and (local.get $w) (i32.const 255))',
    ]);
  }

  private offset(): string {
    return this.random.pick(['', ' offset=8', ' align=1', ' offset=4 align=4']);
  }

  private truth(depth: number): string {
    const relation = this.random.pick(RELATIONS);
    switch (this.random.below(4)) {
      case 0:
        return `(i64.eqz ${this.long(depth)})`;
      case 1:
        return `(i32.and (i32.wrap_i64 ${this.long(depth)}) (i32.const ${this.random.pick([1, 6, -8])}))`;
      default:
        return relation.endsWith('_s') && !this.isSigned
          ? `(i64.ne ${this.long(depth)} ${this.long(depth)})`
          : `(i64.${relation} ${this.long(depth)} ${this.long(depth)})`;
    }
  }

  /** Whether there shall be something that takes words, which makes BigInts the worse choice. */
  private likesWords(): boolean {
    return this.random.below(5) === 0;
  }

  private long(depth: number): string {
    const { random } = this;
    if (depth === 0 || random.below(6) === 0) {
      return random.below(4) === 0 ? `(i64.const ${random.pick(CONSTANTS)})` : `(local.get ${random.below(LOCALS)})`;
    }
    const inner = (): string => this.long(depth - 1);
    switch (random.below(18)) {
      case 0:
      case 1:
      case 2:
        return `(i64.${random.pick(SHIFTS)} ${inner()} (i64.const ${random.below(66)}))`;
      case 3:
        return this.likesWords()
          ? `(i64.${random.pick([...SHIFTS, 'shr_s'])} ${inner()} ${random.pick([inner(), `(i64.const ${random.below(66)})`])})`
          : inner();
      case 4:
        return `(select ${inner()} ${inner()} ${this.truth(1)})`;
      case 5:
        return `(if (result i64) ${this.truth(1)} (then ${inner()}) (else ${inner()}))`;
      case 6:
        return `(block (result i64) (br_if 0 ${inner()} ${this.truth(1)}) (drop) ${inner()})`;
      case 7:
        return `(i64.load${this.offset()} ${this.address()})`;
      case 8:
        return random.pick(['(global.get $g)', '(global.get $h)']);
      case 9:
        return random.pick([
          `(i64.extend_i32_u ${this.truth(1)})`,
          '(i64.extend_i32_u (local.get $w))',
          '(i64.extend_i32_s (local.get $w))',
          `(i64.load32_u ${this.address()})`,
          `(i64.load8_s ${this.address()})`,
        ]);
      case 10:
        return `(i64.${this.isSigned ? random.pick(['div_s', 'rem_s']) : random.pick(['div_u', 'rem_u'])} ${inner()} (i64.or ${inner()} (i64.const 3)))`;
      case 11:
        return this.likesWords() ? `(i64.${random.pick(UNARY)} ${inner()})` : inner();
      case 12:
        return `(local.tee ${random.below(LOCALS)} ${inner()})`;
      case 13:
        return this.likesWords() ? `(call $other ${inner()})` : inner();
      default:
        return `(i64.${random.pick(BINARY)} ${inner()} ${inner()})`;
    }
  }
}

const CONFIGURATIONS: readonly (readonly [string, JitOptions])[] = [
  ['with small integers of 31 bits', { tune: 'jitless', compile: { smallIntegers: 31 } }],
  ['with small integers of 32 bits', { tune: 'jitless', compile: { smallIntegers: 32 } }],
];

describe.each(CONFIGURATIONS)('random functions, jitless, %s', (_, options) => {
  test.each(Array.from({ length: FUNCTIONS }, (_, seed) => seed))('seed %i', (seed) => {
    const text = new Writer(new Random(seed)).function();
    const host = native(text);
    const instance = jit(text, options);
    for (const [i, a] of VALUES.entries()) {
      const b = VALUES[(i * 3 + seed) % VALUES.length]!;
      expect(asNative(callJit(instance, 'f', [a, b])), `f(${a}, ${b})`).toEqual(callNative(host, 'f', [a, b]));
    }
  });
});
