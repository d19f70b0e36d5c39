import { NO_INSTRUCTION } from '../emit/tail-calls.ts';
import type { GeneratedFunction } from '../generate.ts';
import type { Unit } from './unit.ts';

/** A place in a binary. */
export interface Place {
  /** Function index. */
  readonly func: number;
  /** Byte offset; undefined where none is known. */
  readonly offset: number | undefined;
}

/**
 * What a line and column of a unit's source came from.
 *
 * @param line from 0, of `unit.source`
 * @param column from 0; undefined where the engine prints none
 */
export function placeOf(unit: Unit, line: number, column: number | undefined): Place | undefined {
  const at = lastAtMost(unit.lines.length, (i) => unit.lines[i]! <= line);
  const func = unit.functions[at];
  if (func === undefined) return undefined;
  const offset = offsetOf(func, line - unit.lines[at]!, column ?? Number.MAX_SAFE_INTEGER);
  return offset === NO_INSTRUCTION ? undefined : { func: func.index, offset };
}

function offsetOf({ positions }: GeneratedFunction, line: number, column: number): number | undefined {
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
