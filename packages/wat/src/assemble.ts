import { withCustomSections } from './custom-sections.ts';
import { encodeModule } from './encoder/encode-module.ts';
import { type ParseOptions, parseModule } from './parse-module.ts';

/**
 * Text to binary in one step: the bytes of the module, with custom sections for its names and branch hints. The module is not validated.
 *
 * @param source text, or its UTF-8
 * @throws ParseError
 */
export function assemble(source: Uint8Array | string, options: ParseOptions = {}): Uint8Array {
  return encodeModule(withCustomSections(parseModule(source, options), { names: true, branchHints: true }));
}
