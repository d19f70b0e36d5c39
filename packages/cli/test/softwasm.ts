import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { main } from '../src/program.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const TSX = createRequire(import.meta.url).resolve('tsx');

/** How a run of the command line ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as bytes. */
  readonly bytes: Uint8Array;
}

/** What follows `node` to run the command line from its sources. */
const COMMAND: readonly string[] = ['--conditions=source', '--import', TSX, MAIN];

/** Runs the command line in a process whose standard output nobody reads beyond the first line: what that says, and what goes to standard error. */
export function softwasmToHead(...args: readonly string[]): Pick<Ended, 'stdout' | 'stderr'> {
  const script = '"$@" | head -n 1';
  return spawnSync('sh', ['-c', script, 'sh', process.execPath, ...COMMAND, ...args], { encoding: 'utf8' });
}

/** Runs the command line in a Node process of its own, from its sources, with these flags for Node. */
export function softwasmProcess(
  flags: readonly string[],
  args: readonly string[],
  stdin: string | Uint8Array = '',
): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, ...COMMAND, ...args], { input: stdin });
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString(), bytes: stdout };
}

/** Runs the command line in this process. */
export async function softwasm(...args: readonly string[]): Promise<Ended> {
  const chunks: { readonly out: Uint8Array[]; readonly err: Uint8Array[] } = { out: [], err: [] };
  const { stdout, stderr } = process;
  const collect =
    (into: Uint8Array[]) =>
    (chunk: string | Uint8Array): boolean => {
      into.push(Buffer.from(chunk as string));
      return true;
    };
  const spies = [
    vi.spyOn(stdout, 'write').mockImplementation(collect(chunks.out)),
    vi.spyOn(stderr, 'write').mockImplementation(collect(chunks.err)),
  ];
  try {
    const code = await main(args);
    const bytes = Buffer.concat(chunks.out);
    return { code, stdout: bytes.toString(), stderr: Buffer.concat(chunks.err).toString(), bytes };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** A folder for files, gone after use. */
export class Scratch {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'softwasm-cli-'));

  /** Writes a file; its path. */
  write(name: string, contents: string | Uint8Array): string {
    const path = this.path(name);
    writeFileSync(path, contents);
    return path;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
