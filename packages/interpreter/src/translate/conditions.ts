import { OPERATION } from '../operations.generated.ts';
import { type Condition, JUMPS, TESTS } from './jumps.ts';
import type { Translator } from './translator.ts';

/** Whether a register is not zero. */
export function nonZero(register: number): Condition {
  return { jump: OPERATION.br_if, inverse: OPERATION.br_unless, operands: [register] };
}

/** Whether a register is null. */
export function isNull(register: number): Condition {
  return { jump: OPERATION.br_if_null, inverse: OPERATION.br_unless_null, operands: [register] };
}

/** The opposite condition. */
export function not({ jump, inverse, operands }: Condition): Condition {
  return { jump: inverse, inverse: jump, operands };
}

/** Pops a condition; a test that came just before becomes part of the jump. */
export function popCondition(t: Translator): Condition {
  const test = t.takeBack(TESTS);
  if (test === undefined) return nonZero(t.pop());
  const { jump, inverse } = JUMPS.get(test.operation)!;
  return { jump, inverse, operands: test.operands };
}
