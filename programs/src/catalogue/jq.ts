import assert from 'node:assert/strict';
import type { Program } from '../program.ts';

export const jq: Program = {
  name: 'jq',
  about: 'a language for JSON in C, by Emscripten: a virtual machine, regular expressions, files',
  async run({ require }) {
    const { json, raw } = await require('jq-web');
    const data = { words: ['soft', 'ware', 'wasm'], n: [3, 1, 2] };
    assert.deepEqual(await json(data, '[.words[] | select(test("^w")) | ascii_upcase]'), ['WARE', 'WASM']);
    assert.deepEqual(await json(data, '.n | sort | map(. * . / 3 | floor)'), [0, 1, 3]);
    assert.deepEqual(await json(data, 'def f: if . < 2 then . else (. - 1 | f) + (. - 2 | f) end; 12 | f'), 144);
    assert.equal(JSON.parse(await raw(JSON.stringify(data), '.words | join("-")')), 'soft-ware-wasm');
  },
};
