import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { flagsWithoutHost } from '../../test-support/node-flags.mjs';

it('the program that the README opens with prints what its comment says', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const program = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const promised = /\/\/ (.*)\n$/.exec(program)?.[1];
  expect(promised).toBe('42');
  // Evaluated in this folder, whose node_modules has the packages.
  const cwd = fileURLToPath(new URL('../', import.meta.url));
  const args = [...flagsWithoutHost(), '--input-type=module', '--eval', program];
  expect(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' })).toBe(`${promised}\n`);
});
