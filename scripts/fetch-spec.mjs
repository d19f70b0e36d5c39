#!/usr/bin/env node
/**
 * Fetches the official test suite, pinned by commit, into spec-tests/testsuite (ignored by git). Needs git.
 *
 *     npm run spec:fetch            fetch unless it is there
 *     npm run spec:fetch -- --force fetch anew
 *
 * Each folder is laid out as the runners expect it: core, custom, legacy and js-api from the specification's repository,
 * proposals/* from the amalgamated suite, the scripts with threads from the threads proposal.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const target = join(dirname(dirname(fileURLToPath(import.meta.url))), 'spec-tests', 'testsuite');
const pin = join(target, '.pin');

/** `copy` maps folders of the repository to folders of the suite; `only` restricts which of their files are taken. */
const SOURCES = [
  {
    repository: 'https://github.com/WebAssembly/spec.git',
    commit: '285a9032950cbad6a9f84de11183008e286092a2',
    copy: {
      'test/core': 'core',
      'test/custom': 'custom',
      'test/legacy/exceptions/core': 'legacy',
      'test/js-api': 'js-api',
    },
    only: /\.wast$|[\\/]js-api[\\/].*\.(?:js|md)$/,
  },
  {
    repository: 'https://github.com/WebAssembly/testsuite.git',
    commit: '193e551ff22663995b1ac95dc62344133669e14b',
    copy: { proposals: 'proposals' },
    only: /\.wast$/,
  },
  {
    repository: 'https://github.com/WebAssembly/threads.git',
    commit: '979d0fcb994439423d63b2f0a8a7332d6285dd84',
    copy: { 'test/core/threads': 'proposals/threads' },
    only: /[\\/](?:(?:LB|MP|SB)(?:_atomic)?|simple|nested|deeply_nested|thread|wait_notify)\.wast$/,
  },
];

/**
 * @param {string} cwd
 * @param {...string} args
 */
function git(cwd, ...args) {
  const result = spawnSync('git', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (result.error) throw new Error(`cannot run git: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr.trim()}`);
}

/**
 * @param {string} folder
 * @returns {number} how many scripts are below it
 */
function countScripts(folder) {
  let count = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) count += countScripts(join(folder, entry.name));
    else if (entry.name.endsWith('.wast')) count++;
  }
  return count;
}

const wanted = SOURCES.map(({ repository, commit, copy }) => {
  const folders = Object.values(copy).join(' ');
  return `${repository} ${commit} ${folders}\n`;
}).join('');

if (!process.argv.includes('--force') && existsSync(pin) && readFileSync(pin, 'utf8') === wanted) {
  console.log(`spec:fetch: ${countScripts(target)} scripts are there`);
  process.exit(0);
}

const scratch = mkdtempSync(join(tmpdir(), 'softwasm-spec-'));
try {
  rmSync(target, { recursive: true, force: true });
  for (const [index, { repository, commit, copy, only }] of SOURCES.entries()) {
    console.log(`spec:fetch: ${repository} at ${commit.slice(0, 8)}`);
    const clone = join(scratch, String(index));
    mkdirSync(clone);
    git(clone, 'init', '--quiet');
    git(clone, 'sparse-checkout', 'set', ...Object.keys(copy));
    git(clone, 'remote', 'add', 'origin', repository);
    git(clone, 'fetch', '--quiet', '--depth=1', '--filter=blob:none', 'origin', commit);
    git(clone, 'checkout', '--quiet', 'FETCH_HEAD');
    /** @param {string} path */
    const filter = (path) => (statSync(path).isDirectory() ? basename(path) !== 'meta' : only.test(path));
    for (const [from, to] of Object.entries(copy)) {
      cpSync(join(clone, from), join(target, to), { recursive: true, filter });
    }
  }
  writeFileSync(pin, wanted);
  console.log(`spec:fetch: ${countScripts(target)} scripts in spec-tests/testsuite`);
} catch (error) {
  rmSync(target, { recursive: true, force: true });
  console.error(`spec:fetch: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
