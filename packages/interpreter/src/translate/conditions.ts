import { OPERATION } from '../operations.generated.ts';
import { JUMPS, TESTS } from './jumps.ts';
import type { Translator } from './translator.ts';

/** A jump without its target, and the one that jumps otherwise. */
export interface Condition {
  readonly jump: readonly [operation: number, ...operands: number[]];
  readonly inverse: readonly [operation: number, ...operands: number[]];
}

/** Pops a condition; a test that came just before becomes part of the jump. */
export function popCondition(t: Translator): Condition {
  const test = t.takeBack(TESTS);
  if (test === undefined) {
    const register = t.pop();
    return { jump: [OPERATION.br_if, register], inverse: [OPERATION.br_unless, register] };
  }
  const { jump, inverse } = JUMPS.get(test.operation)!;
  return { jump: [jump, ...test.operands], inverse: [inverse, ...test.operands] };
}
