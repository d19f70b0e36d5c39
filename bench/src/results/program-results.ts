import type { ProgramReport } from '../report.ts';
import { median } from '../statistics.ts';
import { formatMs, formatRatio, type Table } from '../table.ts';

/** What is timed of a program. */
export type ProgramPhase = 'start' | 'first' | 'steady';

const PHASES: readonly ProgramPhase[] = ['start', 'first', 'steady'];

const MEASURED = { start: 'startMs', first: 'firstMs', steady: 'steadyMs' } as const;

/** Milliseconds, as the median of the runs that went well. NaN of none. */
export function programMs(report: ProgramReport, phase: ProgramPhase): number {
  const values = report.runs.map((run) => run[MEASURED[phase]]);
  return median(values.filter((value): value is number => value !== undefined && Number.isFinite(value)));
}

/** How many times as long one engine takes as another for a phase of a program. NaN where one of them has no times. */
export function programRatio(
  reports: readonly ProgramReport[],
  program: string,
  phase: ProgramPhase,
  engine: string,
  base: string,
): number {
  const find = (name: string): ProgramReport | undefined =>
    reports.find((report) => report.program === program && report.engine === name);
  const [ours, theirs] = [find(engine), find(base)];
  if (ours === undefined || theirs === undefined) return Number.NaN;
  return programMs(ours, phase) / programMs(theirs, phase);
}

function peak(report: ProgramReport): string {
  const bytes = median(report.runs.flatMap(({ peakBytes }) => (peakBytes === undefined ? [] : [peakBytes])));
  return Number.isFinite(bytes) ? `${(bytes / 1e6).toFixed(0)} MB` : '–';
}

/** Seconds that the tasks of a run took, as the median of the runs. */
function working(report: ProgramReport): string {
  const seconds = median(report.runs.map(({ workMs = Number.NaN }) => workMs / 1000));
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}

/** A row for each program and engine: times, how many times as long as the base, and memory. */
export function programTable(reports: readonly ProgramReport[], base: string): Table {
  const head = [
    'program',
    'engine',
    'start-up',
    'first result',
    'steady',
    `start-up ×`,
    `first ×`,
    `steady × ${base}`,
    'tasks',
    'peak',
  ];
  const rows = reports.map((report): readonly string[] => {
    const { program, engine, runs } = report;
    const error = runs.find((run) => run.error !== undefined)?.error;
    if (error !== undefined) return [program, engine, 'failed'];
    const times = PHASES.map((phase) => formatMs(programMs(report, phase)));
    const ratios = PHASES.map((phase) => formatRatio(programRatio(reports, program, phase, engine, base)));
    return [program, engine, ...times, ...ratios, working(report), peak(report)];
  });
  return [head, ...rows];
}
