import { type InstructionName, UnsupportedError } from '@softwasm/syntax';
import type { Lowering } from '../build/builder.ts';
import type { NamesIn } from './families.ts';

/** Holds its names against the table of instructions. */
type Names<Name extends InstructionName> = Name;

/** The instructions that compilation refuses, by category and by name: the one place that says so. */
export type NotYet =
  | NamesIn<'atomic' | 'aggregate'>
  | Names<
      | 'try'
      | 'catch'
      | 'throw'
      | 'rethrow'
      | 'throw_ref'
      | 'delegate'
      | 'catch_all'
      | 'try_table'
      | 'return_call'
      | 'return_call_indirect'
      | 'return_call_ref'
      | 'br_on_cast'
      | 'br_on_cast_fail'
      | 'br_on_cast_desc_eq'
      | 'br_on_cast_desc_eq_fail'
      | 'ref.eq'
      | 'ref.test'
      | 'ref.test null'
      | 'ref.cast'
      | 'ref.cast null'
      | 'ref.get_desc'
      | 'ref.cast_desc_eq'
      | 'ref.cast_desc_eq null'
    >;

/** Stands where a lowering will be. @throws UnsupportedError */
export function notYet(name: InstructionName): Lowering {
  return () => {
    throw new UnsupportedError(name);
  };
}
