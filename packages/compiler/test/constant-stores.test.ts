import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, Generator, ModuleShape } from '../src/index.ts';

/** The stores of a function of an i32 parameter. */
function stores(body: string): string[] {
  const shape = new ModuleShape(
    validateModule(decodeModule(assemble(`(module (memory 1) (func (param i32) ${body}))`))),
  );
  const { source } = new Generator(shape, compileOptions({ tune: 'jit' }), 'names').generate(0);
  return source.match(/set\w+\(.*\)/g) ?? [];
}

/** What a float's eight bytes are as words. */
function wordsOf(value: string): [number, number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Number(value), true);
  return [view.getInt32(0, true), view.getInt32(4, true)];
}

describe('an i64 that is constant is stored as a float', () => {
  it.each([
    ['0', [0, 0]],
    ['0x112df2c3', [0x112df2c3, 0]],
    ['-0x8000000000000000', [0, -0x8000_0000]],
    ['-0x0010000000000001', [-1, 0xffef_ffff | 0]],
    ['0x7fefffffffffffff', [-1, 0x7fef_ffff]],
  ])('%s', (value, words) => {
    const [store, ...others] = stores(`(i64.store offset=8 (local.get 0) (i64.const ${value}))`);
    const [, constant] = /^setFloat64\(\(l0>>>0\)\+8,(.*),true\)$/.exec(store!)!;
    expect(wordsOf(constant!)).toEqual(words);
    expect(others).toEqual([]);
  });

  it('but where it would be a NaN or infinite', () => {
    for (const value of ['0x7ff0000000000000', '0x7ff4000000000001', '-1', '0xfff8000000000000']) {
      expect(stores(`(i64.store (local.get 0) (i64.const ${value}))`)).toHaveLength(2);
    }
  });

  it('at constant addresses, too', () => {
    expect(stores('(i64.store (i32.const 16) (i64.const 0))')).toEqual(['setFloat64(16,0,true)']);
  });

  it('and so are two words of which the second comes first, but not in their order: the first one stays where the second one traps', () => {
    const word = (offset: number, value: number): string =>
      `(i32.store offset=${offset} (local.get 0) (i32.const ${value}))`;
    expect(stores(word(4, 0) + word(0, 0))).toHaveLength(1);
    expect(stores(word(0, 0) + word(4, 0))).toHaveLength(2);
    expect(stores(word(8, 0) + word(0, 0))).toHaveLength(2);
  });
});
