import { installPolyfill } from 'softwasm/install';
import { PROGRAMS } from './catalogue.ts';
import type { Outcome, ProgramJob } from './outcome.ts';
import { openPublished } from './published.ts';

/*
 * The process that runs one program: the parent says which.
 */

async function run({ program: name, engine }: ProgramJob): Promise<Outcome> {
  const program = PROGRAMS.find((candidate) => candidate.name === name);
  if (program === undefined) throw new Error(`no program named ${name}`);
  // Before the program loads, as an application would, and whether or not the host has one.
  if (engine === 'softwasm') installPolyfill({ force: true });
  const published = await openPublished();
  const start = performance.now();
  const error = await program.run(published).then(
    () => undefined,
    (thrown: unknown) => (thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)),
  );
  return {
    ...(error === undefined ? {} : { error }),
    milliseconds: Math.round(performance.now() - start),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

process.once('message', (job: ProgramJob) => {
  run(job).then(
    // Some programs leave threads or timers behind, and nobody waits for these.
    (outcome) => process.send?.(outcome, () => process.exit()),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
