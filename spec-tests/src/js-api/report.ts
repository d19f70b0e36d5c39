/** What became of one subtest. */
export interface Subtest {
  readonly name: string;
  readonly passed: boolean;
  /** Why it failed. */
  readonly message?: string;
  /** The reason why it is known to fail, where it is and did. */
  readonly known?: string;
}

/** What became of one file. */
export interface FileResult {
  readonly subtests: readonly Subtest[];
  /** Why the file did not run to its end. */
  readonly error?: string;
  readonly milliseconds: number;
}

/** What a child process is to run. */
export interface FileJob {
  /** The suite's folder. */
  readonly suite: string;
  /** A path below it. */
  readonly file: string;
  /** Whose `WebAssembly` is tested. */
  readonly engine: EngineName;
}

export const ENGINES = ['softwasm', 'native'] as const;

export type EngineName = (typeof ENGINES)[number];

/** Sums. A file that did not run to its end counts as one failure more. */
export interface Totals {
  passed: number;
  failed: number;
  known: number;
}

export function totalsOf(results: Iterable<FileResult>): Totals {
  const totals: Totals = { passed: 0, failed: 0, known: 0 };
  for (const { subtests, error } of results) {
    if (error !== undefined) totals.failed++;
    for (const { passed, known } of subtests) {
      if (passed) totals.passed++;
      else if (known !== undefined) totals.known++;
      else totals.failed++;
    }
  }
  return totals;
}
