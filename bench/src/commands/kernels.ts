import { Command, Option } from 'commander';
import { ablations, defaultBase, defaultEngines, ENGINE_NAMES, INTERPRETERS, isOurs } from '../engine-list.ts';
import type { Clock } from '../guest/clock.ts';
import { PASSES } from '../guest/engines.ts';
import type { EngineSpec } from '../guest/job.ts';
import { bundleGuest } from '../hosts/bundle.ts';
import type { Host } from '../hosts/host.ts';
import { HOSTS } from '../hosts/hosts.ts';
import { HEADLINE, KERNELS, type Kernel, MINIMAL } from '../kernels.ts';
import { measureOn } from '../measure-kernel.ts';
import type { KernelReport } from '../report.ts';
import { columnsOf, KERNEL_PHASES, type KernelPhase, kernelTable } from '../results/kernel-results.ts';
import { textTable } from '../table.ts';
import { clockOption, count, hostOption, listOf, type OutputOptions, outputOptions } from './options.ts';
import { finish, progress, type Tally } from './session.ts';

/** Where and how long kernels run. */
export interface TimingOptions extends OutputOptions {
  readonly host: readonly string[];
  readonly clock: Clock;
  readonly rounds: number;
  readonly warmup: number;
  readonly sample: number;
  readonly budget: number;
  readonly timeout: number;
}

interface KernelOptions extends TimingOptions {
  readonly engines?: readonly string[];
  readonly base?: string;
  readonly phase: KernelPhase;
  readonly without?: readonly string[];
  readonly ablate?: boolean;
}

/** Adds the options of {@link TimingOptions}. */
export function timingOptions(command: Command): Command {
  command
    .addOption(hostOption())
    .addOption(clockOption())
    .option('--rounds <n>', 'measured rounds', count, 15)
    .option('--warmup <ms>', 'how long an engine runs before the first round', count, 400)
    .option('--sample <ms>', 'a sample repeats the kernel for so long', count, 4)
    .option('--budget <ms>', 'an engine that ran for so long sits out the rounds that remain', count, 4000)
    .option('--timeout <s>', 'a kernel that takes longer on all engines together is given up', count, 300);
  return outputOptions(command);
}

/** `bench kernels [names...]`. */
export function kernelsCommand(): Command {
  const engines = new Option('--engines <names>', `who takes part, separated by commas: ${ENGINE_NAMES.join(', ')}`);
  const without = new Option(
    '--without <passes>',
    `softwasm beside itself without each of these passes: ${PASSES.join(', ')}`,
  );
  const command = new Command('kernels')
    .description(
      'Times kernels on softwasm, the host and peers, interleaved in one process a kernel, and checks their answers. The default command.',
    )
    .argument('[names...]', `which kernels (default: all): ${KERNELS.map(({ name }) => name).join(', ')}`)
    .addOption(engines.argParser(listOf(ENGINE_NAMES, 'engine')))
    .option('--base <name>', 'the engine that the others are compared with (default: native, or polywasm)')
    .addOption(new Option('--phase <phase>', 'what the table shows').choices(KERNEL_PHASES).default('steady'))
    .addOption(without.argParser(listOf(PASSES, 'pass')))
    .option('--ablate', 'that for every pass')
    .addHelpText(
      'after',
      '\nExamples:\n  bench nbody sha512 --rounds 15\n  bench --host node-jitless,node26-jitless\n  bench fibonacci --ablate\n  bench sort --without calls,wraps --host node26',
    )
    .action(runKernels);
  return timingOptions(command);
}

/** softwasm with passes switched off, as far as asked for. */
function variantsOf({ ablate, without = [] }: KernelOptions): readonly EngineSpec[] {
  return ablations(ablate === true ? PASSES : without);
}

/** Who runs a kernel. Passes are compared with softwasm alone, unless engines are named. */
function enginesFor(kernel: Kernel, host: Host, options: KernelOptions): readonly string[] {
  if (options.engines !== undefined) return options.engines;
  if (variantsOf(options).length > 0) return ['softwasm'];
  return [
    ...defaultEngines(host.jit),
    ...(host.jit && [...HEADLINE, ...MINIMAL].includes(kernel.name) ? INTERPRETERS : []),
  ];
}

/** Measures kernels on a host, and prints the table. */
export async function runKernelsOn(
  host: Host,
  kernels: readonly Kernel[],
  options: KernelOptions,
  tally: Tally,
): Promise<void> {
  const open = await host.open(await bundleGuest());
  const { clock, rounds, warmup, sample, budget, timeout } = options;
  const timing = { clock, rounds, warmupMs: warmup, sampleMs: sample, budgetMs: budget };
  const reports: KernelReport[] = [];
  try {
    tally.hosts[host.name] = open.version;
    for (const [i, kernel] of kernels.entries()) {
      progress(`${host.name}: ${i + 1}/${kernels.length} ${kernel.name}`);
      const engines = enginesFor(kernel, host, options);
      const run = { engines, variants: variantsOf(options), timing, timeoutMs: timeout * 1000 };
      const measurements = await measureOn(open, kernel, run);
      reports.push({ host: host.name, clock, kernel: kernel.name, measurements });
      for (const { engine, error } of measurements) {
        if (isOurs(engine)) tally.count(error === undefined);
        if (error !== undefined) progress(`  ${kernel.name}: ${engine}: ${error}`);
      }
    }
  } finally {
    await open.close();
  }
  tally.kernels.push(...reports);
  const columns = columnsOf(reports);
  console.log(`\n${host.title} (${open.version}): kernels, ${options.phase}, ${clock} clock\n`);
  console.log(textTable(kernelTable(reports, columns, options.base ?? defaultBase(columns), options.phase)));
}

async function runKernels(names: readonly string[], options: KernelOptions, command: Command): Promise<void> {
  const unknown = names.filter((name) => !KERNELS.some((kernel) => kernel.name === name));
  if (unknown.length > 0) command.error(`error: no kernel named ${unknown.join(', ')}`, { exitCode: 2 });
  const kernels = KERNELS.filter(({ name }) => names.length === 0 || names.includes(name));
  await finish(options, async (tally) => {
    for (const name of options.host) await runKernelsOn(HOSTS.get(name)!, kernels, options, tally);
  });
}
