import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FileReport, lostFile } from './file-report.ts';
import { type Job, PROGRESS_LENGTH } from './job.ts';

/** How a pool runs scripts. */
export interface PoolOptions {
  /** Child processes at a time. */
  readonly jobs: number;
  /** After so long a script counts as hung. */
  readonly timeoutSeconds: number;
  /** Flags for Node, e.g. `--jitless`. */
  readonly nodeFlags: readonly string[];
  /** Whether what the processes write to standard error, e.g. on running out of memory, is dropped. */
  readonly quiet?: boolean;
  readonly onReport?: (file: string, report: FileReport) => void;
}

/** From sources, a child needs a loader for TypeScript. */
const EXTENSION = extname(import.meta.url);
const WORKER = fileURLToPath(new URL(`./worker${EXTENSION}`, import.meta.url));

function loaderFlags(): string[] {
  if (EXTENSION === '.js') return [];
  return ['--conditions=source', '--import', createRequire(import.meta.url).resolve('tsx')];
}

/** One child process at a time; a new one after a crash or a hang. */
class Worker {
  readonly #options: PoolOptions;
  readonly #progressFile: string;
  readonly #progress: number;
  #child: ChildProcess | undefined;

  constructor(options: PoolOptions, progressFile: string) {
    this.#options = options;
    this.#progressFile = progressFile;
    this.#progress = openSync(progressFile, 'w+');
  }

  async run(job: Job): Promise<FileReport> {
    const start = performance.now();
    const lost = (what: string): FileReport =>
      lostFile(job.expected, `${what}${this.#lastLine()}`, performance.now() - start);
    writeSync(this.#progress, ' '.repeat(PROGRESS_LENGTH), 0);
    const child = await this.#ready();
    return new Promise((resolve) => {
      const settle = (report: FileReport): void => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit);
        resolve(report);
      };
      const onMessage = (report: FileReport): void => settle(report);
      const onExit = (code: number | null, signal: string | null): void => {
        this.#child = undefined;
        settle(lost(`the process ended with ${signal ?? `code ${code}`}`));
      };
      const timer = setTimeout(() => {
        this.close();
        settle(lost(`still running after ${this.#options.timeoutSeconds} s`));
      }, this.#options.timeoutSeconds * 1000);
      child.on('message', onMessage).on('exit', onExit);
      child.send(job);
    });
  }

  /** Ends the child process, if there is one. */
  close(): void {
    this.#child?.removeAllListeners().kill('SIGKILL');
    this.#child = undefined;
  }

  closeFile(): void {
    this.close();
    closeSync(this.#progress);
  }

  async #ready(): Promise<ChildProcess> {
    if (this.#child !== undefined) return this.#child;
    const child = fork(WORKER, [], {
      execArgv: [...loaderFlags(), ...this.#options.nodeFlags],
      stdio: ['ignore', 'inherit', this.#options.quiet === true ? 'ignore' : 'inherit', 'ipc', this.#progress],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code, signal) => reject(new Error(`a worker ended at its start (${signal ?? code})`)));
    });
    child.removeAllListeners('exit');
    child.on('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    this.#child = child;
    return child;
  }

  /** Where the script was, as far as the child got to say. */
  #lastLine(): string {
    const line = readFileSync(this.#progressFile, 'utf8').trim();
    return line === '' ? ', before the first command' : `, at line ${line}`;
  }
}

/**
 * Runs scripts in child processes, the ones with most commands first. A crash or a hang costs its file, nothing else.
 *
 * @returns reports by file name
 * @throws Error where no worker can be started at all
 */
export async function runAll(jobs: readonly Job[], options: PoolOptions): Promise<Map<string, FileReport>> {
  const queue = [...jobs].sort((a, b) => a.expected.commands - b.expected.commands);
  const reports = new Map<string, FileReport>();
  const scratch = mkdtempSync(join(tmpdir(), 'softwasm-spec-'));
  const drain = async (worker: Worker): Promise<void> => {
    try {
      for (let job = queue.pop(); job !== undefined; job = queue.pop()) {
        const report = await worker.run(job);
        reports.set(job.file, report);
        options.onReport?.(job.file, report);
      }
    } finally {
      worker.closeFile();
    }
  };
  try {
    const count = Math.max(1, Math.min(options.jobs, jobs.length));
    const workers = Array.from({ length: count }, (_, i) => new Worker(options, join(scratch, String(i))));
    await Promise.all(workers.map(drain));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return reports;
}
