import { defaultBase } from '../engine-list.ts';
import type { Results } from '../report.ts';
import { markdownTable } from '../table.ts';
import { columnsOf, kernelTable } from './kernel-results.ts';
import { phaseTable } from './phase-results.ts';
import { programTable } from './program-results.ts';
import { targetTable } from './targets.ts';

/** The page `bench/results/README.md`. */
export function resultsPage(results: Results): string {
  const { cpu, cores, memoryGiB, system, packages } = results.machine;
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const parts = [
    '# Results',
    'Written by `npm run bench -- … --write-results`; [the folder above](../README.md) says what is measured. Raw figures: `results.json`.',
    `Machine: ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}. Packages: ${versions.join(', ')}.`,
    '![Kernels, steady state](kernels.svg)',
  ];
  const targets = targetTable(results);
  if (targets.length > 1) parts.push('## Targets', markdownTable(targets));
  for (const [host, version] of Object.entries(results.hosts)) parts.push(...hostSections(results, host, version));
  return `${parts.join('\n\n')}\n`;
}

/** By what clocks reports were measured. */
function clocks(reports: readonly { readonly clock: string }[]): string {
  return [...new Set(reports.map(({ clock }) => `${clock} clock`))].join(', ');
}

function hostSections(results: Results, host: string, version: string): readonly string[] {
  const parts = [`## ${host}: ${version}`];
  const kernels = results.kernels.filter((report) => report.host === host);
  if (kernels.length > 0) {
    const columns = columnsOf(kernels);
    const base = defaultBase(columns);
    parts.push(
      `Kernels, steady state (${clocks(kernels)}): the time of one run on ${base}, and how many times as long the others take.`,
    );
    parts.push(markdownTable(kernelTable(kernels, columns, base)));
  }
  const programs = results.programs.filter((report) => report.host === host);
  if (programs.length > 0) {
    const base = defaultBase(programs.map(({ engine }) => engine));
    parts.push(`Programs (${clocks(programs)}):`, markdownTable(programTable(programs, base)));
  }
  const phases = results.phases.filter((report) => report.host === host);
  if (phases.length > 0)
    parts.push(`Phases, with all functions compiled at once (${clocks(phases)}):`, markdownTable(phaseTable(phases)));
  return parts;
}
