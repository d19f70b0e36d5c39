import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, formatIR, Generator, ModuleShape } from '../src/index.ts';

/** The IR of a function of one i32 parameter, local 1 an i32 and local 2 an i64, after this pass and the one that drops what nothing needs. */
function folded(body: string): string {
  const text = `(module (memory 1) (func $f (param i32) (result i32) (local i32 i64) ${body}))`;
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  const passes = { forward: false, copies: false, returns: false, calls: false };
  return formatIR(new Generator(shape, compileOptions({ passes }), 'names').build(0));
}

describe('variables that are never anything but one constant', () => {
  it('are that constant: a local that nothing is assigned to', () => {
    expect(folded('(i32.add (local.get 0) (local.get 1))')).toBe('return 0 $0');
  });

  it('the high word of a local that holds unsigned words of 32 bits', () => {
    const body = `(local.set 2 (i64.extend_i32_u (local.get 0)))
      (i32.wrap_i64 (i64.shr_u (i64.mul (local.get 2) (local.get 2)) (i64.const 32)))`;
    expect(folded(body)).toBe('$2 = $0\nreturn 0 mulhi_u($2, $2)');
  });

  it('also around loops, and where they are copied', () => {
    const body = `(loop (local.set 1 (i32.wrap_i64 (i64.shr_u (local.get 2) (i64.const 32))))
      (local.set 2 (i64.extend_i32_u (local.get 0))) (br_if 0 (local.get 0))) (local.get 1)`;
    expect(folded(body)).not.toContain('$1');
  });

  it('so that tests of them are shorter', () => {
    const body = `(local.set 2 (i64.extend_i32_u (local.get 0)))
      (i32.wrap_i64 (i64.rem_u (i64.const 7) (i64.or (local.get 2) (i64.const 1))))`;
    expect(folded(body)).toMatch(/%4:i32 = or\(\$2, 1\)\ntrapif \d+ not\(%4:i32\)/);
  });
});

describe('others stay variables', () => {
  it('parameters, and locals that a loop changes', () => {
    expect(folded('(local.set 0 (i32.const 0)) (local.get 0)')).toContain('$0 = 0');
    const counting =
      '(loop (br_if 0 (i32.lt_s (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (local.get 0)))) (local.get 1)';
    expect(folded(counting)).toContain('$1 = add($1, 1)');
  });

  it('locals that get another constant than they begin with', () => {
    expect(folded('(if (local.get 0) (then (local.set 1 (i32.const 5)))) (local.get 1)')).toContain('$1 = 5');
  });

  it('those that copy one that varies, directly or not', () => {
    const body = `(loop (local.set 1 (i32.wrap_i64 (i64.shr_u (local.get 2) (i64.const 32))))
      (local.set 2 (i64.extend_i32_s (local.get 0))) (br_if 0 (local.get 0))) (local.get 1)`;
    expect(folded(body)).toContain('$1 = $2.1');
  });

  it('and loads keep their traps', () => {
    expect(folded('(i32.mul (i32.load (local.get 0)) (local.get 1))')).toContain('load32');
    expect(folded('(i32.and (local.get 1) (i32.load (local.get 0)))')).toContain('load32');
  });
});
