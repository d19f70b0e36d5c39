import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/*
 * What a bundler makes of the built packages: it takes what a program uses, and nothing else.
 */

/** Bundles a program. @returns the size in bytes, and the sources of it by package and file */
async function bundle(program: string): Promise<{ bytes: number; sources: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('../packages/softwasm', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    conditions: ['module'],
    logLevel: 'error',
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  const sources = used
    .filter((path) => path !== '<stdin>')
    .map((path) => path.replace(/^.*?(?:packages|node_modules)\//, ''));
  return { bytes: outputFiles[0]?.contents.length ?? 0, sources };
}

/** The packages that something of is in a bundle. */
function packagesOf(sources: readonly string[]): string[] {
  return [...new Set(sources.map((path) => path.split('/')[0] as string))].sort();
}

describe('what is imported and not used costs nothing', () => {
  it.each([
    'softwasm',
    'softwasm/embed',
    'softwasm/import',
    'softwasm/install',
    'softwasm/jit',
    'softwasm/long',
    'softwasm/worker',
    '@softwasm/compiler',
    '@softwasm/numerics',
    '@softwasm/runtime',
    '@softwasm/syntax',
  ])('%s', async (name) => {
    expect(await bundle(`import ${JSON.stringify(name)};`)).toEqual({ bytes: 0, sources: [] });
    expect(await bundle(`import * as all from ${JSON.stringify(name)};`)).toEqual({ bytes: 0, sources: [] });
  });
});

it('softwasm/polyfill keeps its effect', async () => {
  const { sources } = await bundle(`import 'softwasm/polyfill';`);
  expect(sources).toEqual(
    expect.arrayContaining(['softwasm/dist/modules/polyfill.js', 'softwasm/dist/modules/webassembly.js']),
  );
});

it('messages need no compiler', async () => {
  const { sources } = await bundle(`import { fromMessage } from 'softwasm/worker'; console.log(fromMessage);`);
  expect(packagesOf(sources)).not.toContain('compiler');
  expect(packagesOf(sources)).not.toContain('interpreter');
  expect(sources).not.toContain('softwasm/dist/modules/messages/to-message.js');
});

it('the interpreter is where there is a choice', async () => {
  const program = (entry: string): string => `import { WebAssembly } from '${entry}'; console.log(WebAssembly);`;
  expect(packagesOf((await bundle(program('softwasm'))).sources)).toContain('interpreter');
  for (const entry of ['softwasm/jit', 'softwasm/long', 'softwasm/aot']) {
    expect(packagesOf((await bundle(program(entry))).sources)).not.toContain('interpreter');
  }
});

it('the package long is in softwasm/long only', async () => {
  const program = (entry: string): string => `import { WebAssembly } from '${entry}'; console.log(WebAssembly);`;
  const isLong = (path: string): boolean => path.includes('long@') || path.startsWith('long/');
  expect((await bundle(program('softwasm'))).sources.filter(isLong)).toEqual([]);
  const long = await bundle(program('softwasm/long'));
  expect(long.sources.filter(isLong)).toHaveLength(1);
  expect(long.sources).not.toContain('numerics/dist/modules/i64-bridge.js');
});

it('a function of numerics is that function', async () => {
  const { bytes, sources } = await bundle(`import { i64_add } from '@softwasm/numerics'; console.log(i64_add);`);
  expect([...sources].sort()).toEqual(['numerics/dist/modules/i64.js', 'numerics/dist/modules/slots.js']);
  expect(bytes).toBeLessThan(500);
});
