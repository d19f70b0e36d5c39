import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** From sources where this file is one (in tests), else from what was built. */
const EXTENSION = extname(import.meta.url);

/** Bundles the program that runs in hosts into one plain script, which no module loader, Node or DOM is needed for. Its text. */
export async function bundleGuest(): Promise<string> {
  return bundle(fileURLToPath(new URL(`../guest/main${EXTENSION}`, import.meta.url)));
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'neutral',
    target: 'es2022',
    conditions: EXTENSION === '.ts' ? ['source'] : [],
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
