import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileFunction, type PartialCompileOptions } from '../src/index.ts';

/** The body of a function of two i64 and an i32, in JavaScript. */
function javascript(body: string, options: PartialCompileOptions = {}): string {
  const text = `(module (func (param i64 i64 i32) (result i32) ${body}))`;
  const { source } = compileFunction(validateModule(decodeModule(assemble(text))), 0, { tune: 'jit', ...options });
  return source.slice(source.indexOf('\n') + 1, source.lastIndexOf('\n'));
}

describe('with a JIT, the word of a comparison of pairs', () => {
  it('is computed by bits', () => {
    expect(javascript('(i64.lt_u (local.get 0) (local.get 1))')).toBe(
      'return l0h>>>0<l1h>>>0|0|(l0h===l1h|0)&(l0>>>0<l1>>>0|0);',
    );
    expect(javascript('(i64.eq (local.get 0) (local.get 1))')).toBe('return (l0===l1|0)&(l0h===l1h|0);');
    expect(javascript('(i64.ne (local.get 0) (local.get 1))')).toBe('return l0!==l1|0|(l0h!==l1h|0);');
  });

  it('where equals count, has the low words say so', () => {
    expect(javascript('(i64.ge_s (local.get 0) (local.get 1))')).toBe(
      'return l0h>l1h|0|(l0h===l1h|0)&(l0>>>0>=l1>>>0|0);',
    );
    expect(javascript('(i64.le_u (local.get 0) (i64.const 0x500000007))')).toBe(
      'return l0h>>>0<5|0|(l0h===5|0)&(l0>>>0<=7|0);',
    );
  });

  it('is turned by its bit', () => {
    expect(javascript('(i32.eqz (i64.lt_s (local.get 0) (local.get 1)))')).toBe(
      'return (l0h<l1h|0|(l0h===l1h|0)&(l0>>>0<l1>>>0|0))^1;',
    );
  });

  it('is an operand of others', () => {
    expect(javascript('(i32.add (i64.eq (local.get 0) (local.get 1)) (local.get 2))')).toBe(
      'return ((l0===l1|0)&(l0h===l1h|0))+l2|0;',
    );
  });
});

describe('branches stay', () => {
  it('where a truth is wanted', () => {
    const body = '(if (result i32) (i64.lt_u (local.get 0) (local.get 1)) (then (i32.const 5)) (else (local.get 2)))';
    expect(javascript(body)).toContain('l0h===l1h?l0>>>0<l1>>>0:l0h>>>0<l1h>>>0');
  });

  it('where operands are long', () => {
    let deep = '(local.get 0)';
    for (let i = 0; i < 6; i++) deep = `(i64.xor (i64.and ${deep} (local.get 1)) (local.get 0))`;
    expect(javascript(`(i64.eq ${deep} (local.get 0))`)).toContain('?1:0');
  });

  it('without a JIT', () => {
    expect(javascript('(i64.eq (local.get 0) (local.get 1))', { tune: 'jitless' })).toContain('?1:0');
  });
});
