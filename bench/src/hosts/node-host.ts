import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Host, OpenHost } from './host.ts';

const execute = promisify(execFile);

/** Plain JavaScript, so that it runs from sources as it is. */
const SHELL = fileURLToPath(new URL('./node-shell.mjs', import.meta.url));

/** Node, as a host: the program and its flags, which may have to be installed first. */
export function nodeHost(
  description: Pick<Host, 'name' | 'title' | 'jit'>,
  flags: readonly string[],
  program: () => Promise<string>,
): Host {
  return { ...description, open: async (guest) => openNode([await program(), ...flags], guest) };
}

/**
 * Runs a program of Node's to its end.
 *
 * @param command the program and its arguments
 * @returns its output
 * @throws Error with the last lines that it printed, where it fails or takes longer than `timeoutMs`
 */
export async function runNode(command: readonly string[], timeoutMs: number): Promise<string> {
  const [program = '', ...args] = command;
  try {
    const { stdout } = await execute(program, args, { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 1 << 26 });
    return stdout;
  } catch (error) {
    const { killed, stderr, message } = error as { killed?: boolean; stderr?: string; message: string };
    if (killed === true) throw new Error(`no answer within ${timeoutMs / 1000} s`);
    const lines = (stderr ?? '').split('\n').filter((line) => line.trim() !== '');
    throw new Error(lines.find((line) => /^\s*(?:Uncaught )?\w*Error\b|^FATAL/.test(line))?.slice(0, 200) ?? message);
  }
}

async function openNode(command: readonly string[], guest: string): Promise<OpenHost> {
  const folder = mkdtempSync(join(tmpdir(), 'softwasm-bench-'));
  const script = join(folder, 'guest.cjs');
  writeFileSync(script, guest);
  const version = await runNode(
    [...command, '--print', '"Node " + process.version + ", V8 " + process.versions.v8'],
    60_000,
  );
  let jobs = 0;
  return {
    version: version.trim(),
    command,
    async run(name, job, timeoutMs) {
      const id = jobs++;
      const [input, output] = [join(folder, `job-${id}.json`), join(folder, `outcome-${id}.json`)];
      writeFileSync(input, JSON.stringify(job));
      await runNode([...command, SHELL, script, name, input, output], timeoutMs);
      return JSON.parse(readFileSync(output, 'utf8'));
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
