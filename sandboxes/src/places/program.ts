import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { HostCommand } from '@softwasm/spec-tests';
import type { GuestRun, RunOptions } from '../sandbox.ts';
import { Transcript } from './transcript.ts';

/** Runs a program whose standard output is what the guest says. */
export async function runProgram(command: HostCommand, { timeoutSeconds }: RunOptions): Promise<GuestRun> {
  const transcript = new Transcript();
  const child = startProgram(command, transcript);
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => transcript.add(line));
  const end = await endOf(child, timeoutSeconds);
  return transcript.close(end);
}

/** Starts a program in a group of processes of its own, and takes down what it complains about. */
export function startProgram({ program, args, env }: HostCommand, transcript: Transcript): ChildProcess {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => transcript.addNoise(text));
  return child;
}

/** Waits for a program's end, and brings it about when the time is over. @returns how it ended */
export async function endOf(child: ChildProcess, timeoutSeconds: number): Promise<string> {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    killGroup(child);
  }, timeoutSeconds * 1000);
  const end = await new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(String(error)));
    child.on('close', (code, signal) => resolve(`the engine ended with ${signal ?? `code ${code}`}`));
  });
  clearTimeout(timer);
  return late ? `still running after ${timeoutSeconds} s` : end;
}

/** Ends a program and all that it has started. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The first version in what a program prints; `undefined` where it cannot be run. */
export async function askVersion(program: string | undefined, args: readonly string[]): Promise<string | undefined> {
  if (program === undefined) return undefined;
  try {
    const { stdout } = await promisify(execFile)(program, args);
    return /\d+(?:\.\d+)*/.exec(stdout)?.[0] ?? 'unknown';
  } catch {
    return undefined;
  }
}
