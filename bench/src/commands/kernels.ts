import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { compileKernel } from '../compile-kernel.ts';
import { ablations, defaultBase, defaultEngines, ENGINE_NAMES, isOurs, prepare } from '../engine-list.ts';
import { PASSES } from '../guest/engines.ts';
import type { EngineSpec, Timing } from '../guest/job.ts';
import { bundleGuest } from '../hosts/bundle.ts';
import type { Host, OpenHost } from '../hosts/host.ts';
import { HOSTS } from '../hosts/hosts.ts';
import { kernelTable } from '../kernel-results.ts';
import { KERNELS, type Kernel } from '../kernels.ts';
import { machine } from '../machine.ts';
import type { KernelReport, Measurement } from '../report.ts';
import { textTable } from '../table.ts';
import { count, hostOption, listOf } from './options.ts';

interface KernelOptions {
  readonly host: readonly string[];
  readonly engines?: readonly string[];
  readonly base?: string;
  readonly without?: readonly string[];
  readonly ablate?: boolean;
  readonly rounds: number;
  readonly warmup: number;
  readonly sample: number;
  readonly budget: number;
  readonly timeout: number;
  readonly json?: string;
}

/** `bench [kernels...]`. */
export function kernelsCommand(): Command {
  const engines = new Option('--engines <names>', `who takes part: ${ENGINE_NAMES.join(', ')}`);
  const without = new Option('--without <passes>', `add softwasm without each of these passes: ${PASSES.join(', ')}`);
  return new Command('kernels')
    .description(
      'Times kernels on softwasm, the host and peers, interleaved in one process for each kernel, and checks their answers.',
    )
    .argument('[names...]', `which kernels (default: all): ${KERNELS.map(({ name }) => name).join(', ')}`)
    .addOption(hostOption())
    .addOption(engines.argParser(listOf(ENGINE_NAMES, 'engine')))
    .option('--base <name>', 'the engine that the others are compared with (default: native, or polywasm)')
    .addOption(without.argParser(listOf(PASSES, 'pass')))
    .option('--ablate', 'that for every pass, and no other engines')
    .option('--rounds <n>', 'measured rounds', count, 9)
    .option('--warmup <ms>', 'how long an engine runs before the first round', count, 400)
    .option('--sample <ms>', 'a sample repeats the kernel for so long', count, 10)
    .option('--budget <ms>', 'an engine that ran for so long sits out the rounds that remain', count, 4000)
    .option('--timeout <s>', 'a kernel that takes longer on all engines together is given up', count, 300)
    .option('--json <file>', 'write all figures, with machine and versions')
    .action(runKernels);
}

/** The engines of a run, by their columns. */
function chooseEngines(
  options: KernelOptions,
  host: Host,
): { engines: readonly string[]; variants: readonly EngineSpec[] } {
  if (options.ablate === true) return { engines: options.engines ?? ['softwasm'], variants: ablations(PASSES) };
  const variants = ablations(options.without ?? []);
  return { engines: options.engines ?? (variants.length > 0 ? ['softwasm'] : defaultEngines(host.jit)), variants };
}

async function measureOn(
  host: OpenHost,
  kernel: Kernel,
  engines: readonly string[],
  variants: readonly EngineSpec[],
  options: KernelOptions,
): Promise<readonly Measurement[]> {
  const timing: Timing = {
    rounds: options.rounds,
    warmupMs: options.warmup,
    sampleMs: options.sample,
    budgetMs: options.budget,
  };
  const bytes = await compileKernel(kernel);
  const { specs, failures } = await prepare(engines, bytes);
  const job = {
    binary: Buffer.from(bytes).toString('base64'),
    size: kernel.size,
    answer: kernel.answer,
    engines: [...specs, ...variants],
    timing,
  };
  try {
    return [...(await host.run(job, options.timeout * 1000)), ...failures];
  } catch (error) {
    return job.engines.map(({ name }) => ({
      engine: name,
      error: error instanceof Error ? error.message : String(error),
    }));
  }
}

async function runHost(
  host: Host,
  guest: string,
  kernels: readonly Kernel[],
  options: KernelOptions,
): Promise<KernelReport[]> {
  const open = await host.open(guest);
  console.log(`${host.name}: ${open.version}`);
  const { engines, variants } = chooseEngines(options, host);
  const columns = [...engines, ...variants.map(({ name }) => name)];
  const base = options.base ?? defaultBase(columns);
  const reports: KernelReport[] = [];
  try {
    for (const kernel of kernels) {
      const start = performance.now();
      const measurements = await measureOn(open, kernel, engines, variants, options);
      const report = { host: host.name, kernel: kernel.name, measurements };
      reports.push(report);
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      process.stderr.write(`  ${reports.length}/${kernels.length} ${kernel.name} (${seconds} s)\n`);
    }
  } finally {
    await open.close();
  }
  console.log(`${textTable(kernelTable(reports, columns, base))}\n`);
  for (const { kernel, measurements } of reports) {
    for (const { engine, error } of measurements)
      if (error !== undefined) console.log(`${kernel}: ${engine}: ${error}`);
  }
  return reports;
}

async function runKernels(names: readonly string[], options: KernelOptions, command: Command): Promise<void> {
  const unknown = names.filter((name) => !KERNELS.some((kernel) => kernel.name === name));
  if (unknown.length > 0) command.error(`error: no kernel named ${unknown.join(', ')}`, { exitCode: 2 });
  const kernels = KERNELS.filter(({ name }) => names.length === 0 || names.includes(name));
  const guest = await bundleGuest();
  const reports: KernelReport[] = [];
  for (const name of options.host) {
    const host = HOSTS.get(name);
    if (host !== undefined) reports.push(...(await runHost(host, guest, kernels, options)));
  }
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ machine: machine(), options, kernels: reports }, null, 2)}\n`);
  }
  const own = reports
    .flatMap(({ measurements }) => measurements)
    .filter(({ engine }) => isOurs(engine) || engine.startsWith('-'));
  const failed = own.filter(({ error }) => error !== undefined).length;
  console.log(`${own.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
