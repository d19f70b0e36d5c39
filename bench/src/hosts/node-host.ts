import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measurement } from '../report.ts';
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
  return { ...description, open: async (guest) => openNode(await program(), flags, guest) };
}

async function openNode(program: string, flags: readonly string[], guest: string): Promise<OpenHost> {
  const folder = mkdtempSync(join(tmpdir(), 'softwasm-bench-'));
  const script = join(folder, 'guest.cjs');
  writeFileSync(script, guest);
  const { stdout } = await execute(program, ['--print', '"Node " + process.version + ", V8 " + process.versions.v8']);
  let jobs = 0;
  return {
    version: stdout.trim(),
    async run(job, timeoutMs) {
      const input = join(folder, `job-${jobs++}.json`);
      writeFileSync(input, JSON.stringify(job));
      try {
        const { stdout } = await execute(program, [...flags, SHELL, script, input], {
          timeout: timeoutMs,
          killSignal: 'SIGKILL',
          maxBuffer: 1 << 26,
        });
        return JSON.parse(stdout) as readonly Measurement[];
      } catch (error) {
        const { killed, stderr, message } = error as { killed?: boolean; stderr?: string; message: string };
        if (killed === true) throw new Error(`no answer within ${timeoutMs / 1000} s`);
        throw new Error(stderr?.trim().split('\n').slice(-3).join(' ') || message);
      }
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
