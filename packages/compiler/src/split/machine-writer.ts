import { type FunctionIR, V_LOOP } from '../ir/function-ir.ts';
import { OP, T_I32 } from '../ir/node-ops.ts';
import {
  S_AGAIN,
  S_BREAK,
  S_CASE,
  S_DEFAULT,
  S_ELSE,
  S_END,
  S_EXIT,
  S_IF,
  S_SET,
  S_SLOT_SET,
  S_SWITCH,
} from '../ir/statement-ops.ts';
import { compare, not } from '../ir/words.ts';
import { dispatchesAgain, labelsAt } from './labels.ts';
import { type Surroundings, stateOf } from './machine.ts';
import { type Exit, type Jump, LEAVING, type Machine, type PartRegion, type Region } from './region.ts';
import type { StatementList } from './statement-list.ts';

const SLOT = OP.slot;
const GT_S = OP.gt_s;

/** How a run is entered: the slots have what is live at its state, what the function hands over, or all that may be live. */
const AT_STATE = 0;
const AT_BEGINNING = 1;
const ANYWHERE = 2;

/** Behind the last state: the exit for a state that is not known, and then the others. */
const UNKNOWN = 1;
export const EXITS_BEHIND = 2;

/** Writes what the runs of a state machine do at their boundaries, and what calls them. */
export class MachineWriter {
  /** What each run takes: its state, and how it is entered. */
  readonly params: readonly number[];
  private readonly around: Surroundings;
  private readonly ir: FunctionIR;
  private readonly machine: Machine;
  private readonly state: number;
  private readonly entered: number;
  private readonly exit: number;

  /**
   * @param state the variable that the machine is dispatched on
   * @param exit the variable with the exit of a part
   */
  constructor(around: Surroundings, machine: Machine, state: number, exit: number) {
    this.around = around;
    this.ir = around.ir;
    this.machine = machine;
    this.state = state;
    this.entered = around.ir.variable(T_I32, V_LOOP, -1, 0);
    this.exit = exit;
    this.params = [state, this.entered];
  }

  /** Whether a run is the last one, and control may come to its end. */
  endsWith({ end }: Region): boolean {
    return end === this.around.labels.ends[this.machine.dispatch]! && !LEAVING.has(this.ir.kind[end - 1]!);
  }

  /** Before the machine is dispatched for the first time. */
  begin(list: StatementList): void {
    this.keep(list, this.machine.handed);
    list.push(S_SET, this.entered, this.ir.i32(AT_BEGINNING));
  }

  /** Puts the values of places into their slots. */
  keep(list: StatementList, places: readonly number[]): void {
    const { slots } = this.machine;
    for (const place of places) list.push(S_SLOT_SET, slots.get(place)!, this.ir.get(this.variableOf(place)));
  }

  private fetch(list: StatementList, places: Iterable<number>): void {
    for (const place of places) this.fetchInto(list, this.variableOf(place), place);
  }

  private fetchInto(list: StatementList, variable: number, place: number): void {
    const { ir } = this;
    list.push(S_SET, variable, ir.leaf(SLOT, ir.varType[variable]!, this.machine.slots.get(place)!, 0));
  }

  private variableOf(place: number): number {
    return this.around.storage.variableOf[place]!;
  }

  /** The beginning of a run: it fetches what is live, and dispatches. @param label of its own switch */
  enter(list: StatementList, part: PartRegion, label: number): void {
    const { ir } = this;
    this.fetchLive(list, part);
    list.push(S_SWITCH, label, ir.get(this.state));
    if (!this.machine.isOpen || this.hasDefault(part)) return;
    list.push(S_DEFAULT, 0);
    this.leaveForUnknown(list);
  }

  private fetchLive(list: StatementList, { run }: PartRegion): void {
    const { ir } = this;
    const { states, live } = run!;
    const { handed, isOpen, places } = this.machine;
    const handedOver = new Set(handed);
    // What is there in any case.
    const always = new Set(live.filter((place) => handedOver.has(place)));
    for (const state of states)
      for (const place of always) if (!places.get(state)!.includes(place)) always.delete(place);
    this.fetch(list, always);
    const others = live.filter((place) => !always.has(place));
    if (others.length === 0) return;
    const atFirst = others.filter((place) => handedOver.has(place));
    const rest = isOpen ? others.filter((place) => !handedOver.has(place)) : [];
    const label = ir.label();
    list.push(S_IF, label, not(ir, ir.get(this.entered)));
    this.fetchByState(list, states, always);
    if (atFirst.length + rest.length > 0) list.push(S_ELSE, label);
    this.fetch(list, atFirst);
    if (rest.length > 0) {
      const inner = ir.label();
      list.push(S_IF, inner, compare(ir, GT_S, ir.get(this.entered), ir.i32(AT_BEGINNING)));
      this.fetch(list, rest);
      list.push(S_END, inner);
    }
    list.push(S_END, label);
  }

  private fetchByState(list: StatementList, states: readonly number[], always: ReadonlySet<number>): void {
    const { ir } = this;
    const alike = new Map<string, { states: number[]; places: number[] }>();
    for (const state of states) {
      const places = this.machine.places.get(state)!.filter((place) => !always.has(place));
      if (places.length === 0) continue;
      const key = places.join();
      const known = alike.get(key);
      if (known === undefined) alike.set(key, { states: [state], places });
      else known.states.push(state);
    }
    if (alike.size === 0) return;
    const label = ir.label();
    list.push(S_SWITCH, label, ir.get(this.state));
    for (const { states, places } of alike.values()) {
      for (const state of states) list.push(S_CASE, state);
      this.fetch(list, places);
      list.push(S_BREAK, label);
    }
    list.push(S_END, label);
  }

  private hasDefault({ region }: PartRegion): boolean {
    const { ir } = this;
    return region.entries.some((entry) => labelsAt(ir, entry).some((i) => ir.kind[i] === S_DEFAULT));
  }

  /** Whether a statement sets what the machine looks at, and nobody else does, before it is dispatched on that: a run knows it. */
  isOnlyDispatchedOn(i: number): boolean {
    const { ir, machine } = this;
    const { liveness, storage, targets } = this.around;
    if (machine.isOpen || ir.x[i] !== machine.variable || (targets[i + 1] ?? -1) < 0) return false;
    return (
      this.isDispatch({ kind: ir.kind[i + 1]!, label: ir.x[i + 1]! }) &&
      !liveness.at(targets[i + 1]!, storage.placeOf[machine.variable]!)
    );
  }

  private isDispatch(jump: Jump): boolean {
    return dispatchesAgain(this.ir, this.around.labels, jump, this.machine.dispatch);
  }

  /**
   * A jump in a run, if it dispatches the machine.
   *
   * @param label of the run's own switch
   * @param at the statement; -1: the exit of a part
   */
  dispatch(list: StatementList, part: PartRegion, label: number, jump: Jump, at: number): boolean {
    if (!this.isDispatch(jump)) return false;
    const { ir, machine } = this;
    const { start, end } = part.region;
    const target = at < 0 ? -1 : this.around.targets[at]!;
    if (target >= 0 && (target < start || target >= end)) this.leaveFor(list, stateOf(ir, target));
    else if (target < 0 && this.hasDefault(part)) this.leaveForUnknown(list);
    else {
      list.push(S_SET, this.state, target < 0 ? ir.get(machine.variable) : ir.i32(stateOf(ir, target)));
      list.push(S_AGAIN, label);
    }
    return true;
  }

  /** Leaves a run for a state of another one. */
  leaveFor(list: StatementList, state: number): void {
    this.keep(list, this.machine.places.get(state)!);
    list.push(S_EXIT, state);
  }

  private leaveForUnknown(list: StatementList): void {
    const { live, lastState } = this.machine;
    this.keep(list, live);
    list.push(S_EXIT, lastState + UNKNOWN);
  }

  /**
   * Behind the call of a run.
   *
   * @param exits those that do not lead to another run
   * @param codeOf the number of one
   * @param arrive goes where one leads
   */
  goOn(
    list: StatementList,
    exits: readonly Exit[],
    codeOf: (exit: Exit) => number,
    arrive: (exit: Exit) => void,
  ): void {
    const { ir, machine, exit, state } = this;
    const { lastState, isOpen, dispatch, variable } = machine;
    const again = (entered: number): void => {
      list.push(S_SET, this.entered, ir.i32(entered));
      list.push(S_AGAIN, ir.x[dispatch]!);
    };
    if (exits.length > 0 || isOpen) {
      const out = ir.label();
      list.push(S_IF, out, compare(ir, GT_S, ir.get(exit), ir.i32(lastState)));
      const label = ir.label();
      list.push(S_SWITCH, label, ir.get(exit));
      for (const each of exits) {
        list.push(S_CASE, codeOf(each));
        this.fetch(list, each.values);
        arrive(each);
      }
      if (isOpen) {
        list.push(S_CASE, lastState + UNKNOWN);
        this.fetchInto(list, state, this.around.storage.placeOf[variable]!);
        again(ANYWHERE);
      }
      list.push(S_END, label);
      list.push(S_END, out);
    }
    list.push(S_SET, state, ir.get(exit));
    again(AT_STATE);
  }
}
