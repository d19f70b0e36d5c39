import type { EngineName, FileResult } from './report.ts';

/** A subtest that cannot pass, and why: a mistake of the suite, or what no program can do in JavaScript. */
export interface KnownFailure {
  readonly file: string;
  /** The subtest's name, or how several begin. */
  readonly subtest: string | RegExp;
  readonly reason: string;
}

/** Each fails on the engine of Node 26, too, but for the last. */
export const KNOWN_FAILURES: readonly KnownFailure[] = [
  {
    file: 'limits.any.js',
    subtest: /[Ii]nstantiate maximum table size over limit$/,
    reason: 'The test calls assertEquals, which neither it nor testharness.js has.',
  },
  {
    file: 'limits.any.js',
    subtest: /memories over limit$/,
    reason: 'The test is from when a module could have one memory; the limit is 100.',
  },
  {
    file: 'table/grow-memory64.any.js',
    subtest: /i64/,
    reason: 'The test calls nulls, which only table/grow.any.js has.',
  },
  {
    file: 'memory/grow.any.js',
    subtest: 'Growing shared memory does not detach old buffer',
    reason: 'Two SharedArrayBuffers of different lengths on the same bytes: JavaScript has no way to make them.',
  },
];

/** Marks the failures of a file that are known. What passes all the same is left as it is. */
export function markKnown(file: string, engine: EngineName, result: FileResult): FileResult {
  if (engine === 'native') return result;
  const entries = KNOWN_FAILURES.filter((entry) => entry.file === file);
  if (entries.length === 0) return result;
  const subtests = result.subtests.map((subtest) => {
    if (subtest.passed) return subtest;
    const entry = entries.find(({ subtest: name }) =>
      typeof name === 'string' ? name === subtest.name : name.test(subtest.name),
    );
    return entry === undefined ? subtest : { ...subtest, known: entry.reason };
  });
  return { ...result, subtests };
}
