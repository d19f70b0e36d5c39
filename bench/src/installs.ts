import { join } from 'node:path';
import { CACHE } from './cache.ts';
import { installLocked } from './install-locked.ts';

const FOLDER = new URL('../installs/', import.meta.url);

/** Packages that a part of the benchmarks needs, and nothing else of the repository: a folder of `installs/` with a manifest and a lockfile. */
export type Install = 'programs' | 'interpreters' | 'node26';

/**
 * Installs packages into the cache, unless they are there.
 *
 * @returns the folder that has `node_modules`
 * @throws Error where npm fails
 */
export function installed(name: Install): Promise<string> {
  const say = (line: string): boolean => process.stderr.write(`bench: ${line}\n`);
  return installLocked(new URL(`${name}/`, FOLDER), join(CACHE, 'installs', name), say);
}
