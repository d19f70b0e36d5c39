import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FeatureSet, WASM_EDITIONS, withFeatures } from '@softwasm/syntax';
import { type Command, parseScript, type Script, type ScriptModule } from '../src/index.ts';

/** Where the official test suite is, if it is here: see the root's CONTRIBUTING.md. */
const repository = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const places = [
  process.env.SOFTWASM_TESTSUITE,
  join(dirname(repository), 'shared', 'testsuite'),
  join(repository, 'spec-tests', 'testsuite'),
];

/** The suite's folder, or `undefined`. */
export const SUITE: string | undefined = places.find((path) => path !== undefined && path !== '' && existsSync(path));

/** All scripts, as paths below the suite's folder. */
export function listScripts(suite: string): string[] {
  return readdirSync(suite, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.wast'))
    .sort();
}

/** The features of a script: each folder has its own. The threads proposal's scripts are of the time of WebAssembly 2.0. */
export function featuresOf(file: string): FeatureSet {
  const wasm3 = WASM_EDITIONS['3.0'];
  if (file.startsWith('legacy')) return withFeatures(wasm3, ['legacy-exceptions']);
  if (file.startsWith('proposals/custom-descriptors')) return withFeatures(wasm3, ['custom-descriptors']);
  if (file.startsWith('proposals/custom-page-sizes')) return withFeatures(wasm3, ['custom-page-sizes']);
  if (file.startsWith('proposals/wide-arithmetic')) return withFeatures(wasm3, ['wide-arithmetic']);
  if (file.startsWith('proposals/threads')) return withFeatures(WASM_EDITIONS['2.0'], ['threads']);
  return wasm3;
}

/** Parses a script of the suite. */
export function readScript(suite: string, file: string): Script {
  return parseScript(readFileSync(join(suite, file)), { features: featuresOf(file) });
}

/** A module of a script that is text, and the command it is in. */
export interface TextInScript {
  readonly command: Command;
  readonly module: ScriptModule & { readonly kind: 'text' | 'quote' };
}

/** All modules of these commands that are text, those in threads too. */
export function textModules(commands: readonly Command[]): TextInScript[] {
  const found: TextInScript[] = [];
  for (const command of commands) {
    if (command.kind === 'thread') found.push(...textModules(command.commands));
    const holder = 'instance' in command ? command.instance : command;
    const module = 'module' in holder ? holder.module : undefined;
    if (module !== undefined && module.kind !== 'binary') found.push({ command, module });
  }
  return found;
}

/** Whether the module of a command is meant to be rejected as text. */
export function isMalformed({ kind }: Command): boolean {
  return kind === 'assert_malformed' || kind === 'assert_malformed_custom' || kind === 'assert_invalid_custom';
}
