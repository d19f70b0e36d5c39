import { toDictionary, toSequence, toUsvString } from './webidl.ts';

/**
 * `WebAssemblyCompileOptions`, converted.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html#dictdef-webassemblycompileoptions
 */
export interface CompileOptions {
  /** Names of sets of builtin functions; unknown ones have no effect. */
  readonly builtins: readonly string[];
  /** The module name by which string constants are imported. */
  readonly importedStrings: string | undefined;
}

/** Reads compile options, member by member in alphabetical order. @throws TypeError, and whatever getters and conversions run */
export function readCompileOptions(value: unknown): CompileOptions {
  // What is given most often, without looking at anything.
  if (value === undefined) return NONE;
  const options = toDictionary(value);
  const { builtins } = options;
  const names = builtins === undefined ? [] : toSequence(builtins).map(toUsvString);
  const { importedStringConstants: strings } = options;
  return {
    builtins: names,
    importedStrings: strings === undefined || strings === null ? undefined : toUsvString(strings),
  };
}

const NONE: CompileOptions = { builtins: [], importedStrings: undefined };
