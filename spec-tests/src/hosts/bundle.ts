import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** From sources where this file is one, else from what was built. */
const EXTENSION = extname(import.meta.url);
const CONDITIONS = EXTENSION === '.ts' ? ['source'] : ['module'];

/** The program that runs a script of the suite. */
export const SUITE_GUEST: string = fileURLToPath(new URL(`./guest${EXTENSION}`, import.meta.url));

/**
 * Bundles a program with all that it imports into one plain script of ES2020, which no module loader, Node or DOM is needed for.
 *
 * @param entry path of its main module
 * @param folder where to put it
 * @returns the script's path
 * @throws Error where something imports what only Node has
 */
export async function bundleGuest(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, 'guest.js');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'iife',
    platform: 'neutral',
    target: 'es2020',
    conditions: CONDITIONS,
    legalComments: 'none',
    logLevel: 'error',
  });
  return outfile;
}
