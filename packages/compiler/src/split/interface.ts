import type { FunctionIR } from '../ir/function-ir.ts';
import { OP, OPERANDS } from '../ir/node-ops.ts';
import { S_RETURN, S_RETURN_CALL, S_RETURN_CALL_INDIRECT, S_RETURN_CALL_REF } from '../ir/statement-ops.ts';
import { visitDefinitions, visitRoots } from '../ir/visit.ts';
import { dispatchesAgain, keyOf, type Labels, leadsOut, repeatsInside } from './labels.ts';
import type { Liveness } from './liveness.ts';
import { type Exit, type Interface, type Jump, LEAVING, type Region } from './region.ts';
import type { Storage } from './storage.ts';

const GET = OP.get;
const CALL = OP.call;

/** More values than this do not cross the boundary of a part. */
export const MAX_VALUES = 200;

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
    const jumps = this.scan(region, repeatsInside(this.ir, region));
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

  /**
   * How a run of cases of a state machine is left for what is not the machine, see {@link Machine}: none of its values stay behind.
   *
   * @param places that any of the machine's cases sets
   * @returns undefined where the run cannot be a function of its own
   */
  ofRun(region: Region, places: readonly number[]): Interface | undefined {
    const { ir, liveness } = this;
    const jumps = this.scan(region, true)?.filter((jump) => !dispatchesAgain(ir, this.labels, jump, region.dispatch));
    if (jumps === undefined) return undefined;
    const exits = jumps.map(({ kind, label }): Exit => {
      const isWanted = (place: number): boolean => kind !== S_RETURN && liveness.afterJump(kind, label, place);
      return { kind, label, values: places.filter(isWanted) };
    });
    exits.unshift({ kind: -1, label: 0, values: places.filter((place) => liveness.at(region.end, place)) });
    return exits.some(({ values }) => values.length > MAX_VALUES) ? undefined : { inputs: [], exits, outputs: [] };
  }

  /**
   * Notes what the statements of a region mention.
   *
   * @param inside whether it dispatches again by itself, so that this leads out nowhere
   * @returns the jumps out of it, each once; undefined: tail calls are in it
   */
  private scan({ start, end, dispatch }: Region, inside: boolean): Jump[] | undefined {
    const { ir, labels } = this;
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
