import type { Guest } from '../guest/job.ts';

/** The jobs of a host's program. */
export type GuestFunction = keyof Guest;

/** A JavaScript engine with settings, in which engines of wasm are compared. */
export interface Host {
  readonly name: string;
  readonly title: string;
  /** Whether it compiles JavaScript. Those that do not have no WebAssembly either. */
  readonly jit: boolean;
  /**
   * Makes it ready: installs, starts.
   *
   * @param guest text of the program that runs in it
   * @throws Error where something is missing that cannot be installed by itself
   */
  open(guest: string): Promise<OpenHost>;
}

/** What a job returned. */
export interface Outcome<T> {
  readonly result: T;
  /** The largest resident set of the job's process, in bytes, where the host tells. */
  readonly peakBytes?: number;
}

/** A host that runs jobs, each in a process or page of its own. */
export interface OpenHost {
  /** Its name and version, as it tells them. */
  readonly version: string;
  /** Where it is a Node: how to start it. */
  readonly command?: readonly string[];
  /** @throws Error where the job takes longer than `timeoutMs`, or fails, or its process dies */
  run<F extends GuestFunction>(
    name: F,
    job: Parameters<Guest[F]>[0],
    timeoutMs: number,
  ): Promise<Outcome<Awaited<ReturnType<Guest[F]>>>>;
  close(): Promise<void>;
}
