import { describe, expect, test } from 'vitest';
import { officialSuite } from '../../spec-tests/test/official-suite.ts';
import { readSlice } from '../src/build/suite-slice.ts';
import { cellsOf, GuestBundles, runCell } from '../src/cell.ts';
import { PROGRAMS } from '../src/programs.ts';
import type { Sandbox } from '../src/sandbox.ts';
import { allSandboxes } from '../src/sandboxes.ts';

/*
 * Every cell of the README's table. What is not installed is left out, loudly; SOFTWASM_REQUIRE_ALL=1 makes it a failure.
 */

/** For a guest on a machine that runs other tests beside it. In seconds. */
const PATIENCE = 240;

const suite = officialSuite();
const bundles = new GuestBundles({ programs: PROGRAMS, slice: suite === undefined ? undefined : readSlice(suite) });

async function isPresent({ name, engine }: Sandbox): Promise<boolean> {
  if ((await engine.version()) !== undefined) return true;
  const message = `${engine.title} is not here (${engine.source})`;
  if (process.env.SOFTWASM_REQUIRE_ALL === '1') throw new Error(`${name}: ${message}`);
  console.warn(`NOT TESTED: ${name}: ${message}`);
  return false;
}

const present: Sandbox[] = [];
for (const sandbox of allSandboxes(process.execPath)) if (await isPresent(sandbox)) present.push(sandbox);

describe.each(present.map((sandbox) => [sandbox.name, sandbox] as const))('%s', (_, sandbox) => {
  const cells = cellsOf([sandbox]).map((cell) => [cell.mode, cell] as const);
  test.each(cells)(
    'runs programs and the official suite: %s',
    { timeout: (2 * PATIENCE + 120) * 1000 },
    async (_, cell) => {
      expect(await runCell(cell, bundles, { timeoutSeconds: PATIENCE })).toEqual([]);
    },
  );
});
