import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countCommands } from '../src/count-commands.ts';
import type { FileReport } from '../src/file-report.ts';
import { runAll } from '../src/pool.ts';

const folder = mkdtempSync(join(tmpdir(), 'softwasm-pool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SCRIPTS: Readonly<Record<string, string>> = {
  'good.wast': '(module (func (export "f") (result i32) (i32.const 1)))\n(assert_return (invoke "f") (i32.const 1))',
  'hangs.wast': '(module (func (export "f") (loop (br 0))))\n\n(assert_return (invoke "f"))',
  'wrong.wast': '(module (func (export "f") (result i32) (i32.const 1)))\n(assert_return (invoke "f") (i32.const 2))',
  'no-script.wast': '(module',
  'thread.wast': `(module $Mem (memory (export "m") 1 1 shared))
(thread $t (shared (module $Mem))
  (register "mem" $Mem)
  (thread (module (func (export "f") (result i32) (i32.const 1)))
    (assert_return (invoke "f") (i32.const 2)))
  (module (memory (import "mem" "m") 1 1 shared) (func (export "f") (i32.store (i32.const 0) (i32.const 3))))
  (invoke "f"))
(wait $t)
(register "mem" $Mem)
(module (memory (import "mem" "m") 1 1 shared) (func (export "f") (result i32) (i32.load (i32.const 0))))
(assert_return (invoke "f") (i32.const 3))`,
  'endless-thread.wast': '(thread $t (module (func (export "f") (loop (br 0)))) (invoke "f"))\n(wait $t)',
  // Thirty million elements, all of them stored, do not fit into the heap that the test allows.
  'crashes.wast': `(module (table $a 10000000 funcref) (table $b 10000000 funcref) (table $c 10000000 funcref)
    (func $f (export "f")
      (table.fill $a (i32.const 0) (ref.func $f) (i32.const 10000000))
      (table.fill $b (i32.const 0) (ref.func $f) (i32.const 10000000))
      (table.fill $c (i32.const 0) (ref.func $f) (i32.const 10000000))))
(assert_return (invoke "f"))`,
};

/** Seconds after which a script counts as hung: enough for those that do not hang, on whatever machine. */
const PATIENCE = 20;

async function run(files: readonly string[], nodeFlags: readonly string[] = []): Promise<Map<string, FileReport>> {
  const jobs = files.map((file) => {
    const path = join(folder, file);
    const script = SCRIPTS[file] as string;
    writeFileSync(path, script);
    const group = file.includes('thread') ? 'proposals/threads/' : '';
    return { file: `${group}${file}`, path, engine: 'jit', expected: countCommands(script) };
  });
  const reports = await runAll(jobs, { jobs: 2, timeoutSeconds: PATIENCE, nodeFlags, quiet: true });
  return new Map([...reports].map(([file, report]) => [basename(file), report]));
}

test('a hang costs its own file, and says where it was', async () => {
  const reports = await run(['good.wast', 'hangs.wast', 'wrong.wast', 'no-script.wast']);
  expect(reports.get('good.wast')).toMatchObject({ passed: 2, failed: 0 });
  expect(reports.get('wrong.wast')).toMatchObject({ passed: 1, failed: 1 });
  expect(reports.get('hangs.wast')).toMatchObject({ passed: 0, failed: 2 });
  expect(reports.get('hangs.wast')?.failures[0]?.reason).toBe(`still running after ${PATIENCE} s, at line 3`);
  expect(reports.get('no-script.wast')).toMatchObject({ passed: 0, failed: 1 });
  expect(reports.get('no-script.wast')?.failures[0]?.reason).toMatch(/^ParseError: /);
}, 240_000);

test('a crash costs its own file, and the next one gets a new process', async () => {
  const reports = await run(['crashes.wast', 'good.wast', 'wrong.wast'], ['--max-old-space-size=100']);
  expect(reports.get('crashes.wast')).toMatchObject({ passed: 0, failed: 2 });
  expect(reports.get('crashes.wast')?.failures[0]?.reason).toMatch(/^the process ended with .*, at line 6$/);
  expect(reports.get('good.wast')).toMatchObject({ passed: 2, failed: 0 });
  expect(reports.get('wrong.wast')).toMatchObject({ passed: 1, failed: 1 });
}, 240_000);

test('threads of scripts: what fails in them counts, and one without an end is ended', async () => {
  const reports = await run(['endless-thread.wast', 'thread.wast', 'good.wast']);
  expect(reports.get('endless-thread.wast')).toMatchObject({ passed: 0, failed: 2 });
  expect(reports.get('endless-thread.wast')?.failures[0]?.reason).toBe(`still running after ${PATIENCE} s, at line 2`);
  expect(reports.get('thread.wast')).toMatchObject({ passed: 5, failed: 1 });
  expect(reports.get('thread.wast')?.failures).toEqual([
    {
      line: 8,
      kind: 'wait',
      reason: expect.stringMatching(/^line 4, thread: line 5, assert_return: expected the results /),
    },
  ]);
  expect(reports.get('good.wast')).toMatchObject({ passed: 2, failed: 0 });
}, 240_000);
