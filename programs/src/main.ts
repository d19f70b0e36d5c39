import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { PROGRAMS } from './catalogue.ts';
import { ENGINES, type EngineName, HOSTS, type HostName, type Outcome } from './outcome.ts';
import { installPackages, PackagesMissing } from './published.ts';
import { runProgram } from './run-program.ts';

interface Options {
  readonly engine: EngineName;
  readonly host: HostName;
  readonly node: string;
  readonly flags: readonly string[];
  readonly jobs: number;
  readonly timeoutScale: number;
  readonly json?: string;
  readonly list?: true;
}

/** After so long a program counts as hung, in seconds, with a JIT on a machine that does other things, too. */
const TIMEOUT = 120;

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('expected a positive number');
  return value;
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const command = new Command('programs')
  .description(
    'Runs published programs, unmodified, with the global WebAssembly replaced, and checks their answers. Ends with 1 if one is wrong.',
  )
  .argument('[filter...]', 'run only the programs whose name contains one of these (default: all)')
  .addOption(new Option('--engine <name>', 'whose WebAssembly they find').choices(ENGINES).default(ENGINES[0]))
  .addOption(
    new Option('--host <how>', "whether the process has the host's WebAssembly until then")
      .choices(HOSTS)
      .default(HOSTS[0]),
  )
  .option('--node <path>', 'the Node that runs them', process.execPath)
  .option('--flags <flags>', 'flags for it, e.g. --flags=--jitless', words, [])
  .option('--jobs <n>', 'processes at a time', positive, 1)
  .option('--timeout-scale <factor>', `what to multiply the time-out of ${TIMEOUT} s by`, positive, 1)
  .option('--json <file>', 'write everything that happened')
  .option('--list', 'only say which programs there are')
  .addHelpText(
    'after',
    `
Examples:
  npm run programs -- esbuild sql
  npm run programs -- --host absent
  npm run programs -- --flags=--jitless --timeout-scale 10 --json report.json`,
  );

function describe(name: string, { error, milliseconds, megabytes }: Outcome): string {
  const size = megabytes === undefined ? '' : `, ${megabytes} MB`;
  const line = `${error === undefined ? 'pass' : 'FAIL'}  ${name.padEnd(14)} ${milliseconds} ms${size}`;
  return error === undefined ? line : `${line}\n${error.replace(/^/gm, '      ')}`;
}

async function runAll(names: readonly string[], options: Options): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const { timeoutScale, ...how } = options;
  let next = 0;
  async function lane(): Promise<void> {
    for (let name = names[next++]; name !== undefined; name = names[next++]) {
      const outcome = await runProgram(name, { ...how, timeoutSeconds: TIMEOUT * timeoutScale });
      outcomes.set(name, outcome);
      console.log(describe(name, outcome));
    }
  }
  await Promise.all(Array.from({ length: Math.ceil(options.jobs) }, lane));
  return outcomes;
}

async function main(): Promise<void> {
  command.parse();
  const options = command.opts<Options>();
  const filters = command.args;
  const chosen = PROGRAMS.filter(({ name }) => filters.length === 0 || filters.some((part) => name.includes(part)));
  if (chosen.length === 0) command.error('error: no program is meant', { exitCode: 2 });
  if (options.list) {
    for (const { name, about } of chosen) console.log(`${name.padEnd(14)} ${about}`);
    return;
  }
  await installPackages();
  const outcomes = await runAll(
    chosen.map(({ name }) => name),
    options,
  );
  const failed = [...outcomes.values()].filter(({ error }) => error !== undefined).length;
  if (options.json !== undefined) {
    const { engine, host, node, flags } = options;
    const programs = Object.fromEntries([...outcomes].sort());
    const report = { engine, host, node, flags, passed: outcomes.size - failed, failed, programs };
    writeFileSync(options.json, `${JSON.stringify(report, null, 1)}\n`);
  }
  console.log(`${outcomes.size - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

try {
  await main();
} catch (error) {
  console.error(`programs: ${error instanceof PackagesMissing ? error.message : (error as Error).stack}`);
  process.exitCode = 1;
}
