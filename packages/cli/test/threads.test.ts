import { ALL_FEATURES } from '@softwasm/syntax';
import { expect, test } from 'vitest';
import { engineNamed, runScript } from '../src/wast/index.ts';
import { threadsOf } from '../src/wast/node-threads.ts';

const startThread = threadsOf(new URL('./thread-main.mjs', import.meta.url), { execArgv: ['--conditions=source'] });

/** Runs a script with threads; the failures. */
async function failuresOf(script: string): Promise<string[]> {
  const options = { features: ALL_FEATURES, engine: engineNamed('jit'), print: () => undefined, startThread };
  const outcomes = await runScript(new TextEncoder().encode(script), options);
  return outcomes.flatMap(({ kind, failure }) => (failure === undefined ? [] : [`${kind}: ${failure}`]));
}

const MEMORY = '(module $Mem (memory (export "shared") 1 1 shared))';
const IMPORT = '(memory (import "mem" "shared") 1 1 shared)';

test('one waits for the other', async () => {
  const failures = await failuresOf(`${MEMORY}
    (thread $waiter (shared (module $Mem))
      (register "mem" $Mem)
      (module ${IMPORT}
        (func (export "run") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))))
      (assert_return (invoke "run") (i32.const 0)))
    (thread $waker (shared (module $Mem))
      (register "mem" $Mem)
      (module ${IMPORT}
        (func (export "run") (loop (br_if 0 (i32.ne (i32.const 1) (memory.atomic.notify (i32.const 0) (i32.const 1)))))))
      (invoke "run"))
    (wait $waiter) (wait $waker)`);
  expect(failures).toEqual([]);
}, 30_000);

test('what fails in a thread is told where the script waits for it', async () => {
  const failures = await failuresOf(`${MEMORY}
    (thread $t (module (func (export "f") (result i32) (i32.const 1)))
      (assert_return (invoke "f") (i32.const 2)))
    (wait $t) (wait $nobody)
    (thread (shared (module $Nothing)))`);
  expect(failures).toEqual([
    expect.stringMatching(/^wait: line 3, assert_return: expected the results \[i32:2\]; got \[i32:1\]/),
    'wait: there is no thread nobody',
    expect.stringMatching(/^thread: .*there is no instance Nothing/),
  ]);
}, 30_000);

test('a host without threads', async () => {
  const options = { features: ALL_FEATURES, engine: engineNamed('jit'), print: () => undefined };
  const [outcome] = await runScript(new TextEncoder().encode('(thread $t)'), options);
  expect(outcome?.failure).toBe('there are no threads in this host');
});
