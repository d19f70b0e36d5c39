import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';

const SCRIPT = `
  class Queue { #items = []; push(x) { this.#items.push(x); return this } *[Symbol.iterator]() { yield* this.#items } }
  const fib = n => n < 2 ? n : fib(n - 1) + fib(n - 2);
  const sorted = [...new Queue().push(3).push(1).push(2)].sort().map(x => host(x));
  JSON.stringify([fib(10), sorted, 2n ** 100n + '', 'aXbXc'.replace(/x(?<l>.)/gi, '-$<l>'), 0.1 + 0.2])`;

/** A JavaScript engine in C: one very large function, 64-bit integers, floats, host functions, an exception. */
export async function run(binary: Uint8Array): Promise<unknown> {
  const { buffer } = binary as Uint8Array<ArrayBuffer>;
  const quickjs = await newQuickJSWASMModuleFromVariant(
    newVariant(variant, { wasmBinary: buffer, wasmLocation: 'quickjs.wasm' }),
  );
  const vm = quickjs.newContext();
  vm.newFunction('host', (x) => vm.newNumber(vm.getNumber(x) * 10)).consume((host) =>
    vm.setProp(vm.global, 'host', host),
  );
  const answer = vm.unwrapResult(vm.evalCode(SCRIPT)).consume(vm.getString.bind(vm));
  const thrown = vm
    .evalCode('null.x')
    .error?.consume((error) => vm.getProp(error, 'message').consume(vm.getString.bind(vm)));
  vm.dispose();
  return [answer, thrown];
}
