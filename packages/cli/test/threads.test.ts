import { ALL_FEATURES } from '@softwasm/syntax';
import { describe, expect, test } from 'vitest';
import { engineNamed, runScript } from '../src/wast/index.ts';
import { threadsIn } from '../src/wast/node-threads.ts';

const startThread = threadsIn(new URL('./thread-main.mjs', import.meta.url), { execArgv: ['--conditions=source'] });

interface Ran {
  /** `line, keyword: failure` */
  readonly failures: readonly string[];
  readonly printed: readonly string[];
}

/** Runs a script with threads. */
async function run(script: string, start = startThread): Promise<Ran> {
  const printed: string[] = [];
  const print = (line: string): void => void printed.push(line);
  const options = { features: ALL_FEATURES, engine: engineNamed('jit'), print, startThread: start };
  const outcomes = await runScript(new TextEncoder().encode(script), options);
  const failures = outcomes.flatMap(({ kind, line, failure }) =>
    failure === undefined ? [] : [`${line}, ${kind}: ${failure}`],
  );
  return { failures, printed };
}

const MEMORY = '(module $Mem (memory (export "shared") 1 3 shared))';
const SHARED = '(shared (module $Mem)) (register "mem" $Mem)';
const IMPORT = '(memory (import "mem" "shared") 1 3 shared)';

/** Waits until a word is no longer 0; traps after a minute, so that nothing hangs where threads do not work. */
const AWAIT =
  '(if (i32.eq (memory.atomic.wait32 (local.get $word) (i32.const 0) (i64.const 60_000_000_000)) (i32.const 2)) (then unreachable))';
const RAISE =
  '(i32.atomic.store (local.get $word) (i32.const 1)) (drop (memory.atomic.notify (local.get $word) (i32.const -1)))';
const SIGNALS = `(func (export "await") (param $word i32) ${AWAIT}) (func (export "raise") (param $word i32) ${RAISE})`;

describe('threads', { timeout: 120_000 }, () => {
  test('run at the same time, each with instances of its own', async () => {
    const { failures } = await run(`${MEMORY} (register "mem")
      (module $Main ${IMPORT} ${SIGNALS} (global (export "g") i32 (i32.const 1)))
      (thread $one ${SHARED} (assert_unlinkable (module (global (import "main" "g") i32)) "unknown import")
        (module ${IMPORT} ${SIGNALS}) (invoke "raise" (i32.const 0)) (invoke "await" (i32.const 4)))
      (thread $two ${SHARED}
        (module ${IMPORT} ${SIGNALS}) (invoke "await" (i32.const 0)) (invoke "raise" (i32.const 4)))
      (wait $one) (wait $two) (assert_return (get $Main "g") (i32.const 1))`);
    expect(failures).toEqual([]);
  });

  test('wake the script itself', async () => {
    const { failures } = await run(`${MEMORY} (register "mem") (module $Main ${IMPORT} ${SIGNALS})
      (thread ${SHARED} (module ${IMPORT} ${SIGNALS}) (invoke "raise" (i32.const 8)))
      (invoke $Main "await" (i32.const 8))
      (wait)`);
    expect(failures).toEqual([]);
  });

  test('see what others have grown, by the size and by plain accesses', async () => {
    const grower = `${IMPORT} (func (export "grow") (result i32) (memory.grow (i32.const 1)))`;
    const seer = `${IMPORT} (func (export "size") (result i32) (memory.size))
      (func (export "see") (param $word i32) (result i32) ${AWAIT} (i32.load (i32.const 65536)))
      (func (export "far") (param i32) (result i32) (i32.load (local.get 0)))`;
    const { failures } = await run(`${MEMORY} (register "mem") (module $Main ${seer})
      (assert_trap (invoke $Main "far" (i32.const 65536)) "out of bounds memory access")
      (thread $grower ${SHARED} (module ${grower} ${SIGNALS} (func (export "put") (i32.store (i32.const 65536) (i32.const 9))))
        (assert_return (invoke "grow") (i32.const 1)) (invoke "put") (invoke "raise" (i32.const 0)))
      (thread $seer ${SHARED} (module ${seer}) (assert_return (invoke "see" (i32.const 0)) (i32.const 9)))
      (assert_return (invoke $Main "see" (i32.const 0)) (i32.const 9))
      (wait $seer) (wait $grower)
      (thread $again ${SHARED} (module ${grower}) (assert_return (invoke "grow") (i32.const 2))
        (assert_return (invoke "grow") (i32.const -1)))
      (wait $again)
      (assert_return (invoke $Main "far" (i32.const 196604)) (i32.const 0))
      (assert_return (invoke $Main "size") (i32.const 3))`);
    expect(failures).toEqual([]);
  });

  test('have threads of their own', async () => {
    const { failures } = await run(`${MEMORY}
      (thread $outer ${SHARED} (module $Outer ${IMPORT} ${SIGNALS})
        (thread $inner ${SHARED} (module ${IMPORT} ${SIGNALS}) (invoke "raise" (i32.const 0))
          (thread (assert_return (invoke "nothing"))))
        (invoke $Outer "await" (i32.const 0))
        (wait $inner))
      (wait $outer)`);
    const reason = 'line 4, thread: line 4, assert_return: there is no instance';
    expect(failures).toEqual([`7, wait: line 6, wait: ${reason}`]);
  });

  test('print where the script prints', async () => {
    const { printed } = await run(`(thread
      (module (func $print (import "spectest" "print_i32") (param i32)) (func (export "p") (call $print (i32.const 5))))
      (invoke "p"))`);
    expect(printed).toEqual(['i32:5']);
  });
});

describe('failures', { timeout: 120_000 }, () => {
  test('in a thread are those of the command that waits for it, or else of the thread', async () => {
    const wrong = (expected: number): string =>
      `(module (func (export "f") (result i32) (i32.const 1)))
       (assert_return (invoke "f") (i32.const ${expected}))`;
    const { failures } = await run(`(thread $awaited ${wrong(2)})
      (thread ${wrong(3)})
      (thread $fine ${wrong(1)})
      (wait $awaited)
      (wait $fine)`);
    expect(failures).toEqual([
      '3, thread: line 4, assert_return: expected the results [i32:3]; got [i32:1]',
      '7, wait: line 2, assert_return: expected the results [i32:2]; got [i32:1]',
    ]);
  });

  test('a thread that cannot begin, and one that there is not', async () => {
    const { failures } = await run(`(module $Private (memory (export "m") 1))
      (thread $a (shared (module $Nothing)))
      (thread $b (shared (module $Private)))
      (wait $a)
      (wait)`);
    expect(failures).toEqual([
      '2, thread: ScriptError: there is no instance Nothing',
      '3, thread: ScriptError: the export m of Private cannot be shared',
      '4, wait: there is no thread a',
      '5, wait: there is no thread',
    ]);
  });

  test('a worker that breaks off', async () => {
    const broken = threadsIn(new URL('data:text/javascript,throw new Error("no")'));
    const silent = threadsIn(new URL('data:text/javascript,'));
    expect((await run('(thread)', broken)).failures).toEqual(['1, thread: the thread broke off: Error: no']);
    expect((await run('(thread) (wait)', silent)).failures).toEqual([
      '1, wait: the thread broke off: Error: the thread ended without a word',
    ]);
  });

  test('a host without threads', async () => {
    const options = { features: ALL_FEATURES, engine: engineNamed('jit'), print: () => undefined };
    const outcomes = await runScript(new TextEncoder().encode('(thread $t) (wait $t)'), options);
    const failure = 'threads are not supported in this host';
    expect(outcomes).toEqual([
      { kind: 'thread', line: 1, failure },
      { kind: 'wait', line: 1, failure },
    ]);
  });
});
