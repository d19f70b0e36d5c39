#!/usr/bin/env node
/**
 * Writes the minified files for browsers into packages/softwasm/dist, and says what they weigh, and what in them weighs most.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BROWSER_BUNDLE_NAMES, BROWSER_BUNDLES, buildBrowserBundle, gzippedSize } from './browser-bundle.mjs';

/** How many of the heaviest files to name. */
const HEAVIEST = 12;

const folder = fileURLToPath(new URL('../packages/softwasm/dist/', import.meta.url));

/** @type {(bytes: number) => string} */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);

/**
 * Prints names with their weights, the heaviest first.
 * @param {Iterable<[string, number]>} weights
 */
function list(weights) {
  const sorted = [...weights].sort(([, a], [, b]) => b - a);
  for (const [name, bytes] of sorted.slice(0, HEAVIEST)) console.log(`  ${kilobytes(bytes)}  ${name}`);
}

mkdirSync(folder, { recursive: true });
/** @type {ReadonlyMap<string, number>} */
let weights = new Map();
for (const name of BROWSER_BUNDLE_NAMES) {
  const { ceiling } = BROWSER_BUNDLES[name];
  const bundle = await buildBrowserBundle(name);
  writeFileSync(join(folder, name), bundle.code);
  const gzipped = gzippedSize(bundle.code);
  const sizes = [Buffer.byteLength(bundle.code), gzipped, ceiling].map((bytes) => kilobytes(bytes).trim());
  console.log(`${name}: ${sizes[0]}, gzipped ${sizes[1]} of at most ${sizes[2]}`);
  if (gzipped > ceiling) process.exitCode = 1;
  weights = bundle.weights;
}

/** @type {Map<string, number>} */
const packages = new Map();
for (const [path, bytes] of weights) {
  const [name = ''] = path.split('/');
  packages.set(name, (packages.get(name) ?? 0) + bytes);
}
console.log('minified, by package:');
list(packages);
console.log('the heaviest files:');
list(weights);
