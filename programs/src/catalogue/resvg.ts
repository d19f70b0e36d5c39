import assert from 'node:assert/strict';
import { digest } from '../digest.ts';
import type { Program } from '../program.ts';

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80">
  <defs><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient></defs>
  <circle cx="40" cy="40" r="32" fill="url(#g)" stroke="#080" stroke-width="3"/>
  <path d="M5 5 C 20 60 40 0 75 75" stroke="black" fill="none"/></svg>`;

export const resvg: Program = {
  name: 'resvg',
  about: 'a renderer in Rust, by wasm-bindgen: f32 and f64 arithmetic down to every pixel',
  async run({ load, read }) {
    const { initWasm, Resvg } = await load('@resvg/resvg-wasm');
    await initWasm(read('@resvg/resvg-wasm/index_bg.wasm'));
    const image = new Resvg(PICTURE, { fitTo: { mode: 'width', value: 120 } }).render();
    assert.deepEqual([image.width, image.height], [120, 120]);
    assert.equal(digest(image.pixels), '86bb387ef8d47c97');
    assert.equal(digest(image.asPng()), 'b1f0bf96ff8604b5');
    assert.throws(() => new Resvg('<svg'), /SVG/);
  },
};
