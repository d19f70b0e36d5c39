import type { FunctionIR } from '../ir/function-ir.ts';
import { OP, OPERANDS } from '../ir/node-ops.ts';
import {
  OPENING,
  S_AGAIN,
  S_BREAK,
  S_CASE,
  S_CONTINUE,
  S_DEFAULT,
  S_END,
  S_LOOP,
  S_RETURN,
  S_RETURN_CALL,
  S_RETURN_CALL_INDIRECT,
  S_RETURN_CALL_REF,
} from '../ir/statement-ops.ts';
import { visitDefinitions, visitRoots } from '../ir/visit.ts';
import type { Liveness } from './liveness.ts';
import { type Exit, type Interface, type Jump, LEAVING, type Region } from './region.ts';
import type { Storage } from './storage.ts';

const GET = OP.get;
const CALL = OP.call;

/** More values than this do not cross the boundary of a part. */
const MAX_VALUES = 200;

/** Where a function's labels are. */
export interface Labels {
  /** By label: the statement that opens its construct. */
  readonly opened: Int32Array;
  /** By statement that opens a construct: its end. */
  readonly ends: Int32Array;
}

export function labelsOf(ir: FunctionIR): Labels {
  const opened = new Int32Array(ir.labelCount).fill(-1);
  const ends = new Int32Array(ir.statementCount);
  const open: number[] = [];
  for (let i = 0; i < ir.statementCount; i++) {
    if (OPENING[ir.kind[i]!] === 1) {
      opened[ir.x[i]!] = i;
      open.push(i);
    } else if (ir.kind[i] === S_END) ends[open.pop()!] = i;
  }
  return { opened, ends };
}

/** A jump that dispatches a switch anew: `again`, or the repetition of a loop that begins with it. */
export function dispatchesAgain(ir: FunctionIR, { opened }: Labels, jump: Jump, dispatch: number): boolean {
  if (jump.kind === S_AGAIN) return jump.label === ir.x[dispatch];
  return jump.kind === S_CONTINUE && opened[jump.label] === dispatch - 1 && ir.kind[dispatch - 1] === S_LOOP;
}

/**
 * Whether the part of a run of cases dispatches again by itself: what it looks at is a variable, and what is not among its cases can be handed back, which
 * takes a `default` of its own.
 */
export function repeatsInside(ir: FunctionIR, { dispatch, entries }: Region): boolean {
  if (dispatch < 0 || ir.op[ir.y[dispatch]!] !== GET) return false;
  return !entries.some((entry) => labelsAt(ir, entry).some((i) => ir.kind[i] === S_DEFAULT));
}

/** The `case`s and the `default` from a statement on. */
export function labelsAt({ kind }: FunctionIR, entry: number): number[] {
  const found: number[] = [];
  for (let i = entry; kind[i] === S_CASE || kind[i] === S_DEFAULT; i++) found.push(i);
  return found;
}

/** Which places the statements of regions mention and set; one region after the other. */
export class Interfaces {
  private readonly ir: FunctionIR;
  private readonly storage: Storage;
  private readonly labels: Labels;
  private readonly liveness: Liveness;
  private readonly mentioned: Uint8Array;
  private readonly set: Uint8Array;

  constructor(ir: FunctionIR, storage: Storage, labels: Labels, liveness: Liveness) {
    this.ir = ir;
    this.storage = storage;
    this.labels = labels;
    this.liveness = liveness;
    this.mentioned = new Uint8Array(storage.count);
    this.set = new Uint8Array(storage.count);
  }

  /** @returns undefined where the region cannot be a function of its own */
  of(region: Region): Interface | undefined {
    const { liveness, mentioned, set } = this;
    mentioned.fill(0);
    set.fill(0);
    const jumps = this.scan(region);
    if (jumps === undefined) return undefined;
    const inputs: number[] = [];
    const changed: number[] = [];
    for (let place = 0; place < this.storage.count; place++) {
      if (mentioned[place] === 0) continue;
      if (region.entries.some((entry) => liveness.at(entry, place))) inputs.push(place);
      if (set[place] === 0) continue;
      // What is thrown leaves no values behind.
      if (region.attempt >= 0 && liveness.inHandlers(region.attempt, place)) return undefined;
      changed.push(place);
    }
    const end: Exit = { kind: -1, label: 0, values: changed.filter((place) => liveness.at(region.end, place)) };
    const exits = jumps.map(({ kind, label }): Exit => {
      const isWanted = (place: number): boolean => kind !== S_RETURN && liveness.afterJump(kind, label, place);
      return { kind, label, values: changed.filter(isWanted) };
    });
    exits.unshift(end);
    // What was set is listed by now.
    const wanted = set.fill(0);
    for (const { values } of exits) for (const place of values) wanted[place] = 1;
    const outputs = changed.filter((place) => wanted[place] === 1);
    return inputs.length > MAX_VALUES || outputs.length > MAX_VALUES ? undefined : { inputs, exits, outputs };
  }

  /** Notes what the statements of a region mention. @returns the jumps out of it, each once; undefined: tail calls are in it */
  private scan(region: Region): Jump[] | undefined {
    const { ir, labels } = this;
    const { start, end, dispatch } = region;
    const inside = repeatsInside(ir, region);
    const seen = new Set<number>();
    const jumps: Jump[] = [];
    for (let i = start; i < end; i++) {
      const k = ir.kind[i]!;
      if (k === S_RETURN_CALL || k === S_RETURN_CALL_INDIRECT || k === S_RETURN_CALL_REF) return undefined;
      visitRoots(ir, i, this.read);
      visitDefinitions(ir, i, this.write);
      if (!LEAVING.has(k)) continue;
      const jump = { kind: k, label: k === S_RETURN ? 0 : ir.x[i]! };
      if (!leadsOut(labels, jump, start, end)) continue;
      if (inside && dispatchesAgain(ir, labels, jump, dispatch)) this.read(ir.y[dispatch]!);
      const key = keyOf(jump);
      if (seen.has(key)) continue;
      seen.add(key);
      jumps.push(jump);
    }
    return jumps;
  }

  private readonly write = (variable: number): void => {
    const place = this.storage.placeOf[variable]!;
    this.mentioned[place] = this.set[place] = 1;
  };

  private readonly read = (n: number): void => {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === GET) {
      this.mentioned[this.storage.placeOf[ir.a[n]!]!] = 1;
      return;
    }
    if (op === CALL) {
      const start = ir.b[n]!;
      for (let i = 0; i < ir.c[n]!; i++) this.read(ir.list[start + i]!);
      return;
    }
    const count = OPERANDS[op]!;
    if (count > 0) this.read(ir.a[n]!);
    if (count > 1) this.read(ir.b[n]!);
    if (count > 2) this.read(ir.c[n]!);
  };
}

/** A number for a jump, the same for equal ones. */
export function keyOf({ kind, label }: Jump): number {
  if (kind < 0) return -1;
  return label * 4 + (kind === S_BREAK ? 0 : kind === S_CONTINUE ? 1 : kind === S_AGAIN ? 2 : 3);
}

/** Whether a jump leads out of statements. */
export function leadsOut({ opened }: Labels, { kind, label }: Jump, start: number, end: number): boolean {
  if (kind === S_RETURN) return true;
  if (kind !== S_BREAK && kind !== S_CONTINUE && kind !== S_AGAIN) return false;
  const at = opened[label]!;
  return at < start || at >= end;
}
