import type { WebAssemblyNamespace } from 'softwasm';

/** One operation of the JavaScript API, many times over. */
export interface ApiCase {
  readonly name: string;
  /** How often one round performs the operation: so often that native code takes about a millisecond. */
  readonly operations: number;
  /**
   * Makes what the operation works on.
   *
   * @returns one round. What it returns is compared between engines, by its text
   */
  prepare(wasm: WebAssemblyNamespace): () => unknown;
}
