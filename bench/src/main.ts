import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { benchEngines } from './engines.ts';
import { KERNELS } from './kernels.ts';
import { type KernelReport, measure } from './measure.ts';

/*
 * npm run bench: kernels on all engines, interleaved; the steady state as ratios of medians to the first engine (native, where the host has it).
 */

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('expected a positive integer');
  return value;
}

const COMPILER = fileURLToPath(new URL('compile-kernel-main.js', import.meta.url));

const program = new Command('bench')
  .description('Times the kernels on softwasm, the host and peers, interleaved, and checks their answers.')
  .argument('[kernels...]', `which kernels (default: all): ${KERNELS.map(({ name }) => name).join(', ')}`)
  .option('--rounds <n>', 'measured rounds', count, 9)
  .option('--warmups <n>', 'rounds before those', count, 3)
  .option('--json <file>', 'write all figures, with machine and versions')
  .addHelpText('after', '\nExample:\n  npm run bench -- nbody --rounds 15 --json bench.json')
  .parse();

const { rounds, warmups, json } = program.opts<{ rounds: number; warmups: number; json?: string }>();
const unknown = program.args.filter((name) => !KERNELS.some((kernel) => kernel.name === name));
if (unknown.length > 0) program.error(`error: no kernel named ${unknown.join(', ')}`, { exitCode: 2 });
const chosen = KERNELS.filter(({ name }) => program.args.length === 0 || program.args.includes(name));

const engines = benchEngines();
const reports: KernelReport[] = [];
const cell = (text: string): string => text.padStart(20);
console.log(`${'kernel'.padEnd(14)}${engines.map(({ name }) => cell(name)).join('')}`);
for (const kernel of chosen) {
  const report = measure(kernel, execFileSync(process.execPath, [COMPILER, kernel.name]), engines, { rounds, warmups });
  reports.push(report);
  const base = report.measurements.find(({ engine }) => engine === engines[0]?.name)?.medianMs ?? Number.NaN;
  const cells = engines.map(({ name }) => {
    const found = report.measurements.find(({ engine }) => engine === name);
    if (found?.medianMs === undefined) return cell('failed');
    return cell(`${found.medianMs.toFixed(1)} ms (${(found.medianMs / base).toFixed(2)}x)`);
  });
  console.log(`${kernel.name.padEnd(14)}${cells.join('')}`);
}

const failures = reports.flatMap(({ kernel, measurements }) =>
  measurements.filter(({ error }) => error !== undefined).map(({ engine, error }) => ({ kernel, engine, error })),
);
for (const { kernel, engine, error } of failures) console.log(`${kernel}: ${engine} failed: ${error}`);
if (json !== undefined) {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, v8: process.versions.v8 };
  writeFileSync(json, `${JSON.stringify({ machine, flags: process.execArgv, rounds, warmups, reports }, null, 2)}\n`);
}
const own = failures.filter(({ engine }) => engine === 'softwasm').length;
console.log(`${chosen.length - own} passed, ${own} failed`);
process.exitCode = own > 0 ? 1 : 0;
