import assert from 'node:assert/strict';
import { digest, noise } from '../digest.ts';
import type { Program } from '../program.ts';

export const zstd: Program = {
  name: 'zstd',
  about: 'compression in C, by Emscripten: tables of 64-bit words, hashing',
  async run({ require }) {
    const { isLoaded, compress, decompress } = require('@foxglove/wasm-zstd');
    await isLoaded;
    const data = noise(100_000);
    for (const [level, expected] of [
      [1, '1b60280903456192'],
      [12, '02dd0d16425ed79e'],
    ]) {
      const packed = compress(data, level);
      assert.equal(digest(packed), expected);
      assert.deepEqual(new Uint8Array(decompress(packed, data.length)), data);
    }
  },
};
