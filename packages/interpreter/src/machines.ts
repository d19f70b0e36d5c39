import type { Store } from '@softwasm/runtime';
import { Machine } from './machine.ts';
import { learnFromTraps, train } from './training.ts';
import type { Sampling } from './upper-tier.ts';

/** The machine of a store: instances of one store call each other. */
const MACHINES = new WeakMap<Store, Machine>();

/** One machine for all that can call each other. */
export function machineOf(store: Store): Machine {
  let machine = MACHINES.get(store);
  if (machine === undefined) MACHINES.set(store, (machine = new Machine()));
  return machine;
}

/**
 * The machine of a store, ready for another instance.
 *
 * @param sampling absent: the instance is interpreted for ever
 */
export function readyMachine(store: Store, sampling?: Sampling): Machine {
  const machine = machineOf(store);
  if (sampling !== undefined) machine.sampleEvery(sampling);
  if (sampling === undefined || sampling.jit) train(sampling);
  else learnFromTraps();
  return machine;
}
