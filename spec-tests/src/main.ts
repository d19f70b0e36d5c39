import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE_NAMES, SMALL_INTEGERS, TUNINGS } from '@softwasm/cli/wast';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Tuning } from 'softwasm';
import type { FileReport } from './file-report.ts';
import { HOSTS, type Host } from './hosts/hosts.ts';
import { HostMissing, runAllInHost } from './hosts/run-in-host.ts';
import type { Job } from './job.ts';
import { runAll } from './pool.ts';
import { readPassing, stepsBack, writePassing } from './ratchet.ts';
import { expectedCounts, findSuite, listScripts, REPOSITORY, SuiteMissing } from './suite.ts';
import { passingFiles, type SuiteReport, suiteReport } from './suite-report.ts';
import { conformanceTable, failureList, kindTable, withConformanceTable } from './tables.ts';

interface Options {
  readonly engine: string;
  readonly tune: Tuning;
  readonly smallIntegers: string;
  readonly passes: string;
  readonly host?: string;
  readonly suite?: string;
  readonly json?: string;
  readonly nodeFlags: readonly string[];
  readonly jobs: number;
  readonly timeout: number;
  readonly show: number;
  readonly writeReadme?: true;
  readonly updatePassing?: true;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('expected a whole number');
  return value;
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const program = new Command('spec')
  .description(
    'Runs the official test suite. Ends with 1 if a file of spec-tests/passing.txt fails, or one is missing; the other files are reported as not yet passing.',
  )
  .argument('[filter...]', 'run only the files whose path contains one of these (default: all)')
  .addOption(new Option('--engine <name>', 'the engine to run').choices(ENGINE_NAMES).default(ENGINE_NAMES[0]))
  .addOption(
    new Option('--tune <engine>', 'the kind of JavaScript engine to generate code for')
      .choices(TUNINGS)
      .default('auto'),
  )
  .addOption(
    new Option('--small-integers <bits>', 'how many bits small integers are taken to have')
      .choices(SMALL_INTEGERS)
      .default('auto'),
  )
  .option('--passes <which>', "the compiler's passes: all, none, or names of those that are off: -demand,-slots", 'all')
  .addOption(
    new Option('--host <name>', 'run in another JavaScript engine, from the built files')
      .choices([...HOSTS.keys()])
      .conflicts(['nodeFlags', 'writeReadme', 'updatePassing']),
  )
  .option(
    '--suite <dir>',
    'where the suite is (default: $SOFTWASM_TESTSUITE, ../shared/testsuite, or spec-tests/testsuite)',
  )
  .option('--json <file>', 'write everything that happened')
  .option(
    '--node-flags <flags>',
    'flags for the Node processes that run the scripts, e.g. --node-flags=--jitless',
    words,
    [],
  )
  .option('--jobs <n>', 'processes at a time', count, 2)
  .option('--timeout <seconds>', 'after so long a file counts as hung', count, 120)
  .option('--show <n>', 'failures shown of each file', count, 3)
  .option('--write-readme', 'write the conformance table into README.md')
  .option('--update-passing', 'make spec-tests/passing.txt the list of files that pass')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run spec -- core/i32 core/i64\n  npm run spec -- --host jsc-jitless core/\n  npm run spec -- --node-flags=--jitless --json report.json',
  );

/** How often a long run shows that it lives, in milliseconds. */
const PROGRESS_INTERVAL = 5000;

/** Says on standard error now and then how far a run is, also while a single file takes long. */
class Progress {
  private readonly start = performance.now();
  private readonly total: number;
  private readonly timer: NodeJS.Timeout;
  private files = 0;
  private failed = 0;

  constructor(total: number) {
    this.total = total;
    this.timer = setInterval(() => this.show(), PROGRESS_INTERVAL);
  }

  add({ failed }: FileReport): void {
    this.files++;
    this.failed += failed;
  }

  /** @returns seconds since the start */
  end(): number {
    clearInterval(this.timer);
    return (performance.now() - this.start) / 1000;
  }

  private show(): void {
    const seconds = ((performance.now() - this.start) / 1000).toFixed(0);
    console.error(`spec: ${this.files} of ${this.total} files, ${this.failed} failures, ${seconds} s`);
  }
}

async function run(options: Options, isChosen: (file: string) => boolean): Promise<SuiteReport> {
  const suite = findSuite(options.suite);
  const files = listScripts(suite).filter(isChosen);
  if (files.length === 0) program.error(`error: no file of ${suite} is meant`, { exitCode: 2 });
  const jobs: Job[] = files.map((file) => ({
    file,
    path: join(suite, file),
    engine: options.engine,
    tune: options.tune,
    passes: options.passes,
    smallIntegers: options.smallIntegers,
    expected: expectedCounts(suite, file),
  }));
  const host = options.host === undefined ? undefined : HOSTS.get(options.host);
  const progress = new Progress(jobs.length);
  const reports = await runJobs(jobs, host, options, progress).finally(() => progress.end());
  const seconds = Math.round(progress.end() * 10) / 10;
  const engine = host === undefined ? options.engine : `${options.engine} in ${host.title}`;
  return suiteReport(reports, { engine, node: process.version, nodeFlags: options.nodeFlags, seconds });
}

function runJobs(
  jobs: readonly Job[],
  host: Host | undefined,
  options: Options,
  progress: Progress,
): Promise<Map<string, FileReport>> {
  const onReport = (_file: string, report: FileReport): void => progress.add(report);
  const settings = { jobs: options.jobs, timeoutSeconds: options.timeout, onReport };
  if (host !== undefined) return runAllInHost(host, jobs, settings);
  return runAll(jobs, { ...settings, nodeFlags: options.nodeFlags });
}

function print(report: SuiteReport, options: Options, back: readonly string[]): void {
  const failing = Object.values(report.files).filter(({ failed }) => failed > 0).length;
  if (failing > 0)
    console.log(`Not yet, or no longer, passing in full (${failing} files):\n\n${failureList(report, options.show)}\n`);
  console.log(`${kindTable(report)}\n\n${conformanceTable(report)}\n`);
  if (back.length > 0)
    console.log(`Steps back (these are in spec-tests/passing.txt):\n${back.map((line) => `    ${line}\n`).join('')}`);
  console.log(
    `${passingFiles(report).length} of ${Object.keys(report.files).length} files pass in full; ${report.seconds} s`,
  );
  const { passed, failed, skipped } = report;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

async function main(): Promise<void> {
  program.parse();
  const options = program.opts<Options>();
  const filters = program.args;
  const isChosen = (file: string): boolean => filters.length === 0 || filters.some((part) => file.includes(part));
  const report = await run(options, isChosen);
  if (options.updatePassing) writePassing(report);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 1)}\n`);
  if (options.writeReadme) {
    const readme = join(REPOSITORY, 'README.md');
    writeFileSync(readme, withConformanceTable(readFileSync(readme, 'utf8'), report));
  }
  // A suite of one's own need not have the files.
  const mustPass = options.suite === undefined ? readPassing() : readPassing().filter((name) => name in report.files);
  // Other engines have one agent here.
  const canPass = (file: string): boolean => options.host === undefined || !file.startsWith('proposals/threads/');
  const back = stepsBack(report, mustPass.filter(canPass), isChosen);
  print(report, options, back);
  process.exitCode = back.length > 0 ? 1 : 0;
}

try {
  await main();
} catch (error) {
  console.error(
    `spec: ${error instanceof SuiteMissing || error instanceof HostMissing ? error.message : (error as Error).stack}`,
  );
  process.exitCode = 1;
}
