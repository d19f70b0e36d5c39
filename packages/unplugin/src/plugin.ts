import { createUnplugin, type FilterPattern, type UnpluginInstance } from 'unplugin';
import { compileWasm } from './compile-wasm.ts';
import type { Pattern, SoftwasmOptions } from './options.ts';
import { readRequest, WASM } from './request.ts';
import { resolveRuntime } from './runtime.ts';

function filter(pattern: Pattern): FilterPattern {
  return typeof pattern === 'string' || pattern instanceof RegExp ? pattern : [...pattern];
}

/**
 * Imports of `.wasm` files, compiled ahead of time to JavaScript that needs neither WebAssembly nor `eval`: `softwasm.vite()`, `softwasm.rollup()`,
 * `softwasm.webpack()`, `softwasm.esbuild()` and others are plugins.
 *
 * - `import { f } from './x.wasm'`: what the module exports; what it imports is imported from other modules. The default is all exports, unless one is called so.
 * - `import init from './x.wasm?init'`: a function that takes imports and promises an instance.
 * - `import module from './x.wasm?module'`: the module.
 */
export const softwasm: UnpluginInstance<SoftwasmOptions | undefined, false> = createUnplugin<
  SoftwasmOptions | undefined,
  false
>((options = {}) => ({
  name: 'softwasm',
  // Before whatever bundlers do with such files by themselves.
  enforce: 'pre',
  load: {
    filter: {
      id: {
        include: filter(options.include ?? WASM),
        ...(options.exclude === undefined ? {} : { exclude: filter(options.exclude) }),
      },
    },
    async handler(id) {
      const request = readRequest(id);
      if (request === undefined) return undefined;
      this.addWatchFile(request.file);
      return compileWasm(request, options);
    },
  },
  // Rollup resolves neither packages nor queries by itself.
  rollup: {
    async resolveId(id, importer) {
      const query = WASM.test(id) ? id.indexOf('?') : -1;
      if (query < 0) return resolveRuntime(id, importer);
      const resolved = await this.resolve(id.slice(0, query), importer, { skipSelf: true });
      return resolved && { ...resolved, id: resolved.id + id.slice(query) };
    },
  },
  // What is loaded is JavaScript, whatever the ending says.
  esbuild: { loader: 'js' },
  webpack: ({ options: { module } }) => void module.rules.push(JAVASCRIPT),
  rspack: ({ options: { module } }) => void module.rules.push(JAVASCRIPT),
}));

const JAVASCRIPT = { test: /\.wasm$/, type: 'javascript/auto' } as const;
