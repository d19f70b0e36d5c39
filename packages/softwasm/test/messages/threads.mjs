/*
 * A main thread like emscripten's: it hands a module and a shared memory to its workers, which count in it. With the polyfill in all of them; its arguments
 * are the module in base64, and how many threads are to count how far.
 */
import { Worker } from 'node:worker_threads';
import 'softwasm/polyfill';

const { WebAssembly } = /** @type {any} */ (globalThis);
const [base64 = '', threads, times] = process.argv.slice(2);
const wasmModule = new WebAssembly.Module(Buffer.from(base64, 'base64'));
const wasmMemory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });

const workers = Array.from({ length: Number(threads) }, () => new Worker(new URL('thread.mjs', import.meta.url)));
for (const worker of workers) worker.postMessage({ cmd: 'load', wasmModule, wasmMemory });
await Promise.all(
  workers.map((worker) => {
    return new Promise((resolve) => {
      worker.once('message', ({ cmd, wasmModule: back }) => {
        if (cmd !== 'loaded' || !(back instanceof WebAssembly.Module)) throw new Error(`got ${cmd}`);
        resolve(undefined);
      });
    });
  }),
);
for (const worker of workers) worker.postMessage({ cmd: 'run', times: Number(times) });

const { exports } = new WebAssembly.Instance(wasmModule, { env: { memory: wasmMemory } });
console.log('counted', exports.wait(Number(threads)));
console.log('pages', exports.size(), wasmMemory.buffer.byteLength > 65536 * Number(threads) - 1);
await Promise.all(workers.map((worker) => worker.terminate()));
