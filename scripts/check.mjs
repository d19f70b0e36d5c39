#!/usr/bin/env node
/**
 * Everything that can be said about the sources without running them: types, lint and format, the package graph, the
 * direction of imports, and words that do not belong in them. Ends with 1 if any of it fails, after having run all.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_GRAPH, packageName } from './package-graph.mjs';

/**
 * Runs a JavaScript program of node_modules; true if it ended well.
 * @param {string} program
 * @param {...string} args
 */
function tool(program, ...args) {
  return spawnSync(process.execPath, [join('node_modules', program), ...args], { stdio: 'inherit' }).status === 0;
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/**
 * The manifests and project references say what the graph says.
 * @returns {string[]} the differences
 */
function graphProblems() {
  /** @type {string[]} */
  const problems = [];
  /** @type {(what: string, is: string[], should: string[]) => void} */
  const compare = (what, is, should) => {
    const [a, b] = [[...is].sort(), [...should].sort()];
    if (a.join() !== b.join()) problems.push(`${what}: is [${a.join(', ')}], the graph says [${b.join(', ')}]`);
  };
  compare('folders of packages/', readdirSync('packages'), Object.keys(PACKAGE_GRAPH));
  for (const [folder, imports] of Object.entries(PACKAGE_GRAPH)) {
    const manifest = readJson(`packages/${folder}/package.json`);
    const siblings = Object.keys(manifest.dependencies ?? {}).filter((name) => /^(@softwasm\/|softwasm$)/.test(name));
    compare(`packages/${folder}/package.json dependencies`, siblings, imports.map(packageName));
    /** @type {{ path: string }[]} */
    const references = readJson(`packages/${folder}/tsconfig.json`).references ?? [];
    compare(
      `packages/${folder}/tsconfig.json references`,
      references.map(({ path }) => path),
      imports.map((name) => `../${name}`),
    );
  }
  return problems;
}

/** What the linter has no rule for, with the reason. Written so that this file does not contain the words itself. */
const UNWANTED = /** @type {const} */ ([
  [/\b(?:TO[D]O|FIX[M]E|X{3}|HAC[K])\b/, 'do it or file an issue'],
  [/\bas unknown as\b/, 'a double cast hides a type error'],
  [/\bas any\b/, 'a cast to any hides a type error'],
  [/@ts-(?:ignore|nocheck|expect-error)\b/, 'fix the type instead'],
]);

/** @returns {string[]} where an unwanted word stands */
function wordProblems() {
  const list = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.mjs'], { encoding: 'utf8' });
  if (list.status !== 0) return [`git ls-files: ${list.stderr || list.error?.message}`];
  const problems = [];
  for (const file of list.stdout.split('\n').filter((name) => name !== '' && name !== 'scripts/check.mjs')) {
    let text;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      continue; // deleted, not yet committed
    }
    for (const [pattern, reason] of UNWANTED) {
      if (!pattern.test(text)) continue;
      const line = text.split('\n').findIndex((content) => pattern.test(content)) + 1;
      problems.push(`${file}:${line}: ${pattern.exec(text)?.[0]}: ${reason}`);
    }
  }
  return problems;
}

/**
 * @param {string[]} problems
 * @returns {boolean} whether there were none
 */
function report(problems) {
  for (const problem of problems) console.error(`  ${problem}`);
  return problems.length === 0;
}

const steps = /** @type {const} */ ([
  ['types', () => tool('typescript/bin/tsc', '-b')],
  ['lint and format', () => tool('@biomejs/biome/bin/biome', 'check', '--no-errors-on-unmatched', '.')],
  [
    'generated files',
    () =>
      spawnSync(process.execPath, ['packages/interpreter/generate/generate.mjs', '--check'], { stdio: 'inherit' })
        .status === 0,
  ],
  ['package graph', () => report(graphProblems())],
  [
    'imports',
    () => tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.mjs', 'packages'),
  ],
  ['words', () => report(wordProblems())],
]);

const failed = [];
for (const [name, step] of steps) {
  const start = performance.now();
  console.log(`check: ${name}`);
  const ok = step();
  console.log(`check: ${name} ${ok ? 'ok' : 'FAILED'} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  if (!ok) failed.push(name);
}
console.log(failed.length === 0 ? 'check: all ok' : `check: failed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
