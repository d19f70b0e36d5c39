import { type CompileOptions, compileOptions, formatIR, Generator, ModuleShape } from '@softwasm/compiler';
import { decodeNameSection } from '@softwasm/decoder';
import { type FeatureSet, importCount, type NameSection } from '@softwasm/syntax';
import type { Input } from '../input.ts';
import { findFunction } from '../inspect/find-functions.ts';
import { reporting, validateInput } from '../load-module.ts';

/** What is shown of functions. */
export interface ShowOptions {
  readonly emit: 'js' | 'ir';
  /** One function: index, exported name or $name. */
  readonly func?: string;
  readonly tune: CompileOptions['tune'];
  readonly smallIntegers: CompileOptions['smallIntegers'];
}

function nameOf({ functions }: NameSection, index: number): string {
  const name = functions.get(index);
  return name === undefined ? '' : ` ${JSON.stringify(name)}`;
}

/** What functions are translated to, for reading. */
export function showFunctions(input: Input, features: FeatureSet, options: ShowOptions): string {
  const { emit, func, tune, smallIntegers } = options;
  const module = validateInput(input, features);
  const names = decodeNameSection(module);
  const imported = importCount(module, 'func');
  const indices = func === undefined ? module.funcs.map((_, i) => imported + i) : [findFunction(module, names, func)];
  const generator = new Generator(
    new ModuleShape(module),
    compileOptions({ tune, smallIntegers, comments: true, names }),
    'names',
  );
  const show = (index: number): string =>
    emit === 'js'
      ? `${generator.generate(index).source}\n`
      : `function ${index}${nameOf(names, index)}\n${formatIR(generator.build(index))}\n`;
  return reporting(input, () => indices.map(show)).join('');
}
