export { Activation, type ActivationState, activate } from './activation.ts';
export { createInterpreterEngine, expectLowerTier, type LowerTier, prepareLowerTier } from './engine.ts';
export type { Machine } from './machine.ts';
export { machineOf } from './machines.ts';
export { restoreSnapshot, type Snapshot, takeSnapshot } from './snapshot.ts';
export type { Translation } from './translation.ts';
export type { Entry, Sampling, UpperTier } from './upper-tier.ts';
