import type { FunctionIR } from '../ir/function-ir.ts';
import { OPENING, S_CASE, S_CATCH, S_DEFAULT, S_ELSE, S_END, S_LOOP, S_SWITCH, S_TRY } from '../ir/statement-ops.ts';
import type { Interfaces } from './interface.ts';
import { machineOf, type Surroundings } from './machine.ts';
import { type Interface, LEAVING, type PartRegion, type Region } from './region.ts';

/** Less of the limit is not worth a call. */
const MIN_SHARE = 1 / 160;

/** The share of a region that must be saved. */
const MIN_GAIN = 0.3;

/** A switch is cut down to so much of the limit: what stands around it needs room, too. */
const SWITCH_SHARE = 0.7;

/** A run of small pieces becomes one part of so much of the limit. */
const RUN_SHARE = 0.5;

/** Consecutive statements: an arm, a body, the code of a case. `size` is what is left of them. */
interface Sequence {
  /** Where its labels begin, where it is the code of a case; otherwise the same as `start`. */
  readonly labels: number;
  readonly start: number;
  end: number;
  size: number;
  readonly items: Item[];
  /** The label of the innermost `try` whose body it is in; -1 for none. */
  readonly attempt: number;
}

/** A statement or a construct in a sequence. */
interface Item {
  readonly start: number;
  readonly end: number;
  size: number;
  /** Whether a switch in it was cut down: its parts are called often. */
  readonly isDispatcher: boolean;
}

/** Cases side by side that are not too large together. */
interface CaseRun {
  readonly first: Sequence;
  readonly size: number;
  readonly region: Region;
}

/** A construct that is open. */
interface Construct {
  readonly start: number;
  readonly kind: number;
  readonly sequences: Sequence[];
  isDispatcher: boolean;
}

/**
 * Chooses what of a function to take out so that neither the rest nor any part is larger than `limit`. Works from the inside out: what is too large when
 * its end is reached gives up the largest of what it consists of.
 *
 * @param places by statement, and one behind: where its text begins, in estimated bytes of bytecode
 * @param limit in bytes
 */
export function chooseRegions(around: Surroundings, places: Int32Array, limit: number): PartRegion[] {
  return new Chooser(around, places, limit).run();
}

/** And of what stands in the place of a run of a state machine. */
const SIZE_OF_RUN = 60;

/** Estimated bytes of bytecode that a call takes in the place of a region. */
function sizeOfCall({ inputs, exits, outputs }: Interface): number {
  return 24 + 6 * inputs.length + 13 * outputs.length + 12 * exits.length;
}

class Chooser {
  private readonly around: Surroundings;
  private readonly ir: FunctionIR;
  private readonly places: Int32Array;
  private readonly limit: number;
  private readonly interfaces: Interfaces;
  private readonly regions: PartRegion[] = [];
  private readonly open: Construct[] = [];
  /** The labels of the `try`s whose bodies are open, from the outside in. */
  private readonly attempts: number[] = [];

  constructor(around: Surroundings, places: Int32Array, limit: number) {
    this.around = around;
    this.ir = around.ir;
    this.places = places;
    this.interfaces = around.interfaces;
    this.limit = limit;
  }

  run(): PartRegion[] {
    const { ir } = this;
    const { kind } = ir;
    const root: Construct = { start: -1, kind: -1, sequences: [], isDispatcher: false };
    this.open.push(root);
    this.begin(0, 0);
    for (let i = 0; i < ir.statementCount; i++) {
      const k = kind[i]!;
      if (OPENING[k] === 1) {
        this.open.push({ start: i, kind: k, sequences: [], isDispatcher: false });
        if (k === S_TRY) this.attempts.push(ir.x[i]!);
        if (k !== S_SWITCH) this.begin(i + 1, i + 1);
      } else if (k === S_ELSE || k === S_CATCH) {
        this.finish(i);
        if (k === S_CATCH) this.attempts.pop();
        this.begin(i + 1, i + 1);
      } else if (k === S_CASE || k === S_DEFAULT) {
        const labels = i;
        while (kind[i + 1] === S_CASE || kind[i + 1] === S_DEFAULT) i++;
        if (this.top().sequences.length > 0) this.finish(labels);
        this.begin(labels, i + 1);
      } else if (k === S_END) this.close(i);
      else this.add({ start: i, end: i + 1, size: this.sizeOf(i, i + 1), isDispatcher: false });
    }
    this.finish(ir.statementCount);
    return this.regions;
  }

  private top(): Construct {
    return this.open[this.open.length - 1]!;
  }

  private sizeOf(from: number, to: number): number {
    return this.places[to]! - this.places[from]!;
  }

  private begin(labels: number, start: number): void {
    const attempt = this.attempts[this.attempts.length - 1] ?? -1;
    this.top().sequences.push({ labels, start, end: start, size: 0, items: [], attempt });
  }

  private add(item: Item): void {
    const { sequences } = this.top();
    const sequence = sequences[sequences.length - 1]!;
    sequence.items.push(item);
    sequence.size += item.size;
  }

  /** The end of a sequence: if it is too large, some of its items go. */
  private finish(end: number): void {
    const { sequences } = this.top();
    const sequence = sequences[sequences.length - 1]!;
    sequence.end = end;
    if (sequence.size > this.limit) this.takeItems(sequence);
    sequence.items.length = 0;
  }

  private close(i: number): void {
    const construct = this.top();
    const { ir, limit } = this;
    if (construct.sequences.length > 0) this.finish(i);
    if (construct.kind === S_TRY && this.attempts[this.attempts.length - 1] === ir.x[i]!) this.attempts.pop();
    if (total(construct.sequences) > limit) {
      if (construct.kind === S_SWITCH) {
        this.takeCases(construct);
        construct.isDispatcher = true;
      } else this.takeSequences(construct.sequences, limit);
    }
    this.open.pop();
    const { start, isDispatcher } = construct;
    // Of its own text nothing is gone.
    const gone = construct.sequences.reduce((sum, { labels, end, size }) => sum + this.sizeOf(labels, end) - size, 0);
    this.add({ start, end: i + 1, size: this.sizeOf(start, i + 1) - gone, isDispatcher });
  }

  /**
   * Takes out a region, if that makes what it is in smaller.
   *
   * @param size what it takes now
   * @returns by how much
   */
  private take(region: Region, size: number): number {
    if (size < this.limit * MIN_SHARE || region.start >= region.end) return 0;
    const face = this.interfaces.of(region);
    if (face === undefined) return 0;
    const gain = size - sizeOfCall(face);
    if (gain < size * MIN_GAIN) return 0;
    this.regions.push({ region, face });
    return gain;
  }

  private takeStatements(start: number, end: number, { attempt }: Sequence, size: number): number {
    return this.take({ start, end, dispatch: -1, entries: [start], attempt }, size);
  }

  /** Takes out whole large items first, loops before what dispatches; then runs of small ones. */
  private takeItems(sequence: Sequence): void {
    const { limit } = this;
    const { kind } = this.ir;
    const rank = ({ start, size, isDispatcher }: Item): number =>
      isDispatcher ? 0 : size + (kind[start] === S_LOOP ? limit : 0);
    const large = sequence.items.filter(({ size }) => size > limit / 8);
    for (const item of large.sort((a, b) => rank(b) - rank(a))) {
      if (sequence.size <= limit) return;
      if (item.isDispatcher && sequence.size - item.size > limit / 2) continue;
      const gain = this.takeStatements(item.start, item.end, sequence, item.size);
      sequence.size -= gain;
      item.size -= gain;
    }
    if (sequence.size > limit) this.takeRuns(sequence);
  }

  /** Takes out what stands side by side, as long as it is not too large together. */
  private takeRuns(sequence: Sequence): void {
    const full = this.limit * RUN_SHARE;
    const { items } = sequence;
    for (let from = 0; from < items.length; ) {
      let { size } = items[from]!;
      let to = from + 1;
      while (to < items.length && size + items[to]!.size <= full) size += items[to++]!.size;
      if (size <= this.limit) {
        sequence.size -= this.takeStatements(items[from]!.start, items[to - 1]!.end, sequence, size);
      }
      from = to;
    }
  }

  /** Takes out arms or bodies, the largest first. */
  private takeSequences(sequences: readonly Sequence[], limit: number): void {
    let size = total(sequences);
    for (const sequence of [...sequences].sort((a, b) => b.size - a.size)) {
      if (size <= limit) return;
      const gain = this.takeStatements(sequence.start, sequence.end, sequence, sequence.size);
      sequence.size -= gain;
      size -= gain;
    }
  }

  /** The code of single cases, unless most of them run on into the next one, as those of a state machine do. */
  private takeCases({ start, sequences }: Construct): void {
    const through = sequences.filter(({ end }) => !LEAVING.has(this.ir.kind[end - 1]!)).length;
    const isMachine = through * 2 > sequences.length;
    if (isMachine && this.takeMachine(start, sequences)) return;
    if (!isMachine) this.takeSequences(sequences, this.limit * SWITCH_SHARE);
    if (isMachine || total(sequences) > this.limit) this.takeCaseRuns(start, sequences);
  }

  private takeCaseRuns(dispatch: number, sequences: readonly Sequence[]): void {
    for (const { first, size, region } of this.runsOf(dispatch, sequences)) first.size -= this.take(region, size);
  }

  private takeMachine(dispatch: number, sequences: readonly Sequence[]): boolean {
    const runs = this.runsOf(dispatch, sequences);
    const parts = machineOf(
      this.around,
      dispatch,
      runs.map(({ region }) => region),
      this.regions,
    );
    if (parts === undefined) return false;
    this.regions.push(...parts);
    for (const sequence of sequences) sequence.size = 0;
    for (const { first } of runs) first.size = SIZE_OF_RUN;
    return true;
  }

  private runsOf(dispatch: number, sequences: readonly Sequence[]): CaseRun[] {
    const full = this.limit * RUN_SHARE;
    const runs: CaseRun[] = [];
    for (let from = 0; from < sequences.length; ) {
      const first = sequences[from]!;
      let { size } = first;
      let to = from + 1;
      while (to < sequences.length && size + sequences[to]!.size <= full) size += sequences[to++]!.size;
      const { labels: start, attempt } = first;
      const entries = sequences.slice(from, to).map(({ labels }) => labels);
      runs.push({ first, size, region: { start, end: sequences[to - 1]!.end, dispatch, entries, attempt } });
      from = to;
    }
    return runs;
  }
}

function total(sequences: readonly Sequence[]): number {
  let size = 0;
  for (const sequence of sequences) size += sequence.size;
  return size;
}
