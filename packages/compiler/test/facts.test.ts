import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, Generator, ModuleShape } from '../src/index.ts';

/** A function of two i32 parameters, and two locals; what is added to parameter 0 wraps around unless something is known. */
function javascript(body: string, facts = true): string {
  const text = `(module (memory 1) (func $g (param i32)) (func $f (param i32 i32) (local i32 i32) ${body}))`;
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  return new Generator(shape, compileOptions({ tune: 'jitless', passes: { facts } }), 'names').generate(1).source;
}

const NEXT = '(call $g (i32.add (local.get 0) (i32.const 1)))';
const EXACT = 'f0(l0+1)';
const WRAPS = 'f0(l0+1|0)';
const below = (relation: string, n: number): string => `(i32.${relation} (local.get 0) (i32.const ${n}))`;

describe('a condition is known', () => {
  it('in the arm that it leads to', () => {
    expect(javascript(`(if ${below('lt_s', 5)} (then ${NEXT}))`)).toContain(EXACT);
    expect(javascript(`(if ${below('ge_s', 5)} (then (call $g (i32.const 0))) (else ${NEXT}))`)).toContain(EXACT);
    expect(javascript(`(if ${below('lt_u', 5)} (then ${NEXT}))`)).toContain(EXACT);
    expect(javascript(`(if ${below('eq', 5)} (then ${NEXT}))`)).toContain(EXACT);
    expect(javascript(`(if (i32.eqz (local.get 0)) (then ${NEXT}))`)).toContain(EXACT);
    expect(javascript(`(if (i32.and ${below('ge_s', 0)} ${below('lt_s', 5)}) (then ${NEXT}))`)).toContain(EXACT);
  });

  it('but not in the other one, nor behind both', () => {
    expect(javascript(`(if ${below('lt_s', 5)} (then (call $g (i32.const 0))) (else ${NEXT}))`)).toContain(WRAPS);
    expect(javascript(`(if ${below('lt_s', 5)} (then (call $g (i32.const 0)))) ${NEXT}`)).toContain(WRAPS);
    expect(javascript(`(if (i32.or ${below('lt_s', 5)} (local.get 1)) (then ${NEXT}))`)).toContain(WRAPS);
    expect(javascript(`(if ${below('gt_u', 5)} (then ${NEXT}))`)).toContain(WRAPS);
  });

  it('behind an arm that leaves, unless something goes there', () => {
    expect(javascript(`(if ${below('ge_s', 5)} (then (return))) ${NEXT}`)).toContain(EXACT);
    expect(javascript(`(block (br_if 0 ${below('ge_s', 5)}) ${NEXT})`)).toContain(EXACT);
    expect(
      javascript(`(if ${below('ge_s', 5)} (then (br_if 0 (local.get 1)) (call $g (i32.const 0)) (return))) ${NEXT}`),
    ).toContain(WRAPS);
    expect(javascript(`(block (br_if 0 ${below('ge_s', 5)}) (call $g (i32.const 0))) ${NEXT}`)).toContain(WRAPS);
  });

  it('until the variable is set', () => {
    const set = '(local.set 0 (i32.load (i32.const 0)))';
    expect(javascript(`(if ${below('lt_s', 5)} (then ${set} ${NEXT}))`)).toContain(WRAPS);
    expect(javascript(`(if ${below('lt_s', 5)} (then (if (local.get 1) (then ${set})) ${NEXT}))`)).toContain(WRAPS);
    const loop = (after: string): string =>
      `(if ${below('lt_s', 5)} (then (loop $l ${NEXT} ${after} (br_if $l (local.get 1)))))`;
    expect(javascript(loop(''))).toContain('h0(l0+1)');
    expect(javascript(loop(set))).toContain('h0(l0+1|0)');
  });

  it('of both operands', () => {
    expect(javascript(`(if (i32.lt_s (local.get 0) (local.get 1)) (then ${NEXT}))`)).toContain(EXACT);
    const previous = '(call $g (i32.sub (local.get 1) (i32.const 1)))';
    expect(javascript(`(if (i32.lt_s (local.get 0) (local.get 1)) (then ${previous}))`)).toContain('f0(l1-1)');
  });
});

describe('what a variable is set to last is known', () => {
  const byte = '(local.set 0 (i32.load8_u (local.get 1)))';

  it('from there on, whatever else it is set to elsewhere', () => {
    const text = `${byte} ${NEXT} (local.set 0 (i32.load (local.get 1))) (call $g (i32.add (local.get 0) (i32.const 2)))`;
    expect(javascript(text)).toContain(EXACT);
    expect(javascript(text)).toContain('f0(l0+2|0)');
    expect(javascript(text, false)).toContain(WRAPS);
  });

  it('but not where another way leads', () => {
    expect(javascript(`(if (local.get 1) (then ${byte})) ${NEXT}`)).toContain(WRAPS);
    expect(javascript(`(block $b (br_if $b (local.get 1)) ${byte}) ${NEXT}`)).toContain(WRAPS);
    const cases = `(block $a (block $b (br_table $a $b (local.get 1))) ${byte}) ${NEXT}`;
    expect(javascript(cases)).toContain(WRAPS);
  });
});

it('the condition of a loop that is tested at its end is evaluated before it is known', () => {
  const body = `(loop $l (local.set 0 (i32.load (local.get 1))) (br_if $l (i32.lt_u (local.get 0) (i32.const 100))))`;
  expect(javascript(body)).toContain('while(l0>>>0<100)');
});
