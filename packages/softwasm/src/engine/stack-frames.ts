import { type Evaluator, placeOf, type Unit } from '@softwasm/compiler';
import { addFrameResolver, parseStack } from '@softwasm/runtime';
import type { NameSection, TrapFrame } from '@softwasm/syntax';

/** A unit whose functions may stand in stack traces. */
interface Known {
  readonly unit: Unit;
  /** On which line, from 1, the engine counts the first line of the unit's source. */
  readonly firstLine: number;
  readonly names: NameSection | undefined;
}

const UNITS = new Map<string, Known>();
let registered = false;

/** Makes the frames of a unit's functions known to traps. */
export function registerUnit(unit: Unit, firstLine: number, names: NameSection | undefined): void {
  if (!registered) {
    registered = true;
    addFrameResolver(({ url, line, column }) => resolve(url, line, column));
  }
  UNITS.set(unit.url, { unit, firstLine, names });
}

function resolve(url: string, line: number, column: number | undefined): TrapFrame | undefined {
  const known = UNITS.get(url);
  if (known === undefined) return undefined;
  const place = placeOf(known.unit, line - known.firstLine, column === undefined ? undefined : column - 1);
  if (place === undefined) return undefined;
  const name = known.names?.functions.get(place.func);
  return {
    func: place.func,
    ...(name === undefined ? {} : { name }),
    ...(place.offset === undefined ? {} : { offset: place.offset }),
  };
}

const PROBE_URL = 'softwasm-line-probe';

/** On which line, from 1, an evaluator's engine counts the first line of an evaluated text: some put a header before it. */
export function firstLineOf(evaluate: Evaluator): number {
  try {
    (evaluate('env', `throw new Error();\n//# sourceURL=${PROBE_URL}`) as () => void)();
  } catch (error) {
    const frame = parseStack((error as Error).stack ?? '').find(({ url }) => url === PROBE_URL);
    if (frame !== undefined) return frame.line;
  }
  return 1;
}
