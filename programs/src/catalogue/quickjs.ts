import assert from 'node:assert/strict';
import type { Program } from '../program.ts';

const SCRIPT = `
  class Queue { #items = []; push(x) { this.#items.push(x); return this } *[Symbol.iterator]() { yield* this.#items } }
  const fib = n => n < 2 ? n : fib(n - 1) + fib(n - 2);
  const sorted = [...new Queue().push(3).push(1).push(2)].sort().map(x => host(x));
  JSON.stringify([fib(15), sorted, 2n ** 100n + '', 'aXbXc'.replace(/x(?<l>.)/gi, '-$<l>'), 0.1 + 0.2, new Date(0).toISOString()])`;

export const quickjs: Program = {
  name: 'quickjs',
  about: 'a JavaScript engine in C, by Emscripten: a very large interpreter function, host functions and promises',
  async run({ load }) {
    const { getQuickJS } = await load('quickjs-emscripten');
    const vm = (await getQuickJS()).newContext();
    vm.newFunction('host', (x: unknown) => vm.newNumber(vm.getNumber(x) * 10)).consume((host: unknown) =>
      vm.setProp(vm.global, 'host', host),
    );
    const result = vm.unwrapResult(vm.evalCode(SCRIPT)).consume(vm.dump);
    assert.deepEqual(JSON.parse(result), [
      610,
      [10, 20, 30],
      '1267650600228229401496703205376',
      'a-b-c',
      0.30000000000000004,
      '1970-01-01T00:00:00.000Z',
    ]);
    const thrown = vm.evalCode('null.x');
    assert.match(thrown.error.consume(vm.dump).message, /cannot read property 'x' of null/);
    vm.dispose();
  },
};
