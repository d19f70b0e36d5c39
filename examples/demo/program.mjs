/**
 * xxhash-wasm and source-map, loaded as anybody would after `globalThis.WebAssembly = softwasm's`. Their answers are checked; the exit code says so.
 */
import assert from 'node:assert/strict';
import { WebAssembly } from 'softwasm';

assert.ok(!('WebAssembly' in globalThis), 'this host still has WebAssembly: start it with --no-expose-wasm');
Object.assign(globalThis, { WebAssembly });
// Imported only now: they look for the global when they load.
const { default: xxhash } = await import('xxhash-wasm');
const { SourceMapConsumer, SourceMapGenerator } = await import('source-map');

const MEBIBYTE = 2 ** 20;

/** Prints a line of the report: what was done, how long it took, and the answer. */
async function task(title, work) {
  const start = performance.now();
  const answer = await work();
  console.log(`  ${title.padEnd(48)}${(performance.now() - start).toFixed(0).padStart(7)} ms   ${answer}`);
}

let hash;
await task('xxhash-wasm: instantiate', async () => {
  hash = await xxhash();
  return 'ok';
});
await task('xxhash-wasm: test vectors', () => {
  const { h32ToString, h64ToString } = hash;
  assert.equal(h32ToString(''), '02cc5d05');
  assert.equal(h64ToString(''), 'ef46db3751d8e999');
  assert.equal(h64ToString('abc'), '44bc2cf5ad770999');
  return `xxh64("abc") = ${h64ToString('abc')}`;
});
await task('xxhash-wasm: xxh64 of 8 MiB in pieces of 64 KiB', () => {
  const data = new Uint8Array(8 * MEBIBYTE).map((_, i) => i * 31);
  const state = hash.create64();
  for (let at = 0; at < data.length; at += 65536) state.update(data.subarray(at, at + 65536));
  const digest = state.digest();
  assert.equal(digest, hash.h64Raw(data));
  assert.equal(digest, 0x5a064fa40a32b9b3n);
  return digest.toString(16);
});
await task('source-map: parse 3000 mappings, look one up', async () => {
  const generator = new SourceMapGenerator({ file: 'bundle.js' });
  for (let line = 1; line <= 3000; line++) {
    generator.addMapping({
      generated: { line, column: line % 80 },
      original: { line: line * 2, column: (line * 3) % 50 },
      source: `part${line % 5}.js`,
      name: `name${line % 11}`,
    });
  }
  return SourceMapConsumer.with(generator.toString(), null, (consumer) => {
    let count = 0;
    consumer.eachMapping(() => count++);
    assert.equal(count, 3000);
    const { source, line, column, name } = consumer.originalPositionFor({ line: 1234, column: 1234 % 80 });
    assert.deepEqual({ source, line, column, name }, { source: 'part4.js', line: 2468, column: 2, name: 'name2' });
    return `bundle.js:1234:34 is ${source}:${line}:${column} (${name})`;
  });
});
