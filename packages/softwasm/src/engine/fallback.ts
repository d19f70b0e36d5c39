import { interpretedInstead } from '@softwasm/syntax';

/**
 * What to do where text cannot be evaluated: interpret and say nothing; interpret and say so once; or throw, a `CompileError` when a module is compiled, and
 * the `ResourceError` behind it where leave to evaluate has ended by the time that a function is called.
 */
export type Fallback = 'silent' | 'warn' | 'throw';

/** Says something to whoever runs the program. */
export type Warn = (message: string) => void;

/** Not every host has a console. */
interface ConsoleGlobals {
  readonly console?: { warn(message: string): void };
}

/** The host's console, where there is one. */
export const warnOnConsole: Warn = (message) => (globalThis as ConsoleGlobals).console?.warn(message);

/** A policy in effect. */
export class FallbackPolicy {
  private readonly fallback: Fallback;
  private readonly warn: Warn;
  private warned = false;

  constructor(fallback: Fallback, warn: Warn) {
    this.fallback = fallback;
    this.warn = warn;
  }

  /** Called whenever something is about to be interpreted that cannot be generated. @throws the reason, where the policy is to throw */
  apply(reason: Error): void {
    if (this.fallback === 'throw') throw reason;
    if (this.fallback === 'silent' || this.warned) return;
    this.warned = true;
    this.warn(interpretedInstead(reason.message));
  }
}
