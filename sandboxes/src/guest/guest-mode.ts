import type { Engine } from '@softwasm/runtime';
import type { WebAssemblyNamespace } from 'softwasm';

/** How a guest executes WebAssembly. */
export interface GuestMode {
  /** The `WebAssembly` that a program finds. */
  readonly webAssemblyFor: (program: string) => WebAssemblyNamespace;
  /** What runs the official suite; absent where that cannot be run. */
  readonly engine?: Engine;
}
