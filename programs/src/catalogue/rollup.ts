import assert from 'node:assert/strict';
import { digest } from '../digest.ts';
import type { Program } from '../program.ts';

const FILES: Readonly<Record<string, string>> = {
  main: 'import { used, lazy } from "library"; console.log(used); export default class A { #p = 1; get q() { return this.#p ?? lazy } }',
  library: 'export const used = 1; export const lazy = () => import("chunk"); export const unused = 5;',
  chunk: 'export default async function* numbers() { yield* [1, 2n, /x/v]; }',
};

export const rollup: Program = {
  name: 'rollup',
  about: 'a parser of JavaScript (SWC) in Rust, by wasm-bindgen',
  async run({ load }) {
    const { rollup: bundle } = await load('@rollup/wasm-node');
    const files = { resolveId: (id: string) => id, load: (id: string) => FILES[id] };
    const { output } = await (await bundle({ input: 'main', plugins: [files] })).generate({
      format: 'es',
      sourcemap: true,
    });
    const chunks = output.filter(({ type }: { type: string }) => type === 'chunk');
    const texts = chunks.map(({ code, map }: { code: string; map: object }) => `${code}\n${map}`);
    assert.equal(texts.length, 2);
    assert.doesNotMatch(chunks[0].code, /unused/);
    assert.equal(digest(texts.join('\n')), '4d67e5a57d76ba74');
    await assert.rejects(
      bundle({ input: 'x', plugins: [{ ...files, load: () => 'let x = ;' }] }),
      /Expression expected/,
    );
  },
};
