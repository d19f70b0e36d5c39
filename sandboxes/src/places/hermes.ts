import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { GuestRun, RunOptions, Sandbox } from '../sandbox.ts';
import { WITH_EVAL } from './guests.ts';
import { installedEngine, installedFile, requireInstalled } from './installed-engines.ts';
import { runProgram } from './program.ts';

const FOLDERS: Readonly<Record<string, string>> = { linux: 'linux64-bin', darwin: 'osx-bin' };
const BIN = `hermes-engine-cli/${FOLDERS[process.platform] ?? 'none'}`;

interface Swc {
  transform(code: string, options: object): Promise<{ readonly code: string }>;
}

/** What Hermes 0.12 has not. */
const LOWERED = {
  swcrc: false,
  isModule: false,
  minify: true,
  jsc: { minify: { compress: false, mangle: false } },
  env: {
    targets: { chrome: '90' },
    include: [
      'transform-async-to-generator',
      'transform-block-scoping',
      'transform-class-properties',
      'transform-classes',
      'transform-parameters',
    ],
  },
};

/** Lowers a guest as React Native's bundler would, compiles it to bytecode, and runs that. */
async function run(guest: string, options: RunOptions): Promise<GuestRun> {
  const swc = (await requireInstalled('@swc/core')) as Swc;
  const { code } = await swc.transform(readFileSync(guest, 'utf8'), LOWERED);
  writeFileSync(guest, code);
  const bytecode = `${guest}.hbc`;
  const args = ['-O0', '-w', '-emit-binary', '-out', bytecode, guest];
  try {
    await promisify(execFile)(await installedFile(`${BIN}/hermesc`), args, { timeout: options.timeoutSeconds * 1000 });
  } catch (error) {
    return { messages: [], lost: `hermesc: ${(error as Error).message}` };
  }
  return runProgram({ program: await installedFile(`${BIN}/hermes`), args: [bytecode] }, options);
}

/** React Native's engine. */
export const HERMES_SANDBOX: Sandbox = {
  name: 'hermes',
  title: 'bytecode that `hermesc` has compiled',
  engine: installedEngine('Hermes', 'hermes-engine-cli', `${BIN}/hermes`),
  expected: { webAssembly: 'absent', evaluation: 'works' },
  guests: WITH_EVAL,
  run,
};
