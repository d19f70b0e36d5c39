import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { defaultBase, isOurs } from '../engine-list.ts';
import type { Clock } from '../guest/clock.ts';
import type { Host } from '../hosts/host.ts';
import { HOSTS } from '../hosts/hosts.ts';
import { runNode } from '../hosts/node-host.ts';
import { installed } from '../installs.ts';
import type { Program } from '../programs/program.ts';
import { PROGRAMS } from '../programs/programs.ts';
import { reasonOf } from '../reason.ts';
import type { ProgramReport, ProgramRun } from '../report.ts';
import { programTable } from '../results/program-results.ts';
import { textTable } from '../table.ts';
import { clockOption, count, hostOption, listOf, type OutputOptions, outputOptions } from './options.ts';
import { finish, progress, type Tally } from './session.ts';

const ENGINES = ['native', 'softwasm', 'softwasm-jit', 'softwasm-jitless', 'polywasm'];

/** Programs come with glue for Node. */
const NODE_HOSTS = [...HOSTS.keys()].filter((name) => name.startsWith('node'));

interface ProgramOptions extends OutputOptions {
  readonly host: readonly string[];
  readonly engines?: readonly string[];
  readonly clock: Clock;
  readonly rounds: number;
  readonly seconds: number;
  readonly mostSeconds: number;
  readonly timeout: number;
}

/** `bench programs [names...]`. */
export function programsCommand(): Command {
  const engines = new Option('--engines <names>', `who takes part, separated by commas: ${ENGINES.join(', ')}`);
  const command = new Command('programs')
    .description(
      'Runs published programs from npm, unmodified, each in a process of its own for each engine and round: start-up, first result, steady state, memory.',
    )
    .argument('[names...]', `which programs (default: all): ${PROGRAMS.map(({ name }) => name).join(', ')}`)
    .addOption(hostOption(NODE_HOSTS))
    .addOption(engines.argParser(listOf(ENGINES, 'engine')))
    .addOption(clockOption())
    .option('--rounds <n>', 'processes for each program and engine', count, 3)
    .option('--seconds <n>', 'how long a process works after the first result', count, 10)
    .option('--most-seconds <n>', 'how long at most, where its tasks still get faster', count, 120)
    .option('--timeout <s>', 'a process that takes longer is given up', count, 300)
    .action(runPrograms);
  return outputOptions(command);
}

const RUNNER = fileURLToPath(new URL('../programs/runner.js', import.meta.url));

/** Runs one process. What goes wrong stands in the result. */
async function runOnce(
  command: readonly string[],
  engine: string,
  program: Program,
  options: ProgramOptions,
): Promise<ProgramRun> {
  const folder = mkdtempSync(join(tmpdir(), 'softwasm-bench-'));
  try {
    const outcome = join(folder, 'outcome.json');
    const { seconds, mostSeconds, clock } = options;
    const args = [
      engine,
      program.name,
      await installed('programs'),
      String(seconds),
      String(mostSeconds),
      clock,
      outcome,
    ];
    await runNode([...command, RUNNER, ...args], options.timeout * 1000);
    return JSON.parse(readFileSync(outcome, 'utf8')) as ProgramRun;
  } catch (error) {
    return { error: reasonOf(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first engine's answer is the right one. */
function checked(run: ProgramRun, expected: string | undefined): ProgramRun {
  if (run.answer === undefined || expected === undefined || run.answer === expected) return run;
  return { error: `answers ${run.answer} instead of ${expected}` };
}

async function runProgram(
  host: string,
  command: readonly string[],
  engines: readonly string[],
  program: Program,
  options: ProgramOptions,
): Promise<readonly ProgramReport[]> {
  const runs = new Map<string, ProgramRun[]>(engines.map((engine) => [engine, []]));
  let expected: string | undefined;
  for (let round = 0; round < options.rounds; round++) {
    for (const [engine, done] of runs) {
      // What failed once fails again.
      if (done.some(({ error }) => error !== undefined)) continue;
      progress(`${host}: ${program.name} on ${engine}, ${round + 1}/${options.rounds}`);
      const run = checked(await runOnce(command, engine, program, options), expected);
      expected ??= run.answer;
      done.push(run);
      if (run.error !== undefined) progress(`  ${program.name}: ${engine}: ${run.error}`);
    }
  }
  return engines.map((engine) => ({
    host,
    clock: options.clock,
    program: program.name,
    engine,
    runs: runs.get(engine) ?? [],
  }));
}

/** Measures programs on a host, and prints the table. */
export async function runProgramsOn(
  host: Host,
  programs: readonly Program[],
  options: ProgramOptions,
  tally: Tally,
): Promise<void> {
  const open = await host.open('');
  tally.hosts[host.name] = open.version;
  await open.close();
  const engines = options.engines ?? (host.jit ? ['native', 'softwasm', 'polywasm'] : ['softwasm', 'polywasm']);
  const reports: ProgramReport[] = [];
  for (const program of programs) {
    reports.push(...(await runProgram(host.name, open.command ?? [], engines, program, options)));
  }
  tally.programs.push(...reports);
  for (const { engine, runs } of reports)
    if (isOurs(engine)) tally.count(runs.every(({ error }) => error === undefined));
  console.log(`\n${host.title} (${open.version}): programs, ${options.clock} clock\n`);
  console.log(textTable(programTable(reports, defaultBase(engines))));
}

async function runPrograms(names: readonly string[], options: ProgramOptions, command: Command): Promise<void> {
  const unknown = names.filter((name) => !PROGRAMS.some((program) => program.name === name));
  if (unknown.length > 0) command.error(`error: no program named ${unknown.join(', ')}`, { exitCode: 2 });
  const programs = PROGRAMS.filter(({ name }) => names.length === 0 || names.includes(name));
  await finish(options, async (tally) => {
    for (const name of options.host) await runProgramsOn(HOSTS.get(name)!, programs, options, tally);
  });
}
