import { OPERATION } from '../operations.generated.ts';

/** The jump that does a test, and jumps where it holds; and the one that does where it does not. Both take the test's operands. */
export interface Jumps {
  readonly jump: number;
  readonly inverse: number;
}

/** Jumps with the operands that both take, but for the target. */
export interface Condition extends Jumps {
  readonly operands: readonly number[];
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
export const JUMPS: Map<number, Jumps> = new Map<number, Jumps>([
  [OPERATION['i32.eqz'], { jump: OPERATION.br_unless, inverse: OPERATION.br_if }],
  [OPERATION['i64.eqz'], { jump: OPERATION['br_if i64.eqz'], inverse: OPERATION['br_unless i64.eqz'] }],
  [OPERATION['i64.nez'], { jump: OPERATION['br_unless i64.eqz'], inverse: OPERATION['br_if i64.eqz'] }],
  [OPERATION['ref.is_null'], { jump: OPERATION.br_if_null, inverse: OPERATION.br_unless_null }],
]);
for (const name of Object.keys(INVERSES) as (keyof typeof INVERSES)[]) {
  const inverse = INVERSES[name];
  const constant = `i32.${name} k` as const;
  JUMPS.set(OPERATION[constant], {
    jump: OPERATION[`br_if ${constant}`],
    inverse: OPERATION[`br_if i32.${inverse} k`],
  });
}
for (const type of ['i32', 'i64'] as const) {
  for (const name of ['eq', 'ne', 'lt_s', 'lt_u', 'ge_s', 'ge_u'] as const) {
    const [plain, inverse] = [`${type}.${name}`, `${type}.${INVERSES[name]}`] as const;
    JUMPS.set(OPERATION[plain], { jump: OPERATION[`br_if ${plain}`], inverse: OPERATION[`br_if ${inverse}`] });
  }
}
for (const name of ['i32.and', 'i32.and k', 'f64.eq', 'f64.ne', 'f64.lt', 'f64.le'] as const) {
  JUMPS.set(OPERATION[name], { jump: OPERATION[`br_if ${name}`], inverse: OPERATION[`br_unless ${name}`] });
}
/** Comparisons that are the contrary of others, by these. */
export const CONTRARIES: ReadonlyMap<number, number> = new Map([
  [OPERATION['i64.eqz'], OPERATION['i64.nez']],
  ...(Object.keys(INVERSES) as (keyof typeof INVERSES)[]).map((name): [number, number] => [
    OPERATION[`i32.${name} k`],
    OPERATION[`i32.${INVERSES[name]} k`],
  ]),
  ...(['i32', 'i64'] as const).flatMap((type) =>
    (['eq', 'ne', 'lt_s', 'lt_u', 'ge_s', 'ge_u'] as const).map((name): [number, number] => [
      OPERATION[`${type}.${name}`],
      OPERATION[`${type}.${INVERSES[name]}`],
    ]),
  ),
]);

/** The tests that jumps include. */
export const TESTS: ReadonlySet<number> = new Set(JUMPS.keys());

/** The jump that jumps otherwise. */
export const INVERSE_JUMPS: ReadonlyMap<number, number> = new Map([
  [OPERATION.br_if, OPERATION.br_unless],
  [OPERATION.br_unless, OPERATION.br_if],
  ...[...JUMPS.values()].flatMap(({ jump, inverse }): [number, number][] => [
    [jump, inverse],
    [inverse, jump],
  ]),
]);

/** The jumps that do an addition to the local that they compare before, by the jump without. */
export const STEPPING_JUMPS: ReadonlyMap<number, number> = new Map(
  (['lt_s', 'lt_u', 'ne'] as const).flatMap((name): [number, number][] => [
    [OPERATION[`br_if i32.${name}`], OPERATION[`i32.add k br_if i32.${name}`]],
    [OPERATION[`br_if i32.${name} k`], OPERATION[`i32.add k br_if i32.${name} l`]],
  ]),
);
