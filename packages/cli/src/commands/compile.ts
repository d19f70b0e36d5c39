import { type CompileOptions, compileOptions, Generator, ModuleShape } from '@softwasm/compiler';
import { decodeNameSection } from '@softwasm/decoder';
import { importCount } from '@softwasm/syntax';
import { Command, Option } from 'commander';
import { addFeatureOptions, chosenFeatures, type FeatureOptions } from '../features-option.ts';
import { readInput } from '../input.ts';
import { findFunction } from '../inspect/find-functions.ts';
import { reporting, validateInput } from '../load-module.ts';
import { writeOutput } from '../output.ts';

interface Options extends FeatureOptions {
  readonly emit: 'js';
  readonly func?: string;
  readonly tune: CompileOptions['tune'];
  readonly output: string;
}

export function compileCommand(): Command {
  const command = new Command('compile')
    .description('Shows the JavaScript that a module, or one function of it, is translated to.')
    .argument('<file>', 'a module, binary or text; - is standard input')
    .addOption(new Option('--emit <form>', 'what to show').choices(['js']).default('js'))
    .option('--func <function>', 'one function: index, exported name or $name (default: all)')
    .addOption(
      new Option('--tune <engine>', 'the kind of JavaScript engine').choices(['jit', 'jitless']).default('jit'),
    )
    .option('-o, --output <file>', 'where it goes', '-')
    .addHelpText(
      'after',
      '\nExamples:\n  softwasm compile add.wat --emit js --func add\n  softwasm compile module.wasm --func 3 --tune jitless',
    )
    .action(compile);
  return addFeatureOptions(command);
}

function compile(file: string, options: Options): void {
  const input = readInput(file);
  const module = validateInput(input, chosenFeatures(options));
  const names = decodeNameSection(module);
  const imported = importCount(module, 'func');
  const { func } = options;
  const indices = func === undefined ? module.funcs.map((_, i) => imported + i) : [findFunction(module, names, func)];
  const generator = new Generator(
    new ModuleShape(module),
    compileOptions({ tune: options.tune, comments: true, names }),
    'names',
  );
  const sources = reporting(input, () => indices.map((index) => `${generator.generate(index).source}\n`));
  writeOutput(options.output, sources.join(''));
}
