import type { UnitMap } from '@softwasm/compiler';
import type { Module, NameSection } from '@softwasm/syntax';
import { printModule } from '@softwasm/wat';

/** Where something in generated text came from. */
interface Segment {
  readonly column: number;
  readonly sourceLine: number;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A number in the variable-length form of source maps: sign last, five bits a digit. */
function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

/** The line, from 0, of each instruction in a printed module, by its byte offset. */
function linesByOffset(text: string): Map<number, number> {
  const lines = new Map<number, number>();
  let line = 0;
  for (const match of text.matchAll(/\n|\(;0x([0-9a-f]+);\)/g)) {
    if (match[0] === '\n') line++;
    else lines.set(Number.parseInt(match[1] as string, 16), line);
  }
  return lines;
}

function addSegments(
  segments: Segment[][],
  map: UnitMap,
  firstLine: number,
  lineOf: ReadonlyMap<number, number>,
): void {
  map.functions.forEach(({ positions }, i) => {
    for (let at = 0; at < positions.length; at += 3) {
      const sourceLine = lineOf.get(positions[at + 2] as number);
      if (sourceLine === undefined) continue;
      const line = firstLine + (map.lines[i] as number) + (positions[at] as number);
      while (segments.length <= line) segments.push([]);
      (segments[line] as Segment[]).push({ column: positions[at + 1] as number, sourceLine });
    }
  });
}

function mappings(segments: readonly (readonly Segment[])[]): string {
  let sourceLine = 0;
  return segments
    .map((line) => {
      let column = 0;
      return line
        .map((segment) => {
          // Generated column, source, line and column in it, each as the difference to the one before.
          const text = `${vlq(segment.column - column)}A${vlq(segment.sourceLine - sourceLine)}A`;
          column = segment.column;
          sourceLine = segment.sourceLine;
          return text;
        })
        .join();
    })
    .join(';');
}

/**
 * The source map of a module that was compiled ahead of time: from its lines to those of the module's text, which is in the map, with byte offsets.
 *
 * @param firstLines the line on which the unit begins in the file, from 0, for each time that it stands there
 * @see https://tc39.es/ecma426/
 */
export function sourceMap(
  module: Module,
  names: NameSection,
  map: UnitMap,
  firstLines: readonly number[],
  file: { readonly generated: string; readonly source: string },
): string {
  const text = printModule(module, { names, offsets: true });
  const lineOf = linesByOffset(text);
  const segments: Segment[][] = [];
  for (const firstLine of firstLines) addSegments(segments, map, firstLine, lineOf);
  return JSON.stringify({
    version: 3,
    file: file.generated,
    sources: [file.source],
    sourcesContent: [text],
    names: [],
    mappings: mappings(segments),
  });
}
