import type { Store } from '@softwasm/runtime';
import { Machine } from './machine.ts';
import { train, trainTraps } from './training.ts';
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
 * @param sampling absent: the instance is interpreted for ever. What is has the whole loop, and so has all that can call it
 */
export function readyMachine(store: Store, sampling?: Sampling): Machine {
  const isNew = !MACHINES.has(store);
  const machine = machineOf(store);
  machine.commonLoop = sampling?.commonLoop === true && (isNew || machine.commonLoop);
  if (sampling !== undefined) machine.sampleEvery(sampling);
  if (sampling === undefined || sampling.commonLoop) train(machine.commonLoop, sampling);
  else trainTraps();
  return machine;
}
