import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installLocked } from '@softwasm/bench/install-locked';
import type { SandboxEngine } from '../sandbox.ts';

/** Where engines from npm go that are no dependencies: hundreds of megabytes that building has no use for. */
const CACHE = fileURLToPath(new URL('../../.cache/', import.meta.url));
const SOURCE = new URL('../../installs/', import.meta.url);

let installation: Promise<string> | undefined;

/** The folder with the packages of `installs/`, which are installed first if they are not there. */
async function installedFolder(): Promise<string> {
  installation ??= installLocked(SOURCE, CACHE, (line) => void process.stderr.write(`sandboxes: ${line}\n`));
  return join(await installation, 'node_modules');
}

/** The path of a file in a package of `installs/`. */
export async function installedFile(path: string): Promise<string> {
  return join(await installedFolder(), path);
}

/** Loads a package of `installs/`. */
export async function requireInstalled(name: string): Promise<unknown> {
  return createRequire(join(await installedFolder(), 'none.js'))(name);
}

/**
 * An engine of `installs/`, absent where it cannot be installed, or has no program for this platform.
 *
 * @param program path of its program in the packages
 */
export function installedEngine(title: string, name: string, program: string): SandboxEngine {
  return {
    title,
    source: `npm's ${name}, installed from sandboxes/installs`,
    async version() {
      try {
        const manifest = (await requireInstalled(`${name}/package.json`)) as { readonly version: string };
        return existsSync(await installedFile(program)) ? manifest.version : undefined;
      } catch (error) {
        process.stderr.write(`sandboxes: ${(error as Error).message}\n`);
        return undefined;
      }
    },
  };
}
