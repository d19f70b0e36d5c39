import { extname } from 'node:path';
import { ParseError } from '@softwasm/syntax';
import { Command, Option } from 'commander';
import { diagnose } from '../diagnostic.ts';
import { ENGINE_NAMES, engineNamed } from '../engines.ts';
import { Failure } from '../failure.ts';
import { addFeatureOptions, chosenFeatures, type FeatureOptions } from '../features-option.ts';
import { readInput } from '../input.ts';
import { complain, say } from '../terminal.ts';
import { threadsIn } from '../wast/node-threads.ts';
import { runScript } from '../wast/run-script.ts';

interface Options extends FeatureOptions {
  readonly engine: string;
}

export function wastCommand(): Command {
  const command = new Command('wast')
    .description("Runs scripts of the official test suite's language: modules, calls and assertions.")
    .argument('<files...>', 'scripts; - is standard input')
    .addOption(new Option('--engine <name>', 'the engine to run').choices(ENGINE_NAMES).default(ENGINE_NAMES[0]))
    .addHelpText(
      'after',
      '\nEach failed command is named with its line. The last line counts commands.\n\nExample:\n  softwasm wast test.wast',
    )
    .action(runScripts);
  return addFeatureOptions(command);
}

async function runScripts(files: readonly string[], options: Options): Promise<void> {
  const settings = {
    features: chosenFeatures(options),
    engine: engineNamed(options.engine),
    print: (line: string): void => say(line),
    startThread: threadsIn(new URL(`../wast/thread-main${extname(import.meta.url)}`, import.meta.url)),
  };
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    const input = readInput(file);
    try {
      for (const { kind, line, failure } of await runScript(input.bytes, settings)) {
        if (failure === undefined) passed++;
        else {
          failed++;
          complain(`${input.name}:${line}: ${kind}: ${failure}`);
        }
      }
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      failed++;
      complain(diagnose(error, input) ?? error.message);
    }
  }
  say(`${passed} passed, ${failed} failed`);
  if (failed > 0) throw new Failure('');
}
