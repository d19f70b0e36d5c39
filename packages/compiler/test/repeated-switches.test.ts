import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, Generator, ModuleShape, type Tune } from '../src/index.ts';

/** A state machine like Go's: each state sets the next one, and jumps to the switch. */
const MACHINE = `(module (func (param $state i32) (result i32)
  (loop $next
    (block $two (block $one (block $zero (br_table $zero $one $two (local.get $state)))
      (local.set $state (i32.const 2)) (br $next))
      (local.set $state (i32.const 0)) (br $next)))
  (local.get $state)))`;

const ONCE = `(module (func (param $x i32) (result i32)
  (block $one (block $zero (br_table $zero $one (local.get $x))) (return (i32.const 5)))
  (i32.const 6)))`;

function sourceOf(text: string, tune: Tune): string {
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  return new Generator(shape, compileOptions({ tune }), 'names').generate(0).source;
}

describe('a switch that is dispatched again and again', () => {
  it('is known to be on a word where a JIT compiles it', () => {
    expect(sourceOf(MACHINE, 'jit')).toMatch(/l0=l0\|0;\n(?:L\d+:)?for\(;;\)\{\s*switch\(l0\)\{/);
  });

  it('and needs nothing elsewhere', () => {
    expect(sourceOf(MACHINE, 'jitless')).toMatch(/switch\(l0\)/);
    expect(sourceOf(MACHINE, 'jitless')).not.toContain('l0=l0');
    expect(sourceOf(ONCE, 'jit')).not.toContain('l0=l0');
  });
});
