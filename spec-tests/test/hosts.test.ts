import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { countCommands } from '../src/count-commands.ts';
import type { FileReport } from '../src/file-report.ts';
import { bundleGuest } from '../src/hosts/bundle.ts';
import { HOSTS, type Host, type HostCommand } from '../src/hosts/hosts.ts';
import { HostMissing, runAllInHost, runGuest } from '../src/hosts/run-in-host.ts';
import type { Job } from '../src/job.ts';
import { runAll } from '../src/pool.ts';
import { expectedCounts } from '../src/suite.ts';
import { nanScript } from './nan-script.ts';
import { officialSuite } from './official-suite.ts';

/*
 * JavaScript engines other than Node's. What is missing is left out, loudly; SOFTWASM_REQUIRE_ALL=1 makes it a failure.
 */

/** What engines may do differently: floats and their NaNs, conversions, wide integers, vectors, errors of memory and stack. */
const SLICE = [
  'call_indirect',
  'const',
  'conversions',
  'f32_bitwise',
  'f64_bitwise',
  'fac',
  'float_exprs',
  'float_literals',
  'float_memory',
  'float_misc',
  'global',
  'i64',
  'memory',
  'memory64/memory_trap64',
  'memory_grow',
  'memory_trap',
  'select',
  'simd/simd_i32x4_arith',
  'skip-stack-guard-page',
  'traps',
].map((name) => `core/${name}.wast`);

/** For the interpreter, which keeps floats as bits: calls, numbers, traps, vectors, references, exceptions. */
const INTERPRETER_SLICE = [
  'call_indirect',
  'conversions',
  'exceptions/try_table',
  'f64_bitwise',
  'fac',
  'float_misc',
  'gc/struct',
  'i64',
  'memory_trap',
  'simd/simd_const',
  'traps',
].map((name) => `core/${name}.wast`);

/** Without its JIT, SpiderMonkey allows 50,000 calls whatever their frames hold: here 900 MB, and half a minute. By hand it passes. */
const COSTLY: ReadonlyMap<string, string> = new Map([['gjs-jitless', 'core/skip-stack-guard-page.wast']]);

const TIMEOUT_SECONDS = 120;

const folder = mkdtempSync(join(tmpdir(), 'softwasm-hosts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const present: Host[] = [];
for (const host of HOSTS.values()) {
  if (host.command('', []) !== undefined) present.push(host);
  else if (process.env.SOFTWASM_REQUIRE_ALL === '1') throw new HostMissing(host);
  else console.warn(`NOT TESTED: ${new HostMissing(host).message}`);
}

function failuresOf(reports: ReadonlyMap<string, FileReport>): string[] {
  return [...reports].flatMap(([file, { failures }]) =>
    failures.map(({ line, kind, reason }) => `${file}:${line}: ${kind}: ${reason}`),
  );
}

/** The script about NaNs, as a job. */
function nanJob(): Job {
  const path = join(folder, 'nans.wast');
  const script = nanScript();
  writeFileSync(path, script);
  return { file: 'nans.wast', path, engine: 'jit', expected: countCommands(script) };
}

const suite = officialSuite();

describe.each(present.map((host) => [host.title, host] as const))('%s', (_, host) => {
  if (suite !== undefined) {
    test.each([
      ['jit', SLICE],
      ['interpreter', INTERPRETER_SLICE],
    ] as const)('runs a slice of the official suite in the engine %s', { timeout: 600_000 }, async (engine, slice) => {
      const files = slice.filter((file) => file !== COSTLY.get(host.name));
      const jobs = files.map((file) => ({
        file,
        path: join(suite, file),
        engine,
        expected: expectedCounts(suite, file),
      }));
      const reports = await runAllInHost(host, jobs, { jobs: 2, timeoutSeconds: TIMEOUT_SECONDS });
      expect(failuresOf(reports)).toEqual([]);
      expect(reports.size).toBe(jobs.length);
    });
  }

  test('keeps the bits of NaNs on every path', { timeout: 150_000 }, async () => {
    const reports = await runAllInHost(host, [nanJob()], { jobs: 1, timeoutSeconds: TIMEOUT_SECONDS });
    expect(failuresOf(reports)).toEqual([]);
  });

  test('host functions, exhaustion, the JavaScript API', { timeout: 150_000 }, async () => {
    const entry = fileURLToPath(new URL('./guests/host-functions.ts', import.meta.url));
    const command = host.command(await bundleGuest(entry, folder), []) as HostCommand;
    const { outcomes, lost } = await runGuest(command, TIMEOUT_SECONDS);
    expect(lost).toBeUndefined();
    expect(outcomes.filter(({ failure }) => failure !== undefined)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(5);
  });
});

test.each([['a JIT', []] as const, ['no JIT', ['--jitless']] as const])(
  'Node with %s keeps the bits of NaNs on every path',
  { timeout: 150_000 },
  async (_, nodeFlags) => {
    const reports = await runAll([nanJob()], { jobs: 1, timeoutSeconds: TIMEOUT_SECONDS, nodeFlags });
    expect(failuresOf(reports)).toEqual([]);
  },
);

describe('the harness', () => {
  async function runText(name: string, script: string, timeoutSeconds: number): Promise<FileReport> {
    const path = join(folder, name);
    writeFileSync(path, script);
    const job = { file: name, path, engine: 'jit', expected: countCommands(script) };
    const reports = await runAllInHost(HOSTS.get('es2020') as Host, [job], { jobs: 1, timeoutSeconds });
    return reports.get(name) as FileReport;
  }

  test('reports what fails, with its line', async () => {
    const script =
      '(module (func (export "f") (result f32) (f32.const nan:0x1)))\n(assert_return (invoke "f") (f32.const nan:0x2))';
    const report = await runText('wrong.wast', script, 60);
    expect(report).toMatchObject({ passed: 1, failed: 1, failures: [{ line: 2, kind: 'assert_return' }] });
    expect(report.failures[0]?.reason).toBe('expected the results [f32:nan:0x2]; got [f32:nan:0x1]');
  });

  test('a script that hangs is ended, and where it was is said', async () => {
    const script = '(module (func (export "f") (loop (br 0))))\n\n(assert_return (invoke "f"))';
    const report = await runText('hangs.wast', script, 20);
    expect(report).toMatchObject({ passed: 0, failed: 2 });
    expect(report.failures[0]?.reason).toBe('still running after 20 s, at line 3');
  });

  test('what is no script is lost, with the reason', async () => {
    const report = await runText('no-script.wast', '(module', 60);
    expect(report.failures[0]?.reason).toMatch(/ParseError: .* at the end of the text/);
  });

  test('a missing engine says where it comes from', async () => {
    const missing: Host = { name: 'none', title: 'None', debian: 'none-bin', command: () => undefined };
    const job = nanJob();
    await expect(runAllInHost(missing, [job], { jobs: 1, timeoutSeconds: 1 })).rejects.toThrow(/none-bin/);
  });
});
