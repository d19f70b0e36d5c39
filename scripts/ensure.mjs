#!/usr/bin/env node
/**
 * Makes a checkout ready, then runs a command in it. Needs Node and npm, nothing else.
 *
 *     node scripts/ensure.mjs [--build] [-- command arguments...]
 *
 * Installs the dependencies when they are missing or not those of the lockfile, builds when asked to (incrementally), and
 * hands over to the command. Arguments that npm appends reach the command; a `--` in front of them is dropped.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binaries = join(root, 'node_modules', '.bin');
const onWindows = process.platform === 'win32';

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(`softwasm: ${message}`);
  process.exit(1);
}

/** @param {string} message */
function say(message) {
  console.error(`softwasm: ${message}`);
}

/**
 * Runs a program to its end with our standard streams and returns its exit code.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {number}
 */
function run(program, args) {
  const path = `${binaries}${delimiter}${process.env.PATH ?? ''}`;
  // Windows finds npx and the commands of node_modules/.bin as .cmd files, which only a shell runs.
  const shell = onWindows && program !== process.execPath;
  const result = spawnSync(program, args, { cwd: root, stdio: 'inherit', shell, env: { ...process.env, PATH: path } });
  if (result.error) fail(`cannot run ${program}: ${result.error.message}`);
  if (result.signal) fail(`${program} was ended by ${result.signal}`);
  return result.status ?? 1;
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node 20.19 or newer is needed, this is ${process.versions.node}.`);
  }
}

const stamp = join(root, 'node_modules', '.softwasm-installed');

/** What an installation depends on, as one number. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** Installs from the lockfile, unless node_modules was installed from this very lockfile. */
function install() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  say(`installing dependencies (${packageManager}, frozen lockfile)`);
  const code = run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile']);
  if (code !== 0) fail(`the installation failed (exit code ${code}); is the npm registry reachable?`);
  writeFileSync(stamp, wanted);
}

function build() {
  say('building (tsc -b)');
  const compiler = [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'tsconfig.build.json'];
  for (const args of [compiler, [join(root, 'scripts/bundle-packages.mjs')]]) {
    if (run(process.execPath, args) !== 0) fail('the build failed, see the errors above');
  }
}

const own = process.argv.slice(2);
const split = own.indexOf('--');
const options = split < 0 ? own : own.slice(0, split);
const command = split < 0 ? [] : own.slice(split + 1);

for (const option of options) if (option !== '--build') fail(`unknown option ${option}`);

requireNode();
install();
if (options.includes('--build')) build();

const [program, ...args] = command;
if (program !== undefined) {
  const forwarded = args.filter((argument, index) => argument !== '--' || args.indexOf('--') !== index);
  process.exit(run(program === 'node' ? process.execPath : program, forwarded));
}
