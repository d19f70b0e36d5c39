import { type CompileOptions, compileOptions, formatIR, Generator, ModuleShape } from '@softwasm/compiler';
import { decodeNameSection } from '@softwasm/decoder';
import { importCount, type NameSection } from '@softwasm/syntax';
import { Command, Option } from 'commander';
import { addFeatureOptions, chosenFeatures, type FeatureOptions } from '../features-option.ts';
import { readInput } from '../input.ts';
import { findFunction } from '../inspect/find-functions.ts';
import { reporting, validateInput } from '../load-module.ts';
import { writeOutput } from '../output.ts';

interface Options extends FeatureOptions {
  readonly emit: 'js' | 'ir';
  readonly func?: string;
  readonly tune: CompileOptions['tune'];
  readonly output: string;
}

export function compileCommand(): Command {
  const command = new Command('compile')
    .description(
      'Shows what a module, or one function of it, is translated to: JavaScript, or the intermediate representation behind it.',
    )
    .argument('<file>', 'a module, binary or text; - is standard input')
    .addOption(new Option('--emit <form>', 'what to show').choices(['js', 'ir']).default('js'))
    .option('--func <function>', 'one function: index, exported name or $name (default: all)')
    .addOption(
      new Option('--tune <engine>', 'the kind of JavaScript engine').choices(['jit', 'jitless']).default('jit'),
    )
    .option('-o, --output <file>', 'where it goes', '-')
    .addHelpText(
      'after',
      '\nExamples:\n  softwasm compile add.wat --emit js --func add\n  softwasm compile module.wasm --emit ir --func 3 --tune jitless',
    )
    .action(compile);
  return addFeatureOptions(command);
}

function nameOf({ functions }: NameSection, index: number): string {
  const name = functions.get(index);
  return name === undefined ? '' : ` ${JSON.stringify(name)}`;
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
  const show = (index: number): string =>
    options.emit === 'js'
      ? `${generator.generate(index).source}\n`
      : `function ${index}${nameOf(names, index)}\n${formatIR(generator.build(index))}\n`;
  const sources = reporting(input, () => indices.map(show));
  writeOutput(options.output, sources.join(''));
}
