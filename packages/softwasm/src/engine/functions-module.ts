/** The text of a module whose default export is functions. */
export interface FunctionsModule {
  readonly text: string;
  /** On which line, from 0, each body begins. */
  readonly lines: readonly number[];
}

/**
 * Writes functions of `env` into a module.
 *
 * @param bodies generated: no text of a binary is in them but identifiers that the compiler made
 * @param url what engines call the text in stack traces
 */
export function functionsModule(bodies: readonly string[], url: string): FunctionsModule {
  const parts = ['export default['];
  const lines: number[] = [];
  let line = 1;
  for (const body of bodies) {
    parts.push('(env)=>{', body, '},');
    lines.push(line + 1);
    line += 2 + lineCount(body);
  }
  parts.push('];', `//# sourceURL=${url}`);
  return { text: parts.join('\n'), lines };
}

function lineCount(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
