import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { packageFolder, packageVersion } from './package-versions.ts';

/** How hard binaryen tries: `plain` is its default, `O3` optimises wasm and JavaScript. */
export type Wasm2jsLevel = 'plain' | 'O3';

/**
 * What binaryen's `wasm2js` makes of a module without imports, as a function's body that returns the exports. An `i64` that a function takes or returns is two
 * numbers there, so kernels do neither.
 *
 * @throws Error where wasm2js does not know the module's instructions
 */
export async function wasm2js(bytes: Uint8Array, level: Wasm2jsLevel): Promise<string> {
  const options = ['--all-features', ...(level === 'plain' ? [] : [`-${level}`])];
  const key = [bytes, packageVersion('binaryen'), ...options];
  const made = await cached('wasm2js', key, async () => new TextEncoder().encode(toBody(convert(bytes, options))));
  return new TextDecoder().decode(made);
}

function convert(bytes: Uint8Array, options: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'softwasm-wasm2js-'));
  try {
    const file = join(folder, 'module.wasm');
    const output = join(folder, 'module.js');
    writeFileSync(file, bytes);
    const program = join(packageFolder('binaryen'), 'bin', 'wasm2js');
    execFileSync(process.execPath, [program, file, ...options, '-o', output], { stdio: 'pipe' });
    return readFileSync(output, 'utf8');
  } catch (error) {
    const stderr = (error as { stderr?: Uint8Array }).stderr;
    const lines = new TextDecoder().decode(stderr).split('\n');
    throw new Error(
      lines.find((line) => /^Fatal|unhandled|Assertion|error/i.test(line))?.slice(0, 200) ?? String(error),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text is an ES module that ends in `export var NAME = retasmFunc.NAME;`. */
function toBody(text: string): string {
  if (/^import /m.test(text)) throw new Error('wasm2js: the module has imports');
  return `"use strict";\n${text.replace(/^export var .*$/gm, '')}\nreturn retasmFunc;`;
}
