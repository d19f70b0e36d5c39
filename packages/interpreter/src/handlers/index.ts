import { AGGREGATE_HANDLERS } from './aggregates.ts';
import { ATOMIC_HANDLERS } from './atomics.ts';
import { CAST_HANDLERS } from './casts.ts';
import { EXCEPTION_HANDLERS } from './exceptions.ts';
import type { Handler, Handlers } from './handler.ts';
import { MEMORY_HANDLERS } from './memory.ts';
import { NUMERIC_HANDLERS } from './numeric.ts';
import { TABLE_HANDLERS } from './tables.ts';
import { VARIABLE_HANDLERS } from './variables.ts';
import { VECTOR_HANDLERS } from './vectors.ts';
import { WIDE_HANDLERS } from './wide-arithmetic.ts';

export type HandlerName =
  | keyof typeof VARIABLE_HANDLERS
  | keyof typeof MEMORY_HANDLERS
  | keyof typeof TABLE_HANDLERS
  | keyof typeof EXCEPTION_HANDLERS
  | keyof typeof CAST_HANDLERS
  | keyof typeof AGGREGATE_HANDLERS
  | keyof typeof NUMERIC_HANDLERS
  | keyof typeof VECTOR_HANDLERS
  | keyof typeof WIDE_HANDLERS
  | keyof typeof ATOMIC_HANDLERS;

const BY_NAME: Handlers<HandlerName> = {
  ...VARIABLE_HANDLERS,
  ...MEMORY_HANDLERS,
  ...TABLE_HANDLERS,
  ...EXCEPTION_HANDLERS,
  ...CAST_HANDLERS,
  ...AGGREGATE_HANDLERS,
  ...NUMERIC_HANDLERS,
  ...VECTOR_HANDLERS,
  ...WIDE_HANDLERS,
  ...ATOMIC_HANDLERS,
};

/** By number. */
export const HANDLERS: readonly Handler[] = Object.values(BY_NAME);

/** Numbers of the handlers, by name. */
export const HANDLER: Readonly<Record<HandlerName, number>> = Object.fromEntries(
  Object.keys(BY_NAME).map((name, number) => [name, number]),
) as Readonly<Record<HandlerName, number>>;
