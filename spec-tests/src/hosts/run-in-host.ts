import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CommandOutcome } from '@softwasm/cli/wast';
import { EXPECTATIONS } from '../expectations.ts';
import { type FileReport, fileReport, lostFile } from '../file-report.ts';
import type { Job } from '../job.ts';
import { bundleGuest, SUITE_GUEST } from './bundle.ts';
import type { Host, HostCommand } from './hosts.ts';
import { messageIn } from './message-line.ts';
import type { GuestMessage } from './protocol.ts';

/** The engine is not on this machine. The message says where it comes from. */
export class HostMissing extends Error {
  override readonly name = 'HostMissing';

  constructor({ title, name, debian }: Host) {
    super(`${title} (${name}) is not here; Debian's package ${debian} has it`);
  }
}

/** What a guest program said, and how it ended. */
export interface GuestRun {
  readonly outcomes: readonly CommandOutcome[];
  /** Why it did not run to its end; absent where it did. */
  readonly lost?: string;
}

/** How much of what an engine writes to its standard error is kept, in characters. */
const NOISE_LENGTH = 300;

/** Runs a bundled program that speaks {@link GuestMessage} to its end, or until the time is over. */
export async function runGuest(command: HostCommand, timeoutSeconds: number): Promise<GuestRun> {
  const child = spawn(command.program, command.args, {
    env: { ...process.env, ...command.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, timeoutSeconds * 1000);
  const outcomes: CommandOutcome[] = [];
  let at = 0;
  let ended = false;
  let noise = '';
  const addNoise = (text: string): void => {
    noise = `${noise}${text}`.slice(-NOISE_LENGTH);
  };
  child.stderr.setEncoding('utf8').on('data', addNoise);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = messageIn<GuestMessage>(line);
    if (message === undefined || 'error' in message) addNoise(message?.error ?? line);
    else if ('at' in message) at = message.at;
    else if ('end' in message) ended = true;
    else outcomes.push(message);
  });
  const end = await ending(child);
  clearTimeout(timer);
  if (ended) return { outcomes };
  const what = late ? `still running after ${timeoutSeconds} s` : end;
  const where = at === 0 ? 'before the first command' : `at line ${at}`;
  return { outcomes, lost: `${what}, ${where}${noise === '' ? '' : `: ${noise.trim()}`}` };
}

/** How a process ended; after all that it printed has been read. */
function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(String(error)));
    child.on('close', (code, signal) => resolve(`the engine ended with ${signal ?? `code ${code}`}`));
  });
}

/** How {@link runAllInHost} runs scripts. */
export interface HostOptions {
  /** Processes at a time. */
  readonly jobs: number;
  /** After so long a script counts as hung. */
  readonly timeoutSeconds: number;
  readonly onReport?: (file: string, report: FileReport) => void;
  /** Makes a script of {@link SUITE_GUEST} in a folder, and returns its path. Absent: {@link bundleGuest}. */
  readonly bundle?: (entry: string, folder: string) => Promise<string>;
}

/**
 * Runs scripts in another JavaScript engine, each in a process of its own: a crash or a hang costs its file, nothing else.
 *
 * @returns reports by file name
 * @throws HostMissing
 */
export async function runAllInHost(
  host: Host,
  jobs: readonly Job[],
  options: HostOptions,
): Promise<Map<string, FileReport>> {
  const folder = mkdtempSync(join(tmpdir(), 'softwasm-host-'));
  try {
    const script = await (options.bundle ?? bundleGuest)(SUITE_GUEST, folder);
    const queue = [...jobs].sort((a, b) => a.expected.commands - b.expected.commands);
    const reports = new Map<string, FileReport>();
    const drain = async (): Promise<void> => {
      for (let job = queue.pop(); job !== undefined; job = queue.pop()) {
        const report = await runJob(host, script, job, options.timeoutSeconds);
        reports.set(job.file, report);
        options.onReport?.(job.file, report);
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, options.jobs) }, drain));
    return reports;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runJob(host: Host, script: string, job: Job, timeoutSeconds: number): Promise<FileReport> {
  const { file, path, engine, tune = 'auto', expected } = job;
  const command = host.command(script, [path, file, engine, tune]);
  if (command === undefined) throw new HostMissing(host);
  const start = performance.now();
  const { outcomes, lost } = await runGuest(command, timeoutSeconds);
  const milliseconds = performance.now() - start;
  if (lost !== undefined) return lostFile(expected, lost, milliseconds);
  const expectations = EXPECTATIONS.filter((entry) => entry.file === file);
  return fileReport(outcomes, expected, expectations, milliseconds);
}
