import { ASSERTIONS, AssertionError } from './assertions.ts';
import type { Subtest } from './report.ts';

type Body = (test: TestContext) => unknown;

/** What a test's function gets: the `Test` of testharness.js, as far as the suite uses it. */
interface TestContext {
  readonly name: string;
  add_cleanup(cleanup: () => unknown): void;
  unreached_func(description?: string): () => never;
}

/** The functions by which a test file says what there is to test, and what came of it. */
export interface Harness {
  /** What the tests find as globals. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** Runs the asynchronous tests, one after another, and gives all results. */
  finish(): Promise<Subtest[]>;
}

function messageOf(error: unknown): string {
  if (error instanceof AssertionError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : `threw ${String(error)}`;
}

/** Makes what stands for testharness.js: `test` runs at once, `promise_test` when the file has been read, each after the one before. */
export function createHarness(): Harness {
  const subtests: Subtest[] = [];
  const waiting: (() => Promise<void>)[] = [];

  function record(name: string, error: unknown, failed: boolean): void {
    subtests.push(failed ? { name, passed: false, message: messageOf(error) } : { name, passed: true });
  }

  function contextOf(name: string, cleanups: (() => unknown)[]): TestContext {
    return {
      name,
      add_cleanup: (cleanup) => void cleanups.push(cleanup),
      unreached_func: (description) => () => {
        throw new AssertionError(`${description ?? 'unreached_func'}: reached unreachable code`);
      },
    };
  }

  function test(body: Body, name = 'unnamed'): void {
    const cleanups: (() => unknown)[] = [];
    const context = contextOf(name, cleanups);
    try {
      body.call(context, context);
      record(name, undefined, false);
    } catch (error) {
      record(name, error, true);
    }
    for (const cleanup of cleanups) cleanup();
  }

  async function runPromiseTest(body: Body, name: string): Promise<void> {
    const cleanups: (() => unknown)[] = [];
    const context = contextOf(name, cleanups);
    try {
      await body.call(context, context);
      record(name, undefined, false);
    } catch (error) {
      record(name, error, true);
    }
    for (const cleanup of cleanups) await cleanup();
  }

  function promise_test(body: Body, name = 'unnamed'): void {
    waiting.push(() => runPromiseTest(body, name));
  }

  /** Two forms: a function to run, or properties; neither changes what we do. */
  function setup(functionOrProperties: unknown): void {
    if (typeof functionOrProperties === 'function') functionOrProperties();
  }

  return {
    globals: { ...ASSERTIONS, test, promise_test, setup, done: () => {} },
    async finish() {
      for (const run of waiting) await run();
      return subtests;
    },
  };
}
