import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { GuestRun, RunOptions, Sandbox } from '../sandbox.ts';
import { installedEngine, installedFile } from './installed-engines.ts';
import { endOf, killGroup, startProgram } from './program.ts';
import { Transcript } from './transcript.ts';

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch === 'x64' ? '64' : process.arch}`;
const PROGRAM = `@cloudflare/workerd-${PLATFORM}/bin/workerd`;

/** A server with the guest as its one Worker. */
const CONFIGURATION = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "guest", worker = .guest)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "guest")],
);
const guest :Workerd.Worker = (
  modules = [(name = "guest.js", esModule = embed "guest.js")],
  compatibilityDate = "2026-11-01",
);
`;

/** Starts workerd, asks the guest once, and ends workerd. */
async function run(guest: string, { timeoutSeconds }: RunOptions): Promise<GuestRun> {
  const configuration = join(dirname(guest), 'config.capnp');
  writeFileSync(configuration, CONFIGURATION);
  const transcript = new Transcript();
  const program = await installedFile(PROGRAM);
  const child = startProgram({ program, args: ['serve', configuration, '--control-fd=3'] }, transcript);
  child.stdout?.resume();
  const end = endOf(child, timeoutSeconds);
  const control = createInterface({ input: child.stdio[3] as NodeJS.ReadableStream });
  const answered = once(control, 'line').then(async ([line]) => {
    const { port } = JSON.parse(line) as { readonly port: number };
    const response = await fetch(`http://127.0.0.1:${port}/`);
    for (const said of (await response.text()).split('\n')) transcript.add(said);
  });
  // Where workerd ends first, its end says why.
  await Promise.race([answered.catch((error: unknown) => transcript.addNoise(String(error))), end]);
  killGroup(child);
  return transcript.close(await end);
}

const ENGINE = installedEngine('workerd', 'workerd', PROGRAM);

/** Workers: handlers may not evaluate, what runs before them may. */
export const WORKERD_SANDBOXES: readonly Sandbox[] = [
  {
    name: 'workerd-handler',
    title: 'Worker, in the handler of a request',
    engine: ENGINE,
    expected: { webAssembly: 'refused', evaluation: 'refused' },
    guests: { interpreter: { mode: 'interpreter', form: 'handler' }, aot: { mode: 'aot', form: 'handler' } },
    run,
  },
  {
    name: 'workerd-start',
    title: 'Worker, as it starts',
    engine: ENGINE,
    expected: { webAssembly: 'works', evaluation: 'works' },
    guests: { jit: { mode: 'jit', form: 'top-level' } },
    run,
  },
];
