import type { Context } from '../context.ts';
import type { Machine } from '../machine.ts';

/**
 * Executes an operation that the loop has no case for. Its operands stand in the code from `at` on; registers are relative to `base`.
 */
export type Handler = (m: Machine, x: Context, code: Int32Array, at: number, base: number) => void;

/** Handlers by name: `tsc` holds this against the names. */
export type Handlers<Name extends string> = Readonly<Record<Name, Handler>>;
