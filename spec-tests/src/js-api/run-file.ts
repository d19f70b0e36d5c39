import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileJob, FileResult } from './report.ts';

/** How files are run. */
export interface RunOptions {
  /** The Node that runs them. */
  readonly node: string;
  /** Flags for it, e.g. `--jitless`. */
  readonly nodeFlags: readonly string[];
  /** After so long a file counts as hung. */
  readonly timeoutSeconds: number;
}

/** From sources, a child needs a loader for TypeScript. */
const EXTENSION = extname(import.meta.url);
const WORKER = fileURLToPath(new URL(`./worker${EXTENSION}`, import.meta.url));

function loaderFlags(): string[] {
  if (EXTENSION === '.js') return [];
  return ['--conditions=source', '--import', createRequire(import.meta.url).resolve('tsx')];
}

/** The tests of limits make modules of ten million segments; this much is only taken where it is needed. In MiB. */
const HEAP_FLAG = '--max-old-space-size=12288';

/** Runs one file in a process of its own. */
export function runFile(job: FileJob, { node, nodeFlags, timeoutSeconds }: RunOptions): Promise<FileResult> {
  const start = performance.now();
  const child = fork(WORKER, [], { execPath: node, execArgv: [HEAP_FLAG, ...nodeFlags, ...loaderFlags()] });
  return new Promise((resolve) => {
    const lost = (error: string): void => {
      resolve({ subtests: [], error, milliseconds: Math.round(performance.now() - start) });
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      lost(`still running after ${timeoutSeconds} s`);
    }, timeoutSeconds * 1000);
    child.once('message', (result: FileResult) => resolve(result));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      // Without effect where the result came before.
      lost(`the process ended with ${signal ?? `code ${code}`}`);
    });
    child.send(job);
  });
}
