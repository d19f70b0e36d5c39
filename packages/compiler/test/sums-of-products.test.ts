import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, Generator, ModuleShape, type Tune } from '../src/index.ts';

function javascript(body: string, tune: Tune = 'jitless'): string {
  const text = `(module (memory 1) (func $f (param i64 i64 i32) (result i64) ${body}))`;
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  return new Generator(shape, compileOptions({ tune }), 'names').generate(0).source;
}

const PRODUCT = '(i64.mul (i64.extend_i32_u (local.get 2)) (i64.load32_u (local.get 2)))';

describe('the high word of a sum with a product', () => {
  it('is that of a number', () => {
    expect(javascript(`(i64.add (local.get 0) ${PRODUCT})`)).toContain(`
i0=vI0[l2/4]??M0.getInt32(l2>>>0,true);
i1=l0+imul(l2,i0)|0;
RI[1]=l0h+(((l2>>>0)*(i0>>>0)+(l0>>>0)-(i1^-2147483648))*2.3283064365386963e-10|0);return i1;`);
  });

  it('of as many as are added', () => {
    expect(javascript(`(i64.add (i64.load32_u (local.get 2)) (i64.add (local.get 0) ${PRODUCT}))`)).toMatch(
      /\*\(i0>>>0\)\+\(l0>>>0\)\+\(i\d>>>0\)-\(i\d\^-2147483648\)/,
    );
  });

  it('and a carry with a JIT, or where nothing is multiplied', () => {
    expect(javascript(`(i64.add (local.get 0) ${PRODUCT})`, 'jit')).not.toContain('*2.32');
    expect(javascript('(i64.add (local.get 0) (local.get 1))')).toContain('?1:0');
  });
});
