import { runScript } from '@softwasm/cli/wast';
import type { Engine } from '@softwasm/runtime';
import { groupOf } from '@softwasm/spec-tests/groups';
import { decodeBase64 } from './base64.ts';
import type { GuestMode } from './guest-mode.ts';
import type { GuestMessage, SuiteAnswer } from './message.ts';
import { probe } from './probe.ts';

/** A published program with its task. */
export interface GuestProgram {
  /** Does the task with the global `WebAssembly` as it is, and gives the answer, which survives JSON. */
  readonly run: (binary: Uint8Array) => Promise<unknown>;
  /** The module in Base64; empty where the program brings it, and where it has been compiled before. */
  readonly binary: string;
}

/** What a guest does. */
export interface GuestTasks {
  readonly programs: Readonly<Record<string, GuestProgram>>;
  /** Texts of the official suite's scripts in Base64, by file; absent where that is not among the tasks. */
  readonly suite?: Readonly<Record<string, string>>;
}

/**
 * Does all tasks in turn. One that fails does not keep the next ones from being done.
 *
 * @param say takes what is to be told at once
 */
export async function runGuest(mode: GuestMode, tasks: GuestTasks, say: (line: string) => void): Promise<void> {
  const tell = (message: GuestMessage): void => say(JSON.stringify(message));
  const attempt = async (task: string, work: () => Promise<unknown>): Promise<void> => {
    tell({ begin: task });
    try {
      tell({ task, answer: await work() });
    } catch (error) {
      tell({ task, error: error instanceof Error ? `${error} ${error.stack ?? ''}` : String(error) });
    }
  };
  tell({ probe: probe() });
  for (const [name, { run, binary }] of Object.entries(tasks.programs)) {
    await attempt(name, () => {
      setWebAssembly(mode.webAssemblyFor(name));
      return run(decodeBase64(binary));
    });
  }
  const { suite } = tasks;
  const { engine } = mode;
  if (suite !== undefined && engine !== undefined) await attempt('suite', () => runSuite(engine, suite));
  tell({ end: true });
}

/** As the polyfill does. */
function setWebAssembly(value: object): void {
  Object.defineProperty(globalThis, 'WebAssembly', { value, configurable: true, writable: true });
}

async function runSuite(engine: Engine, scripts: Readonly<Record<string, string>>): Promise<SuiteAnswer> {
  let commands = 0;
  const failures: string[] = [];
  for (const [file, text] of Object.entries(scripts)) {
    const { features } = groupOf(file);
    const outcomes = await runScript(decodeBase64(text), { features, engine, print: () => undefined });
    commands += outcomes.length;
    for (const { line, failure } of outcomes) {
      if (failure !== undefined) failures.push(`${file}:${line}: ${failure}`);
    }
  }
  return { commands, failures };
}
