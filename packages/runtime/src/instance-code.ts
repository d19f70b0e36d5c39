import type { Code } from './abi.ts';

/** The code of one instance's own functions; what an engine's `PreparedModule.link` gives. */
export interface InstanceCode {
  /**
   * The code of a defined function.
   *
   * @param index counts defined functions from 0, without imports
   */
  code(index: number): Code;
}
