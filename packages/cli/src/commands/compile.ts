import type { Tune } from '@softwasm/compiler';
import { Command, Option } from 'commander';
import { compileFile } from '../compile/compile-file.ts';
import { showFunctions } from '../compile/show-functions.ts';
import { UsageError } from '../failure.ts';
import { addFeatureOptions, chosenFeatures, type FeatureOptions } from '../features-option.ts';
import { readInput } from '../input.ts';
import { writeOutput } from '../output.ts';

const FORMS = ['module', 'commonjs', 'js', 'ir'] as const;

interface Options extends FeatureOptions {
  readonly emit?: (typeof FORMS)[number];
  readonly func?: string;
  readonly tune?: Tune;
  readonly smallIntegers: '31' | '32';
  readonly output: string;
  readonly optimize?: boolean;
  readonly standalone?: boolean;
  readonly sourceMap?: boolean;
  readonly types?: boolean;
}

export function compileCommand(): Command {
  const command = new Command('compile')
    .description(
      'Compiles a module ahead of time to JavaScript that needs neither WebAssembly nor eval; or shows what its functions are translated to.',
    )
    .argument('<file>', 'a module, binary or text; - is standard input')
    .option('-o, --output <file>', 'where it goes', '-')
    .addOption(
      new Option(
        '--emit <form>',
        'an ES module or CommonJS (default: by the ending of the output, .cjs is CommonJS); the JavaScript of functions for reading; the intermediate representation behind it',
      ).choices(FORMS),
    )
    .option('-O, --optimize', 'optimise the module with binaryen first, where that is installed')
    .option('--standalone', 'put the runtime part into the file, where esbuild is installed')
    .option('--source-map', "write FILE.map, to the module's text with byte offsets")
    .option('--no-types', 'write no declarations beside the file')
    .addOption(
      new Option(
        '--tune <engine>',
        'the kind of JavaScript engine that will run it (default: jitless for modules, else jit)',
      ).choices(['jit', 'jitless']),
    )
    .addOption(
      new Option(
        '--small-integers <bits>',
        'how many bits integers have there that are no numbers on the heap, where it interprets JavaScript: 31 in Chromium',
      )
        .choices(['31', '32'])
        .default('32'),
    )
    .option('--func <function>', 'with --emit js or ir, one function: index, exported name or $name (default: all)')
    .addHelpText(
      'after',
      `
The module exports instantiate(imports), module and WebAssembly.

Examples:
  softwasm compile add.wasm -o add.js
  softwasm compile add.wat -o add.cjs --standalone -O
  softwasm compile add.wat --emit js --func add
  softwasm compile module.wasm --emit ir --func 3 --tune jitless`,
    )
    .action(compile);
  return addFeatureOptions(command);
}

async function compile(file: string, options: Options): Promise<void> {
  const { output, func } = options;
  const emit = options.emit ?? (output.endsWith('.cjs') ? 'commonjs' : func === undefined ? 'module' : 'js');
  const input = readInput(file);
  const features = chosenFeatures(options);
  const smallIntegers = options.smallIntegers === '31' ? 31 : 32;
  if (emit === 'js' || emit === 'ir') {
    const tune = options.tune ?? 'jit';
    const show = { emit, tune, smallIntegers, ...(func === undefined ? {} : { func }) } as const;
    writeOutput(output, showFunctions(input, features, show));
    return;
  }
  if (func !== undefined) throw new UsageError('--func goes with --emit js or ir: modules are compiled whole');
  const format = emit === 'module' ? 'esm' : 'commonjs';
  await compileFile(input, features, { ...options, format, tune: options.tune ?? 'jitless', smallIntegers });
}
