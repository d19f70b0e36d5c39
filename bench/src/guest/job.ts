import type { Measurement, PhaseTimes } from '../report.ts';
import type { Clock } from './clock.ts';

/** An engine whose namespace the host or the program has. */
export interface PresentEngine {
  readonly name: 'native' | 'polywasm';
  readonly kind: 'present';
}

/** softwasm, with settings. */
export interface SoftwasmEngine {
  readonly name: string;
  readonly kind: 'softwasm';
  /** For what kind of host it generates; absent: what it chooses by itself. */
  readonly tune?: 'jit' | 'jitless';
  /** How many bits small integers are taken to have; absent: what it knows of the host. */
  readonly smallIntegers?: 31 | 32;
  /** Passes of the compiler that are switched off. */
  readonly without?: readonly string[];
  /** Whether it generates nothing, and interprets. */
  readonly interprets?: boolean;
}

/** A function's body: of one that returns a namespace like `WebAssembly`, or the exports of a translated module. */
export interface ScriptEngine {
  readonly name: string;
  readonly kind: 'namespace' | 'exports';
  readonly body: string;
}

/** A module compiled ahead of time: the text of an ECMAScript module that imports nothing. */
export interface ModuleEngine {
  readonly name: string;
  readonly kind: 'module';
  readonly text: string;
}

/** An engine that takes part, in words that cross processes. */
export type EngineSpec = PresentEngine | SoftwasmEngine | ScriptEngine | ModuleEngine;

/** How long engines run. */
export interface Timing {
  readonly clock: Clock;
  readonly rounds: number;
  /** How long an engine runs before the first round, in milliseconds. */
  readonly warmupMs: number;
  /** A sample repeats the kernel until it takes at least so long. */
  readonly sampleMs: number;
  /** An engine that has run for so long sits out the rounds that remain. */
  readonly budgetMs: number;
}

/** One kernel on some engines. */
export interface KernelJob {
  /** The binary, in base64: jobs travel as JSON. */
  readonly binary: string;
  readonly size: number;
  readonly answer: number;
  readonly engines: readonly EngineSpec[];
  readonly timing: Timing;
}

/** One module, through the stages of softwasm one after the other. */
export interface PhaseJob {
  /** In base64. */
  readonly binary: string;
  readonly clock: Clock;
  /** How often; the medians count. */
  readonly rounds: number;
}

/** What a host's program offers to the shell that loads it. */
export interface Guest {
  measureKernel(job: KernelJob): Promise<readonly Measurement[]>;
  measurePhases(job: PhaseJob): Promise<PhaseTimes>;
}
