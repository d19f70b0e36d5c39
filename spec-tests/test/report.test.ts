import { describe, expect, test } from 'vitest';
import { type FileReport, fileReport, lostFile } from '../src/file-report.ts';
import { groupOf } from '../src/groups.ts';
import { stepsBack } from '../src/ratchet.ts';
import { passingFiles, suiteReport } from '../src/suite-report.ts';
import { conformanceTable, failureList, withConformanceTable } from '../src/tables.ts';

const OUTCOMES = [
  { kind: 'module', line: 1 },
  { kind: 'assert_return', line: 2 },
  { kind: 'assert_return', line: 3, failure: 'expected 1; got 2' },
];

const COUNTS = { commands: 3, asserts: 2 };
const SETTINGS = { engine: 'jit', node: 'v20', nodeFlags: [], seconds: 1 };

const good = (): FileReport => fileReport(OUTCOMES.slice(0, 2), { commands: 2, asserts: 1 }, [], 5);
const bad = (): FileReport => fileReport(OUTCOMES, COUNTS, [], 5);

describe('fileReport', () => {
  test('tallies by kind', () => {
    expect(bad()).toEqual({
      ...COUNTS,
      passed: 2,
      failed: 1,
      skipped: 0,
      milliseconds: 5,
      kinds: { module: { passed: 1, failed: 0, skipped: 0 }, assert_return: { passed: 1, failed: 1, skipped: 0 } },
      failures: [{ line: 3, kind: 'assert_return', reason: 'expected 1; got 2' }],
    });
  });

  test.each([
    { commands: 4, asserts: 2 },
    { commands: 2, asserts: 1 },
    { commands: 3, asserts: 3 },
  ])('all of a file fails that has other commands than were counted: %o', (counts) => {
    const report = fileReport(OUTCOMES, counts, [], 5);
    expect(report).toMatchObject({ ...counts, passed: 0, failed: counts.commands, skipped: 0 });
    expect(report.failures[0]?.reason).toMatch(/3 commands with 2 asserts/);
  });

  test('a command that cannot pass is skipped, and fails once it passes', () => {
    const entry = { file: 'f', reason: '', link: '' };
    expect(fileReport(OUTCOMES, COUNTS, [{ ...entry, line: 3 }], 5)).toMatchObject({
      passed: 2,
      failed: 0,
      skipped: 1,
    });
    expect(fileReport(OUTCOMES, COUNTS, [{ ...entry, line: 2 }], 5)).toMatchObject({
      passed: 1,
      failed: 2,
      skipped: 0,
    });
  });

  test('a lost file is never nothing', () => {
    expect(lostFile({ commands: 0, asserts: 0 }, 'crash', 1)).toMatchObject({ failed: 1, passed: 0 });
  });
});

describe('suiteReport', () => {
  const report = suiteReport(
    new Map([
      ['core/simd/b.wast', bad()],
      ['core/a.wast', good()],
      ['core/c.wast', lostFile(COUNTS, 'crashed', 1)],
    ]),
    SETTINGS,
  );

  test('sums', () => {
    expect(report).toMatchObject({ commands: 8, asserts: 5, passed: 4, failed: 4, skipped: 0 });
    expect(report.kinds.assert_return).toEqual({ passed: 2, failed: 1, skipped: 0 });
    expect(passingFiles(report)).toEqual(['core/a.wast']);
  });

  test('a step back is a failure in a file that must pass, or its absence', () => {
    const all = (): boolean => true;
    expect(stepsBack(report, ['core/a.wast'], all)).toEqual([]);
    expect(stepsBack(report, ['core/a.wast', 'core/simd/b.wast'], all)).toEqual(['core/simd/b.wast: 1 of 3 failed']);
    expect(stepsBack(report, ['core/gone.wast'], all)).toEqual(['core/gone.wast: not in the suite']);
    expect(stepsBack(report, ['core/gone.wast'], (file) => file.includes('simd'))).toEqual([]);
  });

  test('tables', () => {
    expect(conformanceTable(report)).toBe(
      [
        '| official test suite | files in full | commands passed |',
        '|---|--:|--:|',
        '| Core (`core`) | 1 / 2 | 2 / 5 |',
        '| Vector instructions (`core/simd`) | 0 / 1 | 2 / 3 |',
        '| **Total** | 1 / 3 | 4 / 8 |',
      ].join('\n'),
    );
    expect(failureList(report, 1)).toBe(
      'core/c.wast  0/3\n    script: crashed\ncore/simd/b.wast  2/3\n    line 3, assert_return: expected 1; got 2',
    );
  });

  test('the table goes between the markers of a document', () => {
    const document = 'before\n<!-- conformance -->\nold\n<!-- /conformance -->\nafter\n';
    const written = withConformanceTable(document, report);
    expect(written).toMatch(/^before\n<!-- conformance -->\n\| official/);
    expect(written).toMatch(/\n<!-- \/conformance -->\nafter\n$/);
    expect(written).not.toContain('old');
    expect(withConformanceTable(written, report)).toBe(written);
    expect(() => withConformanceTable('nothing', report)).toThrow(/conformance/);
  });
});

test('files belong to the closest folder', () => {
  expect(groupOf('core/simd/simd_lane.wast').folder).toBe('core/simd');
  expect(groupOf('core/i32.wast').folder).toBe('core');
  expect(groupOf('proposals/threads/atomic.wast').features.has('threads')).toBe(true);
  expect(groupOf('proposals/threads/atomic.wast').features.has('gc')).toBe(false);
  expect(groupOf('legacy/throw.wast').features.has('legacy-exceptions')).toBe(true);
  expect(groupOf('core/i32.wast').features.has('legacy-exceptions')).toBe(false);
  expect(groupOf('mine.wast').features.has('gc')).toBe(true);
});
