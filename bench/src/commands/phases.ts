import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Clock } from '../guest/clock.ts';
import { bundleGuest } from '../hosts/bundle.ts';
import type { Host } from '../hosts/host.ts';
import { HOSTS } from '../hosts/hosts.ts';
import { installed } from '../installs.ts';
import { PROGRAMS } from '../programs/programs.ts';
import { reasonOf } from '../reason.ts';
import type { PhaseReport } from '../report.ts';
import { phaseTable } from '../results/phase-results.ts';
import { textTable } from '../table.ts';
import { clockOption, count, hostOption, type OutputOptions, outputOptions } from './options.ts';
import { finish, progress, type Tally } from './session.ts';

interface PhaseOptions extends OutputOptions {
  readonly host: readonly string[];
  readonly clock: Clock;
  readonly rounds: number;
  readonly timeout: number;
}

/** `bench phases`. */
export function phasesCommand(): Command {
  const command = new Command('phases')
    .description(
      "Decodes, validates, compiles and evaluates the programs' modules, all functions at once: times, throughput, memory.",
    )
    .addOption(hostOption())
    .addOption(clockOption())
    .option('--rounds <n>', 'how often, in one process', count, 5)
    .option('--timeout <s>', 'a module that takes longer is given up', count, 300)
    .action(runPhases);
  return outputOptions(command);
}

/** Measures the stages on a host, and prints the table. */
export async function runPhasesOn(host: Host, options: PhaseOptions, tally: Tally): Promise<void> {
  const folder = await installed('programs');
  const open = await host.open(await bundleGuest());
  const reports: PhaseReport[] = [];
  try {
    tally.hosts[host.name] = open.version;
    for (const { name, wasm } of PROGRAMS) {
      progress(`${host.name}: phases of ${name}`);
      const binary = readFileSync(join(folder, 'node_modules', wasm)).toString('base64');
      const report = { host: host.name, clock: options.clock, module: name };
      try {
        const { result, ...memory } = await open.run(
          'measurePhases',
          { binary, clock: options.clock, rounds: options.rounds },
          options.timeout * 1000,
        );
        reports.push({ ...report, ...memory, times: result });
      } catch (error) {
        reports.push({ ...report, error: reasonOf(error) });
      }
      tally.count(reports.at(-1)?.error === undefined);
    }
  } finally {
    await open.close();
  }
  tally.phases.push(...reports);
  console.log(`\n${host.title} (${open.version}): phases, ${options.clock} clock\n`);
  console.log(textTable(phaseTable(reports)));
}

async function runPhases(options: PhaseOptions): Promise<void> {
  await finish(options, async (tally) => {
    for (const name of options.host) await runPhasesOn(HOSTS.get(name)!, options, tally);
  });
}
