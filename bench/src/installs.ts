import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE, cacheKey } from './cache.ts';

const FOLDER = new URL('../installs/', import.meta.url);

/** Packages that a part of the benchmarks needs, and nothing else of the repository: a folder of `installs/` with a manifest and a lockfile. */
export type Install = 'programs' | 'interpreters' | 'node26';

/**
 * Installs packages into the cache, unless they are there: exactly those of the lockfile, without running their scripts.
 *
 * @returns the folder that has `node_modules`
 * @throws Error where npm fails
 */
export async function installed(name: Install): Promise<string> {
  const files = ['package.json', 'package-lock.json'] as const;
  const texts = files.map((file) => readFileSync(new URL(`${name}/${file}`, FOLDER), 'utf8'));
  const folder = join(CACHE, 'installs', `${name}-${cacheKey(texts)}`);
  if (existsSync(folder)) return folder;
  process.stderr.write(`bench: installing ${Object.keys(JSON.parse(texts[0] ?? '').dependencies).join(', ')}\n`);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    for (const [i, file] of files.entries()) writeFileSync(join(unfinished, file), texts[i] ?? '');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await promisify(execFile)(npm, options, { cwd: unfinished, shell: process.platform === 'win32' });
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`npm could not install ${name}: ${(error as { stderr?: string }).stderr || String(error)}`);
  }
  return folder;
}
