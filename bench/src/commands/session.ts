import { writeFileSync } from 'node:fs';
import { machine } from '../machine.ts';
import { reasonOf } from '../reason.ts';
import type { KernelReport, PhaseReport, ProgramReport, Results } from '../report.ts';
import { targetTable } from '../results/targets.ts';
import { writeResults } from '../results/write-results.ts';
import { textTable } from '../table.ts';
import type { OutputOptions } from './options.ts';

/** What a run has measured so far, and how often ours was right. */
export class Tally {
  readonly hosts: Record<string, string> = {};
  readonly kernels: KernelReport[] = [];
  readonly programs: ProgramReport[] = [];
  readonly phases: PhaseReport[] = [];
  passed = 0;
  failed = 0;

  /** Counts one engine of ours on one thing to do. */
  count(passed: boolean): void {
    if (passed) this.passed++;
    else this.failed++;
  }

  results(): Results {
    const { hosts, kernels, programs, phases } = this;
    return { machine: machine(), hosts, kernels, programs, phases };
  }
}

/** Tells on standard error what is going on: some of it takes minutes. */
export function progress(message: string): void {
  process.stderr.write(`${message}\n`);
}

/**
 * Runs a command and closes it: targets, files, and the line `N passed, N failed`, which counts the engines of ours. Whatever stops the measuring counts as a
 * failure; what was measured until then is kept.
 */
export async function finish(options: OutputOptions, measure: (tally: Tally) => Promise<void>): Promise<void> {
  const tally = new Tally();
  try {
    await measure(tally);
  } catch (error) {
    progress(`bench: ${reasonOf(error)}`);
    tally.count(false);
  }
  const results = tally.results();
  const targets = targetTable(results);
  if (options.targets !== false && targets.length > 1) console.log(`\nTargets\n\n${textTable(targets)}\n`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  if (options.writeResults === true) for (const file of writeResults(results)) progress(`wrote ${file}`);
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed > 0 ? 1 : 0;
}
