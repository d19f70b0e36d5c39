/** Whose `WebAssembly` programs find. */
export const ENGINES = ['softwasm', 'native'] as const;

/** The name of an engine. */
export type EngineName = (typeof ENGINES)[number];

/** What becomes of the host's own `WebAssembly`: it is hidden behind ours, or not there from the start. */
export const HOSTS = ['replaced', 'absent'] as const;

/** The name of a way to be rid of the host's `WebAssembly`. */
export type HostName = (typeof HOSTS)[number];

/** What a process of its own is told. */
export interface ProgramJob {
  readonly program: string;
  readonly engine: EngineName;
}

/** How a program ended. */
export interface Outcome {
  /** What went wrong, absent where nothing did. */
  readonly error?: string;
  /** From when the program began to load until its task was done. */
  readonly milliseconds: number;
  /** The most memory that the process had, absent where it did not get to say. */
  readonly megabytes?: number;
}
