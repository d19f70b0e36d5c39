import { ALL_PASSES } from '@softwasm/compiler';
import { hostKeepsF64NaNBits } from '@softwasm/numerics';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import type { BufferSource } from '../../src/api.ts';
import { HOST_SMALL_INTEGERS, smallIntegersOf, tuneFor } from '../../src/engine/tuning.ts';
import { createJitEngine, createWebAssembly, type WebAssemblyOptions } from '../../src/index.ts';

/** The product of two i64 goes over BigInt exactly where a JIT makes that fast. */
const MULTIPLY = assemble(
  '(module (func (export "mul") (param i64 i64) (result i64) (i64.mul (local.get 0) (local.get 1))))',
);

/** The JavaScript that the module becomes, after it has given a right answer. */
function generated(options: Pick<WebAssemblyOptions, 'tune'>): string {
  const texts: string[] = [];
  const evaluator = (parameter: string, body: string): unknown => {
    texts.push(body);
    return new Function(parameter, body);
  };
  const { Module, Instance } = createWebAssembly({ ...options, evaluator });
  const { mul } = new Instance(new Module(MULTIPLY as BufferSource)).exports as { mul(a: bigint, b: bigint): bigint };
  expect(mul(0x123456789abcdefn, -3n)).toBe(-0x369d0369d0369cdn);
  return texts.join('\n');
}

describe('tuning', () => {
  it('takes a host without WebAssembly for one without a JIT', () => {
    expect(tuneFor('auto', true)).toBe('jit');
    expect(tuneFor('auto', false)).toBe('jitless');
  });

  it('does what it is told wherever that is', () => {
    for (const host of [true, false]) {
      expect(tuneFor('jit', host)).toBe('jit');
      expect(tuneFor('jitless', host)).toBe('jitless');
    }
  });

  it('has chains of BigInts where the host is known to compile them, or somebody asks for them', () => {
    expect(createJitEngine().options.passes.longs).toBe(hostKeepsF64NaNBits());
    for (const longs of [true, false]) {
      expect(createJitEngine({ compile: { passes: { longs } } }).options.passes).toEqual({ ...ALL_PASSES, longs });
    }
  });

  it('knows how many bits small integers have: 31 in V8, but in Node', () => {
    const node = { versions: { node: '20.0.0' } };
    const builtWith = (compression: number): object => ({
      ...node,
      config: { variables: { v8_enable_pointer_compression: compression } },
    });
    expect(smallIntegersOf(true, undefined)).toBe(31);
    // What bundlers give pages.
    expect(smallIntegersOf(true, { versions: {} })).toBe(31);
    expect(smallIntegersOf(true, builtWith(1))).toBe(31);
    expect(smallIntegersOf(true, builtWith(0))).toBe(32);
    expect(smallIntegersOf(true, node)).toBe(32);
    expect(smallIntegersOf(false, undefined)).toBe(32);
  });

  it('has code for that only where no JIT compiles it, or somebody asks for it', () => {
    expect(createJitEngine({ tune: 'jit' }).options.smallIntegers).toBe(32);
    expect(createJitEngine({ tune: 'jitless' }).options.smallIntegers).toBe(HOST_SMALL_INTEGERS);
    expect(createJitEngine({ tune: 'jitless', compile: { smallIntegers: 31 } }).options.smallIntegers).toBe(31);
  });

  it('reaches the generated code', () => {
    expect(generated({ tune: 'jit' })).toContain('BigInt(');
    expect(generated({ tune: 'jitless' })).not.toContain('BigInt(');
  });

  it('is automatic where nothing is said', () => {
    const unit = /softwasm-\d+/;
    expect(generated({}).replace(unit, '')).toBe(generated({ tune: 'auto' }).replace(unit, ''));
  });
});
