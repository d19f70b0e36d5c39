/** A published program, driven through its own glue, which finds `globalThis.WebAssembly`. */
export interface Program {
  readonly name: string;
  readonly about: string;
  /** Its module, below `node_modules`. */
  readonly wasm: string;
  /**
   * Loads and instantiates it.
   *
   * @param load loads a package or a file of one
   * @param path where a file below `node_modules` is
   * @returns a task that can be done again and again, and whose answer is always the same
   */
  start(load: (id: string) => unknown, path: (file: string) => string): Promise<() => Promise<string>>;
}
