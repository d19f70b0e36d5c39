import type { FileReport, Tally } from './file-report.ts';

/** All files of a run. */
export interface SuiteReport extends Tally {
  readonly engine: string;
  readonly node: string;
  readonly nodeFlags: readonly string[];
  readonly seconds: number;
  readonly commands: number;
  readonly asserts: number;
  /** By keyword. */
  readonly kinds: Readonly<Record<string, Tally>>;
  /** By path below the suite's folder, sorted. */
  readonly files: Readonly<Record<string, FileReport>>;
}

/** What a run was made with. */
export type RunSettings = Pick<SuiteReport, 'engine' | 'node' | 'nodeFlags' | 'seconds'>;

export function suiteReport(reports: ReadonlyMap<string, FileReport>, settings: RunSettings): SuiteReport {
  const names = [...reports.keys()].sort();
  const files = Object.fromEntries(names.map((name) => [name, reports.get(name) as FileReport]));
  const all = Object.values(files);
  const kinds: Record<string, Tally> = {};
  for (const [kind, tally] of all.flatMap((file) => Object.entries(file.kinds))) {
    kinds[kind] ??= { passed: 0, failed: 0, skipped: 0 };
    const sum = kinds[kind];
    sum.passed += tally.passed;
    sum.failed += tally.failed;
    sum.skipped += tally.skipped;
  }
  const sum = (of: (file: FileReport) => number): number => all.reduce((total, file) => total + of(file), 0);
  return {
    ...settings,
    commands: sum(({ commands }) => commands),
    asserts: sum(({ asserts }) => asserts),
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    kinds,
    files,
  };
}

/** The files in which nothing failed, by name. */
export function passingFiles(report: SuiteReport): string[] {
  return Object.keys(report.files).filter((name) => report.files[name]?.failed === 0);
}
