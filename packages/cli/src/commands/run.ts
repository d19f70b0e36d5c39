import { callFunction, FunctionInstance, instantiate, type ModuleInstance, Store } from '@softwasm/runtime';
import type { FuncType, ValType } from '@softwasm/syntax';
import { Command, Option } from 'commander';
import { ENGINE_NAMES, engineNamed } from '../engines.ts';
import { Failure, UsageError } from '../failure.ts';
import { addFeatureOptions, chosenFeatures, type FeatureOptions } from '../features-option.ts';
import { readInput } from '../input.ts';
import { formatFuncType } from '../inspect/format-types.ts';
import { reporting, validateInput } from '../load-module.ts';
import { say } from '../terminal.ts';
import { formatTyped } from '../values/format-value.ts';
import { parseArgument } from '../values/parse-argument.ts';
import { spectestExports } from '../wast/spectest.ts';

interface Options extends FeatureOptions {
  readonly engine: string;
  readonly invoke?: string;
}

export function runCommand(): Command {
  const command = new Command('run')
    .description(
      'Instantiates a module, which runs its start function, and calls an exported function: the one that --invoke names, else _start, if there is one.',
    )
    .argument('<file>', 'a module, binary or text; - is standard input')
    .argument('[args...]', 'arguments for the function, as constants of the text format')
    .option('--invoke <name>', 'the exported function to call')
    .addOption(new Option('--engine <name>', 'the engine to run').choices(ENGINE_NAMES).default('auto'))
    .addHelpText(
      'after',
      `
Arguments are read by the function's type: 42, 0xffff, -1, 1.5, 0x1.8p3, inf, nan:0x400000; for v128 "i32x4 1 2 3 4"; null, or a number for an
externref. Write -- before arguments like -inf. Each result is a line, type first: i32:42. The module may import spectest, the module of printing
functions of the official test suite.

Examples:
  softwasm run add.wasm --invoke add 1 -2
  softwasm run math.wat --invoke sqrt -- -inf`,
    )
    .action(run);
  return addFeatureOptions(command);
}

function run(file: string, args: readonly string[], options: Options): void {
  const input = readInput(file);
  const features = chosenFeatures(options);
  const module = validateInput(input, features);
  const store = new Store();
  const spectest = spectestExports(store, features, (line) => say(line));
  const imports = module.imports.map((wanted) =>
    wanted.module === 'spectest' ? spectest.get(wanted.name) : undefined,
  );
  const engine = engineNamed(options.engine);
  const instance = reporting(input, () => instantiate(store, engine.prepare(module), imports));
  const func = chooseFunction(instance, options.invoke);
  if (func === undefined) {
    if (args.length > 0) throw new UsageError('there are arguments, but no function to call: name one with --invoke');
    return;
  }
  const { results } = func.funcType;
  const values = parseArguments(func.funcType, args);
  const returned = reporting(input, () => callFunction(func, values));
  for (const [i, type] of results.entries()) say(formatTyped(type, returned[i]));
}

/** The function to call, or `undefined` where none is asked for and there is no `_start`. */
function chooseFunction(instance: ModuleInstance, name: string | undefined): FunctionInstance | undefined {
  const found = instance.exports.get(name ?? '_start');
  if (found instanceof FunctionInstance) return found;
  if (name === undefined) return undefined;
  const names = [...instance.exports].filter(([, extern]) => extern.kind === 'func').map(([exported]) => exported);
  throw new Failure(`error: no function is exported as ${name}; there are: ${names.join(', ') || 'none'}`);
}

function parseArguments(type: FuncType, args: readonly string[]): unknown[] {
  const { params } = type;
  if (args.length !== params.length) {
    throw new UsageError(`the function takes ${params.length} arguments${formatFuncType(type)}, not ${args.length}`);
  }
  return params.map((param: ValType, i) => parseArgument(param, args[i] as string));
}
