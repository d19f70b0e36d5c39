import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheKey } from './cache.ts';

/**
 * Installs packages, unless they are there: exactly those of a lockfile, without running their scripts.
 *
 * @param source a folder with package.json and package-lock.json
 * @param cache where they go, in a folder of their own
 * @param say told when there is something to install
 * @returns the folder that has `node_modules`
 * @throws Error where npm fails
 */
export async function installLocked(source: URL, cache: string, say: (line: string) => void): Promise<string> {
  const files = ['package.json', 'package-lock.json'] as const;
  const texts = files.map((file) => readFileSync(new URL(file, source), 'utf8'));
  const folder = join(cache, cacheKey(texts));
  if (existsSync(folder)) return folder;
  const names = Object.keys(JSON.parse(texts[0] ?? '').dependencies).join(', ');
  say(`installing ${names}`);
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
    throw new Error(`npm could not install ${names}: ${(error as { stderr?: string }).stderr || String(error)}`);
  }
  return folder;
}
