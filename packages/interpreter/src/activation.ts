import { type FunctionInstance, type ModuleInstance, type WasmValue, wordsOf } from '@softwasm/runtime';
import { type FuncType, INTERPRETER_ERRORS, type TrapFrame } from '@softwasm/syntax';
import { contextOf } from './context.ts';
import { run } from './execute.ts';
import type { Machine } from './machine.ts';
import { machineOf } from './machines.ts';
import { argumentWords, takeArguments, valuesOfRegisters } from './registers.ts';
import { restoreSnapshot, type Snapshot, takeSnapshot } from './snapshot.ts';

/** Where an activation stands. */
export type ActivationState = 'paused' | 'finished' | 'failed';

/**
 * A call that can be paused before any operation, and goes on when it is told to. Calls of host functions, and what these call, are one step.
 *
 * Of several paused ones of a store only the last one begun can go on: they share a stack.
 */
export class Activation {
  readonly machine: Machine;
  private readonly type: FuncType;
  /** Where its frames begin. */
  private readonly base: number;
  private readonly floor: number;
  private depth: number;
  private stateNow: ActivationState = 'paused';
  private values: readonly WasmValue[] = [];

  constructor(machine: Machine, type: FuncType, base: number, floor: number) {
    this.machine = machine;
    this.type = type;
    this.base = base;
    this.floor = floor;
    this.depth = machine.depth;
  }

  get state(): ActivationState {
    return this.stateNow;
  }

  /** What the function has returned, as soon as it has. */
  get results(): readonly WasmValue[] {
    return this.values;
  }

  /** Its frames, innermost first: what is to be executed next, and the calls that are waiting. */
  get frames(): TrapFrame[] {
    return this.stateNow === 'paused' ? this.machine.frames(this.floor) : [];
  }

  /**
   * Goes on.
   *
   * @param steps pauses after so many operations; absent: never
   * @returns the state it is in afterwards
   * @throws Trap, an `ExceptionInstance`, or what a host function threw: the activation has failed then
   * @throws RangeError where it cannot go on
   */
  run(steps: number = Number.POSITIVE_INFINITY): ActivationState {
    const { machine } = this;
    if (this.stateNow !== 'paused') throw new RangeError(INTERPRETER_ERRORS.activationOver);
    if (machine.depth !== this.depth) throw new RangeError(INTERPRETER_ERRORS.activationCovered);
    const before = machine.steps;
    machine.steps = steps;
    this.stateNow = 'failed';
    try {
      if (!run(machine, this.floor)) {
        this.depth = machine.depth;
        this.stateNow = 'paused';
      } else {
        this.values = valuesOfRegisters(machine, this.base, this.type.results);
        this.stateNow = 'finished';
      }
    } finally {
      machine.steps = before;
    }
    return this.stateNow;
  }

  /** Saves where it stands while it is paused, and the state of these instances: {@link takeSnapshot}. */
  snapshot(instances: readonly ModuleInstance[] = []): Snapshot {
    if (this.stateNow !== 'paused') throw new RangeError(INTERPRETER_ERRORS.activationOver);
    return takeSnapshot(this.machine, instances);
  }

  /** Goes back to one of its snapshots, and is paused there, also if it has ended since. */
  restore(snapshot: Snapshot): void {
    restoreSnapshot(this.machine, snapshot);
    this.depth = this.machine.depth;
    this.values = [];
    this.stateNow = 'paused';
  }

  /** Ends it where it stands: its frames are gone. */
  cancel(): void {
    if (this.stateNow !== 'paused') return;
    if (this.machine.depth !== this.depth) throw new RangeError(INTERPRETER_ERRORS.activationCovered);
    this.machine.depth = this.floor;
    this.stateNow = 'failed';
  }
}

/**
 * Begins a call, paused before its first operation.
 *
 * @param func of an instance of the interpreter
 * @param values as many as the function's type says, of its types (`values.ts` of the runtime)
 * @throws RangeError where something else executes the function
 * @throws Trap where the stack has no room
 */
export function activate(func: FunctionInstance, values: readonly WasmValue[]): Activation {
  const context = func.instance && contextOf(func.instance);
  const callee = context?.functions[func.index];
  // Functions with an upper tier may be anybody's.
  if (callee === undefined || context?.upper !== undefined) throw new RangeError(INTERPRETER_ERRORS.notInterpreted);
  const machine = machineOf(func.store);
  const { funcType } = func;
  const { depth, top } = machine;
  machine.reserve(top, argumentWords(funcType.params));
  takeArguments(machine, top, funcType.params, wordsOf(funcType.params, values));
  machine.push(callee, top);
  return new Activation(machine, funcType, top, depth);
}
