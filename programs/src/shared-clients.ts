import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PackagesMissing } from './published.ts';

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const IMPLEMENTATION = join(REPOSITORY, 'packages', 'softwasm', 'dist', 'index.js');
/** Where they run: the shared folder is not ours to write into. */
const CACHE = join(REPOSITORY, 'programs', '.cache', 'clients');
const STAMP = join(CACHE, '.installed');

/**
 * A collection of published programs with a driver of its own, kept beside the checkout by those who judge it: it shares nothing with our programs, and is
 * no part of the repository.
 *
 * @returns its folder, or undefined where it is not there
 */
export function findSharedClients(): string | undefined {
  const folder = join(dirname(REPOSITORY), 'shared', 'clients');
  return existsSync(join(folder, 'driver.mjs')) ? folder : undefined;
}

/** The names of the clients in a collection. */
export function listSharedClients(folder: string): readonly string[] {
  const scripts = readdirSync(join(folder, 'clients')).filter((name) => name.endsWith('.mjs'));
  return scripts.map((name) => name.slice(0, -'.mjs'.length)).sort();
}

/**
 * Copies a collection into a cache and installs its packages there, at the versions that it pins, unless that has been done.
 *
 * @throws PackagesMissing where the installation fails
 */
export async function installSharedClients(folder: string): Promise<void> {
  const installer = readFileSync(join(folder, 'install.sh'));
  const wanted = createHash('sha256').update(installer).digest('hex');
  mkdirSync(CACHE, { recursive: true });
  cpSync(folder, CACHE, { recursive: true, force: true });
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  await promisify(execFile)('bash', [join(CACHE, 'install.sh')]).catch((error: Error & { stdout?: string }) => {
    throw new PackagesMissing(`${folder}/install.sh: ${error.message}${error.stdout ?? ''}`);
  });
  writeFileSync(STAMP, wanted);
}

/**
 * Runs one client by the collection's driver, on the built package.
 *
 * @param timeoutSeconds after so long it counts as hung
 * @returns what the driver says
 */
export async function runSharedClient(name: string, timeoutSeconds: number): Promise<string> {
  // Left to itself, the driver gives way to everything else that runs.
  const manners = ['--nice', '0', '--timeout', String(timeoutSeconds)];
  const args = [join(CACHE, 'driver.mjs'), '--impl', IMPLEMENTATION, '--label', 'softwasm', ...manners, name];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
    });
  }
  await new Promise((resolve) => child.once('close', resolve));
  return output.trim();
}
