import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of a package that this one depends on, with its package.json. */
export function packageFolder(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.resolve(name)));
  for (;;) {
    try {
      if (manifest(folder).name === name) return folder;
    } catch {
      // No package.json here; further up.
    }
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json of ${name}`);
    folder = parent;
  }
}

/** The version of a package that this one depends on. */
export function packageVersion(name: string): string {
  return manifest(packageFolder(name)).version;
}

function manifest(folder: string): { name: string; version: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string };
}
