import assert from 'node:assert/strict';
import type { Program } from '../program.ts';

export const re2: Program = {
  name: 're2',
  about: 'regular expressions in C++, by Emscripten with embind',
  async run({ require }) {
    const { RE2 } = require('re2-wasm');
    assert.equal('a@b.com x c@d.com'.replace(new RE2('(\\w+)@(\\w+)\\.com', 'gu'), '$2 at $1'), 'b at a x d at c');
    // Takes exponential time where regular expressions backtrack.
    assert.equal(new RE2('^(a+)+$', 'u').test(`${'a'.repeat(2000)}b`), false);
    assert.deepEqual(
      [...(new RE2('(?P<y>\\d{4})-(\\d\\d)', 'u').exec('on 2026-11-24') ?? [])],
      ['2026-11', '2026', '11'],
    );
    assert.throws(() => new RE2('(?=a)', 'u'), SyntaxError);
  },
};
