import { beforeAll, describe, expect, test } from 'vitest';
import { PROGRAMS } from '../src/catalogue.ts';
import { installPackages, PackagesMissing } from '../src/published.ts';
import { runProgram } from '../src/run-program.ts';
import { findSharedClients, installSharedClients, listSharedClients, runSharedClient } from '../src/shared-clients.ts';

/** For a program, and for an installation, on a machine that runs other tests beside it. In seconds. */
const PATIENCE = 300;
const DURATION = { timeout: (PATIENCE + 60) * 1000 };

/** @returns whether it is there: where the registry is out of reach, the programs are left out, unless SOFTWASM_REQUIRE_ALL=1 wants them */
async function installed(install: () => Promise<void>): Promise<boolean> {
  try {
    await install();
    return true;
  } catch (error) {
    if (!(error instanceof PackagesMissing) || process.env.SOFTWASM_REQUIRE_ALL === '1') throw error;
    console.warn(`NOT TESTED: published programs cannot be installed: ${error.message}`);
    return false;
  }
}

test('programs have names of their own, and say what they are', () => {
  const names = PROGRAMS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { about } of PROGRAMS) expect(about).not.toBe('');
});

const how = {
  engine: 'softwasm',
  host: 'replaced',
  node: process.execPath,
  flags: [],
  timeoutSeconds: PATIENCE,
} as const;

if (await installed(installPackages)) {
  describe('published programs', () => {
    test.each(PROGRAMS.map(({ name }) => name))('%s', DURATION, async (name) => {
      expect((await runProgram(name, how)).error).toBeUndefined();
    });
  });

  // The compiler is tuned for engines without a JIT there, and Node itself finds ours, too.
  describe("where there has never been a host's WebAssembly", () => {
    test.each(['sql.js', 'zstd', 'libsodium', 'wabt', 'webp'])('%s', DURATION, async (name) => {
      expect((await runProgram(name, { ...how, host: 'absent' })).error).toBeUndefined();
    });
  });

  describe('a program that fails', () => {
    test('is told apart from one that passes', DURATION, async () => {
      const outcome = await runProgram('no such program', how);
      expect(outcome.error).toMatch(/no program named no such program/);
    });

    test('because it takes too long', DURATION, async () => {
      const outcome = await runProgram('esbuild', { ...how, timeoutSeconds: 0.1 });
      expect(outcome.error).toMatch(/^still running after 0.1 s/);
    });

    test('because there is no such Node', DURATION, async () => {
      const outcome = await runProgram('zstd', { ...how, node: '/no/such/node' });
      expect(outcome.error).toMatch(/^cannot run \/no\/such\/node/);
    });
  });
}

const shared = findSharedClients();
if (shared === undefined) console.warn('NOT TESTED: ../shared/clients is not beside this checkout');
else {
  describe('clients beside the checkout', () => {
    beforeAll(() => installSharedClients(shared), PATIENCE * 1000);

    test.each(listSharedClients(shared))('%s', DURATION, async (name) => {
      expect(await runSharedClient(name, PATIENCE)).toMatch(/^1 passed, 0 failed$/m);
    });
  });
}
