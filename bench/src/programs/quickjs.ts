import type { Program } from './program.ts';

/** As much of quickjs-emscripten as is used here. */
interface Handle {
  consume<T>(use: (handle: Handle) => T): T;
}

interface Context {
  evalCode(code: string): unknown;
  unwrapResult(result: unknown): Handle;
  dump(handle: Handle): unknown;
}

interface QuickJs {
  getQuickJS(): Promise<{ newContext(): Context }>;
}

const CODE = `(() => {
  const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));
  const sieve = new Uint8Array(5000);
  let primes = 0;
  for (let i = 2; i < sieve.length; i++) {
    if (sieve[i]) continue;
    primes++;
    for (let j = i * i; j < sieve.length; j += i) sieve[j] = 1;
  }
  class Point { constructor(x, y) { this.x = x; this.y = y; } get norm() { return this.x * this.x + this.y * this.y; } }
  const points = Array.from({ length: 500 }, (_, i) => new Point((i * 7919) % 101, (i * 104729) % 103));
  points.sort((a, b) => a.norm - b.norm || a.x - b.x);
  const text = points.map((p) => p.x + ':' + p.y).join(' ');
  const numbers = [...text.matchAll(/\\d+/g)].reduce((sum, [digits]) => sum + Number(digits), 0);
  const copy = JSON.parse(JSON.stringify(points));
  return [fib(16), primes, numbers, copy[250].x, text.length].join();
})()`;

/** A JavaScript interpreter in wasm: one function with a br_table of all bytecodes. */
export const QUICKJS: Program = {
  name: 'quickjs',
  about: 'a JavaScript program: calls, typed arrays, classes, sorting, regular expressions, JSON',
  wasm: '@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm',
  async start(load) {
    const { getQuickJS } = load('quickjs-emscripten') as QuickJs;
    const context = (await getQuickJS()).newContext();
    return async () => String(context.unwrapResult(context.evalCode(CODE)).consume((handle) => context.dump(handle)));
  },
};
