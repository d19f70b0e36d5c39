import { Command } from 'commander';
import { Failure } from '../failure.ts';
import { addFeatureOptions, chosenFeatures, type FeatureOptions } from '../features-option.ts';
import { readInput } from '../input.ts';
import { validateInput } from '../load-module.ts';
import { complain, say } from '../terminal.ts';

export function validateCommand(): Command {
  const command = new Command('validate')
    .description('Checks that modules, binary or text, are well-formed and valid (§3).')
    .argument('<files...>', 'modules; - is standard input')
    .option('-q, --quiet', 'say nothing about valid modules')
    .addHelpText(
      'after',
      '\nExamples:\n  softwasm validate a.wasm b.wat\n  softwasm validate --disable simd,gc old.wasm',
    )
    .action(validateFiles);
  return addFeatureOptions(command);
}

/** All files are looked at, also after a failure. */
function validateFiles(files: readonly string[], options: FeatureOptions & { readonly quiet?: true }): void {
  const features = chosenFeatures(options);
  let failed = false;
  for (const file of files) {
    const input = readInput(file);
    try {
      validateInput(input, features);
      if (!options.quiet) say(`${input.name}: valid`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      complain(error.message);
      failed = true;
    }
  }
  if (failed) throw new Failure('');
}
