/** How one engine did on one kernel. Times are milliseconds. */
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
  readonly kernel: string;
  readonly measurements: readonly Measurement[];
}
