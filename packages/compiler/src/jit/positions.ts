import { NO_INSTRUCTION } from '../emit/tail-calls.ts';
import type { GeneratedFunction } from '../generate.ts';

/** A place in a binary. */
export interface Place {
  /** Function index. */
  readonly func: number;
  /** Byte offset; undefined where none is known. */
  readonly offset: number | undefined;
}

/** Where what stands in a unit's source came from; without the source, which is large. */
export interface UnitMap {
  /** The line on which each of its functions begins, from 0. */
  readonly lines: Int32Array;
  readonly functions: readonly Pick<GeneratedFunction, 'index' | 'positions'>[];
}

/**
 * What a line and column of a unit's source came from.
 *
 * @param line from 0, of the source
 * @param column from 0; undefined where the engine prints none
 */
export function placeOf(map: UnitMap, line: number, column: number | undefined): Place | undefined {
  const at = lastAtMost(map.lines.length, (i) => map.lines[i]! <= line);
  const func = map.functions[at];
  if (func === undefined) return undefined;
  const offset = offsetOf(func.positions, line - map.lines[at]!, column ?? Number.MAX_SAFE_INTEGER);
  return offset === NO_INSTRUCTION ? undefined : { func: func.index, offset };
}

function offsetOf(positions: Int32Array, line: number, column: number): number | undefined {
  const at = lastAtMost(positions.length / 3, (i) => {
    const l = positions[3 * i]!;
    return l < line || (l === line && positions[3 * i + 1]! <= column);
  });
  return at < 0 ? undefined : positions[3 * at + 2];
}

/** The last index below `count` for which `holds`, which holds for those before, too; -1 if there is none. */
function lastAtMost(count: number, holds: (i: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
