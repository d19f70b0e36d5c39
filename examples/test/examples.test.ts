import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { flagsWithoutHost } from '../../test-support/node-flags.mjs';

/*
 * Every example runs as a user runs it: `node examples/NAME/main.mjs`, on the built packages, with and without the host's own WebAssembly.
 */

const folder = new URL('../', import.meta.url);
const examples = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/expected.txt`, folder)));

function run(name: string, ...flags: string[]): string {
  const main = fileURLToPath(new URL(`${name}/main.mjs`, folder));
  return execFileSync(process.execPath, [...flags, main], { encoding: 'utf8' });
}

describe('examples', () => {
  it('are all here', () => {
    expect(examples).toHaveLength(13);
  });

  for (const name of examples) {
    const expected = readFileSync(new URL(`${name}/expected.txt`, folder), 'utf8');
    it(`${name}`, () => expect(run(name)).toBe(expected));
    it(`${name}, without the host's WebAssembly`, () => expect(run(name, ...flagsWithoutHost())).toBe(expected));
    it(`${name}, without a JIT`, () => expect(run(name, '--jitless')).toBe(expected));
  }
});
