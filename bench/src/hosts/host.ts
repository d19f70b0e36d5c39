import type { KernelJob } from '../guest/job.ts';
import type { Measurement } from '../report.ts';

/** A JavaScript engine with settings, in which engines of wasm are compared. */
export interface Host {
  readonly name: string;
  readonly title: string;
  /** Whether it compiles JavaScript. Those that do not have no WebAssembly either. */
  readonly jit: boolean;
  /**
   * Makes it ready: installs, starts.
   *
   * @throws Error where something is missing that cannot be installed by itself
   */
  open(guest: string): Promise<OpenHost>;
}

/** A host that runs jobs, each in a process or page of its own. */
export interface OpenHost {
  /** Its name and version, as it tells them. */
  readonly version: string;
  /** @throws Error where the job takes longer than `timeoutMs`, or its process dies */
  run(job: KernelJob, timeoutMs: number): Promise<readonly Measurement[]>;
  close(): Promise<void>;
}
