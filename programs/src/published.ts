import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** The folder `programs` of the checkout, from sources as well as from what was built. */
const PROGRAMS = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDER = join(PROGRAMS, 'published');
const PACKAGES = join(FOLDER, 'node_modules');
const STAMP = join(PACKAGES, '.softwasm-installed');

/** The packages cannot be installed, for example without a network. */
export class PackagesMissing extends Error {
  override readonly name: string = 'PackagesMissing';
}

/**
 * Installs the packages from their lockfile, unless they are there. They are no dependencies of the workspace: whoever works on the compiler should not
 * have to fetch a hundred megabytes of programs.
 *
 * @throws PackagesMissing where that fails
 */
export async function installPackages(): Promise<void> {
  const wanted = createHash('sha256')
    .update(readFileSync(join(FOLDER, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  // No scripts: some of the packages would build native addons, which nobody asked for.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--legacy-peer-deps'];
  // Windows finds npm as a .cmd file, which only a shell runs.
  const how = { cwd: FOLDER, shell: process.platform === 'win32' };
  await promisify(execFile)('npm', args, how).catch((error: Error) => {
    throw new PackagesMissing(`npm ci in ${FOLDER}: ${error.message}`);
  });
  writeFileSync(STAMP, wanted);
}

/** The packages, for a program; what they export has no types. */
export async function openPublished() {
  const { default: shim } = await import(pathToFileURL(join(FOLDER, 'load.mjs')).href);
  const file = (path: string): string => join(PACKAGES, path);
  return {
    /** Imports a package as an application does. */
    load: async (specifier: string) => shim(specifier),
    /** Imports a file of a package, also one that the package does not export. */
    loadFile: async (path: string) => import(pathToFileURL(file(path)).href),
    /** Requires a package. */
    require: createRequire(join(FOLDER, 'load.mjs')),
    /** The path of a file of a package. */
    file,
    /** The contents of a file of a package. */
    read: (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(file(path))),
  };
}

/** What a program gets of the packages. */
export type Published = Awaited<ReturnType<typeof openPublished>>;
