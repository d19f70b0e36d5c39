import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { createWebAssembly } from 'softwasm';
import { createHarness } from './harness.ts';
import type { EngineName, FileJob, FileResult, Subtest } from './report.ts';
import { scriptsOf } from './suite.ts';

/*
 * A child process: runs one test file in its own global scope, with the tested namespace as its `WebAssembly`, and sends what came of it.
 */

function prepareGlobals(engine: EngineName, globals: Readonly<Record<string, unknown>>): void {
  const defined: Record<string, unknown> = { ...globals, self: globalThis };
  if (engine === 'softwasm') defined.WebAssembly = createWebAssembly();
  for (const [name, value] of Object.entries(defined)) {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
  }
}

async function run({ suite, file, engine }: FileJob): Promise<FileResult> {
  const start = performance.now();
  const harness = createHarness();
  prepareGlobals(engine, harness.globals);
  let error: string | undefined;
  try {
    for (const script of scriptsOf(suite, file)) {
      new Script(readFileSync(join(suite, script), 'utf8'), { filename: script }).runInThisContext();
    }
  } catch (thrown) {
    error = String(thrown);
  }
  const subtests: readonly Subtest[] = await harness.finish();
  const milliseconds = Math.round(performance.now() - start);
  return { subtests, milliseconds, ...(error === undefined ? {} : { error }) };
}

process.once('message', (job: FileJob) => {
  void run(job).then((result) => process.send?.(result, () => process.exit()));
});
