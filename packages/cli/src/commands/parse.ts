import { encodeModule, parseModule, withCustomSections } from '@softwasm/wat';
import { Command } from 'commander';
import { addFeatureOptions, chosenFeatures, type FeatureOptions } from '../features-option.ts';
import { readInput } from '../input.ts';
import { reporting } from '../load-module.ts';
import { writeOutput } from '../output.ts';

interface Options extends FeatureOptions {
  readonly output: string;
  readonly names: boolean;
}

export function parseCommand(): Command {
  const command = new Command('parse')
    .description('Translates a module from the text format (§6) to the binary format. It is not validated.')
    .argument('<file>', 'a module in the text format; - is standard input')
    .requiredOption('-o, --output <file>', 'where the binary goes; - is standard output')
    .option('--no-names', 'leave out the name section')
    .addHelpText(
      'after',
      '\nExamples:\n  softwasm parse in.wat -o out.wasm\n  cat in.wat | softwasm parse - -o - > out.wasm',
    )
    .action((file: string, options: Options) => {
      const input = readInput(file);
      const features = chosenFeatures(options);
      const parsed = reporting(input, () => parseModule(input.bytes, { features }));
      const { names } = options;
      const bytes = encodeModule(withCustomSections(parsed, { names, branchHints: true }));
      writeOutput(options.output, bytes);
    });
  return addFeatureOptions(command);
}
