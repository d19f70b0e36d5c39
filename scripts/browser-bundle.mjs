import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const packages = fileURLToPath(new URL('../packages/', import.meta.url));

/**
 * The files that browsers load without a bundler: softwasm with all that it imports.
 *
 * @typedef {object} BrowserBundle
 * @property {string} entry a source file of the package
 * @property {'esm' | 'iife'} format a module, or a classic script that leaves no names behind
 * @property {Readonly<Record<string, boolean>>} [supported] parts of the language that ES2020 has and these hosts do not
 */

/** @satisfies {Readonly<Record<string, BrowserBundle>>} */
export const BROWSER_BUNDLES = /** @type {const} */ ({
  // For hosts without BigInt, with the package long in it.
  'softwasm.long.min.js': { entry: 'long.ts', format: 'esm', supported: { bigint: false } },
  'softwasm.min.js': { entry: 'index.ts', format: 'esm' },
  'softwasm.polyfill.min.js': { entry: 'polyfill.ts', format: 'iife' },
});

/**
 * Makes one of them in memory, from the sources.
 *
 * @param {keyof typeof BROWSER_BUNDLES} name
 * @returns {Promise<{ code: string, weights: ReadonlyMap<string, number> }>} the file, and how many bytes of it each source file is, by its path in packages/
 * @throws {Error} where a source imports what browsers do not have
 */
export async function buildBrowserBundle(name) {
  /** @type {BrowserBundle} */
  const { entry, format, supported = {} } = BROWSER_BUNDLES[name];
  const { outputFiles, metafile } = await build({
    absWorkingDir: packages,
    entryPoints: [`softwasm/src/${entry}`],
    // Names the output, which is not written.
    outfile: name,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    format,
    platform: 'neutral',
    target: 'es2020',
    supported,
    conditions: ['source'],
    legalComments: 'none',
    logLevel: 'error',
  });
  const weights = new Map();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) weights.set(path, bytesInOutput);
  }
  return { code: /** @type {{ text: string }} */ (outputFiles[0]).text, weights };
}
