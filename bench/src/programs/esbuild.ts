import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Program } from './program.ts';

/** The part of the namespace that the glue leaves to its user. */
interface Compiler {
  compile(bytes: Uint8Array): Promise<object>;
}

/** As much of esbuild-wasm as is used here. */
interface Esbuild {
  initialize(options: { wasmModule: object; worker: boolean }): Promise<void>;
  transform(code: string, options: object): Promise<{ code: string; map: string }>;
}

const SOURCE = Array.from(
  { length: 30 },
  (_, i) => `export class Shape${i}<T extends { area: number }> extends Base${i % 7} {
  #cache = new Map<string, T>();
  static readonly kinds: readonly string[] = ['a${i}', 'b'];
  constructor(private readonly scale: number = ${i} * 2 + 1, ...rest: T[]) { super(rest); }
  async area(key: string): Promise<number> {
    const found = this.#cache.get(key) ?? (await this.load(\`\${key}-${i}\`));
    if (found?.area === undefined && this.scale > 0) return Number.NaN;
    return found.area ** 2 * this.scale;
  }
}`,
).join('\n');

/** A compiler written in Go: ten megabytes of code, goroutines as state machines, a garbage collector. */
export const ESBUILD: Program = {
  name: 'esbuild',
  about: 'TypeScript to minified ES2017 with a source map',
  wasm: 'esbuild-wasm/esbuild.wasm',
  async start(load, path) {
    // Its glue for Node starts a process; that for browsers runs in place, and looks for the global object of a page.
    (globalThis as { self?: unknown }).self ??= globalThis;
    const esbuild = load('esbuild-wasm/lib/browser.min.js') as Esbuild;
    const { WebAssembly } = globalThis as { WebAssembly?: Compiler };
    if (WebAssembly === undefined) throw new Error('no WebAssembly');
    const wasmModule = await WebAssembly.compile(readFileSync(path(ESBUILD.wasm)));
    await esbuild.initialize({ wasmModule, worker: false });
    return async () => {
      const { code, map } = await esbuild.transform(SOURCE, {
        loader: 'ts',
        minify: true,
        target: 'es2017',
        sourcemap: true,
      });
      return createHash('sha256').update(code).update(map).digest('hex');
    };
  },
};
