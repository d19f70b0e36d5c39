import { DEFAULT_FEATURES } from '@softwasm/syntax';
import { tokenize } from './lexer/lexer.ts';
import { encodeUtf8 } from './lexer/utf8.ts';
import type { ParseOptions } from './parse-module.ts';
import type { Script } from './script/commands.ts';
import { parseScriptTokens } from './script/script-parser.ts';

/**
 * Parses a `.wast` script, in UTF-8 if it is given as bytes. A file that is only module fields is a script of one module. The modules within are parsed
 * when their `parse` is called.
 *
 * @throws ParseError where the script itself is malformed
 */
export function parseScript(source: Uint8Array | string, options: ParseOptions = {}): Script {
  const bytes = typeof source === 'string' ? encodeUtf8(source) : source;
  return parseScriptTokens(tokenize(bytes), options.features ?? DEFAULT_FEATURES);
}
