import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, Generator, ModuleShape, type Tune } from '../src/index.ts';

/** A function of two i32 parameters, and two locals. */
function javascript(body: string, tune: Tune = 'jitless'): string {
  const text = `(module (memory 1) (func $f (param i32 i32) (result i32) (local i32 i32) ${body}))`;
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  return new Generator(shape, compileOptions({ tune }), 'names').generate(0).source;
}

const NEXT = '(local.set 0 (i32.add (local.get 0) (i32.const 1)))';
const COUNT = '(local.set 3 (i32.add (local.get 3) (local.get 2)))';

/** A loop that is left where what is loaded is 0. */
function loop(load: string, target = 2): string {
  return `(block $out (loop $l
    (br_if $out (i32.eqz (local.tee ${target} ${load})))
    ${COUNT} ${NEXT} (br $l))) (local.get 3)`;
}

describe('a loop that is left where what is loaded is 0', () => {
  it('tests that first', () => {
    expect(javascript(loop('(i32.load8_u (local.get 0))'))).toContain(
      'if(!(l2=wU0[l0])&&!(l2=l2??M0.getUint8(l0>>>0)))break;',
    );
    expect(javascript(loop('(i32.load offset=4 (i32.xor (local.get 0) (local.get 1)))'))).toContain(
      'if(!(l2=wI0_4[(l0^l1)/4])&&!(l2=l2??M0.getInt32(((l0^l1)>>>0)+4,true)))break;',
    );
  });

  it('also where that is its condition', () => {
    expect(javascript(`(loop $l (if (i32.load8_u (local.get 0)) (then ${NEXT} (br $l)))) (local.get 0)`)).toContain(
      'while(wU0[l0]||M0.getUint8(l0>>>0)){',
    );
  });

  it('not where the address is what is set, something else is tested, or nothing leaves a loop', () => {
    expect(javascript(loop('(i32.load8_u (local.get 2))'))).toContain('??');
    expect(javascript(loop('(i32.load8_u (local.get 2))'))).not.toContain(')&&!(');
    expect(javascript(loop('(i32.eqz (i32.load8_u (local.get 0)))'))).not.toContain(')&&!(');
    const block = `(block $out (br_if $out (i32.eqz (local.tee 2 (i32.load8_u (local.get 0))))) ${COUNT})`;
    expect(javascript(`${block} (local.get 3)`)).not.toContain(')&&!(');
    const inner = `(loop $l ${block} ${NEXT} (br_if $l (local.get 1))) (local.get 3)`;
    expect(javascript(inner)).not.toContain(')&&!(');
    expect(javascript(loop('(i32.load8_u (local.get 0))'), 'jit')).not.toContain(')&&!(');
  });
});
