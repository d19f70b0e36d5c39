import { ALL_FEATURES, DEFAULT_FEATURES, type Feature, type FeatureSet, withFeatures } from '@softwasm/syntax';
import { type Command, InvalidArgumentError } from 'commander';

/** What a command's options say about features. */
export interface FeatureOptions {
  readonly enable?: readonly Feature[];
  readonly disable?: readonly Feature[];
}

function parseFeatures(text: string, before: readonly Feature[] = []): Feature[] {
  const names = text.split(',').map((name) => name.trim());
  const all = names.includes('all') ? [...ALL_FEATURES] : [];
  const unknown = names.find((name) => name !== 'all' && !ALL_FEATURES.has(name as Feature));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`there is no feature ${unknown}; there are ${[...ALL_FEATURES].join(', ')}`);
  return [...before, ...all, ...(names.filter((name) => name !== 'all') as Feature[])];
}

/** Adds `--enable` and `--disable` to a command. */
export function addFeatureOptions(command: Command): Command {
  return command
    .option(
      '--enable <features>',
      'features beyond WebAssembly 3.0, e.g. threads,custom-page-sizes or all',
      parseFeatures,
    )
    .option('--disable <features>', 'features to do without, e.g. simd', parseFeatures);
}

/** WebAssembly 3.0, as the options change it. */
export function chosenFeatures({ enable = [], disable = [] }: FeatureOptions): FeatureSet {
  return withFeatures(DEFAULT_FEATURES, enable, disable);
}
