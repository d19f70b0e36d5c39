import type { PreparedModule } from '@softwasm/runtime';
import type { CompileOptions } from './compile-options.ts';

/** What is behind a `Module`: a valid module that an engine is ready to instantiate, and the options it was compiled with. */
export interface CompiledModule {
  readonly prepared: PreparedModule;
  readonly options: CompileOptions;
  /** What it was compiled from. */
  readonly bytes: Uint8Array;
}
