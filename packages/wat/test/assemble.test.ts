import { decodeModule, decodeNameSection } from '@softwasm/decoder';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';

describe('assemble', () => {
  const text = '(module $m (func $answer (export "answer") (result i32) (i32.const 42)))';

  it('makes a binary that decodes, names included', () => {
    const module = decodeModule(assemble(text));
    expect(module.exports.map(({ name, kind, index }) => ({ name, kind, index }))).toEqual([
      { name: 'answer', kind: 'func', index: 0 },
    ]);
    const names = decodeNameSection(module);
    expect(names.module).toBe('m');
    expect(names.functions.get(0)).toBe('answer');
  });

  it('takes text and its UTF-8 alike', () => {
    expect(assemble(new TextEncoder().encode(text))).toEqual(assemble(text));
  });

  it('says where text is malformed', () => {
    expect(() => assemble('(module\n  (func (i33.const 0)))')).toThrow(/unknown operator.*line 2, column 10/);
  });
});
