import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, Generator, ModuleShape } from '../src/index.ts';

/** What is generated for a function of two i32 parameters and an f64, with three i32 locals from 3 on, and what stands before its first loop. */
function beforeLoop(body: string): { before: string; behind: string } {
  const text = `(module (memory 1) (func (param i32 i32 f64) (result i32) (local i32 i32 i32) ${body} (local.get 3)))`;
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  const { source } = new Generator(shape, compileOptions({ tune: 'jitless' }), 'names').generate(0);
  const at = source.search(/^(?:for|do|while|L\d+:)/m);
  expect(at).toBeGreaterThan(0);
  return { before: source.slice(0, at), behind: source.slice(at) };
}

/** A loop that counts local 4 up to local 0, around `body`. */
function loop(body: string, counter = 4): string {
  return `(local.set ${counter} (i32.const 0)) (loop $again ${body}
    (br_if $again (i32.lt_s (local.tee ${counter} (i32.add (local.get ${counter}) (i32.const 1))) (local.get 0))))`;
}

const sum = (value: string): string => `(local.set 3 (i32.add (local.get 3) ${value}))`;

describe('what is the same in all turns of a loop', () => {
  it('is computed before it, where it is expensive', () => {
    const { before, behind } = beforeLoop(loop(sum('(i32.mul (local.get 0) (local.get 1))')));
    expect(before).toMatch(/i0=_?mul|i0=imul\(l0,l1\)/);
    expect(behind).not.toMatch(/mul\(/);
  });

  it('before all loops it does not depend on', () => {
    const inner = loop(sum('(i32.mul (i32.mul (local.get 0) (local.get 1)) (local.get 4))'), 5);
    const { before, behind } = beforeLoop(loop(inner));
    expect(before).toMatch(/mul\(l0,l1\)/);
    // The outer product depends on the counter of the outer loop.
    expect(behind).toMatch(/^do\{\n.*\n?.*mul\(/);
    expect(behind.slice(behind.lastIndexOf('do{'))).not.toMatch(/mul\(/);
  });

  it('stays where an operand is set in the loop, or loaded', () => {
    expect(beforeLoop(loop(sum('(i32.mul (local.get 4) (local.get 1))'))).before).not.toMatch(/\(l4,l1\)/);
    const loads = loop(
      `${sum('(i32.mul (i32.load (local.get 0)) (local.get 1))')} (i32.store (local.get 0) (local.get 3))`,
    );
    expect(beforeLoop(loads).behind).toMatch(/mul\(/);
  });

  it('stays where it is cheap', () => {
    expect(beforeLoop(loop(sum('(i32.xor (local.get 0) (local.get 1))'))).behind).toContain('l0^l1');
  });

  it('quotients, too: the test for a divisor of 0 has come before, or nobody looks at the result', () => {
    const guarded = `(if (local.get 1) (then ${sum('(i32.div_u (local.get 0) (local.get 1))')}))`;
    expect(beforeLoop(loop(guarded)).before).toContain('(l0>>>0)/(l1>>>0)');
  });
});
