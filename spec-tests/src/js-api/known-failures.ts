import type { EngineName, FileResult } from './report.ts';

/** Subtests that cannot pass, and why: mistakes of the suite. */
export interface KnownFailure {
  readonly file: string;
  /** The subtest's name, or how several begin. */
  readonly subtest: string | RegExp;
  readonly reason: string;
}

export const KNOWN_FAILURES: readonly KnownFailure[] = [];

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
