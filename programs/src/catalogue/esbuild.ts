import assert from 'node:assert/strict';
import { digest } from '../digest.ts';
import type { Program } from '../program.ts';

const SOURCE = `enum Color { Red = 1, Green }
export const pick = async <T,>(first: T, ...rest: T[]): Promise<T> => { await null; return rest[Color.Red] ?? first };
export class Counter { #count = 0; get next() { return ++this.#count } static names = ['a', 'b'].map(x => x + x) }`;

export const esbuild: Program = {
  name: 'esbuild',
  about: 'a compiler in Go: thousands of large functions, its own stack and scheduler',
  async run({ load, read }) {
    // The browser's build looks for the global object under this name.
    Object.assign(globalThis, { self: globalThis });
    const { initialize, transform } = await load('esbuild-wasm/esm/browser.min.js');
    await initialize({ wasmModule: await WebAssembly.compile(read('esbuild-wasm/esbuild.wasm')), worker: false });
    const { code, map } = await transform(SOURCE, { loader: 'ts', minify: true, target: 'es2017', sourcemap: true });
    assert.equal(digest(code + map), '3261883c23e8ef8c');
    await assert.rejects(transform('let x = ;'), /Unexpected ";"/);
  },
};
