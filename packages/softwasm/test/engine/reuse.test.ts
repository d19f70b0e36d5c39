import { callFunction, type FunctionInstance, type MemoryInstance } from '@softwasm/runtime';
import { Trap } from '@softwasm/syntax';
import { expect, test } from 'vitest';
import { jit } from './harness.ts';

/*
 * Random code that accesses memory at few places, in and just out of bounds, in all kinds of constructs: with and without the pass that spares loads, it
 * computes the same, leaves the same memory, and traps at the same instruction.
 */

const PROGRAMS = 120;
/** Two bases and a value; the memory has 65,536 bytes. */
const ARGUMENTS: readonly (readonly number[])[] = [
  [64, 72, 3],
  [64, 64, 0],
  [65_528, 65_520, 1],
  [-4, 8, 2],
  [65_533, 64, 7],
];
const LOCALS = 6;
/** What of the memory, at either end, holds something. */
const TOUCHED = 256;

class Program {
  private state: number;

  constructor(seed: number) {
    this.state = seed * 2_654_435_761 + 1;
  }

  below(n: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) | 0;
    return (this.state >>> 8) % n;
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** A base, or a sum with one. */
  private address(): string {
    const base = `(local.get ${this.below(8) === 0 ? this.below(LOCALS) : this.below(2)})`;
    return this.below(3) === 0 ? `(i32.add ${base} (i32.const ${this.pick([-8, -4, -1, 2, 4, 8])}))` : base;
  }

  private offset(): string {
    return `offset=${this.pick([0, 0, 1, 2, 4, 4, 6, 8, 12])}`;
  }

  private value(depth = 0): string {
    const inner = (): string => this.value(depth + 1);
    const form = this.below(depth > 2 ? 2 : 9);
    if (form === 0) return `(i32.const ${this.below(300)})`;
    if (form === 1) return `(local.get ${this.below(LOCALS)})`;
    if (form === 2) return `(i32.mul (local.get ${this.below(3)}) (local.get ${this.below(LOCALS)}))`;
    if (form === 3) return `(i32.wrap_i64 (i64.load ${this.offset()} ${this.address()}))`;
    if (form === 4) return `(i32.wrap_i64 (i64.shr_u (i64.load ${this.offset()} ${this.address()}) (i64.const 32)))`;
    if (form === 5) return `(i32.${this.pick(['add', 'sub', 'xor'])} ${inner()} ${inner()})`;
    return `(i32.load${this.pick(['', '', '', '8_u', '16_s'])} ${this.offset()} ${this.address()})`;
  }

  private statement(depth: number): string {
    const form = this.below(depth > 3 ? 6 : 12);
    const body = (): string => this.statements(depth + 1);
    if (form < 3) return `(local.set ${2 + this.below(LOCALS - 2)} ${this.value()})`;
    if (form === 3) return `(drop ${this.value()})`;
    if (form === 4) return `(i64.store ${this.offset()} ${this.address()} (i64.extend_i32_s ${this.value()}))`;
    if (form < 7)
      return `(i32.store${this.pick(['', '', '8', '16'])} ${this.offset()} ${this.address()} ${this.value()})`;
    if (form === 7) return `(if ${this.value()} (then ${body()}) (else ${body()}))`;
    if (form === 8) return `(if ${this.value()} (then ${body()} (return ${this.value()})))`;
    if (form === 9) return `(block $b${depth} ${body()} (br_if $b${depth} ${this.value()}) ${body()})`;
    if (form === 10) return `(local.set ${this.below(2)} (i32.and ${this.value()} (i32.const 0xfff8)))`;
    const again = `(br_if $l${depth} (local.tee ${LOCALS + depth} (i32.xor (local.get ${LOCALS + depth}) (i32.const 1))))`;
    return `(loop $l${depth} ${body()} ${again})`;
  }

  private statements(depth: number): string {
    return Array.from({ length: 1 + this.below(4) }, () => this.statement(depth)).join(' ');
  }

  text(): string {
    const locals = '(local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)';
    const body = Array.from({ length: 4 }, () => this.statements(0)).join(' ');
    return `(module (memory (export "m") 1) (func (export "f") (param i32 i32 i32) (result i32) ${locals} ${body} ${this.value()}))`;
  }
}

/** What a program does, to be compared. */
function outcome(text: string, tune: 'jit' | 'jitless', reuse: boolean, args: readonly number[]): unknown {
  const { exports } = jit(text, { tune, compile: { passes: { reuse } } });
  const { buffer } = exports.get('m') as MemoryInstance;
  const parts = [new Uint8Array(buffer, 0, TOUCHED), new Uint8Array(buffer, buffer.byteLength - TOUCHED)];
  for (const part of parts) for (let i = 0; i < TOUCHED; i++) part[i] = i * 37;
  let result: unknown;
  try {
    result = callFunction(exports.get('f') as FunctionInstance, args);
  } catch (error) {
    expect(error).toBeInstanceOf(Trap);
    result = [(error as Trap).message, (error as Trap).frames];
  }
  return { result, memory: parts.map((part) => part.join()) };
}

test.each(['jit', 'jitless'] as const)('spared loads change nothing: %s', (tune) => {
  for (let seed = 0; seed < PROGRAMS; seed++) {
    const text = new Program(seed).text();
    for (const args of ARGUMENTS) {
      const context = `${seed} (${args.join()}): ${text}`;
      expect(outcome(text, tune, true, args), context).toEqual(outcome(text, tune, false, args));
    }
  }
});
