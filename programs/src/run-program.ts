import { fork, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineName, HostName, Outcome, ProgramJob } from './outcome.ts';

/** How programs are run. */
export interface RunOptions {
  readonly engine: EngineName;
  readonly host: HostName;
  /** The Node that runs them. */
  readonly node: string;
  /** Flags for it, e.g. `--jitless`. */
  readonly flags: readonly string[];
  /** After so long a program counts as hung. */
  readonly timeoutSeconds: number;
}

/** Always what was built: loaders of sources would see the programs' files, too. */
const WORKER = fileURLToPath(new URL('../dist/worker.js', import.meta.url));

/** A module that removes the host's `WebAssembly` before the process' own modules load. */
const REMOVAL = 'data:text/javascript,delete globalThis.WebAssembly';

/**
 * Flags that start a Node without the host's `WebAssembly`: V8's own flag where there is one (newer versions have none), else a preloaded module that
 * deletes the global.
 *
 * @param node the path of the executable
 */
export function flagsWithoutHost(node: string): readonly string[] {
  const flag = '--no-expose-wasm';
  return spawnSync(node, [flag, '--eval', '0']).status === 0 ? [flag] : ['--import', REMOVAL];
}

/** Runs one program in a process of its own; whatever happens to that process is an outcome. */
export function runProgram(program: string, options: RunOptions): Promise<Outcome> {
  const { engine, host, node, flags, timeoutSeconds } = options;
  const start = performance.now();
  const child = fork(WORKER, [], {
    execPath: node,
    execArgv: ['--no-warnings', ...(host === 'absent' ? flagsWithoutHost(node) : []), ...flags],
    silent: true,
  });
  let errors = '';
  child.stderr?.on('data', (text) => {
    errors = `${errors}${text}`.slice(-2000);
  });
  return new Promise((resolve) => {
    const lost = (error: string): void => {
      resolve({ error: `${error}\n${errors}`.trim(), milliseconds: Math.round(performance.now() - start) });
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      lost(`still running after ${timeoutSeconds} s`);
    }, timeoutSeconds * 1000);
    child.once('message', (outcome: Outcome) => resolve(outcome));
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      // Without effect where the outcome came before.
      lost(`the process ended with ${signal ?? `code ${code}`}`);
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      lost(`cannot run ${node}: ${error.message}`);
    });
    const job: ProgramJob = { program, engine };
    // Where this fails, the process has ended, or never begun, and says so itself.
    child.send(job, () => {});
  });
}
