import { type InstructionName, UnsupportedError } from '@softwasm/syntax';
import type { Lowering } from '../build/builder.ts';

/** Holds its names against the table of instructions. */
type Names<Name extends InstructionName> = Name;

/** The instructions that compilation refuses, by category and by name: the one place that says so. */
export type NotYet = Names<'return_call' | 'return_call_indirect' | 'return_call_ref'>;

/** Stands where a lowering will be. @throws UnsupportedError */
export function notYet(name: InstructionName): Lowering {
  return () => {
    throw new UnsupportedError(name);
  };
}
