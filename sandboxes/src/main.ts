import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findSuite, REPOSITORY, SuiteMissing } from '@softwasm/spec-tests';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { GuestContents } from './build/guest-bundle.ts';
import { readSlice } from './build/suite-slice.ts';
import { type Cell, cellsOf, GuestBundles, runCell } from './cell.ts';
import { MODES, type Mode } from './modes.ts';
import { PROGRAMS } from './programs.ts';
import { type CellReport, countCells, emptyReport, type Report, sandboxTable, withSandboxTable } from './report.ts';
import type { Sandbox } from './sandbox.ts';
import { allSandboxes } from './sandboxes.ts';

interface Options {
  readonly mode?: Mode;
  readonly task: readonly string[];
  readonly node: string;
  readonly timeout: number;
  readonly json?: string;
  readonly list?: true;
  readonly writeReadme?: true;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('expected a number above zero');
  return value;
}

const TASKS: readonly string[] = [...PROGRAMS.map(({ name }) => name), 'suite'];

function tasks(text: string): string[] {
  const names = text.split(',');
  const unknown = names.find((name) => !TASKS.includes(name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`there is no task ${unknown}; there are ${TASKS.join(', ')}`);
  return names;
}

const command = new Command('sandboxes')
  .description('Runs the same programs, and a slice of the official suite, where WebAssembly is forbidden or missing.')
  .argument('[filter...]', 'only the sandboxes whose name contains one of these (default: all)')
  .addOption(new Option('--mode <name>', 'only one way of executing WebAssembly').choices(MODES))
  .option('--task <names>', `only some of ${TASKS.join(', ')}, with commas between`, tasks, TASKS)
  .option('--node <path>', 'the Node of the sandboxes in Node', process.execPath)
  .option('--timeout <seconds>', 'after so long a guest counts as hung', positive, 120)
  .option('--json <file>', 'write everything that happened')
  .option('--list', 'only say which sandboxes there are, and which modes are possible in each')
  .addOption(
    new Option('--write-readme', 'write the table into README.md, of a run of everything').conflicts([
      'mode',
      'task',
      'node',
    ]),
  )
  .addHelpText(
    'after',
    `
Examples:
  npm run sandboxes -- chromium
  npm run sandboxes -- jsc gjs --mode interpreter --task xxhash,suite
  npm run sandboxes -- --json report.json`,
  );

/** The official suite may be missing; then only the programs run. */
function contents(names: readonly string[]): GuestContents {
  const programs = PROGRAMS.filter(({ name }) => names.includes(name));
  if (!names.includes('suite')) return { programs, slice: undefined };
  try {
    return { programs, slice: readSlice(findSuite(undefined)) };
  } catch (error) {
    if (!(error instanceof SuiteMissing)) throw error;
    console.warn(`sandboxes: programs only, for ${error.message}`);
    return { programs, slice: undefined };
  }
}

async function attempt(cell: Cell, bundles: GuestBundles, version: string | undefined, timeoutSeconds: number) {
  const start = performance.now();
  const end = (outcome: CellReport['outcome'], reasons: readonly string[]): CellReport => ({
    outcome,
    reasons,
    seconds: Math.round((performance.now() - start) / 100) / 10,
  });
  if (version === undefined) return end('skipped', [`not here: ${cell.sandbox.engine.source}`]);
  const failures = await runCell(cell, bundles, { timeoutSeconds });
  return end(failures.length === 0 ? 'passed' : 'failed', failures);
}

async function runAll(sandboxes: readonly Sandbox[], { mode, task, timeout }: Options): Promise<Report> {
  const bundles = new GuestBundles(contents(task));
  const reports: Record<string, Report[string]> = {};
  for (const sandbox of sandboxes) {
    const version = await sandbox.engine.version();
    const report = emptyReport(sandbox, version);
    reports[sandbox.name] = report;
    for (const cell of cellsOf([sandbox])) {
      if (mode !== undefined && cell.mode !== mode) continue;
      const result = await attempt(cell, bundles, version, timeout);
      report.modes[cell.mode] = result;
      const reasons = result.reasons.map((reason) => `\n      ${reason.slice(0, 1000)}`).join('');
      console.log(
        `${result.outcome.padEnd(8)}${sandbox.name.padEnd(24)}${cell.mode.padEnd(13)}${result.seconds} s${reasons}`,
      );
    }
  }
  return reports;
}

function list(sandboxes: readonly Sandbox[]): void {
  for (const { name, engine, title, guests } of sandboxes) {
    console.log(`${name.padEnd(24)}${Object.keys(guests).join(' ').padEnd(24)}${engine.title}: ${title}`);
  }
}

async function main(): Promise<void> {
  command.parse();
  const options = command.opts<Options>();
  const filters = command.args;
  const all = allSandboxes(options.node);
  const chosen = all.filter(({ name }) => filters.length === 0 || filters.some((part) => name.includes(part)));
  if (chosen.length === 0) command.error('error: no sandbox is meant', { exitCode: 2 });
  if (options.list) {
    list(chosen);
    return;
  }
  const report = await runAll(chosen, options);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 1)}\n`);
  if (options.writeReadme) {
    if (chosen !== all && chosen.length < all.length)
      command.error('error: the table needs all sandboxes', { exitCode: 2 });
    const readme = join(REPOSITORY, 'README.md');
    writeFileSync(readme, withSandboxTable(readFileSync(readme, 'utf8'), report));
  }
  const [passed, failed, skipped] = (['passed', 'failed', 'skipped'] as const).map((outcome) =>
    countCells(report, outcome),
  );
  console.log(`\n${sandboxTable(report)}\n\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  console.error(`sandboxes: ${(error as Error).stack}`);
  process.exitCode = 1;
}
