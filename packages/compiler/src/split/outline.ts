import type { ValType } from '@softwasm/syntax';
import { wordsOf, wordTypeOf } from '../build/module-shape.ts';
import { type FunctionIR, V_LOOP, V_TEMP } from '../ir/function-ir.ts';
import { OP, T_I32 } from '../ir/node-ops.ts';
import {
  S_AGAIN,
  S_BREAK,
  S_CALL_PART,
  S_CASE,
  S_CONTINUE,
  S_DEFAULT,
  S_END,
  S_EXIT,
  S_IF,
  S_RETURN,
  S_SET,
  S_SLOT_SET,
  S_SWITCH,
} from '../ir/statement-ops.ts';
import { dispatchesAgain, keyOf, type Labels, labelsAt, leadsOut, repeatsInside } from './labels.ts';
import { DEFAULT_STATE, type Surroundings } from './machine.ts';
import { EXITS_BEHIND, MachineWriter } from './machine-writer.ts';
import { type Exit, type Interface, type Jump, LEAVING, type PartRegion, type Region } from './region.ts';
import { StatementList } from './statement-list.ts';
import { kindOfSlot } from './storage.ts';

const SLOT = OP.slot;

/** A function that was part of another one. */
export interface Part {
  /** Variables that are its parameters. */
  readonly params: readonly number[];
  readonly statements: StatementList;
}

/** A region, or the function itself: what its statements are written into. */
interface Context {
  /** Undefined for the function itself. */
  readonly own: PartRegion | undefined;
  readonly start: number;
  readonly end: number;
  readonly children: Context[];
  readonly number: number;
  readonly list: StatementList;
  /** Of the part of a run of cases: the label of its own switch. */
  readonly label: number;
  /** Whether that switch dispatches again by itself, see {@link repeatsInside}. */
  readonly repeats: boolean;
  /** Whether control may come to its end. */
  readonly goesOn: boolean;
  /** How a part is left, by `keyOf` its exits. */
  readonly departures: ReadonlyMap<number, Departure>;
}

/** How a part is left by one of its exits. */
interface Departure {
  /** What it returns: 0 is the end, where control may come there. */
  readonly code: number;
  /** The slots into which it puts what is wanted where the exit leads, and the variables that have it. */
  readonly slots: readonly number[];
  readonly variables: readonly number[];
}

/**
 * Writes the function and its parts. In the place of a region stands a call with the values that it reads; behind it, by which exit it was left is looked
 * at, and what it set is read from the slots of results, which nothing else can have touched in between.
 *
 * @returns the function itself first, then its parts by number
 */
export function outline(around: Surroundings, results: readonly ValType[], regions: readonly PartRegion[]): Part[] {
  return new Outliner(around, results).run(regions);
}

class Outliner {
  private readonly ir: FunctionIR;
  private readonly around: Surroundings;
  private readonly labels: Labels;
  private readonly results: readonly ValType[];
  /** By `switch` of which a run of cases is a part: the variable with what it is dispatched on. */
  private readonly dispatched: Map<number, number> = new Map();
  /** The state machines, by their `switch`. */
  private readonly machines: Map<number, MachineWriter> = new Map();
  /** By which exit a part was left. */
  private exit = -1;

  constructor(around: Surroundings, results: readonly ValType[]) {
    this.around = around;
    this.ir = around.ir;
    this.labels = around.labels;
    this.results = results;
  }

  run(regions: readonly PartRegion[]): Part[] {
    const { ir } = this;
    this.exit = ir.variable(T_I32, V_TEMP, -1, 0);
    for (const { region, run } of regions) {
      const { dispatch } = region;
      if (dispatch < 0 || this.dispatched.has(dispatch)) continue;
      const variable = ir.variable(T_I32, V_LOOP, -1, 0);
      this.dispatched.set(dispatch, variable);
      if (run !== undefined)
        this.machines.set(dispatch, new MachineWriter(this.around, run.machine, variable, this.exit));
    }
    const contexts = this.contexts(regions);
    for (const context of contexts) this.write(context);
    return contexts.map(({ own, list }) => ({ params: own === undefined ? [] : this.params(own), statements: list }));
  }

  /** The tree of regions: the function itself first. */
  private contexts(regions: readonly PartRegion[]): Context[] {
    const { ir } = this;
    const root = this.context(undefined, 0, ir.statementCount, 0);
    const all = [root];
    const open = [root];
    const sorted = [...regions].sort((a, b) => a.region.start - b.region.start || b.region.end - a.region.end);
    for (const own of sorted) {
      const { start, end } = own.region;
      while (open[open.length - 1]!.end <= start) open.pop();
      const context = this.context(own, start, end, all.length);
      open[open.length - 1]!.children.push(context);
      open.push(context);
      all.push(context);
    }
    return all;
  }

  private context(own: PartRegion | undefined, start: number, end: number, number: number): Context {
    const label = own !== undefined && own.region.dispatch >= 0 ? this.ir.label() : -1;
    const departures = new Map<number, Departure>();
    const goesOn = label >= 0 || !LEAVING.has(this.ir.kind[end - 1]!);
    const base = own?.run === undefined ? (goesOn ? 0 : -1) : own.run.machine.lastState + EXITS_BEHIND;
    own?.face.exits.forEach((exit, at) => {
      departures.set(keyOf(exit), this.departure(own, exit, base + at));
    });
    const repeats = own !== undefined && repeatsInside(this.ir, own.region);
    const list = new StatementList(this.ir);
    return { own, start, end, children: [], number, list, label, repeats, goesOn, departures };
  }

  private departure({ face, run }: PartRegion, exit: Exit, code: number): Departure {
    if (run !== undefined) {
      const slots = exit.values.map((place) => run.machine.slots.get(place)!);
      return { code, slots, variables: exit.values.map((place) => this.variableOf(place)) };
    }
    const wanted = new Set(exit.values);
    const slots: number[] = [];
    const variables: number[] = [];
    this.slots(face, (place, variable, slot) => {
      if (!wanted.has(place)) return;
      slots.push(slot);
      variables.push(variable);
    });
    return { code, slots, variables };
  }

  private variableOf(place: number): number {
    return this.around.storage.variableOf[place]!;
  }

  private machineOf({ own }: Context): MachineWriter | undefined {
    return own?.run && this.machines.get(own.region.dispatch);
  }

  private params({ region, face, run }: PartRegion): readonly number[] {
    if (run !== undefined) return this.machines.get(region.dispatch)!.params;
    const params = face.inputs.map((place) => this.variableOf(place));
    if (region.dispatch >= 0) params.unshift(this.dispatched.get(region.dispatch)!);
    return params;
  }

  private write(context: Context): void {
    const { ir } = this;
    const { own, list, start, end } = context;
    ir.position = ir.offset[start]!;
    const machine = this.machineOf(context);
    if (machine !== undefined) machine.enter(list, own!, context.label);
    else if (own !== undefined && context.label >= 0) this.beginRun(context, own);
    let next = 0;
    for (let i = start; i < end; ) {
      const child = context.children[next];
      if (child !== undefined && child.start === i) {
        this.call(context, child);
        next++;
        i = child.end;
      } else this.statement(context, i++);
    }
    if (own === undefined) return;
    if (context.label >= 0) list.push(S_END, context.label);
    else if (!context.goesOn) return;
    if (own.run?.next !== undefined) machine!.leaveFor(list, own.run.next);
    else if (machine === undefined || machine.endsWith(own.region)) this.leave(context, own.face.exits[0]!);
  }

  /** A run of cases has a switch of its own; what it does not know is for the switch that it came from. */
  private beginRun(context: Context, { region: { dispatch }, face }: PartRegion): void {
    const { list } = context;
    list.push(S_SWITCH, context.label, this.ir.get(this.dispatched.get(dispatch)!));
    if (!context.repeats) return;
    const exit = face.exits.find((jump) => dispatchesAgain(this.ir, this.labels, jump, dispatch));
    if (exit === undefined) return;
    list.push(S_DEFAULT, 0);
    this.leave(context, exit);
  }

  private statement(context: Context, i: number): void {
    const { ir } = this;
    const { list } = context;
    const k = ir.kind[i]!;
    ir.position = ir.offset[i]!;
    if (k === S_RETURN && context.own !== undefined) this.returnFrom(context, i);
    else if (k === S_BREAK || k === S_CONTINUE || k === S_AGAIN) this.jump(context, { kind: k, label: ir.x[i]! }, i);
    else if (k === S_SET && this.machineOf(context)?.isOnlyDispatchedOn(i)) return;
    else if (k === S_SWITCH && this.dispatched.has(i)) {
      const variable = this.dispatched.get(i)!;
      this.machines.get(i)?.begin(list);
      list.push(S_SET, variable, ir.y[i]!);
      list.push(S_SWITCH, ir.x[i]!, ir.get(variable));
    } else list.copy(i);
  }

  /** @param at the statement that jumps; -1: the exit of a part does */
  private jump(context: Context, jump: Jump, at = -1): void {
    const { ir, labels } = this;
    const { own, list } = context;
    if (this.machineOf(context)?.dispatch(list, own!, context.label, jump, at)) return;
    if (own === undefined || !leadsOut(labels, jump, context.start, context.end)) {
      const dispatched = jump.kind === S_AGAIN ? this.dispatched.get(labels.opened[jump.label]!) : undefined;
      if (dispatched !== undefined) list.push(S_SET, dispatched, ir.y[labels.opened[jump.label]!]!);
      list.push(jump.kind, jump.label);
      return;
    }
    const { dispatch } = own.region;
    if (context.repeats && dispatchesAgain(ir, labels, jump, dispatch)) {
      list.push(S_SET, this.dispatched.get(dispatch)!, ir.y[dispatch]!);
      list.push(S_AGAIN, context.label);
      return;
    }
    this.leave(context, jump);
  }

  /** Leaves a part: what it set is in the slots, the exit is what it returns. */
  private leave({ list, departures }: Context, jump: Jump): void {
    const { code, slots, variables } = departures.get(keyOf(jump))!;
    for (let i = 0; i < slots.length; i++) list.push(S_SLOT_SET, slots[i]!, this.ir.get(variables[i]!));
    list.push(S_EXIT, code);
  }

  /** Calls `visit` with the places that a part may set, their variables, and their slots. */
  private slots({ outputs }: Interface, visit: (place: number, variable: number, slot: number) => void): void {
    const used = [0, 0, 0];
    for (const place of outputs) {
      const variable = this.variableOf(place);
      visit(place, variable, used[kindOfSlot(this.ir.varType[variable]!)]!++);
    }
  }

  /** Results go into the slots that they are returned in, the first word included. */
  private returnFrom(context: Context, i: number): void {
    const { ir, results } = this;
    const { list } = context;
    const start = ir.y[i]!;
    let next = start + 1;
    results.forEach((type, k) => {
      for (let word = k === 0 ? 1 : 0; word < wordsOf(type); word++) {
        list.push(S_SLOT_SET, slotOfResult(type, k, word), ir.list[next++]!);
      }
    });
    if (results.length > 0) list.push(S_SLOT_SET, slotOfResult(results[0]!, 0, 0), ir.list[start]!);
    list.push(S_EXIT, context.departures.get(keyOf({ kind: S_RETURN, label: 0 }))!.code);
  }

  /** The call of a part, and what becomes of its exits. */
  private call(context: Context, child: Context): void {
    const { ir } = this;
    const { list } = context;
    const own = child.own!;
    ir.position = ir.offset[child.start]!;
    if (own.run !== undefined) {
      this.callRun(context, child);
      return;
    }
    if (child.label >= 0) this.enterRun(list, own.region);
    const args = ir.pushList(this.params(own).map((variable) => ir.get(variable)));
    const exits = child.goesOn ? own.face.exits : own.face.exits.slice(1);
    list.push(S_CALL_PART, child.number, args, this.params(own).length, exits.length > 1 ? this.exit : -1);
    // What an exit has not set is not wanted where it leads, whatever the slot holds: reading all at once takes least code.
    this.slots(own.face, (_, variable, slot) => {
      list.push(S_SET, variable, ir.leaf(SLOT, ir.varType[variable]!, slot, 0));
    });
    const label = ir.label();
    if (exits.length === 2) {
      list.push(S_IF, label, ir.get(this.exit));
      this.arrive(context, exits[1]!);
      list.push(S_END, label);
    } else if (exits.length > 2) {
      list.push(S_SWITCH, label, ir.get(this.exit));
      for (let code = 1; code < exits.length; code++) {
        list.push(S_CASE, code);
        this.arrive(context, exits[code]!);
      }
      list.push(S_END, label);
    }
    if (exits.length > 0) this.arrive(context, exits[0]!);
  }

  /** The call of a run of a state machine, and what becomes of its exits: most lead to another one. */
  private callRun(context: Context, child: Context): void {
    const { ir, exit } = this;
    const { list } = context;
    const { region, face } = child.own!;
    const machine = this.machineOf(child)!;
    for (const entry of region.entries) for (const i of labelsAt(ir, entry)) list.copy(i);
    const { params } = machine;
    const args = ir.pushList(params.map((variable) => ir.get(variable)));
    list.push(S_CALL_PART, child.number, args, params.length, exit);
    const exits = machine.endsWith(region) ? face.exits : face.exits.slice(1);
    machine.goOn(
      list,
      exits,
      (out) => child.departures.get(keyOf(out))!.code,
      (out) => {
        if (out.kind < 0) list.push(S_BREAK, ir.x[region.dispatch]!);
        else this.arrive(context, out);
      },
    );
  }

  /** The labels of a run, whatever precedes them: its part must know where to begin. */
  private enterRun(list: StatementList, { dispatch, entries }: Region): void {
    const { ir } = this;
    const first = labelsAt(ir, entries[0]!).find((i) => ir.kind[i] === S_CASE);
    if (!leaves(list) && list.lastKind() !== S_SWITCH) {
      list.push(S_SET, this.dispatched.get(dispatch)!, ir.i32(first === undefined ? DEFAULT_STATE : ir.x[first]!));
    }
    for (const entry of entries) for (const i of labelsAt(ir, entry)) list.copy(i);
  }

  /** Goes on where an exit of a part leads. */
  private arrive(context: Context, exit: Exit): void {
    const { ir, results } = this;
    const { list } = context;
    if (exit.kind < 0) return;
    if (exit.kind !== S_RETURN) this.jump(context, exit);
    else if (context.own !== undefined) list.push(S_EXIT, context.departures.get(keyOf(exit))!.code);
    else {
      const words: number[] = [];
      results.forEach((type, k) => {
        for (let word = 0; word < wordsOf(type); word++)
          words.push(ir.leaf(SLOT, wordTypeOf(type), slotOfResult(type, k, word), 0));
      });
      list.push(S_RETURN, 0, ir.pushList(words), words.length);
    }
  }
}

/** Whether control never gets behind the last statement. */
function leaves(list: StatementList): boolean {
  const last = list.lastKind();
  return last === S_EXIT || LEAVING.has(last);
}

/** Where word `word` of result `k` stands in its array (docs/CALLING-CONVENTION.md). */
function slotOfResult(type: ValType, k: number, word: number): number {
  return wordTypeOf(type) === T_I32 ? 4 * k + word : k;
}
