import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Results } from '../report.ts';
import { mergeResults } from './merge-results.ts';
import { plot } from './plot.ts';
import { resultsPage } from './results-page.ts';

const FOLDER = fileURLToPath(new URL('../../results/', import.meta.url));

/** The results that were written last, or `undefined`. */
function lastResults(): Results | undefined {
  try {
    return JSON.parse(readFileSync(join(FOLDER, 'results.json'), 'utf8')) as Results;
  } catch {
    return undefined;
  }
}

/** Digits of times; some kernels take less than a microsecond. */
const DIGITS = 5;

/** As they are kept, for what is not measured again next time: NaN and `undefined` do not occur. */
export function compact(results: Results): string {
  return JSON.stringify(results, (_, value: unknown) =>
    typeof value !== 'number' || Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS)),
  );
}

/**
 * Writes results to `bench/results`: the raw figures, a page with tables, a plot. What was measured before on the same machine and not again stays.
 *
 * @returns the files
 */
export function writeResults(results: Results): readonly string[] {
  const all = mergeResults(lastResults(), results);
  mkdirSync(FOLDER, { recursive: true });
  const files: readonly (readonly [string, string])[] = [
    ['results.json', `${compact(all)}\n`],
    ['README.md', resultsPage(all)],
    ['kernels.svg', plot(all)],
  ];
  for (const [name, text] of files) writeFileSync(join(FOLDER, name), text);
  return files.map(([name]) => `bench/results/${name}`);
}
