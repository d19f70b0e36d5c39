import { engineNamed, runScript } from '@softwasm/cli/wast';
import type { Tuning } from 'softwasm';
import { groupOf } from '../groups.ts';
import { hideBeyondES2020, hideHostWebAssembly } from './bare-language.ts';
import { findShell } from './guest-shell.ts';
import type { GuestMessage } from './protocol.ts';

/*
 * The program that runs one script of the suite in another JavaScript engine: it is bundled with all of softwasm into one plain script.
 *
 *     guest PATH FILE ENGINE TUNE [es2020]
 */

async function main(): Promise<void> {
  const { args, readFile, print } = findShell();
  const [path, file, engine, tune, language] = args as [string, string, string, Tuning, string?];
  const say = (message: GuestMessage): void => print(JSON.stringify(message));
  try {
    hideHostWebAssembly();
    if (language === 'es2020') hideBeyondES2020();
    const outcomes = await runScript(readFile(path), {
      features: groupOf(file).features,
      engine: engineNamed(engine, tune),
      print: () => undefined,
      onCommand: (at) => say({ at }),
    });
    for (const outcome of outcomes) say(outcome);
    say({ end: true });
  } catch (error) {
    say({ error: error instanceof Error ? `${String(error)} ${error.stack ?? ''}` : String(error) });
  }
}

void main();
