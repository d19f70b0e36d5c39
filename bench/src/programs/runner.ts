import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import './warm.cjs';
import { clockOf } from '../guest/clock.ts';
import type { ProgramRun } from '../report.ts';
import { PROGRAMS } from './programs.ts';
import { isSteady, steadyOf } from './steadiness.ts';

/*
 * node runner.js ENGINE PROGRAM FOLDER SECONDS MOST_SECONDS CLOCK OUTCOME: puts an engine in the place of the host's WebAssembly, and runs one program of the packages in
 * FOLDER. A process of its own, for glue looks for the global once and keeps it.
 */

/** Loads an engine only when it takes part: memory counts, too. */
const NAMESPACES: Readonly<Record<string, () => Promise<object | undefined>>> = {
  native: async () => (globalThis as { WebAssembly?: object }).WebAssembly,
  softwasm: async () => (await import('softwasm')).createWebAssembly(),
  'softwasm-jit': async () => (await import('softwasm')).createWebAssembly({ tune: 'jit' }),
  'softwasm-jitless': async () => (await import('softwasm')).createWebAssembly({ tune: 'jitless' }),
  polywasm: async () => (await import('polywasm')).WebAssembly,
};

/** However slow an engine is: the first task, and some more. */
const MIN_TASKS = 3;

/** How long it works before it is asked again whether it has got steady. */
const ASK_EVERY_MS = 1000;

/** How long a process works after the first result: `seconds`, and longer while its tasks still get faster. */
interface WorkingTime {
  readonly seconds: number;
  readonly mostSeconds: number;
}

async function run(
  engine: string,
  name: string,
  folder: string,
  { seconds, mostSeconds }: WorkingTime,
  now: () => number,
): Promise<ProgramRun> {
  const program = PROGRAMS.find((each) => each.name === name);
  const namespace = await NAMESPACES[engine]?.();
  if (program === undefined || namespace === undefined) throw new Error(`no ${program === undefined ? name : engine}`);
  Object.defineProperty(globalThis, 'WebAssembly', { value: namespace, writable: true, configurable: true });
  const load = createRequire(join(folder, 'package.json'));
  const begin = now();
  const task = await program.start(load, (file) => join(folder, 'node_modules', file));
  const startMs = now() - begin;
  const answer = await task();
  const firstMs = now() - begin;
  const tasksMs: number[] = [];
  const begun = performance.now();
  let askAt = begun + seconds * 1000;
  const stopAt = begun + mostSeconds * 1000;
  for (;;) {
    const moment = performance.now();
    if (moment >= askAt && tasksMs.length >= MIN_TASKS) {
      if (moment >= stopAt || isSteady(tasksMs)) break;
      askAt = moment + ASK_EVERY_MS;
    }
    const before = now();
    const again = await task();
    tasksMs.push(now() - before);
    if (again !== answer) throw new Error(`answers ${again} after ${answer}`);
  }
  // Node gives kilobytes.
  return {
    startMs,
    firstMs,
    steadyMs: steadyOf(tasksMs),
    workMs: tasksMs.reduce((sum, ms) => sum + ms, 0),
    peakBytes: process.resourceUsage().maxRSS * 1024,
    answer,
  };
}

const [, , engine = '', program = '', folder = '', seconds = '', mostSeconds = '', clock = '', outcome = ''] =
  process.argv;
const time = { seconds: Number(seconds), mostSeconds: Number(mostSeconds) };
const result = await run(engine, program, folder, time, clockOf(clock === 'cpu' ? 'cpu' : 'wall'));
writeFileSync(outcome, JSON.stringify(result));
// Programs keep timers and ports open.
process.exit(0);
