import { decodeNameSection } from '@softwasm/decoder';
import { printModule } from '@softwasm/wat';
import { Command } from 'commander';
import { addFeatureOptions, chosenFeatures, type FeatureOptions } from '../features-option.ts';
import { readInput } from '../input.ts';
import { decodeInput, reporting } from '../load-module.ts';
import { writeOutput } from '../output.ts';

interface Options extends FeatureOptions {
  readonly output: string;
  readonly folded?: boolean;
  readonly offsets?: boolean;
  readonly names: boolean;
}

export function printCommand(): Command {
  const command = new Command('print')
    .description(
      'Translates a module from the binary format to the text format (§6), with the names of its name section.',
    )
    .argument('<file>', 'a module; - is standard input')
    .option('-o, --output <file>', 'where the text goes', '-')
    .option('--folded', 'write operands inside of their instructions')
    .option('--offsets', 'write byte offsets in front of instructions')
    .option('--no-names', 'write indices in the place of names')
    .addHelpText('after', '\nExamples:\n  softwasm print in.wasm\n  softwasm print in.wasm -o out.wat')
    .action(print);
  return addFeatureOptions(command);
}

function print(file: string, { output, folded = false, offsets = false, names, ...features }: Options): void {
  const input = readInput(file);
  const { module } = decodeInput(input, chosenFeatures(features));
  const options = { folded, offsets, ...(names ? { names: decodeNameSection(module) } : {}) };
  writeOutput(
    output,
    reporting(input, () => printModule(module, options)),
  );
}
