import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Clock } from '../guest/clock.ts';
import { HOSTS } from '../hosts/hosts.ts';

/** Parses a positive integer. */
export function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('expected a positive integer');
  return value;
}

/** Makes a parser of a comma-separated list of some of `known`. */
export function listOf(known: readonly string[], what: string): (text: string) => readonly string[] {
  return (text) => {
    const names = text.split(',').map((name) => name.trim());
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new InvalidArgumentError(`no ${what} "${unknown}"; there are ${known.join(', ')}`);
    return names;
  };
}

/** `--host`: where to measure. */
export function hostOption(names: readonly string[] = [...HOSTS.keys()]): Option {
  const description = `where to measure, separated by commas: ${names.join(', ')}`;
  return new Option('--host <hosts>', description).argParser(listOf(names, 'host')).default(['node'], 'node');
}

/** `--clock`: what time means. */
export function clockOption(): Option {
  const description = 'time that passes, or that of processors (Node only), which bears other work on the machine';
  return new Option('--clock <clock>', description).choices(['wall', 'cpu'] satisfies readonly Clock[]).default('wall');
}

/** Where figures go, besides the terminal. */
export interface OutputOptions {
  readonly json?: string;
  readonly writeResults?: boolean;
  readonly targets?: boolean;
}

/** Adds the options of {@link OutputOptions}. */
export function outputOptions(command: Command): Command {
  return command
    .option('--json <file>', 'write all raw figures, with machine and versions')
    .option('--write-results', 'put the figures into bench/results: table, plot and raw figures')
    .option('--no-targets', 'do not print the targets beside the figures');
}
