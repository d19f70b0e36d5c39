import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** From sources where this file is one (in tests), else from what was built. */
const EXTENSION = extname(import.meta.url);

/** One plain script, which no module loader, Node or DOM is needed for. */
const SCRIPT = {
  bundle: true,
  write: false,
  format: 'iife',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  target: 'es2022',
  conditions: EXTENSION === '.ts' ? ['source'] : ['module'],
  legalComments: 'none',
  logLevel: 'silent',
} satisfies BuildOptions;

/** Bundles the program that runs in hosts. Its text. */
export async function bundleGuest(): Promise<string> {
  const entry = fileURLToPath(new URL(`../guest/main${EXTENSION}`, import.meta.url));
  const { outputFiles } = await build({ ...SCRIPT, entryPoints: [entry] });
  return outputFiles[0]?.text ?? '';
}

/** Bundles an ECMAScript module with what it imports of the bench's dependencies: ASCII. */
export async function bundleModule(text: string): Promise<string> {
  const { outputFiles } = await build({
    ...SCRIPT,
    stdin: { contents: text, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    format: 'esm',
    charset: 'ascii',
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * Bundles a package whose exports are a namespace like `WebAssembly`. A function's body that returns them.
 *
 * @param folder where it is installed
 */
export async function bundleNamespace(folder: string, name: string): Promise<string> {
  const contents = `module.exports = require(${JSON.stringify(name)});`;
  const { outputFiles } = await build({
    ...SCRIPT,
    stdin: { contents, resolveDir: folder },
    globalName: 'exported',
    // Of Node's modules these packages use none when they run a module.
    external: ['fs', 'path'],
  });
  return `${outputFiles[0]?.text ?? ''}\nreturn exported.default ?? exported;`;
}
