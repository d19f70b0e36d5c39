import { Command } from 'commander';
import { INTERPRETERS, OUR_INTERPRETER } from '../engine-list.ts';
import { HOSTS } from '../hosts/hosts.ts';
import { HEADLINE, KERNELS, MINIMAL } from '../kernels.ts';
import { runKernelsOn, type TimingOptions, timingOptions } from './kernels.ts';
import { finish } from './session.ts';

const NAMES: readonly string[] = [...HEADLINE, ...MINIMAL];
const ENGINES: readonly string[] = ['softwasm', OUR_INTERPRETER, ...INTERPRETERS];

/** `bench headline`. */
export function headlineCommand(): Command {
  const command = new Command('headline')
    .description(
      `Times softwasm, with generated code and interpreting, beside the interpreters of wasm in JavaScript that are published: on ${HEADLINE.join(', ')}, and on what those can run, ${MINIMAL.join(', ')}.`,
    )
    .action(runHeadline);
  return timingOptions(command);
}

async function runHeadline(options: TimingOptions): Promise<void> {
  const kernels = KERNELS.filter(({ name }) => NAMES.includes(name));
  await finish(options, async (tally) => {
    for (const name of options.host) {
      const run = { ...options, engines: ENGINES, base: 'softwasm', phase: 'steady' as const };
      await runKernelsOn(HOSTS.get(name)!, kernels, run, tally);
    }
  });
}
