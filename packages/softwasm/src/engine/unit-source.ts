import type { UnitFactory } from '@softwasm/compiler';
import type { ValType } from '@softwasm/syntax';

/**
 * Where a module's code comes from, ready to be called with an instance's environment: text that is generated or was stored, evaluated at the first call
 * ({@link EvaluatedUnits}), or functions that a program compiled ahead of time brings along. Whoever makes one tells `stack-frames.ts` of its units, so
 * that traps have frames.
 */
export interface UnitSource {
  /** Whether all defined functions are one unit, under key 0; else each has its own, under its index among the defined functions. */
  readonly whole: boolean;
  /** Whether a unit that was asked for has functions that make tail calls. */
  readonly tailCalls: boolean;
  factory(key: number): UnitFactory;
  /** The rest of a function from a loop on (`UnitTexts.entry`); absent where functions are never entered there. */
  readonly entry?: ((key: number, offset: number) => EvaluatedEntry) | undefined;
  /** Makes a unit anew, for one instance; absent where that is impossible, or pointless, or not possible any more. */
  readonly again?: ((key: number) => OwnUnit) | undefined;
}

/** A function that is entered at a loop. */
export interface EvaluatedEntry {
  readonly factory: UnitFactory;
  /** The types of its last parameters, the operands; those before are the locals. */
  readonly operands: readonly ValType[];
}

/** A unit that was made for one instance, which calls its factory once. */
export interface OwnUnit {
  readonly factory: UnitFactory;
  /** Whoever runs its functions holds this: their frames in traps are known as long. */
  readonly known: object;
}
