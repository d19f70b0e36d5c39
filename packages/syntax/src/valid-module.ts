import type { Module } from './module.ts';

declare const VALID: unique symbol;

/**
 * A module that validation has accepted (§3.4). Only the validator makes one; compiler, interpreter and runtime take nothing else, and rely on it:
 * indices are in range, operands are there and have the right types, bodies decode.
 */
export interface ValidModule extends Module {
  readonly [VALID]: true;
}
