import { readFileSync } from 'node:fs';
import { WASM_EDITIONS, withFeatures } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { cached } from './cache.ts';
import type { Kernel } from './kernels.ts';
import { packageVersion } from './package-versions.ts';

const FOLDER = new URL('../kernels/', import.meta.url);

/** The instructions of all kernels; those for legacy exceptions are no part of WebAssembly 3.0. */
const FEATURES = withFeatures(WASM_EDITIONS['3.0'], ['legacy-exceptions']);

/** All optimisations; nothing imported; memory is never freed, for no kernel allocates while it runs. */
const ASC_OPTIONS = ['--optimizeLevel', '3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', 'simd'];

/**
 * A kernel's binary, without imports.
 *
 * @throws Error with the compiler's diagnostics
 */
export async function compileKernel({ name, source }: Pick<Kernel, 'name' | 'source'>): Promise<Uint8Array> {
  const text = readFileSync(new URL(`${name}.${source}`, FOLDER), 'utf8');
  if (source === 'wat') return assemble(text, { features: FEATURES });
  const key = [text, packageVersion('assemblyscript'), ...ASC_OPTIONS];
  return cached('kernels', key, () => compileAssemblyScript(`${name}.ts`, text));
}

async function compileAssemblyScript(file: string, text: string): Promise<Uint8Array> {
  // Loaded when it is needed: it is large.
  const { main } = await import('assemblyscript/asc');
  let binary: Uint8Array | undefined;
  const { error, stderr } = await main([file, ...ASC_OPTIONS, '--outFile', 'out.wasm'], {
    readFile: (path) => (path === file ? text : null),
    writeFile: (path, contents) => {
      if (path === 'out.wasm') binary = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error !== null || binary === undefined)
    throw new Error(`kernels/${file}: ${error?.message}\n${stderr.toString()}`);
  return binary;
}
