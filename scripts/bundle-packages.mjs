#!/usr/bin/env node
/**
 * Puts the modules of each package into few files, which Node loads three times as fast: what `dist/modules` has in a file each, `dist` has in one for each
 * entry, and in `dist/chunks` what entries share. Imports of other packages stay imports, so that every class and every cache exists once. A package is
 * bundled if its exports have a condition `module`, by which bundlers find the modules: what a program does not use, they leave out module by module.
 *
 * Runs after `tsc -b`. A file is replaced at once, by a complete one, after all that it imports; one that would not change is left alone.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const packages = fileURLToPath(new URL('../packages/', import.meta.url));

/**
 * The modules that a package exports, by the file that is made of each.
 * @param {string} folder
 * @returns {ReadonlyMap<string, string>} paths in the package
 */
function entriesOf(folder) {
  /** @type {{ exports: Record<string, string | { module?: string, default: string }> }} */
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entries = new Map();
  for (const target of Object.values(exports)) {
    if (typeof target === 'object' && target.module !== undefined) entries.set(target.default, target.module);
  }
  return entries;
}

/**
 * Writes a file unless it is there as it should be. Whoever reads it meanwhile sees the old one or the new one.
 * @param {string} path
 * @param {Uint8Array} contents
 */
function replace(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}

/**
 * Removes what earlier builds left: chunks that nothing imports, and modules from when they were in `dist` itself.
 * @param {string} dist
 * @param {ReadonlySet<string>} kept
 */
function clean(dist, kept) {
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const path = join(dist, name);
    const isOurs = /\.js(\.map)?$/.test(name) && !/\.min\.js$/.test(name) && !/^modules[\\/]/.test(name);
    if (isOurs && !kept.has(path)) rmSync(path);
  }
}

/** @param {string} folder of a package */
async function bundlePackage(folder) {
  const entries = entriesOf(folder);
  if (entries.size === 0) return;
  const dist = join(folder, 'dist');
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: [...entries.values()],
    outdir: dist,
    outbase: join(dist, 'modules'),
    chunkNames: 'chunks/[name]-[hash]',
    write: false,
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'neutral',
    target: 'es2020',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
  });
  const isEntry = new Set([...entries.keys()].map((file) => resolve(folder, file)));
  // Chunks come before what imports them: their names say what is in them, so that the entries of before lead to those of before.
  for (const late of [false, true]) {
    for (const { path, contents } of outputFiles) if (isEntry.has(path) === late) replace(path, contents);
  }
  const written = new Set(outputFiles.map(({ path }) => path));
  for (const path of isEntry) {
    if (!written.has(path)) throw new Error(`${relative(packages, path)} is exported and was not made`);
  }
  clean(dist, written);
}

await Promise.all(readdirSync(packages).map((name) => bundlePackage(join(packages, name))));
