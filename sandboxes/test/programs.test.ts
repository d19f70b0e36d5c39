import { describe, expect, test } from 'vitest';
import { bundleProgram } from '../src/build/program-bundle.ts';
import { decodeBase64 } from '../src/guest/base64.ts';
import { PROGRAMS, readModule } from '../src/programs.ts';

describe("the programs' answers are those of the host's own WebAssembly", () => {
  test.each(PROGRAMS.map((program) => [program.name, program] as const))('%s', async (name, program) => {
    const code = Buffer.from(await bundleProgram(name)).toString('base64');
    const { run } = await import(/* @vite-ignore */ `data:text/javascript;base64,${code}`);
    expect(JSON.parse(JSON.stringify(await run(readModule(program))))).toEqual(program.answer);
  });
});

test('Base64 is decoded where the host has no function for it', () => {
  for (let length = 0; length < 9; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => 250 - 41 * i);
    expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
  }
});
