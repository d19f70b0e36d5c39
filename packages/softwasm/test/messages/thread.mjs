import { parentPort } from 'node:worker_threads';
import 'softwasm/polyfill';

const { WebAssembly } = /** @type {any} */ (globalThis);
/** @type {any} */
let exports;
parentPort?.on('message', ({ cmd, wasmModule, wasmMemory, times }) => {
  if (cmd === 'load') {
    ({ exports } = new WebAssembly.Instance(wasmModule, { env: { memory: wasmMemory } }));
    parentPort?.postMessage({ cmd: 'loaded', wasmModule });
  } else {
    exports.grow();
    exports.count(times);
  }
});
