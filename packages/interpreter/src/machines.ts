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
  const isNew = !MACHINES.has(store);
  const machine = machineOf(store);
  // Others may be at work.
  prepare(sampling, () => (isNew ? machine : new Machine()));
  if (sampling !== undefined) machine.sampleEvery(sampling);
  return machine;
}

/** Readies a machine for a store that is still to come, and what all of them share. */
export function expectMachine(sampling: Sampling): void {
  prepare(sampling, () => (spare = new Machine()));
}

/** Once for all machines. @param unused gives one that executes nothing */
function prepare(sampling: Sampling | undefined, unused: () => Machine): void {
  if (sampling === undefined || sampling.jit) train(unused, sampling);
  else learnFromTraps(unused);
}
