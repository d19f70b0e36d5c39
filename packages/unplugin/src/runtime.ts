import { createRequire } from 'node:module';

const own = createRequire(import.meta.url);

/** What compiled files import the runtime part from: a path, for programs need not have `softwasm` among their dependencies. */
export function runtimePath(): string {
  return own.resolve('softwasm/aot').replaceAll('\\', '/');
}

let folders: ReadonlySet<string> | undefined;

/** The folders of the packages that the runtime part consists of, each with a slash at its end. */
function runtimeFolders(): ReadonlySet<string> {
  if (folders !== undefined) return folders;
  const found = new Set<string>();
  const add = (manifest: string): void => {
    const folder = manifest.slice(0, -'package.json'.length);
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies = {} } = own(manifest) as { readonly dependencies?: object };
    const { resolve } = createRequire(`${folder}index.js`);
    for (const name of Object.keys(dependencies)) add(resolve(`${name}/package.json`));
  };
  add(own.resolve('softwasm/package.json'));
  folders = found;
  return found;
}

/**
 * Where an import of one package of the runtime part by another leads; `undefined` for all other imports. For Rollup, which resolves no package by itself.
 *
 * @param importer path of the file that imports
 */
export function resolveRuntime(id: string, importer: string | undefined): string | undefined {
  if (importer === undefined || !id.startsWith('@softwasm/')) return undefined;
  for (const folder of runtimeFolders()) {
    if (importer.startsWith(folder)) return createRequire(importer).resolve(id);
  }
  return undefined;
}
