import assert from 'node:assert/strict';
import { digest } from '../digest.ts';
import type { Program } from '../program.ts';

const WIDTH = 80;
const HEIGHT = 60;

function picture(): Uint8ClampedArray {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) data.set([x * 3, y * 4, (x ^ y) * 2, 255], (y * WIDTH + x) * 4);
  return data;
}

/** What the decoder makes its images with; browsers have it. */
class ImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;

  constructor(data: Uint8ClampedArray, width: number) {
    this.data = data;
    this.width = width;
  }
}

export const webp: Program = {
  name: 'webp',
  about: 'a codec of images in C with SIMD, by Emscripten with embind',
  async run({ loadFile, read }) {
    Object.assign(globalThis, { ImageData });
    const codec = '@jsquash/webp/codec';
    const compile = (path: string) => WebAssembly.compile(read(`${codec}/${path}`));
    const encoder = await loadFile('@jsquash/webp/encode.js');
    const decoder = await loadFile('@jsquash/webp/decode.js');
    await encoder.init(await compile('enc/webp_enc_simd.wasm'));
    await decoder.init(await compile('dec/webp_dec.wasm'));
    const data = picture();
    for (const [options, expected] of [
      [{ quality: 60 }, '1e79340d482b979f'],
      [{ lossless: 1 }, '6e89d650aa8b62ec'],
    ] as const) {
      const packed = await encoder.default({ data, width: WIDTH, height: HEIGHT }, options);
      assert.equal(digest(new Uint8Array(packed)), expected);
      const image = await decoder.default(packed);
      assert.equal(image.width, WIDTH);
      if ('lossless' in options) assert.deepEqual([...image.data], [...data]);
    }
  },
};
