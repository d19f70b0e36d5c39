import type { Store } from '@softwasm/runtime';
import { Machine } from './machine.ts';
import { train } from './training.ts';

/** The machine of a store: instances of one store call each other. */
const MACHINES = new WeakMap<Store, Machine>();

/** One machine for all that can call each other. */
export function machineOf(store: Store): Machine {
  let machine = MACHINES.get(store);
  if (machine === undefined) {
    MACHINES.set(store, (machine = new Machine()));
    train(machine);
  }
  return machine;
}
