import { KERNELS, type KernelGroup } from '../kernels.ts';
import type { KernelReport, Measurement } from '../report.ts';
import { geomean, median } from '../statistics.ts';
import { formatMs, formatRatio, type Table } from '../table.ts';

/** The groups, in the order of reports. */
const GROUPS: readonly KernelGroup[] = ['scalar', 'simd', 'gc', 'exceptions'];

function measurementOf(report: KernelReport, engine: string): Measurement | undefined {
  return report.measurements.find((measurement) => measurement.engine === engine);
}

/** An engine's time for one run when warm, in milliseconds: the median of its samples. NaN where it has none. */
export function steadyMs(report: KernelReport, engine: string): number {
  return median(measurementOf(report, engine)?.samplesMs ?? []);
}

/** How many times as long an engine takes as another one. NaN where one of them has no times. */
export function ratioTo(report: KernelReport, engine: string, base: string): number {
  return steadyMs(report, engine) / steadyMs(report, base);
}

/** The reports of the kernels of a group. */
export function ofGroup(reports: readonly KernelReport[], group: KernelGroup): readonly KernelReport[] {
  const names = new Set(KERNELS.filter((kernel) => kernel.group === group).map(({ name }) => name));
  return reports.filter(({ kernel }) => names.has(kernel));
}

/** The geometric mean of an engine's ratios, over the reports in which both it and the base have times. */
export function geomeanRatio(reports: readonly KernelReport[], engine: string, base: string): number {
  return geomean(reports.map((report) => ratioTo(report, engine, base)).filter(Number.isFinite));
}

function cell(report: KernelReport, engine: string, base: string): string {
  const measurement = measurementOf(report, engine);
  if (measurement === undefined) return '';
  if (measurement.error !== undefined) return 'failed';
  // Without a base to compare with, as where native code lacks the instructions, times say at least something.
  const ratio = ratioTo(report, engine, base);
  return Number.isFinite(ratio) ? formatRatio(ratio) : formatMs(steadyMs(report, engine));
}

/** The engines of reports, in the order in which they appear. */
export function columnsOf(reports: readonly KernelReport[]): readonly string[] {
  return [...new Set(reports.flatMap(({ measurements }) => measurements.map(({ engine }) => engine)))];
}

/**
 * A row for each kernel and one for each group's geometric mean: the base's time, and how many times as long each engine takes.
 *
 * @param reports of one host
 * @param engines the columns
 */
export function kernelTable(reports: readonly KernelReport[], engines: readonly string[], base: string): Table {
  const others = engines.filter((engine) => engine !== base);
  const rows: (readonly string[])[] = [['kernel', base, ...others.map((engine) => `${engine} ×`)]];
  for (const group of GROUPS) {
    const members = ofGroup(reports, group);
    for (const report of members) {
      const failed = measurementOf(report, base)?.error !== undefined;
      const time = failed ? 'failed' : formatMs(steadyMs(report, base));
      rows.push([report.kernel, time, ...others.map((engine) => cell(report, engine, base))]);
    }
    const compared = members.filter((report) => Number.isFinite(steadyMs(report, base)));
    if (compared.length > 1) {
      const means = others.map((engine) => formatRatio(geomeanRatio(compared, engine, base)));
      rows.push([`geomean ${group}`, '', ...means]);
    }
  }
  return rows;
}
