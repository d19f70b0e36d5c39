import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cellsOf } from '../src/cell.ts';
import { countCells, emptyReport, type Report, sandboxTable, withSandboxTable } from '../src/report.ts';
import { allSandboxes } from '../src/sandboxes.ts';

const sandboxes = allSandboxes(process.execPath);

/** A report in which everything possible has passed. */
function fullReport(version: string): Report {
  const report: Report = Object.fromEntries(
    sandboxes.map((sandbox) => [sandbox.name, emptyReport(sandbox, version)] as const),
  );
  for (const { sandbox, mode } of cellsOf(sandboxes)) {
    const { modes } = report[sandbox.name] as Report[string];
    modes[mode] = { outcome: 'passed', reasons: [], seconds: 1 };
  }
  return report;
}

test('a cell of the table says what became of it', () => {
  const [sandbox] = sandboxes;
  const report = { [(sandbox as { name: string }).name]: emptyReport(sandbox as (typeof sandboxes)[0], '1.2') };
  const { modes } = Object.values(report)[0] as Report[string];
  modes.jit = { outcome: 'passed', reasons: [], seconds: 1 };
  modes.aot = { outcome: 'failed', reasons: ['no'], seconds: 1 };
  expect(sandboxTable(report).split('\n')[2]).toMatch(
    /^\| Chromium 1\.2 \| .* \| absent \| works \| ✓ \| – \| – \| FAILED \|$/,
  );
  expect([countCells(report, 'passed'), countCells(report, 'failed'), countCells(report, 'skipped')]).toEqual([
    1, 1, 0,
  ]);
});

test('a document without markers has no table', () => {
  expect(() => withSandboxTable('# Nothing', {})).toThrow(/<!-- sandboxes -->/);
});

test("the README's table has all sandboxes, and everything in it has passed", () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const withoutVersions = (text: string): string => text.replace(/^(\| [A-Za-z]\D*?) [\w.+:~-]* \|/gm, '$1 |');
  const expected = withSandboxTable(readme, fullReport('1.2'));
  expect(withoutVersions(readme)).toBe(withoutVersions(expected));
});
