import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** From sources where this file is one (in tests), else from what was built. */
export const EXTENSION: string = import.meta.url.slice(import.meta.url.lastIndexOf('.'));

/** The path of a file for guests. @param name below `guest/`, without an ending */
export const guestFile = (name: string): string =>
  fileURLToPath(new URL(`../guest/${name}${EXTENSION}`, import.meta.url));

/**
 * A program with its own unmodified JavaScript, as an ES module that needs nothing: what bare engines lack comes from guest/surroundings.ts.
 *
 * @param name a file of `guest/programs`
 */
export async function bundleProgram(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [guestFile(`programs/${name}`)],
    inject: [guestFile('surroundings')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2020',
    mainFields: ['module', 'main'],
    conditions: ['browser'],
    // A guest is a plain script, which has no address.
    define: { 'import.meta.url': '""' },
    // Emscripten's loaders may ask for them in Node, which these are not made for.
    external: ['fs', 'path', 'crypto'],
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
