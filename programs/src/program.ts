import type { Published } from './published.ts';

/** A published program and a real task for it. */
export interface Program {
  /** What it is called here; no two have the same name. */
  readonly name: string;
  /** What was compiled, from which language and by which tools: the ways in which modules differ. */
  readonly about: string;
  /**
   * Does the task, with the global `WebAssembly` as it is.
   *
   * @throws AssertionError where an answer is wrong
   */
  run(published: Published): Promise<void>;
}
