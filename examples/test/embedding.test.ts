import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { flagsWithoutHost } from '../../test-support/node-flags.mjs';

it('the program of docs/EMBEDDING.md prints what its comments say', () => {
  const page = readFileSync(new URL('../../docs/EMBEDDING.md', import.meta.url), 'utf8');
  const program = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code).join('\n');
  const promised = [...program.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
  expect(promised.length).toBeGreaterThan(15);
  // Evaluated in this folder, whose node_modules has the packages.
  const cwd = fileURLToPath(new URL('../', import.meta.url));
  const args = [...flagsWithoutHost(), '--input-type=module', '--eval', program];
  expect(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' }).trimEnd().split('\n')).toEqual(promised);
});
