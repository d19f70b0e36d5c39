import { DEFAULT_FEATURES, type FeatureSet } from '@softwasm/syntax';
import { tokenize } from './lexer/lexer.ts';
import { encodeUtf8 } from './lexer/utf8.ts';
import { type ParsedModule, parseModuleTokens } from './module/module-parser.ts';

export interface ParseOptions {
  /** The features whose syntax there is; WebAssembly 3.0's by default. */
  readonly features?: FeatureSet;
}

/**
 * Parses a module in the text format (§6), in UTF-8 if it is given as bytes. Offsets in the result are byte offsets in the text.
 *
 * @throws ParseError where it is malformed, or uses syntax of a feature that is off
 * @throws ValidationError where a branch hint is given to an instruction that is no branch
 */
export function parseModule(source: Uint8Array | string, options: ParseOptions = {}): ParsedModule {
  const bytes = typeof source === 'string' ? encodeUtf8(source) : source;
  return parseModuleTokens(tokenize(bytes), options.features ?? DEFAULT_FEATURES);
}
