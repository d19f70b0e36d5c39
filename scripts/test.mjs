#!/usr/bin/env node
/**
 * Runs the tests and closes with one line, `N passed, N failed`. Arguments go to vitest: files, `--project decoder`, ...
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'softwasm-test-'));
const report = join(scratch, 'report.json');
const vitest = join('node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);

let passed = 0;
let failed = 0;
let skipped = 0;
try {
  const results = JSON.parse(readFileSync(report, 'utf8'));
  passed = results.numPassedTests;
  failed = results.numFailedTests;
  skipped = results.numPendingTests + results.numTodoTests;
  // A file can fail without one of its tests: when it cannot be loaded, or in a hook. That counts as one failure.
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = results.testResults;
  for (const { status: outcome, assertionResults } of files) {
    if (outcome === 'failed' && !assertionResults.some((result) => result.status === 'failed')) failed++;
  }
} catch {
  failed = 1;
}
rmSync(scratch, { recursive: true, force: true });

if (status !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
