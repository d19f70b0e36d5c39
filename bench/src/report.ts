import type { Clock } from './guest/clock.ts';
import type { Machine } from './machine.ts';

/** How one engine did on one kernel. Times are milliseconds by the report's clock. */
export interface Measurement {
  readonly engine: string;
  /** From bytes to instance, once. */
  readonly instantiateMs?: number;
  /** The first run: code is generated and cold. */
  readonly firstMs?: number;
  /** One run when warm, of every round. */
  readonly samplesMs?: readonly number[];
  /** Why there are no times, or why they do not count. */
  readonly error?: string;
}

/** How all engines did on one kernel, in one process. */
export interface KernelReport {
  readonly host: string;
  readonly clock: Clock;
  readonly kernel: string;
  readonly measurements: readonly Measurement[];
}

/** How long the stages take with a whole module, in milliseconds: of every round one value. */
export interface PhaseTimes {
  readonly decodeMs: readonly number[];
  readonly validateMs: readonly number[];
  /** Translating all functions for the interpreter, which executes them until they are warm. */
  readonly translateMs?: readonly number[];
  /** Generating JavaScript for all functions, with none left for their first call. */
  readonly compileMs: readonly number[];
  /** The host's parser, on all of that. */
  readonly evaluateMs: readonly number[];
  /** The host's own compiler, where there is one. */
  readonly nativeMs: readonly number[];
  /** Bytes of all function bodies, and of the JavaScript that they become. */
  readonly codeBytes: number;
  readonly sourceBytes: number;
}

/** The stages on one module. */
export interface PhaseReport {
  readonly host: string;
  readonly clock: Clock;
  readonly module: string;
  readonly times?: PhaseTimes;
  /** The largest resident set of the process, in bytes, where the host tells. */
  readonly peakBytes?: number;
  readonly error?: string;
}

/** One process that ran one program on one engine. */
export interface ProgramRun {
  /** From loading the program's own glue until it is ready for work. */
  readonly startMs?: number;
  /** From the same moment until the first task is done. */
  readonly firstMs?: number;
  /** A task when it no longer gets faster, or not soon. */
  readonly steadyMs?: number;
  /** All tasks after the first one together. */
  readonly workMs?: number;
  readonly peakBytes?: number;
  readonly answer?: string;
  readonly error?: string;
}

/** One engine on one program. */
export interface ProgramReport {
  readonly host: string;
  readonly clock: Clock;
  readonly program: string;
  readonly engine: string;
  readonly runs: readonly ProgramRun[];
}

/** All that was measured in one run of the benchmarks, by one or several commands. */
export interface Results {
  readonly machine: Machine;
  readonly hosts: Readonly<Record<string, string>>;
  readonly kernels: readonly KernelReport[];
  readonly programs: readonly ProgramReport[];
  readonly phases: readonly PhaseReport[];
}
