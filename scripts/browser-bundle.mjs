import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';
import { compactTable } from './compact-table.mjs';

const packages = fileURLToPath(new URL('../packages/', import.meta.url));

/**
 * What is bundled, and how.
 *
 * @typedef {object} BundleRequest
 * @property {string} entry path of the main module, from `packages/`
 * @property {'esm' | 'iife'} format a module, or a classic script that leaves no names behind
 * @property {Readonly<Record<string, boolean>>} [supported] parts of the language that ES2020 has and these hosts do not
 */

/**
 * The files that browsers load without a bundler: softwasm with all that it imports.
 *
 * @typedef {BundleRequest & { ceiling: number }} BrowserBundle `ceiling`: how many bytes it has at most when gzipped. There is some room for what is added
 *   daily; whoever needs more says why, and whoever makes it much smaller lowers it
 */

/** @satisfies {Readonly<Record<string, BrowserBundle>>} */
export const BROWSER_BUNDLES = /** @type {const} */ ({
  // For hosts without BigInt, with the package long in it.
  'softwasm.long.min.js': {
    entry: 'softwasm/src/long.ts',
    format: 'esm',
    supported: { bigint: false },
    ceiling: 142_800,
  },
  // Importers, for any of the others.
  'softwasm.import.min.js': { entry: 'softwasm/src/import.ts', format: 'esm', ceiling: 1_000 },
  // Without the interpreter.
  'softwasm.jit.min.js': { entry: 'softwasm/src/jit.ts', format: 'esm', ceiling: 139_800 },
  // With it: some 34 kB.
  'softwasm.min.js': { entry: 'softwasm/src/index.ts', format: 'esm', ceiling: 175_000 },
  'softwasm.polyfill.min.js': { entry: 'softwasm/src/polyfill.ts', format: 'iife', ceiling: 176_300 },
});

/** @typedef {keyof typeof BROWSER_BUNDLES} BrowserBundleName */

export const BROWSER_BUNDLE_NAMES = /** @type {BrowserBundleName[]} */ (Object.keys(BROWSER_BUNDLES));

/**
 * The size that counts: of text, gzipped as well as gzip can.
 *
 * @param {string} code
 * @returns {number} bytes
 */
export function gzippedSize(code) {
  return gzipSync(code, { level: 9 }).length;
}

/**
 * Makes one of the {@link BROWSER_BUNDLES} in memory, from the sources.
 *
 * @param {BrowserBundleName} name
 * @returns {Promise<MinifiedBundle>}
 * @throws {Error} where a source imports what browsers do not have
 */
export function buildBrowserBundle(name) {
  return minifiedBundle(BROWSER_BUNDLES[name]);
}

/**
 * @typedef {object} MinifiedBundle
 * @property {string} code
 * @property {ReadonlyMap<string, number>} weights how many bytes each source file is, by its path from `packages/`, before whole functions are put where they
 *   are called
 */

/**
 * Bundles and minifies in memory, from the sources.
 *
 * @param {BundleRequest} request
 * @returns {Promise<MinifiedBundle>}
 * @throws {Error} where a source imports what only Node has
 */
export async function minifiedBundle({ entry, format, supported = {} }) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: packages,
    entryPoints: [entry],
    // Names the output, which is not written.
    outfile: 'bundle.js',
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    format,
    platform: 'neutral',
    target: 'es2020',
    supported,
    conditions: ['source'],
    plugins: [compactTable],
    legalComments: 'none',
    logLevel: 'error',
  });
  const weights = new Map();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) weights.set(path, bytesInOutput);
  }
  // What esbuild leaves is one scope, which terser sees through: 5 % less.
  const { text } = /** @type {{ text: string }} */ (outputFiles[0]);
  const { code = '' } = await minify(text, { ecma: 2020, module: format === 'esm', compress: { passes: 2 } });
  return { code, weights };
}
