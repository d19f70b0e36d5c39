import { type Evaluator, placeOf, type UnitMap } from '@softwasm/compiler';
import { addFrameResolver, parseStack } from '@softwasm/runtime';
import type { TrapFrame } from '@softwasm/syntax';

/** A unit whose functions may stand in stack traces. Frames are found as long as somebody holds this. */
export interface KnownUnit {
  /** What engines call its source in stack traces. */
  readonly url: string;
  readonly map: UnitMap;
  /** On which line, from 1, the engine counts the first line of the unit's source. */
  readonly firstLine: number;
  /** The name of a function, by function index. */
  readonly nameOf: (func: number) => string | undefined;
}

interface Reference {
  deref(): KnownUnit | undefined;
}

/** What ES2021 adds; where it is missing, units are held for ever. */
interface WeakGlobals {
  readonly WeakRef?: new (target: KnownUnit) => Reference;
  readonly FinalizationRegistry?: new (
    cleanUp: (url: string) => void,
  ) => { register(target: object, url: string): void };
}

const { WeakRef: Weak, FinalizationRegistry: Registry } = globalThis as WeakGlobals;

const UNITS = new Map<string, Reference>();
const CLEANUP = Registry === undefined ? undefined : new Registry((url) => void UNITS.delete(url));
let registered = false;

/** Makes the frames of a unit's functions known to traps, as long as the unit is held. */
export function registerUnit(unit: KnownUnit): void {
  if (!registered) {
    registered = true;
    addFrameResolver(({ url, line, column }) => resolve(url, line, column));
  }
  const { url } = unit;
  UNITS.set(url, Weak === undefined ? { deref: () => unit } : new Weak(unit));
  CLEANUP?.register(unit, url);
}

function resolve(url: string, line: number, column: number | undefined): TrapFrame | undefined {
  const known = UNITS.get(url)?.deref();
  if (known === undefined) return undefined;
  const place = placeOf(known.map, line - known.firstLine, column === undefined ? undefined : column - 1);
  if (place === undefined) return undefined;
  const name = known.nameOf(place.func);
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
