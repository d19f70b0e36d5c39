// A worker that has no WebAssembly but the polyfill's; a classic script.
delete globalThis.WebAssembly;
importScripts('/softwasm.polyfill.min.js');

addEventListener('message', ({ data: { wasm, wait, times } }) => {
  const [module, memory] = wasm;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  if (times !== undefined) exports.count(times);
  postMessage({ wasm, counted: wait === undefined ? undefined : exports.wait(wait) });
});
