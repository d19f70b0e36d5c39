import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);

/** The folder of an installed package, with its package.json. */
export function packageFolder(name: string): string {
  for (let folder = dirname(resolve(name)); folder !== dirname(folder); folder = dirname(folder)) {
    if (nameIn(folder) === name) return folder;
  }
  throw new Error(`no package.json of ${name}`);
}

/** The version of an installed package. */
export function packageVersion(name: string): string {
  return readManifest(packageFolder(name)).version;
}

function nameIn(folder: string): string | undefined {
  try {
    return readManifest(folder).name;
  } catch {
    return undefined;
  }
}

function readManifest(folder: string): { readonly name: string; readonly version: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
