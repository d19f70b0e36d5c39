import type { Guest } from './job.ts';
import { measureKernel } from './measure.ts';
import { measurePhases } from './phases.ts';

/*
 * What runs in a host: bundled to one plain script, so that it is the same text everywhere.
 */
const guest: Guest = { measureKernel, measurePhases };
(globalThis as { softwasmBench?: Guest }).softwasmBench = guest;
