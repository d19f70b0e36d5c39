import { decodeNameSection } from '@softwasm/decoder';
import { importCount, type Module, type NameSection } from '@softwasm/syntax';
import { printFunction } from '@softwasm/wat';
import { Command } from 'commander';
import { addFeatureOptions, chosenFeatures, type FeatureOptions } from '../features-option.ts';
import { readInput } from '../input.ts';
import { describeModule } from '../inspect/describe-module.ts';
import { findFunction } from '../inspect/find-functions.ts';
import { decodeInput, reporting } from '../load-module.ts';
import { say } from '../terminal.ts';

interface Options extends FeatureOptions {
  readonly disassemble?: string | true;
}

export function inspectCommand(): Command {
  const command = new Command('inspect')
    .description(
      'Shows what a module is made of: sections with sizes, imports, exports, custom sections. It is decoded, not validated.',
    )
    .argument('<file>', 'a module, binary or text; - is standard input')
    .option(
      '-d, --disassemble [function]',
      'show instructions instead: of one function (index, exported name or $name), or of all',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  softwasm inspect module.wasm\n  softwasm inspect module.wasm --disassemble 3\n  softwasm inspect module.wat -d',
    )
    .action(inspect);
  return addFeatureOptions(command);
}

function inspect(file: string, options: Options): void {
  const input = readInput(file);
  const decoded = decodeInput(input, chosenFeatures(options));
  const names = decodeNameSection(decoded.module);
  if (options.disassemble === undefined) {
    say(describeModule(input.name, decoded, names));
    return;
  }
  for (const index of meant(decoded.module, names, options.disassemble)) {
    say(reporting(input, () => printFunction(decoded.module, index, { names, offsets: true })));
  }
}

/** Indices of the functions to show. */
function meant(module: Module, names: NameSection, wanted: string | true): number[] {
  if (wanted !== true) return [findFunction(module, names, wanted)];
  const imported = importCount(module, 'func');
  return module.funcs.map((_, i) => imported + i);
}
