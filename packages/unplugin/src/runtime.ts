import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const own = createRequire(import.meta.url);

/** What the manifest of a package says that matters here. */
interface Manifest {
  readonly dependencies?: object;
  readonly exports: Readonly<Record<string, { readonly module: string }>>;
}

/**
 * The module that an import of a package of the runtime part leads to. Node, left to itself, finds the file that holds the modules of all the package.
 *
 * @param require the importer's
 */
function modulePath(require: NodeJS.Require, id: string): string {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? id;
  const manifest = require.resolve(`${name}/package.json`);
  const { exports } = own(manifest) as Manifest;
  const target = exports[`.${id.slice(name.length)}`];
  return target === undefined ? require.resolve(id) : join(dirname(manifest), target.module);
}

/** What compiled files import the runtime part from: a path, for programs need not have `softwasm` among their dependencies. */
export function runtimePath(): string {
  return modulePath(own, 'softwasm/aot').replaceAll('\\', '/');
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
    const { dependencies = {} } = own(manifest) as Manifest;
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
    if (importer.startsWith(folder)) return modulePath(createRequire(importer), id);
  }
  return undefined;
}
