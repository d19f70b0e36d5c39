import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, formatIR, Generator, ModuleShape } from '../src/index.ts';

/** The IR of a function of two i32 parameters that calls `$s` (0) and `$t` (1), after this pass. */
function threaded(body: string): string {
  const text = `(module (func $s (result i32) (i32.const 5)) (func $t) (func $f (param i32 i32) ${body}))`;
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  const passes = { calls: false, returns: false, invariants: false };
  const ir = new Generator(shape, compileOptions({ tune: 'jitless', passes }), 'names').build(2);
  // Labels are numbered by when they were made, which does not matter.
  const labels = new Map<string, string>();
  return formatIR(ir).replace(/\bL\d+/g, (label) => {
    if (!labels.has(label)) labels.set(label, `L${labels.size}`);
    return labels.get(label)!;
  });
}

const and = (a: string, b: string): string => `(if (result i32) ${a} (then ${b}) (else (i32.const 0)))`;
const or = (a: string, b: string): string => `(if (result i32) ${a} (then (i32.const 1)) (else ${b}))`;

describe('conditions that branches compute', () => {
  it('both of two', () => {
    expect(threaded(`(if ${and('(local.get 0)', '(call $s)')} (then (call $t)))`)).toMatch(
      /^if L0 \$0\n {2}(%\d+:i32) = call 0\n {2}if L1 \1\n {4}call 1\n {2}end L1\nend L0$/,
    );
  });

  it('both of two, with an else', () => {
    expect(
      threaded(`(if ${and('(local.get 0)', '(call $s)')} (then (call $t)) (else (local.set 0 (call $s)) (call $t)))`),
    ).toMatch(
      /^block L0\n {2}if L1 \$0\n {4}%\d+:i32 = call 0\n {4}if L2 %\d+:i32\n {6}call 1\n {6}break L0\n {4}end L2\n {2}end L1\n {2}.*call 0\n {2}call 1\nend L0$/,
    );
  });

  it('either of two', () => {
    expect(threaded(`(if ${or('(local.get 0)', '(call $s)')} (then (call $t)))`)).toMatch(
      /^block L0\n {2}if L1 not\(\$0\)\n {4}(%\d+:i32) = call 0\n {4}if L2 not\(\1\)\n {6}break L0\n {4}end L2\n {2}end L1\n {2}call 1\nend L0$/,
    );
  });

  it('three of them', () => {
    const three = and(and('(local.get 0)', '(call $s)'), '(i32.eqz (call $s))');
    expect(threaded(`(if ${three} (then (call $t)))`)).not.toContain('else');
  });

  it('but none that are used again, or leave the branches', () => {
    const again = `(local.set 0 ${and('(local.get 0)', '(call $s)')}) (if (local.get 0) (then (call $t))) (if (local.get 0) (then (call $t)))`;
    expect(threaded(again)).toContain('else');
    const leaves = `(if (block $out (result i32)
      (if (result i32) (local.get 0) (then (br_if $out (call $s) (local.get 1)) (drop) (call $s)) (else (i32.const 0)))) (then (call $t)))`;
    expect(threaded(leaves)).toContain('else');
  });
});
