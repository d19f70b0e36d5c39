import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assemble } from '@softwasm/wat';
import { flagsWithoutHost } from '../../../test-support/node-flags.mjs';
import type { SoftwasmOptions } from '../src/index.ts';

/** A folder with a program of several files, `.wat` among them as the `.wasm` that it becomes; gone after use. */
export class Project {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'softwasm-unplugin-'));

  constructor(files: Readonly<Record<string, string>>) {
    this.write('package.json', '{ "type": "module" }');
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    if (name.endsWith('.wat')) writeFileSync(this.path(name.replace(/\.wat$/, '.wasm')), assemble(text));
    else writeFileSync(this.path(name), text);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a bundle prints in a Node that has neither WebAssembly nor eval. */
export function runWithoutEval(file: string, ...flags: readonly string[]): string {
  const args = [...flags, ...flagsWithoutHost(), '--disallow-code-generation-from-strings', file];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return stdout + stderr;
}

/**
 * Bundles `main.js` of a folder. @returns the path of the bundle
 *
 * @throws Error with all that the bundler says
 */
export function bundleWith(bundler: string, folder: string, options: SoftwasmOptions): string {
  const program = fileURLToPath(new URL('bundlers.mjs', import.meta.url));
  const args = [program, bundler, folder, JSON.stringify(options)];
  // This process has conditions of its own.
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}
