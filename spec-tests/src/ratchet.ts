import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './suite.ts';
import { passingFiles, type SuiteReport } from './suite-report.ts';

/*
 * passing.txt lists the files that pass in full. A failure in one of them is a step back, and fails the run; the others are not yet there, and are
 * reported.
 */

const LIST = join(REPOSITORY, 'spec-tests', 'passing.txt');

/** The files that must pass. */
export function readPassing(): string[] {
  return readFileSync(LIST, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Makes the list what this run shows: of the files that were run, those that pass; of the others, those listed before. */
export function writePassing(report: SuiteReport): void {
  const others = readPassing().filter((name) => report.files[name] === undefined);
  writeFileSync(
    LIST,
    [...others, ...passingFiles(report)]
      .sort()
      .map((name) => `${name}\n`)
      .join(''),
  );
}

/** What a run breaks: failures in files that must pass, and such files that the suite no longer has. */
export function stepsBack(
  report: SuiteReport,
  mustPass: readonly string[],
  isChosen: (file: string) => boolean,
): string[] {
  return mustPass.filter(isChosen).flatMap((name) => {
    const file = report.files[name];
    if (file === undefined) return [`${name}: not in the suite`];
    return file.failed > 0 ? [`${name}: ${file.failed} of ${file.commands} failed`] : [];
  });
}
