import { KERNELS, type KernelGroup } from '../kernels.ts';
import type { KernelReport, Measurement } from '../report.ts';
import { geomean, median } from '../statistics.ts';
import { formatMs, formatRatio, type Table } from '../table.ts';

/** The groups, in the order of reports. */
const GROUPS: readonly KernelGroup[] = ['scalar', 'simd', 'gc', 'exceptions', 'minimal'];

function measurementOf(report: KernelReport, engine: string): Measurement | undefined {
  return report.measurements.find((measurement) => measurement.engine === engine);
}

/** What is timed of a kernel: from bytes to instance, the first run, a run when warm. */
export type KernelPhase = 'instantiate' | 'first' | 'steady';

export const KERNEL_PHASES: readonly KernelPhase[] = ['instantiate', 'first', 'steady'];

/** An engine's time in milliseconds; when warm, the median of its samples. NaN where it has none. */
export function kernelMs(report: KernelReport, engine: string, phase: KernelPhase = 'steady'): number {
  const { instantiateMs = Number.NaN, firstMs = Number.NaN, samplesMs = [] } = measurementOf(report, engine) ?? {};
  return { instantiate: instantiateMs, first: firstMs, steady: median(samplesMs) }[phase];
}

/** How many times as long an engine takes as another one. NaN where one of them has no times. */
export function ratioTo(report: KernelReport, engine: string, base: string, phase: KernelPhase = 'steady'): number {
  return kernelMs(report, engine, phase) / kernelMs(report, base, phase);
}

/** The reports of the kernels of a group. */
export function ofGroup(reports: readonly KernelReport[], group: KernelGroup): readonly KernelReport[] {
  const names = new Set(KERNELS.filter((kernel) => kernel.group === group).map(({ name }) => name));
  return reports.filter(({ kernel }) => names.has(kernel));
}

/** The geometric mean of an engine's ratios, over the reports in which both it and the base have times. */
export function geomeanRatio(
  reports: readonly KernelReport[],
  engine: string,
  base: string,
  phase: KernelPhase = 'steady',
): number {
  return geomean(reports.map((report) => ratioTo(report, engine, base, phase)).filter(Number.isFinite));
}

function cell(report: KernelReport, engine: string, base: string, phase: KernelPhase): string {
  const measurement = measurementOf(report, engine);
  if (measurement === undefined) return '';
  if (measurement.error !== undefined) return 'failed';
  // Without a base to compare with, as where native code lacks the instructions, times say at least something.
  const ratio = ratioTo(report, engine, base, phase);
  return Number.isFinite(ratio) ? formatRatio(ratio) : formatMs(kernelMs(report, engine, phase));
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
export function kernelTable(
  reports: readonly KernelReport[],
  engines: readonly string[],
  base: string,
  phase: KernelPhase = 'steady',
): Table {
  const others = engines.filter((engine) => engine !== base);
  const rows: (readonly string[])[] = [['kernel', base, ...others.map((engine) => `${engine} ×`)]];
  for (const group of GROUPS) {
    const members = ofGroup(reports, group);
    for (const report of members) {
      const failed = measurementOf(report, base)?.error !== undefined;
      const time = failed ? 'failed' : formatMs(kernelMs(report, base, phase));
      rows.push([report.kernel, time, ...others.map((engine) => cell(report, engine, base, phase))]);
    }
    const compared = members.filter((report) => Number.isFinite(kernelMs(report, base, phase)));
    if (compared.length > 1) {
      const means = others.map((engine) => formatRatio(geomeanRatio(compared, engine, base, phase)));
      rows.push([`geomean ${group}`, '', ...means]);
    }
  }
  return rows;
}
