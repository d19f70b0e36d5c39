import { OPERATION } from '../operations.generated.ts';
import type { Translator } from './translator.ts';

/** A jump without its target, and the one that jumps otherwise. */
export interface Condition {
  readonly jump: readonly [operation: number, ...operands: number[]];
  readonly inverse: readonly [operation: number, ...operands: number[]];
}

interface Jumps {
  readonly jump: number;
  readonly inverse: number;
}

const INVERSES = {
  eq: 'ne',
  ne: 'eq',
  lt_s: 'ge_s',
  lt_u: 'ge_u',
  gt_s: 'le_s',
  gt_u: 'le_u',
  le_s: 'gt_s',
  le_u: 'gt_u',
  ge_s: 'lt_s',
  ge_u: 'lt_u',
} as const;

/** The jumps that do a test themselves, by the operation of the test. */
const JUMPS = new Map<number, Jumps>([
  [OPERATION['i32.eqz'], { jump: OPERATION.br_unless, inverse: OPERATION.br_if }],
  [OPERATION['i64.eqz'], { jump: OPERATION['br_if i64.eqz'], inverse: OPERATION['br_unless i64.eqz'] }],
  [OPERATION['ref.is_null'], { jump: OPERATION.br_if_null, inverse: OPERATION.br_unless_null }],
]);
for (const name of Object.keys(INVERSES) as (keyof typeof INVERSES)[]) {
  const inverse = INVERSES[name];
  const [plain, constant] = [`i32.${name}`, `i32.${name} k`] as const;
  JUMPS.set(OPERATION[plain], { jump: OPERATION[`br_if ${plain}`], inverse: OPERATION[`br_if i32.${inverse}`] });
  JUMPS.set(OPERATION[constant], {
    jump: OPERATION[`br_if ${constant}`],
    inverse: OPERATION[`br_if i32.${inverse} k`],
  });
}

/** Pops a condition; a test that came just before becomes part of the jump. */
export function popCondition(t: Translator): Condition {
  const test = t.takeBack((operation) => JUMPS.has(operation));
  if (test === undefined) {
    const register = t.pop();
    return { jump: [OPERATION.br_if, register], inverse: [OPERATION.br_unless, register] };
  }
  const { jump, inverse } = JUMPS.get(test.operation)!;
  return { jump: [jump, ...test.operands], inverse: [inverse, ...test.operands] };
}
