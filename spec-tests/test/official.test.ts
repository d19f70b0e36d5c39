import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runAll } from '../src/pool.ts';
import { readPassing } from '../src/ratchet.ts';
import { expectedCounts } from '../src/suite.ts';
import { officialSuite } from './official-suite.ts';

const suite = officialSuite();

// Always here, so that the file has a test where the suite is missing.
test('passing.txt lists scripts, each once and in order', () => {
  const files = readPassing();
  expect(files.length).toBeGreaterThan(0);
  expect(files).toEqual([...new Set(files)].sort());
  for (const file of files) expect(file).toMatch(/^(core|custom|legacy|proposals)\/.+\.wast$/);
});

if (suite !== undefined) {
  test.each(['jit', 'interpreter', 'aot'])(
    'the files of passing.txt pass in the engine %s',
    async (engine) => {
      const files = readPassing();
      const jobs = files.map((file) => ({
        file,
        path: join(suite, file),
        engine,
        expected: expectedCounts(suite, file),
      }));
      const reports = await runAll(jobs, { jobs: 2, timeoutSeconds: 120, nodeFlags: [] });
      const failed = [...reports].filter(([, report]) => report.failed > 0);
      expect(failed.map(([file, { failures }]) => `${file}: ${failures[0]?.line}: ${failures[0]?.reason}`)).toEqual([]);
      expect(reports.size).toBe(files.length);
    },
    900_000,
  );

  test.each(['jit', 'jitless'] as const)(
    'a slice passes without any pass of the compiler, %s',
    async (tune) => {
      const files = ['i64', 'br_table', 'float_memory', 'memory_grow'].map((name) => `core/${name}.wast`);
      const jobs = files.map((file) => ({
        file,
        path: join(suite, file),
        engine: 'jit',
        tune,
        passes: 'none',
        expected: expectedCounts(suite, file),
      }));
      const reports = await runAll(jobs, { jobs: 1, timeoutSeconds: 120, nodeFlags: [] });
      expect([...reports.keys()].sort()).toEqual([...files].sort());
      expect([...reports.values()].map(({ failed }) => failed)).toEqual(files.map(() => 0));
    },
    300_000,
  );
}
