import type { Feature } from '@softwasm/syntax';

/** Which files: patterns of picomatch and regular expressions, matched with paths, queries included. */
export type Pattern = string | RegExp | readonly (string | RegExp)[];

/** How imports of `.wasm` files are compiled; everything has a default. */
export interface SoftwasmOptions {
  /** Which files. Absent: all that end with `.wasm`, `.wasm?init` or `.wasm?module`; others are never touched. */
  readonly include?: Pattern;
  /** Which of these not. Absent: none. */
  readonly exclude?: Pattern;
  /** What kind of JavaScript engine will run the code. Absent: `jitless`, for where WebAssembly is switched off, JavaScript is interpreted. */
  readonly tune?: 'jit' | 'jitless';
  /** How many bits integers have there that are no numbers on the heap, if it interprets: 31 in Chromium. Absent: 32. */
  readonly smallIntegers?: 31 | 32;
  /** What modules may use. Absent: WebAssembly 3.0, threads and legacy exception handling, as in browsers. */
  readonly features?: readonly Feature[];
  /** Whether binaryen optimises modules first, which must be installed then. Absent: no. */
  readonly optimize?: boolean;
  /**
   * What modules of imports are imported as, by their names: `{ env: './env.js' }` where a file imports from `env`. Relative ones start from the `.wasm` file.
   * Absent, or without a name: as they are called.
   */
  readonly imports?: Readonly<Record<string, string>>;
  /** What the runtime part is imported from. Absent: this package's own copy of `softwasm/aot`; say `softwasm/aot` to have it resolved, or left out, as other imports are. */
  readonly runtime?: string;
  /** Whether to write exact declarations beside each imported file, `x.d.wasm.ts`, for TypeScript's `allowArbitraryExtensions`. Absent: no. */
  readonly declarations?: boolean;
  /** Whether to make source maps, to the text of the modules with byte offsets. Absent: yes. */
  readonly sourceMap?: boolean;
}
