import { type FunctionIR, V_LOCAL } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import { S_AGAIN, S_CASE, S_CONTINUE, S_DEFAULT } from '../ir/statement-ops.ts';
import { visitDefinitions } from '../ir/visit.ts';
import { type Interfaces, MAX_VALUES } from './interface.ts';
import { dispatchesAgain, type Labels, labelsAt } from './labels.ts';
import type { Liveness } from './liveness.ts';
import { LEAVING, type Machine, type PartRegion, type Region } from './region.ts';
import { kindOfSlot, type Storage } from './storage.ts';

const GET = OP.get;

/** What is dispatched on where a constant leads to the default. No case has it, see `passes/ladders.ts`. */
export const DEFAULT_STATE = -1;

/** What state machines are looked for in. */
export interface Surroundings {
  readonly ir: FunctionIR;
  readonly storage: Storage;
  readonly labels: Labels;
  readonly liveness: Liveness;
  readonly interfaces: Interfaces;
  /** See `constantDispatches`. */
  readonly targets: Int32Array;
}

/**
 * Makes a state machine of a switch.
 *
 * @param runs all its cases, in order
 * @param inner regions that were taken out of them: what they dispatch on is not seen from outside
 * @returns its parts; undefined where it is none
 */
export function machineOf(
  around: Surroundings,
  dispatch: number,
  runs: readonly Region[],
  inner: readonly PartRegion[],
): PartRegion[] | undefined {
  const { ir, storage, labels, liveness, interfaces } = around;
  const end = labels.ends[dispatch]!;
  if (ir.op[ir.y[dispatch]!] !== GET || runs.some(({ attempt }) => attempt >= 0)) return undefined;
  const variable = ir.a[ir.y[dispatch]!]!;
  const states = runs.flatMap(({ entries }) => entries.flatMap((entry) => labelsAt(ir, entry)));
  if (!states.some((i) => ir.kind[i] === S_DEFAULT)) return undefined;
  const inside = new Uint8Array(storage.count);
  const outside = new Uint8Array(storage.count);
  noteDefinitions(around, 0, dispatch + 1, outside);
  noteDefinitions(around, dispatch + 1, end, inside);
  noteDefinitions(around, end, ir.statementCount, outside);
  const set: number[] = [];
  for (let place = 0; place < storage.count; place++) if (inside[place] === 1) set.push(place);
  const faces = runs.map((region) => interfaces.ofRun(region, set));
  const live = liveness.placesAtAny(states);
  const wanted = new Set([storage.placeOf[variable]!, ...live]);
  for (const face of faces) for (const { values } of face?.exits ?? []) for (const place of values) wanted.add(place);
  const slots = slotsOf(ir, storage, wanted);
  if (slots === undefined) return undefined;
  const begins = beginsOnce(around, dispatch);
  const isZero = (place: number): boolean =>
    begins && outside[place] === 0 && ir.varKind[storage.variableOf[place]!] === V_LOCAL;
  const places = new Map<number, readonly number[]>();
  const machine: Machine = {
    dispatch,
    variable,
    slots,
    live: [...new Set([storage.placeOf[variable]!, ...live])],
    places,
    handed: live.filter((place) => !isZero(place)),
    lastState: states.reduce((last, i) => Math.max(last, stateOf(ir, i)), 0),
    isOpen: isOpen(around, dispatch, inner),
  };
  const comeFromOthers = entriesFromOthers(around, dispatch, runs);
  const parts: PartRegion[] = [];
  for (const [k, region] of runs.entries()) {
    const face = faces[k];
    if (face === undefined) return undefined;
    const next = runs[k + 1];
    const goesOn = next !== undefined && !LEAVING.has(ir.kind[region.end - 1]!);
    const entries = comeFromOthers[k]!;
    // What precedes it runs on into it.
    if (k > 0) entries.add(region.start);
    for (const i of entries) places.set(stateOf(ir, i), liveness.placesAt(i));
    const run = {
      machine,
      states: [...entries].map((i) => stateOf(ir, i)),
      live: liveness.placesAtAny(region.entries.flatMap((entry) => labelsAt(ir, entry))),
      next: goesOn ? stateOf(ir, next.start) : undefined,
    };
    parts.push({ region, face, run });
  }
  return parts;
}

/** Notes by place what statements set. */
function noteDefinitions({ ir, storage }: Surroundings, from: number, to: number, set: Uint8Array): void {
  const note = (variable: number): void => {
    set[storage.placeOf[variable]!] = 1;
  };
  for (let i = from; i < to; i++) visitDefinitions(ir, i, note);
}

/** By run: the `case`s and the `default` to which jumps of other runs lead. */
function entriesFromOthers(
  { ir, labels, targets }: Surroundings,
  dispatch: number,
  runs: readonly Region[],
): Set<number>[] {
  const runOf = new Map<number, number>();
  runs.forEach(({ entries }, run) => {
    for (const entry of entries) for (const i of labelsAt(ir, entry)) runOf.set(i, run);
  });
  const found = runs.map(() => new Set<number>());
  for (let i = dispatch; i < labels.ends[dispatch]!; i++) {
    const target = targets[i]!;
    const run = target < 0 ? undefined : runOf.get(target);
    if (run !== undefined && (i < runs[run]!.start || i >= runs[run]!.end)) found[run]!.add(target);
  }
  return found;
}

/** What is dispatched on to come to a `case` or `default`. */
export function stateOf(ir: FunctionIR, i: number): number {
  return ir.kind[i] === S_CASE ? ir.x[i]! : DEFAULT_STATE;
}

/** @returns undefined where there are too many */
function slotsOf(ir: FunctionIR, storage: Storage, places: ReadonlySet<number>): Map<number, number> | undefined {
  const used = [0, 0, 0];
  const slots = new Map<number, number>();
  for (const place of places) slots.set(place, used[kindOfSlot(ir.varType[storage.variableOf[place]!]!)]!++);
  return used.some((count) => count > MAX_VALUES) ? undefined : slots;
}

/** Whether nothing but the machine itself dispatches it a second time. */
function beginsOnce({ ir, labels }: Surroundings, dispatch: number): boolean {
  const end = labels.ends[dispatch]!;
  for (let i = 0; i < ir.statementCount; i++) {
    const kind = ir.kind[i]!;
    if (kind !== S_CONTINUE && kind !== S_AGAIN) continue;
    const jump = { kind, label: ir.x[i]! };
    const opened = labels.opened[jump.label]!;
    if (opened > dispatch || labels.ends[opened]! < dispatch) continue;
    if (i < dispatch || i > end || !dispatchesAgain(ir, labels, jump, dispatch)) return false;
  }
  return true;
}

/** Whether a machine is dispatched on what is no constant, or seems so. */
function isOpen({ ir, labels, targets }: Surroundings, dispatch: number, inner: readonly PartRegion[]): boolean {
  for (let i = dispatch; i < labels.ends[dispatch]!; i++) {
    const kind = ir.kind[i]!;
    if (kind !== S_CONTINUE && kind !== S_AGAIN) continue;
    if (!dispatchesAgain(ir, labels, { kind, label: ir.x[i]! }, dispatch)) continue;
    if (targets[i]! < 0 || inner.some(({ region }) => i >= region.start && i < region.end)) return true;
  }
  return false;
}
