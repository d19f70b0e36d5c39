import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runAll } from '../src/pool.ts';
import { readPassing } from '../src/ratchet.ts';
import { expectedCounts } from '../src/suite.ts';
import { officialSuite } from './official-suite.ts';

const suite = officialSuite();

if (suite !== undefined) {
  test('the files of passing.txt pass', async () => {
    const files = readPassing();
    expect(files.length).toBeGreaterThan(0);
    const jobs = files.map((file) => ({
      file,
      path: join(suite, file),
      engine: 'jit',
      expected: expectedCounts(suite, file),
    }));
    const reports = await runAll(jobs, { jobs: 2, timeoutSeconds: 120, nodeFlags: [] });
    const failed = [...reports].filter(([, report]) => report.failed > 0);
    expect(failed.map(([file, { failures }]) => `${file}: ${failures[0]?.line}: ${failures[0]?.reason}`)).toEqual([]);
    expect(reports.size).toBe(files.length);
  }, 300_000);
}
