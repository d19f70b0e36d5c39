import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('trained-loop.mjs', import.meta.url));

it('the trained loop is good for what programs do: V8 does not give up what it has optimised', () => {
  const output = execFileSync(process.execPath, ['--allow-natives-syntax', '--no-concurrent-recompilation', PROGRAM], {
    encoding: 'utf8',
  });
  expect(JSON.parse(output)).toEqual({ answer: '4630', optimised: true, kept: true });
});
