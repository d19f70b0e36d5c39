import { HELPERS } from './bigint-helpers.ts';
import { JitEngine, type JitOptions } from './jit-engine.ts';

/** An engine that translates functions to JavaScript when they are first called. */
export function createJitEngine(options: JitOptions = {}): JitEngine {
  return new JitEngine(options, HELPERS);
}
