import type { Store } from '@softwasm/runtime';
import { Machine } from './machine.ts';
import { learnFromTraps, train } from './training.ts';
import type { Sampling } from './upper-tier.ts';

/** The machine of a store: instances of one store call each other. */
const MACHINES = new WeakMap<Store, Machine>();

/** One that is ready for the next store. */
let spare: Machine | undefined;

/** One machine for all that can call each other. */
export function machineOf(store: Store): Machine {
  let machine = MACHINES.get(store);
  if (machine === undefined) {
    MACHINES.set(store, (machine = spare ?? new Machine()));
    spare = undefined;
  }
  return machine;
}

/**
 * Readies the machine of a store for another instance.
 *
 * @param sampling absent: the instance is interpreted for ever
 */
export function readyMachine(store: Store, sampling?: Sampling): Machine {
  const machine = machineOf(store);
  prepare(machine, sampling);
  return machine;
}

/** Readies a machine for a store that is still to come, and what all of them share. */
export function expectMachine(sampling: Sampling): void {
  spare ??= new Machine();
  prepare(spare, sampling);
}

function prepare(machine: Machine, sampling: Sampling | undefined): void {
  if (sampling !== undefined) machine.sampleEvery(sampling);
  if (sampling === undefined || sampling.jit) train(machine);
  else learnFromTraps(machine);
}
