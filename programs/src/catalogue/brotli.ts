import assert from 'node:assert/strict';
import { brotliDecompressSync } from 'node:zlib';
import { digest, noise } from '../digest.ts';
import type { Program } from '../program.ts';

export const brotli: Program = {
  name: 'brotli',
  about: 'compression in Rust, by wasm-bindgen; Node decompresses it with its own',
  async run({ require }) {
    const { compress, decompress } = await require('brotli-wasm');
    const data = noise(60_000);
    const packed = compress(data, { quality: 9 });
    assert.equal(digest(packed), 'ac83325c08d3821d');
    assert.deepEqual(new Uint8Array(brotliDecompressSync(packed)), data);
    assert.deepEqual(decompress(packed), data);
    assert.throws(() => decompress(noise(100)));
  },
};
