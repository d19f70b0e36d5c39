import type { PhaseReport, PhaseTimes } from '../report.ts';
import { median } from '../statistics.ts';
import { formatMs, type Table } from '../table.ts';

/** What takes time in {@link PhaseTimes}. */
type Phase = 'decodeMs' | 'validateMs' | 'translateMs' | 'compileMs' | 'evaluateMs' | 'nativeMs';

/** Megabytes (10^6 bytes) of wasm code that a stage gets through in a second. NaN where it was not measured. */
export function throughput(times: PhaseTimes | undefined, phase: Phase): number {
  if (times === undefined) return Number.NaN;
  return times.codeBytes / 1e3 / median(times[phase] ?? []);
}

function rate(times: PhaseTimes, phase: Phase): string {
  const figure = throughput(times, phase);
  return Number.isFinite(figure) ? figure.toFixed(2) : '–';
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? '–' : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`;
}

/** A row for each module: times of the stages, how fast the compiler is, and the memory that all of it takes. */
export function phaseTable(reports: readonly PhaseReport[]): Table {
  const head = [
    'module',
    'code',
    'decode',
    'validate',
    'translate',
    'compile',
    'evaluate',
    'native',
    'translate MB/s',
    'compile MB/s',
    'JavaScript',
    'peak',
  ];
  const rows = reports.map(({ module, times, peakBytes, error }): readonly string[] => {
    if (times === undefined) return [module, error ?? 'failed'];
    // Results of before a phase was measured lack it.
    const ms = (phase: Phase): string => formatMs(median(times[phase] ?? []));
    return [
      module,
      megabytes(times.codeBytes),
      ms('decodeMs'),
      ms('validateMs'),
      ms('translateMs'),
      ms('compileMs'),
      ms('evaluateMs'),
      ms('nativeMs'),
      rate(times, 'translateMs'),
      rate(times, 'compileMs'),
      megabytes(times.sourceBytes),
      megabytes(peakBytes),
    ];
  });
  return [head, ...rows];
}
