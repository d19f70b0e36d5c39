import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { FileReport } from '../src/file-report.ts';
import { runAll } from '../src/pool.ts';

const folder = mkdtempSync(join(tmpdir(), 'softwasm-pool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SCRIPTS: Readonly<Record<string, string>> = {
  'good.wast': '(module (func (export "f") (result i32) (i32.const 1)))\n(assert_return (invoke "f") (i32.const 1))',
  'hangs.wast': '(module (func (export "f") (loop (br 0))))\n\n(assert_return (invoke "f"))',
  'wrong.wast': '(module (func (export "f") (result i32) (i32.const 1)))\n(assert_return (invoke "f") (i32.const 2))',
  'no-script.wast': '(module',
  // Thirty million elements, all of them stored, do not fit into the heap that the test allows.
  'crashes.wast': `(module (table $a 10000000 funcref) (table $b 10000000 funcref) (table $c 10000000 funcref)
    (func $f (export "f")
      (table.fill $a (i32.const 0) (ref.func $f) (i32.const 10000000))
      (table.fill $b (i32.const 0) (ref.func $f) (i32.const 10000000))
      (table.fill $c (i32.const 0) (ref.func $f) (i32.const 10000000))))
(assert_return (invoke "f"))`,
};

async function run(files: readonly string[], nodeFlags: readonly string[] = []): Promise<Map<string, FileReport>> {
  const jobs = files.map((file) => {
    const path = join(folder, file);
    writeFileSync(path, SCRIPTS[file] as string);
    return { file, path, engine: 'jit', expected: { commands: 2, asserts: 1 } };
  });
  return runAll(jobs, { jobs: 2, timeoutSeconds: 5, nodeFlags, quiet: true });
}

test('a hang costs its own file, and says where it was', async () => {
  const reports = await run(['good.wast', 'hangs.wast', 'wrong.wast', 'no-script.wast']);
  expect(reports.get('good.wast')).toMatchObject({ passed: 2, failed: 0 });
  expect(reports.get('wrong.wast')).toMatchObject({ passed: 1, failed: 1 });
  expect(reports.get('hangs.wast')).toMatchObject({ passed: 0, failed: 2 });
  expect(reports.get('hangs.wast')?.failures[0]?.reason).toBe('still running after 5 s, at line 3');
  expect(reports.get('no-script.wast')).toMatchObject({ passed: 0, failed: 2 });
  expect(reports.get('no-script.wast')?.failures[0]?.reason).toMatch(/^ParseError: /);
}, 60_000);

test('a crash costs its own file, and the next one gets a new process', async () => {
  const reports = await run(['crashes.wast', 'good.wast', 'wrong.wast'], ['--max-old-space-size=100']);
  expect(reports.get('crashes.wast')).toMatchObject({ passed: 0, failed: 2 });
  expect(reports.get('crashes.wast')?.failures[0]?.reason).toMatch(/^the process ended with .*, at line 6$/);
  expect(reports.get('good.wast')).toMatchObject({ passed: 2, failed: 0 });
  expect(reports.get('wrong.wast')).toMatchObject({ passed: 1, failed: 1 });
}, 60_000);
